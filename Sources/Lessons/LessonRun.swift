import Backprop
import Derivations
import Formulas
import MatrixCore

/// A lesson worked out: the pages that a student steps through, and what was found wrong on the way.
package struct LessonRun: Sendable {
  package let lesson: Lesson
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
    var runner = Runner(lesson, onProgress)
    runner.run()
    self.lesson = lesson
    pages = runner.pages
    updates = runner.updates
    failedExpectations = runner.failedExpectations
    // Of a lesson that is wrong it is not yet to be said how it could be better.
    let told = lesson.problems + runner.problems
    let isJudged = thoroughness == .everything && !told.hasErrors
    let found = (told + (isJudged ? LessonWarning.problems(lesson) : []))
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

private struct Runner {
  let lesson: Lesson
  private(set) var pages: [LessonRun.Page] = []
  private(set) var problems: [Problem] = []
  private(set) var failedExpectations: [Expectation] = []
  /// Those of the steps that are shown.
  private(set) var updates: [Update] = []
  /// Whether nothing has gone wrong yet: what comes after an error is looked at, but not shown.
  private var isShowing = true
  private var prose: [LessonRun.Prose] = []
  private var deriver: DerivationBuilder
  /// The limits that were told.
  private var limits: Set<NetworkProblem.Limit> = []
  private var questions = 0
  private var shown = 0
  /// Whether an update could not be shown, so that what it would give is not there.
  private var lacksUpdate: Bool
  /// The networks of which it was told that they have no loss.
  private var lossless: Set<Int?> = []

  init(
    _ lesson: Lesson, _ onProgress: @escaping @Sendable (Int, Int) -> Void
  ) {
    self.lesson = lesson
    lacksUpdate = lesson.lacksUpdate
    deriver = DerivationBuilder(lesson.networks, onProgress: onProgress)
  }

  /// Whether there are more problems than are told.
  private var isFull: Bool { problems.count > Limits.problems }

  mutating func run() {
    for item in lesson.items {
      if isFull { break }
      if !canShow(item) { isShowing = false }
      switch item.content {
      case .prose(let blocks):
        for block in blocks where !isFull { add(block, item.network) }
      case .network(let index, let statements):
        show(lesson.networks[index], statements)
      case .steps(let commands):
        guard let network = item.network, network < lesson.networks.count else { continue }
        for command in commands where !isFull { run(command, network) }
      case .question(let question):
        ask(question, item.network)
      case .expectations(let expectations):
        guard let network = item.network, network < lesson.networks.count else { continue }
        for expectation in expectations where !isFull { prove(expectation, network) }
      }
    }
    // What stopped a network is told even where no step came to it.
    for network in lesson.networks where !isFull {
      for failure in network.failures { add(failure, network.index) }
      if let failure = network.backwardFailure { add(failure, network.index) }
    }
    if !prose.isEmpty, isShowing {
      pages.append(LessonRun.Page(prose: prose, content: .end, network: nil))
    }
  }

  /// Whether a part stands before all errors, and its network has none.
  private func canShow(_ item: Lesson.Item) -> Bool {
    if let network = item.network {
      guard network < lesson.networks.count, !lesson.networks[network].isBroken else {
        return false
      }
    }
    switch item.content {
    // Of these some may be shown.
    case .steps: return item.range.lowerBound <= lesson.firstErrorOffset
    case .expectations: return true
    default: return item.range.upperBound <= lesson.firstErrorOffset
    }
  }

  private mutating func show(_ network: Network, _ statements: [SourceRange]) {
    if isShowing {
      prose.append(
        .network(
          name: network.name,
          statements: statements.map { range in
            let text = lesson.source.text(range)
            guard lesson.source.isAbridged(range) else { return text }
            return String(text.prefix { !$0.isNewline }.prefix(160)) + " …"
          }))
    }
    let commands = commands(network.index)
    if let failure = network.failure, !commands.contains(where: \.isForward) {
      add(failure, network.index)
    }
    if let failure = network.backwardFailure, !commands.contains(where: \.isBackward) {
      add(failure, network.index)
    }
  }

  /// The commands that refer to a network: one that shows the forward (or backward) steps meets what
  /// stops them.
  private func commands(_ index: Int) -> [StepRequest] {
    lesson.items.flatMap { item -> [StepRequest] in
      if item.network == index, case .steps(let commands) = item.content { commands } else { [] }
    }
  }

  private mutating func add(_ problem: Problem, _ network: Int? = nil) {
    isShowing = false
    switch problem.kind {
    case NetworkProblem.consequence: return
    case Finding.nothingAfter where lacksUpdate: return
    case NetworkProblem.noLoss, NetworkProblem.noGradient(_, .noLoss):
      if !lossless.insert(network).inserted { return }
    // What is past a limit of the lesson as a whole stays so.
    case NetworkProblem.limit(let limit, _) where limit.isOfLesson:
      if !limits.insert(limit).inserted { return }
    default: break
    }
    // What stops a network is met by every command after it, and told once.
    if problems.contains(where: { $0.range == problem.range && $0.code == problem.code }) { return }
    problems.append(problem)
  }

  private mutating func add(
    _ step: Step, _ network: Int?
  ) {
    guard isShowing else { return }
    pages.append(LessonRun.Page(prose: prose, content: .step(step), network: network))
    prose = []
  }

  private mutating func run(_ command: StepRequest, _ network: Int) {
    // Past the limit nothing more is worked out.
    guard shown <= Limits.steps else { return }
    if command.range.upperBound > lesson.firstErrorOffset { isShowing = false }
    let result = deriver.run(command, on: network)
    shown += result.steps.count
    if shown > Limits.steps {
      add(Problem(.limit(.steps, found: "\(shown)"), at: command.range))
      return
    }
    for step in result.steps { add(step, network) }
    if isShowing { updates = deriver.updates }
    for finding in result.findings {
      if finding.severity == .error {
        add(finding, network)
      } else if !lesson.networks[network].isBroken {
        // Warnings are reported only for a whole network.
        problems.append(finding)
      }
    }
    guard result.error == nil else {
      if command.kind.isUpdate { lacksUpdate = true }
      return
    }
    for index in result.steps.indices {
      for claim in result.steps[index].claims where !claim.holds {
        add(Problem(.brokenClaim(claim.text), at: command.range))
      }
    }
  }

  private mutating func add(_ block: ProseBlock, _ network: Int?) {
    if let shown = shown(block, network), isShowing { prose.append(shown) }
  }

  private mutating func ask(_ question: Question, _ network: Int?) {
    // The question, and its answer.
    shown += 2
    guard shown <= Limits.steps else {
      add(Problem(.limit(.steps, found: "\(shown)"), at: question.range))
      return
    }
    questions += 1
    let value = question.answer.flatMap { evaluate($0, network) }
    var wrong: [AskedQuestion.WrongAnswer] = []
    for mistake in question.wrong {
      let reply = text(mistake.reply, network)
      guard let told = evaluate(mistake.value, network) else { continue }
      if let answer = question.answer, let value, areEqual((answer, value), (mistake.value, told)) {
        problems.append(
          Problem(
            .invisibleMistake(gradient: answer.text(), remark: "it is the answer's value too"),
            at: mistake.value.range))
      } else {
        wrong.append(AskedQuestion.WrongAnswer(value: told, reply: reply))
      }
    }
    let asked = AskedQuestion(
      number: questions,
      answer: question.answer.flatMap { formula in value.map { (formula, $0) } },
      choices: question.choices.map { choice in
        AskedQuestion.Choice(
          isRight: choice.isRight, text: text(choice.text, network),
          reply: text(choice.reply, network))
      },
      wrong: wrong, hints: question.hints.map { text($0, network) })
    let written = question.text.compactMap { shown($0, network) }
    guard isShowing else { return }
    pages.append(
      LessonRun.Page(
        prose: prose + written,
        content: .question(asked), network: network))
    pages.append(LessonRun.Page(prose: [], content: .answer(asked), network: network))
    prose = []
  }

  /// Whether a claim that they are equal would hold.
  private func areEqual(
    _ left: (formula: Formula, value: ExpressionValue),
    _ right: (formula: Formula, value: ExpressionValue)
  ) -> Bool {
    do throws(Problem) {
      return try Step.difference(
        left.value, right.value, (left.formula, right.formula), at: right.formula.range) == nil
    } catch {
      return false
    }
  }

  private mutating func text(_ inlines: [ProseInline], _ network: Int?) -> AskedQuestion.Text {
    AskedQuestion.Text(
      inlines: inlines, values: values(of: inlines.expressions, network))
  }

  /// A block with its values; nil where one of them is missing.
  private mutating func shown(_ block: ProseBlock, _ network: Int?) -> LessonRun.Prose? {
    let expressions = block.expressions
    let values = values(of: expressions, network)
    return values.count == expressions.count ? .block(block, values: values) : nil
  }

  /// The values of those expressions that have one; what is wrong with the others is told.
  private mutating func values(
    of expressions: [ProseExpression], _ network: Int?
  ) -> [LessonRun.ProseValue] {
    var values: [LessonRun.ProseValue] = []
    for expression in expressions {
      guard let value = evaluate(expression.formula, network) else { continue }
      values.append(LessonRun.ProseValue(value: value, digits: expression.digits))
    }
    return values
  }

  private mutating func evaluate(_ formula: Formula, _ network: Int?) -> ExpressionValue? {
    defer { for problem in deriver.takeFindings() { add(problem, network) } }
    do throws(Problem) {
      return try deriver.evaluate(formula, current: network).value
    } catch {
      add(error, network)
      return nil
    }
  }

  /// Tells where an expectation does not hold. It is never shown, and holds nothing back that is.
  private mutating func prove(_ expectation: Expectation, _ network: Int) {
    let wasShowing = isShowing
    defer { isShowing = wasShowing }
    do throws(Problem) {
      let (left, right) = try deriver.pair(
        expectation.left, expectation.right, current: network, at: expectation.range)
      guard
        let difference = try Step.difference(
          left.value, right.value, (expectation.left, expectation.right), at: expectation.range,
          within: expectation.within)
      else { return }
      failedExpectations.append(expectation)
      problems.append(
        Problem(
          .expectationFailed(
            Finding.NotEqual(
              expectation.left, expectation.right, difference, tolerance: expectation.within)),
          at: expectation.range))
    } catch {
      if case Finding.axesNotEqual = error.kind { failedExpectations.append(expectation) }
      add(error, network)
      for problem in deriver.takeFindings() { add(problem, network) }
    }
  }
}

/// A value that stands in prose, with so many significant digits.
package struct ProseExpression {
  package let formula: Formula
  package let digits: Int?
}

extension ProseBlock {
  /// The expressions in the block, in order.
  package var expressions: [ProseExpression] {
    var found: [ProseExpression] = []
    addExpressions(to: &found)
    return found
  }

  private func addExpressions(to found: inout [ProseExpression]) {
    switch self {
    case .heading(_, let inlines), .paragraph(let inlines): inlines.addExpressions(to: &found)
    case .list(_, let items):
      for item in items { for block in item { block.addExpressions(to: &found) } }
    case .quote(let blocks): for block in blocks { block.addExpressions(to: &found) }
    case .code, .rule: break
    }
  }
}

extension [ProseInline] {
  /// The expressions in running text, in order.
  package var expressions: [ProseExpression] {
    var found: [ProseExpression] = []
    addExpressions(to: &found)
    return found
  }

  fileprivate func addExpressions(to found: inout [ProseExpression]) {
    for inline in self {
      switch inline {
      case .text, .code: break
      case .emphasis(let inner), .strong(let inner): inner.addExpressions(to: &found)
      case .expression(let formula, let digits):
        found.append(ProseExpression(formula: formula, digits: digits))
      }
    }
  }
}

extension [Problem] {
  fileprivate var hasErrors: Bool { indices.contains { self[$0].severity == .error } }
}

extension StepRequest {
  fileprivate var isForward: Bool { if case .forward = kind { true } else { false } }

  fileprivate var isBackward: Bool { if case .backward = kind { true } else { false } }
}

extension StepRequest.Kind {
  /// Whether it gives values `after.`
  fileprivate var isUpdate: Bool {
    switch self {
    case .update, .train: true
    default: false
    }
  }
}
