import Backprop
import Derivations
import Formulas
import MatrixCore

/// A lesson worked out: the pages that a student steps through, and what was found wrong on the way.
package struct LessonRun: Sendable {
  package let lesson: Lesson
  /// Its networks with their values and gradients.
  package let networks: [EvaluatedNetwork]
  /// Those before the first error.
  package let pages: [Page]
  /// Every problem, those of reading the file among them, in the order of their places.
  package let problems: [Problem]
  /// The loss and the params after each step of training.
  package let updates: [Update]
  /// The expectations that do not hold.
  package let failedExpectations: [Expectation]

  /// Everything that takes one Enter: prose, and the step that it joins.
  package struct Page: Sendable {
    package let prose: [Prose]
    package let content: Content
    /// The network that the page belongs to.
    package let network: Int?

    package enum Content: Sendable {
      case step(Step)
      case question(AskedQuestion)
      case answer(AskedQuestion)
      /// Prose with no step after it.
      case end
    }
  }

  /// A block of prose with its values, or a network as it was written.
  package enum Prose: Sendable {
    case block(ProseBlock, values: [ProseValue])
    case network(name: String, statements: [String])
  }

  package var hasErrors: Bool { problems.hasErrors }

  /// What is looked for.
  package enum Thoroughness: Sendable {
    case errors
    /// Warnings too.
    case everything
  }
}

extension [Problem] {
  var hasErrors: Bool { indices.contains { self[$0].severity == .error } }
}
