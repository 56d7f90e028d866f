import Derivations
import Formulas
import MatrixCore

/// What is wrong with a lesson's file: its text, front matter, blocks, questions and expectations.
package enum FileProblem: ProblemKind {
  case emptyFile
  case fileTooLarge
  case lineTooLong
  case notUTF8(UInt8)
  case controlCharacter(String)
  case tooManyMarks
  /// The highest severity among the problems left out.
  case tooManyProblems(Severity)

  // Front matter
  case noFrontMatter
  case frontMatterNotClosed
  /// `key` is the key at the start of the line.
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
  /// `requires: [a, b]`
  case bracketsInList(String, String)
  case unknownWarning(String, suggestion: String?)

  // Blocks
  case fenceNotClosed(String)
  case misspelledBlock(String, suggestion: String)
  case blockWithoutNetwork(String)
  case blockWords(String)
  case networkNameTaken(String)
  case networkNameInvalid(String)
  case expressionNotClosed
  case emptyExpression
  case digitsNotWhole

  // Questions, expectations and steps
  /// `mended` is the line that is probably meant as the answer, as it should be written.
  case questionWithoutAnswer(mended: String? = nil)
  case questionWithTwoAnswers
  case questionWithBoth
  case questionChoices
  /// Text below the parts; `mended` is the part that is probably meant.
  case questionWithoutText(mended: String?)
  case wrongWithoutReply
  case emptyQuestionPart(QuestionPart)
  case expectationFailed(Finding.NotEqual)
  case unknownStep(String, suggestion: String?)

  /// A part of a question that may be left out but not be empty.
  package enum QuestionPart: Sendable {
    case hint, choice, reply
  }
}

/// Warnings about a valid lesson that could teach better; a lesson may allow them.
package enum LintProblem: ProblemKind {
  case equalAxes(String, String, size: Int)
  case symmetricMatrix(String)
  /// `row` counts from 1.
  case zeroRow(String, row: Int)
  case tie(String)
  case transposeByName(String, of: String, shape: Shape)
  case batchOfTwo(axis: String)
  case invisibleMistake(gradient: String, remark: String)
  /// A gradient that is 0 whatever the numbers.
  case zeroGradient(String)
  /// Two mistakes, in words, that give one answer to a question.
  case mistakesCollide(String, String)
  case unusedValue(String)
  case unusedDefinition(String)
  case wideLine(columns: Int)
  /// `dL / dW`, which divides 1 by each entry of the gradient.
  case gradientAsQuotient(gradient: String)
}

extension Problem {
  package init(_ kind: FileProblem, at range: SourceRange, related: SourceRange? = nil) {
    self.init(kind: kind, at: range, related: related)
  }

  package init(_ kind: LintProblem, at range: SourceRange, related: SourceRange? = nil) {
    self.init(kind: kind, at: range, related: related)
  }

  package var severity: Severity {
    switch kind {
    case is LintProblem: .warning
    case let finding as Finding: finding.isWarning ? .warning : .error
    case FileProblem.tooManyProblems(let severity): severity
    default: .error
    }
  }
}
