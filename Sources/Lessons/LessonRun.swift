import Backprop
import Derivations
import Formulas
import MatrixCore

/// The result of running a lesson: the pages that a student steps through, and all problems.
package struct LessonRun: Sendable {
  package let lesson: Lesson
  /// The networks with their values and gradients.
  package let networks: [EvaluatedNetwork]
  /// The axis letters of each network.
  let letters: [AxisLetters]
  /// The pages before the first error.
  package private(set) var pages: [Page]
  /// Every problem, including those of parsing, ordered by position.
  package let problems: [Problem]
  /// The loss and the params after each training step.
  package let updates: [Update]
  /// What each `update` and `train` that is shown did.
  package let trainings: [Training]
  /// The expectations that do not hold.
  package let failedExpectations: [Expectation]
  /// Whether it is worked out to its end; otherwise further pages may come.
  package var isWhole = true

  /// What one press of Enter shows: the prose that leads to a step, the step, and the prose that
  /// concludes from it.
  package struct Page: Sendable {
    package let prose: [Prose]
    package let content: Content
    /// The network that the page belongs to.
    package let network: Int?
    package internal(set) var conclusion: [Prose] = []

    package enum Content: Sendable {
      case step(Step)
      case question(AskedQuestion)
      case answer(AskedQuestion)
      /// Prose with no step after it.
      case end
    }

    /// The steps that it shows: its own, after those folded into it.
    package var steps: [Step] {
      if case .step(let step) = content { step.unfolded } else { [] }
    }
  }

  /// Adds a later part of the same run.
  package mutating func append(_ part: LessonRun) {
    // The array is moved, so that pages handed over one by one are not copied each time.
    var all = pages
    pages = []
    all += part.pages
    self = part
    pages = all
  }

  /// The steps of all pages, in order.
  package var steps: [Step] { pages.flatMap(\.steps) }

  /// A block of prose with its values, or a network as it was written.
  package enum Prose: Sendable {
    case block(ProseBlock, values: [ProseValue])
    case network(name: String, statements: [String])
  }

  package var hasErrors: Bool { problems.hasErrors }

  /// The axis letters of a network; those of the first network if none has that name.
  package func letters(_ network: String?) -> AxisLetters? {
    zip(networks, letters).first { $0.0.name == network ?? "main" }?.1 ?? letters.first
  }

  /// The kinds of problems to look for.
  package enum Thoroughness: Sendable {
    case errors
    /// Warnings too.
    case everything
  }
}

extension [Problem] {
  var hasErrors: Bool { indices.contains { self[$0].severity == .error } }
}
