import Backprop
import Derivations
import Formulas
import MatrixCore

/// A parsed lesson: its front matter and its items in reading order.
package struct Lesson: Sendable {
  package let source: SourceText
  package let front: FrontMatter
  package let items: [Item]
  package let networks: [Network]
  /// The problems found by parsing.
  package let problems: [Problem]
  /// The offset of the first error that stops the display; errors in expectations don't, because
  /// expectations are never shown.
  let firstErrorOffset: Int
  /// Whether a step that changes params can't be parsed, so that its results are missing.
  let lacksUpdate: Bool
  /// What the networks leave of the lesson's limits.
  let budget: Budget

  /// One item and the network that it refers to.
  package struct Item: Sendable {
    package let content: Content
    /// Empty, at the end of the file, for default steps.
    let range: SourceRange
    /// The network's index; nil in a lesson without networks.
    package let network: Int?

    package enum Content: Sendable {
      case prose([ProseBlock])
      /// A network as written in the lesson.
      case network(index: Int, statements: [SourceRange])
      case steps([StepLine])
      case question(Question)
      case expectations([Expectation])
    }
  }

  /// Whether any problem is an error.
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
  /// The expression that is the answer; nil for a question with choices.
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

  /// The result of a mistake and the reply to it.
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

/// The blocks of the Markdown that lessons support.
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
  /// `{{ L to 9 }}`: a computed value, with `digits` significant digits.
  indirect case expression(Formula, digits: Int?)
}
