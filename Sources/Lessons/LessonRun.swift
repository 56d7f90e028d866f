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

  /// The value of an expression, in the order in which expressions stand in the block.
  package struct ProseValue: Sendable {
    package let value: ExpressionValue
    package let digits: Int?
  }

  package var hasErrors: Bool { problems.hasErrors }

  /// What is looked for.
  package enum Thoroughness: Sendable {
    case errors
    /// Warnings too.
    case everything
  }

  /// Works out a lesson, and finds what is wrong with it.
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
    // Warnings are for lessons without errors.
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
