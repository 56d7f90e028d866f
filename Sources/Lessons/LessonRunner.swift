import Backprop
import Derivations
import Formulas

extension LessonRun {
  /// Runs a lesson and collects its problems. `onPages` gets the pages part by part, each as soon as
  /// nothing can be added to it any more.
  package init(
    _ lesson: Lesson, _ thoroughness: Thoroughness,
    onProgress: @escaping @Sendable (_ step: Int, _ of: Int) -> Void = { _, _ in },
    onPages: ((_ part: LessonRun) -> Void)? = nil
  ) {
    var runner = LessonRunner(lesson, onProgress, onPages)
    runner.run()
    // Warnings are reported only for lessons without errors.
    let reported = lesson.problems + runner.problems
    let isJudged = thoroughness == .everything && !reported.hasErrors
    let warnings =
      isJudged
      ? LessonWarning.problems(lesson, runner.networks)
        + LessonWarning.collisions(lesson, runner.pages, runner.networks) : []
    let found = (reported + warnings)
      .filter { $0.severity == .error || !lesson.front.allow.contains($0.code) }
      .sorted { $0.range.lowerBound < $1.range.lowerBound }
    var problems = Array(found.prefix(Limits.problems))
    let rest = Array(found.dropFirst(Limits.problems))
    if let first = rest.first {
      problems.append(
        Problem(.tooManyProblems(rest.hasErrors ? .error : .warning), at: first.range))
    }
    self.init(
      lesson: lesson, networks: runner.networks,
      letters: runner.letters, pages: runner.pages, problems: problems,
      updates: runner.updates, trainings: runner.trainings,
      failedExpectations: runner.failedExpectations)
  }
}

/// Evaluates a lesson's networks, then works through its items in order.
struct LessonRunner {
  let lesson: Lesson
  let networks: [EvaluatedNetwork]
  private(set) var pages: [LessonRun.Page] = []
  private let onPages: ((LessonRun) -> Void)?
  private var handedOver = 0
  private(set) var problems: [Problem] = []
  private(set) var failedExpectations: [Expectation] = []
  /// The updates of the steps that are shown.
  private(set) var updates: [Update] = []
  private(set) var trainings: [Training] = []
  /// Whether pages are still shown: items after an error are computed but not shown.
  private var isShowing = true
  /// The offset of the first error that stops the display.
  private var firstErrorOffset: Int
  /// Whether the training runs together pass a limit, so that none is worked out.
  private var skipsTraining = false
  private var passage = Passage()
  private var builder: DerivationBuilder
  /// The limits already reported.
  private var limits: Set<NetworkProblem.Limit> = []
  private var questions = 0
  /// The number of steps, questions and answers so far.
  private var count = 0
  /// Whether an update failed, so that its results are missing.
  private var lacksUpdate: Bool
  /// The networks whose missing loss was already reported.
  private var lossless: Set<Int?> = []

  init(
    _ lesson: Lesson, _ onProgress: @escaping @Sendable (Int, Int) -> Void,
    _ onPages: ((LessonRun) -> Void)?
  ) {
    self.lesson = lesson
    self.onPages = onPages
    var networks: [EvaluatedNetwork] = []
    for network in lesson.networks { networks.append(network.evaluated(after: networks)) }
    self.networks = networks
    firstErrorOffset = networks.flatMap(\.dataFailures).map(\.range.lowerBound)
      .reduce(lesson.firstErrorOffset, min)
    lacksUpdate = lesson.lacksUpdate
    builder = DerivationBuilder(networks, budget: lesson.budget, onProgress: onProgress)
  }

  /// The axis letters of each network.
  var letters: [AxisLetters] { builder.letters }

  /// Whether the limit of reported problems is exceeded.
  private var isFull: Bool { problems.count > Limits.problems }

  mutating func run() {
    checkTraining()
    for item in lesson.items {
      if isFull { break }
      if !canShow(item) { isShowing = false }
      run(item)
    }
    // A network's failures are reported even if no step met them.
    for network in networks where !isFull {
      for failure in network.failures { report(failure, network.index) }
      if let failure = network.backwardFailure { report(failure, network.index) }
    }
    if isShowing, !passage.isEmpty { show(.end, network: nil) }
  }

  /// Reports training runs that together pass a limit before any is worked out.
  private mutating func checkTraining() {
    let runs = lesson.items.flatMap { item -> [(line: StepLine, network: Int)] in
      guard case .steps(let lines) = item.content, let network = item.network,
        network < networks.count
      else { return [] }
      return lines.filter { $0.request.trainingSteps != nil }.map { ($0, network) }
    }
    guard let first = runs.first, let problem = builder.trainingPastLimit(runs) else {
      return
    }
    skipsTraining = true
    lacksUpdate = true
    firstErrorOffset = min(firstErrorOffset, first.line.range.lowerBound)
    report(problem)
    isShowing = true
  }

  private mutating func run(_ item: Lesson.Item) {
    switch item.content {
    case .prose(let blocks):
      for block in blocks where !isFull {
        if let shown = shown(block, item.network), isShowing { add(shown) }
      }
    case .network(let index, let statements):
      show(networks[index], statements)
    case .steps(let lines):
      guard let network = item.network, network < networks.count else { return }
      for line in lines where !isFull { run(line, network) }
    case .question(let question):
      ask(question, item.network)
    case .expectations(let expectations):
      guard let network = item.network, network < networks.count else { return }
      for expectation in expectations where !isFull { check(expectation, network) }
    }
  }

  /// Whether an item comes before all errors, and its network has none.
  private func canShow(_ item: Lesson.Item) -> Bool {
    if let network = item.network {
      guard network < networks.count, !networks[network].isBroken else { return false }
    }
    switch item.content {
    // The steps before the error may be shown.
    case .steps: return item.range.lowerBound <= firstErrorOffset
    case .expectations: return true
    default: return item.range.upperBound <= firstErrorOffset
    }
  }
}

// MARK: - Pages

extension LessonRunner {
  /// Adds a block to the prose between two pages.
  private mutating func add(_ block: LessonRun.Prose) {
    guard let last = pages.indices.last else { return passage.opening.append(block) }
    pages[last].conclusion += passage.add(block)
  }

  /// Hands over the pages so far, to which nothing is added once another begins.
  private mutating func handOver() {
    guard let onPages, handedOver < pages.count else { return }
    onPages(
      LessonRun(
        lesson: lesson, networks: networks, letters: letters, pages: Array(pages[handedOver...]),
        problems: [], updates: updates, trainings: trainings, failedExpectations: [],
        isWhole: false))
    handedOver = pages.count
  }

  /// Appends a page, which begins with the prose since the last.
  private mutating func show(_ content: LessonRun.Page.Content, network: Int?) {
    handOver()
    pages.append(LessonRun.Page(prose: passage.opening, content: content, network: network))
    passage = Passage()
  }
}

// MARK: - Networks and steps

extension LessonRunner {
  private mutating func show(_ network: EvaluatedNetwork, _ statements: [SourceRange]) {
    if isShowing {
      add(
        .network(
          name: network.name,
          statements: statements.map { range in
            let text = lesson.source.text(range)
            guard lesson.source.isAbridged(range) else { return text }
            return String(text.prefix { !$0.isNewline }.prefix(160)) + " …"
          }))
    }
    // A request for the forward (or backward) steps reports their failure itself.
    let passes = lesson.items.flatMap { item -> [Pass] in
      guard item.network == network.index, case .steps(let lines) = item.content else {
        return []
      }
      return lines.compactMap(\.request.pass)
    }
    if let failure = network.failure, !passes.contains(.forward) {
      report(failure, network.index)
    }
    if let failure = network.backwardFailure, !passes.contains(.backward) {
      report(failure, network.index)
    }
  }

  private mutating func run(_ line: StepLine, _ network: Int) {
    // Nothing is computed past the limit.
    guard count <= Limits.steps else { return }
    if line.range.upperBound > firstErrorOffset { isShowing = false }
    if skipsTraining, line.request.trainingSteps != nil { return }
    let result = builder.run(line, on: network)
    guard spend(result.steps.reduce(0) { $0 + $1.unfolded.count }, at: line.range) else { return }
    for step in result.steps where isShowing { show(.step(step), network: network) }
    if isShowing { (updates, trainings) = (builder.updates, builder.trainings) }
    for finding in result.findings {
      if finding.severity == .error {
        report(finding, network)
      } else if !networks[network].isBroken {
        // Warnings are reported only for networks without errors.
        problems.append(finding)
      }
    }
    guard result.error == nil else {
      if line.changesParams { lacksUpdate = true }
      return
    }
    for claim in result.steps.flatMap(\.unfolded).flatMap(\.claims) where !claim.holds {
      report(Problem(.brokenClaim(claim.text.plain), at: line.range))
    }
  }

  /// Counts steps; reports a problem and returns false if a lesson's limit is exceeded.
  private mutating func spend(_ steps: Int, at range: SourceRange) -> Bool {
    count += steps
    guard count > Limits.steps else { return true }
    report(Problem(.limit(.steps, found: "\(count)"), at: range))
    return false
  }

  /// Reports a problem, unless it follows from another, and stops the display.
  private mutating func report(_ problem: Problem, _ network: Int? = nil) {
    isShowing = false
    switch problem.kind {
    case NetworkProblem.consequence: return
    case Finding.nothingAfter where lacksUpdate: return
    case NetworkProblem.noLoss, NetworkProblem.noGradient(_, .noLoss):
      if !lossless.insert(network).inserted { return }
    // A limit of the whole lesson is reported once.
    case NetworkProblem.limit(let limit, _) where limit.isOfLesson:
      if !limits.insert(limit).inserted { return }
    default: break
    }
    // Every later request meets a network's failure; it is reported once.
    if problems.contains(where: { $0.range == problem.range && $0.code == problem.code }) { return }
    problems.append(problem)
  }
}

// MARK: - Questions and expectations

extension LessonRunner {
  private mutating func ask(_ question: Question, _ network: Int?) {
    // One page for the question and one for its answer.
    guard spend(2, at: question.range) else { return }
    questions += 1
    let value = question.answer.flatMap { evaluate($0, network) }
    var wrong: [AskedQuestion.WrongAnswer] = []
    for mistake in question.wrong {
      let reply = text(mistake.reply, network)
      guard let given = evaluate(mistake.value, network) else { continue }
      if let answer = question.answer, let value, areEqual(value, given) {
        problems.append(
          Problem(
            .invisibleMistake(gradient: answer.text(), remark: "it is the answer's value too"),
            at: mistake.value.range))
      } else {
        wrong.append(
          AskedQuestion.WrongAnswer(
            formula: mistake.value, value: given, reply: reply))
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
    passage.opening += written
    show(.question(asked), network: network)
    show(.answer(asked), network: network)
  }

  /// Whether the values are equal by the rule for claims.
  private func areEqual(_ left: ExpressionValue, _ right: ExpressionValue) -> Bool {
    do throws(Problem) {
      return try Step.difference(left, right, at: .nowhere) == nil
    } catch {
      return false
    }
  }

  private mutating func text(_ inlines: [ProseInline], _ network: Int?) -> AskedQuestion.Text {
    AskedQuestion.Text(inlines: inlines, values: values(of: inlines.expressions, network))
  }

  /// A block with its values; nil if a value is missing.
  private mutating func shown(_ block: ProseBlock, _ network: Int?) -> LessonRun.Prose? {
    let expressions = block.expressions
    let values = values(of: expressions, network)
    return values.count == expressions.count ? .block(block, values: values) : nil
  }

  /// The values of the expressions; reports problems for those that have none.
  private mutating func values(
    of expressions: [ProseExpression], _ network: Int?
  ) -> [ProseValue] {
    var values: [ProseValue] = []
    for expression in expressions {
      guard let value = evaluate(expression.formula, network) else { continue }
      values.append(ProseValue(value: value, digits: expression.digits))
    }
    return values
  }

  private mutating func evaluate(_ formula: Formula, _ network: Int?) -> ExpressionValue? {
    defer { for problem in builder.takeFindings() { report(problem, network) } }
    do throws(Problem) {
      return try builder.evaluate(formula, current: network).value
    } catch {
      report(error, network)
      return nil
    }
  }

  /// Reports an expectation that does not hold, without stopping the display.
  private mutating func check(_ expectation: Expectation, _ network: Int) {
    let wasShowing = isShowing
    defer { isShowing = wasShowing }
    do throws(Problem) {
      let (left, right) = try builder.pair(
        expectation.left, expectation.right, current: network, at: expectation.range)
      guard
        let difference = try Step.difference(
          left.value, right.value, at: expectation.range, within: expectation.within)
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
      report(error, network)
      for problem in builder.takeFindings() { report(problem, network) }
    }
  }
}
