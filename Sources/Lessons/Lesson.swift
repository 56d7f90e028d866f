import Backprop
import Derivations
import Formulas
import MatrixCore

/// A lesson that was read: its front matter and its parts in the order in which a student meets them.
package struct Lesson: Sendable {
  package let source: SourceText
  package let front: FrontMatter
  package let items: [Item]
  package let networks: [Network]
  /// What is wrong with it so far.
  package let problems: [Problem]
  /// Where the first error stands of those without which more could be shown. What is expected is never
  /// shown, so that an error there holds nothing back.
  let firstErrorOffset: Int

  /// One part, and the network that it refers to.
  package struct Item: Sendable {
    package let content: Content
    /// Where it stands; empty, at the end, for the steps of a lesson that names none.
    let range: SourceRange
    /// The place of the network among the lesson's; nil in a lesson without any.
    package let network: Int?

    package enum Content: Sendable {
      case prose([ProseBlock])
      /// A network, as it was written.
      case network(index: Int, statements: [SourceRange])
      case steps([StepRequest])
      case question(Question)
      case expectations([Expectation])
    }
  }

  /// Whether there is an error among the problems.
  package var hasErrors: Bool { problems.contains { $0.severity == .error } }
}

package struct FrontMatter: Sendable {
  package var title = ""
  package var summary = ""
  package var requires: [String] = []
  package var order: Double?
  package var level: String?
  package var source: String?
  package var allow: [String] = []

  package init() {}
}

package struct Question: Sendable {
  package let text: [ProseBlock]
  /// The expression that is the answer; nil where there are choices.
  package let answer: Formula?
  package let choices: [Choice]
  package let wrong: [Wrong]
  package let hints: [[ProseInline]]
  package let range: SourceRange

  package struct Choice: Sendable {
    package let isRight: Bool
    package let text: [ProseInline]
    package let reply: [ProseInline]
  }

  /// What a mistake gives, and what to say of it.
  package struct Wrong: Sendable {
    package let value: Formula
    package let reply: [ProseInline]
  }
}

package struct Expectation: Sendable {
  package let left: Formula
  package let right: Formula
  package let within: Number?
  package let range: SourceRange
}

/// Markdown as far as lessons have it.
package enum ProseBlock: Sendable {
  case heading(level: Int, [ProseInline])
  case paragraph([ProseInline])
  case list(start: Int?, items: [[ProseBlock]])
  case quote([ProseBlock])
  case code([String])
  case rule
}

package enum ProseInline: Sendable {
  case text(String)
  case code(String)
  case emphasis([ProseInline])
  case strong([ProseInline])
  /// `{{ L to 9 }}`: a value that is computed, with so many significant digits.
  indirect case expression(Formula, digits: Int?)
}

extension Lesson {
  /// Whether an update can't be read, so that what it would give is not there.
  var lacksUpdate: Bool {
    problems.contains { problem in
      if case FileProblem.unknownStep(_, let meant?) = problem.kind {
        return ["update", "train"].contains(meant)
      }
      let line = source.lineRange(source.lineIndex(of: problem.range.lowerBound))
      return ["update", "train"].contains { source.bytes[line].starts(with: $0.utf8) }
    }
  }
}
