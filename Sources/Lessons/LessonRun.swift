import Backprop
import MatrixCore

/// A lesson worked out: the pages that a student steps through, and what was found wrong on the way.
package struct LessonRun: Sendable {
  package let lesson: Lesson
  package let pages: [Page]
  /// Every problem, those of reading the file among them, in the order of their places.
  package let problems: [LessonProblem]
  /// The loss and the params after each step of training.
  package let updates: [Update]

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
    package let value: Step.Shown.Value
    package let digits: Int?
  }

  package var hasErrors: Bool { problems.hasErrors }

  package enum Thoroughness: Sendable {
    /// Stop at the first problem: the steps before it are shown.
    case toFirstProblem
    /// Find every problem.
    case everything
  }

  /// Works out a lesson.
  package init(
    _ lesson: Lesson, _ thoroughness: Thoroughness,
    onProgress: @escaping @Sendable (_ step: Int, _ of: Int) -> Void = { _, _ in }
  ) {
    var runner = Runner(lesson, thoroughness, onProgress)
    runner.run()
    self.lesson = lesson
    pages = runner.pages
    updates = runner.updates
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
      + [LessonProblem(.tooManyProblems(worst), at: rest[0].range)]
  }
}

private struct Runner {
  let lesson: Lesson
  let thoroughness: LessonRun.Thoroughness
  var pages: [LessonRun.Page] = []
  var problems: [LessonProblem] = []
  private var prose: [LessonRun.Prose] = []
  private var deriver: Deriver
  /// The limits that were told.
  private var limits: Set<Problem.Limit> = []
  private var questions = 0
  private var shown = 0
  /// Whether an update could not be shown, so that what it would give is not there.
  private var lacksUpdate: Bool
  /// The networks of which it was told that they have no loss.
  private var lossless: Set<Int?> = []

  init(
    _ lesson: Lesson, _ thoroughness: LessonRun.Thoroughness,
    _ onProgress: @escaping @Sendable (Int, Int) -> Void
  ) {
    self.lesson = lesson
    self.thoroughness = thoroughness
    lacksUpdate = lesson.lacksUpdate
    deriver = Deriver(lesson.networks, onProgress: onProgress)
  }

  var updates: [Update] { deriver.updates }

  private var isStopped: Bool {
    thoroughness == .toFirstProblem && problems.hasErrors || isFull
  }

  /// Whether there are more problems than are told.
  private var isFull: Bool { problems.count > Limits.problems }

  mutating func run() {
    // A network with an error has no values; what refers to it would only repeat the error.
    let faulty = lesson.hasErrors
    if faulty && thoroughness == .toFirstProblem { return }
    for item in lesson.items {
      if isStopped { break }
      if let network = item.network, !isUsable(network) {
        checkNames(item.content, network)
        continue
      }
      switch item.content {
      case .prose(let blocks):
        for block in blocks where !isFull { add(block, item.network) }
      case .network(let index, let statements):
        prose.append(
          .network(
            name: lesson.networks[index].name,
            statements: statements.map { range in
              let text = lesson.source.text(range)
              guard lesson.source.isAbridged(range) else { return text }
              return String(text.prefix { !$0.isNewline }.prefix(160)) + " …"
            }))
        if let failure = lesson.networks[index].failure, !isShownForward(index) {
          problems.append(LessonProblem(failure))
        }
        if let failure = lesson.networks[index].backwardFailure, !isShownBackward(index) {
          problems.append(LessonProblem(failure))
        }
      case .steps(let commands):
        guard let network = item.network else { continue }
        for command in commands where !isStopped { run(command, network) }
      case .question(let question):
        ask(question, item.network)
      case .expectations(let expectations):
        guard let network = item.network else { continue }
        for expectation in expectations where !isFull { prove(expectation, network) }
      }
    }
    if !prose.isEmpty, !isStopped {
      pages.append(LessonRun.Page(prose: prose, content: .end, network: nil))
    }
  }

  /// Whether the network of that place has values: neither it nor one before it has an error.
  private func isUsable(_ index: Int) -> Bool {
    index < lesson.networks.count && lesson.networks[...index].allSatisfy { !$0.isBroken }
  }

  /// What refers to a network without values can still name what nothing gives.
  private mutating func checkNames(_ content: Lesson.Item.Content, _ network: Int) {
    guard network < lesson.networks.count else { return }
    var names = NameCheck(lesson.networks, current: network)
    switch content {
    case .prose(let blocks): for block in blocks { names.check(block) }
    case .network: break
    case .steps(let commands): for command in commands { names.check(command) }
    case .question(let question): names.check(question)
    case .expectations(let expectations):
      for expectation in expectations { names.check(expectation) }
    }
    for problem in names.problems { add(problem) }
  }

  /// Whether some command shows the forward (or backward) steps, and so meets what stops them.
  private func isShownForward(_ index: Int) -> Bool {
    commands(index).contains { if case .forward = $0.kind { true } else { false } }
  }

  private func isShownBackward(_ index: Int) -> Bool {
    commands(index).contains { if case .backward = $0.kind { true } else { false } }
  }

  private func commands(_ index: Int) -> [Command] {
    lesson.items.flatMap { item -> [Command] in
      if item.network == index, case .steps(let commands) = item.content { commands } else { [] }
    }
  }

  private mutating func add(_ problem: Problem, _ network: Int? = nil) {
    switch problem.kind {
    case .consequence: return
    case .nothingAfter where lacksUpdate: return
    case .noLoss, .noGradient(_, .noLoss):
      if !lossless.insert(network).inserted { return }
    // What is past a limit of the lesson as a whole stays so.
    case .limit(let limit, _) where limit.isOfLesson:
      if !limits.insert(limit).inserted { return }
    default: break
    }
    let found = LessonProblem(problem)
    // What stops a network is met by every command after it, and told once.
    if problems.contains(where: { $0.range == found.range && $0.code == found.code }) { return }
    problems.append(found)
  }

  private mutating func add(
    _ step: Step, _ network: Int?
  ) {
    pages.append(LessonRun.Page(prose: prose, content: .step(step), network: network))
    prose = []
  }

  private mutating func run(_ command: Command, _ network: Int) {
    // Past the limit nothing more is worked out.
    guard shown <= Limits.steps else { return }
    let result = deriver.run(command, on: network)
    shown += result.steps.count
    if shown > Limits.steps {
      add(Problem(.limit(.steps, found: "\(shown)"), at: command.range))
      return
    }
    for step in result.steps { add(step, network) }
    if let problem = result.problem {
      add(problem, network)
      if command.kind.isUpdate { lacksUpdate = true }
    }
    if result.isCheckIdle { problems.append(LessonProblem(.idleCheck, at: command.range)) }
    if let kink = result.kinks.first {
      problems.append(
        LessonProblem(.kink(name: kink.name, indices: kink.indices), at: command.range))
    }
    guard result.problem == nil else { return }
    for index in result.steps.indices {
      for claim in result.steps[index].claims where !claim.holds {
        add(Problem(.brokenClaim(claim.text), at: command.range))
      }
    }
  }

  private mutating func add(_ block: ProseBlock, _ network: Int?) {
    if let shown = shown(block, network) { prose.append(shown) }
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
          LessonProblem(
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
    pages.append(
      LessonRun.Page(
        prose: prose + question.text.compactMap { shown($0, network) },
        content: .question(asked), network: network))
    pages.append(LessonRun.Page(prose: [], content: .answer(asked), network: network))
    prose = []
  }

  /// Whether a claim that they are equal would hold.
  private func areEqual(
    _ left: (formula: Formula, value: Step.Shown.Value),
    _ right: (formula: Formula, value: Step.Shown.Value)
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

  private mutating func evaluate(_ formula: Formula, _ network: Int?) -> Step.Shown.Value? {
    do throws(Problem) {
      return try deriver.evaluate(formula, current: network).value
    } catch {
      add(error, network)
      return nil
    }
  }

  private mutating func prove(_ expectation: Expectation, _ network: Int) {
    do throws(Problem) {
      let (left, right) = try deriver.pair(
        expectation.left, expectation.right, current: network)
      guard
        let difference = try Step.difference(
          left.value, right.value, (expectation.left, expectation.right), at: expectation.range,
          within: expectation.within)
      else { return }
      problems.append(
        LessonProblem(
          .expectationFailed(
            Problem.NotEqual(
              left: expectation.left.text(), right: expectation.right.text(),
              indices: difference.indices, leftNumber: difference.left,
              rightNumber: difference.right, tolerance: expectation.within)),
          at: expectation.range))
    } catch {
      add(error, network)
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

extension [LessonProblem] {
  fileprivate var hasErrors: Bool { indices.contains { self[$0].severity == .error } }
}

extension Command.Kind {
  /// Whether it gives values `after.`
  fileprivate var isUpdate: Bool {
    switch self {
    case .update, .train: true
    default: false
    }
  }
}
