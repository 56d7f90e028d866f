import Backprop
import Derivations
import Formulas
import MatrixCore

/// The result of running a lesson: the pages that a student steps through, and all problems.
package struct LessonRun: Sendable {
  package let lesson: Lesson
  /// The networks with their values and gradients.
  package let networks: [EvaluatedNetwork]
  /// The pages before the first error.
  package let pages: [Page]
  /// Every problem, including those of parsing, ordered by position.
  package let problems: [Problem]
  /// The loss and the params after each training step.
  package let updates: [Update]
  /// The expectations that do not hold.
  package let failedExpectations: [Expectation]

  /// What one press of Enter shows: prose and the step after it.
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

  /// The value of an expression in prose.
  package struct ProseValue: Sendable {
    package let value: ExpressionValue
    package let digits: Int?
  }

  package var hasErrors: Bool { problems.hasErrors }

  /// The kinds of problems to look for.
  package enum Thoroughness: Sendable {
    case errors
    /// Warnings too.
    case everything
  }

  /// Runs a lesson and collects its problems.
  package init(
    _ lesson: Lesson, _ thoroughness: Thoroughness,
    onProgress: @escaping @Sendable (_ step: Int, _ of: Int) -> Void = { _, _ in }
  ) {
    var runner = LessonRunner(lesson, onProgress)
    runner.run()
    self.lesson = lesson
    networks = runner.networks
    pages = runner.pages
    updates = runner.updates
    failedExpectations = runner.failedExpectations
    // Warnings are reported only for lessons without errors.
    let reported = lesson.problems + runner.problems
    let isJudged = thoroughness == .everything && !reported.hasErrors
    let found = (reported + (isJudged ? LessonWarning.problems(lesson, networks) : []))
      .filter { $0.severity == .error || !lesson.front.allow.contains($0.code) }
      .sorted { $0.range.lowerBound < $1.range.lowerBound }
    guard found.count > Limits.problems else {
      problems = found
      return
    }
    let rest = Array(found[Limits.problems...])
    let worst: Severity = rest.hasErrors ? .error : .warning
    problems =
      found.prefix(Limits.problems)
      + [Problem(.tooManyProblems(worst), at: rest[0].range)]
  }
}

extension [Problem] {
  fileprivate var hasErrors: Bool { indices.contains { self[$0].severity == .error } }
}
