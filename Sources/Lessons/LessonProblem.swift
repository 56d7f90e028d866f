import Backprop
import Formulas

/// What is wrong with a lesson's file, as data. What is wrong with its formulas is a `Problem`.
package struct LessonProblem: Sendable {
  package let kind: Kind
  package let range: SourceRange
  package let related: SourceRange?

  package init(_ kind: Kind, at range: SourceRange, related: SourceRange? = nil) {
    self.kind = kind
    self.range = range
    self.related = related
  }

  init(_ problem: Problem) {
    self.init(.formula(problem.kind), at: problem.range, related: problem.related)
  }

  package enum Kind: Sendable {
    case formula(Problem.Kind)

    // Files
    case emptyFile
    case fileTooLarge
    case lineTooLong
    case notUTF8(UInt8)
    case controlCharacter(String)
    case tooManyMarks
    /// How bad the worst of those is that are not told.
    case tooManyProblems(Severity)

    // Front matter
    case noFrontMatter
    case frontMatterNotClosed
    /// `key` is the one with which it begins.
    case frontMatterLine(String, key: String?)
    case unknownKey(String, suggestion: String?)
    case repeatedKey(String)
    case missingKey(String)
    case emptyKey(String)
    case formatNotNumber(String)
    case formatTooOld(String)
    case formatTooNew(String)
    case orderNotNumber(String)
    case badID(String)
    case unknownWarning(String, suggestion: String?)

    // Blocks
    case fenceNotClosed(String)
    case misspelledBlock(String, suggestion: String)
    case blockWithoutNetwork(String)
    case blockWords(String, String)
    case networkNameTaken(String)
    case networkNameInvalid(String)
    case expressionNotClosed
    case emptyExpression
    case digitsNotWhole

    // Questions
    case questionWithoutAnswer
    case questionWithTwoAnswers
    case questionWithBoth
    case questionChoices
    case questionWithoutText
    case wrongWithoutReply
    case emptyQuestionPart(QuestionPart)

    // Expectations
    case expectationFailed(Problem.NotEqual)
    case withinNotNumber

    // Warnings
    case idleCheck
    case kink(name: String, indices: [Int])
    case equalAxes(String, String, size: Int)
    case symmetricMatrix(String)
    /// The row counts from 1.
    case zeroRow(String, row: Int)
    case tie(String)
    case batchOfTwo(axis: String)
    case invisibleMistake(gradient: String, remark: String)
    case unusedValue(String)
    case wideLine(columns: Int)
  }
}

/// A part of a question that may be left out, but not be empty.
package enum QuestionPart: Sendable {
  case hint, choice, reply
}

package enum Severity: String, Sendable {
  case error, warning
}
