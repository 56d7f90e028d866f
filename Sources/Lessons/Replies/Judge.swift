import Backprop
import Derivations
import Formulas
import MatrixCore
import Typography

/// Judges replies to one question: a lesson's own, or what the value of a name is.
package struct Judge: Sendable {
  let networks: [EvaluatedNetwork]
  let content: Content
  /// Gradients that the student was shown, by network.
  let given: [Int: Set<Int>]
  private let seen: SeenValues
  let numbers: NumberStyle
  /// What mistakes give, remembered for further replies.
  private var search: MistakeSearch?
  /// How far each entry of the answer is off where it is worked out from displayed digits.
  private let drift: [Double]

  init(
    networks: [EvaluatedNetwork], content: Content, given: [Int: Set<Int>], seen: SeenValues,
    numbers: NumberStyle
  ) {
    (self.networks, self.content, self.given, self.numbers) = (networks, content, given, numbers)
    self.seen = seen
    if case .value(let formula, .tensor(let tensor), let network?, let wrong) = content {
      let asked = AskedExpression(
        formula, of: tensor, in: networks, network: network, given: given,
        wrong: wrong.map(\.formula))
      search = MistakeSearch(asked)
      drift = asked.drift(numbers)
    } else {
      drift = []
    }
  }

  enum Content: Sendable {
    case value(Formula, ExpressionValue, network: Int?, wrong: [AskedQuestion.WrongAnswer])
    /// The texts of the choices, and the indices of the right ones.
    case choices([String], right: [Int])
  }
}

extension LessonRun {
  /// The judge of a page's question; nil if the page asks none. `choices` are the texts of its
  /// choices as shown.
  package func judge(at page: Int, choices: [String], _ numbers: NumberStyle) -> Judge? {
    guard pages.indices.contains(page), case .question(let question) = pages[page].content else {
      return nil
    }
    let seen = SeenValues(pages, before: page, in: networks)
    guard let answer = question.answer else {
      let right = question.choices.indices.filter { question.choices[$0].isRight }
      return Judge(
        networks: networks, content: .choices(choices, right: right), given: [:], seen: seen,
        numbers: numbers)
    }
    return Judge(
      networks: networks,
      content: .value(
        answer.formula, answer.value, network: pages[page].network, wrong: question.wrong),
      given: pages.given(before: page, in: networks), seen: seen, numbers: numbers)
  }

  /// The judge of an expression's value: `dW`, `late.dW`, `dW[1, 2]`. Its names belong to the first
  /// network that has them.
  package func judge(of text: String, _ numbers: NumberStyle) throws(Problem) -> Judge {
    let source = SourceText(name: "", bytes: Array(text.utf8))
    var parser = FormulaParser(source, 0..<source.bytes.count, statements: false)
    let formula = try parser.formula()
    try parser.expectEnd()
    var problem = Problem(NetworkProblem.consequence, at: formula.range)
    // The names of all networks are known after the last.
    for index in Array(networks.indices) {
      var builder = DerivationBuilder(networks)
      do throws(Problem) {
        let value = try builder.evaluate(formula, current: index).value
        return Judge(
          networks: networks, content: .value(formula, value, network: index, wrong: []),
          given: [:], seen: SeenValues(pages, before: nil, in: networks), numbers: numbers)
      } catch {
        let found = builder.takeFindings().first ?? error
        if index == 0 || problem.isConsequence { problem = found }
      }
    }
    throw problem
  }
}

extension LessonRun {
  /// The gradients that a question's page and those before it show, by network.
  package func given(before page: Int) -> [Int: Set<Int>] {
    pages.given(before: page, in: networks)
  }
}

extension [LessonRun.Page] {
  /// The gradients that the pages before a question and its own text show, whole or by an entry.
  func given(before page: Int, in networks: [EvaluatedNetwork]) -> [Int: Set<Int>] {
    var given: [Int: Set<Int>] = [:]
    func add(_ label: String, _ index: Int) {
      guard networks.indices.contains(index), let gradients = networks[index].gradients else {
        return
      }
      for gradient in gradients.all where gradient.label == label {
        given[index, default: []].insert(gradient.node)
      }
    }
    func add(_ formula: Formula, _ index: Int) {
      for target in networks.targets(of: formula, in: index) where target.isGradient {
        given[target.network, default: []].insert(target.node)
      }
    }
    for page in prefix(page + 1) {
      guard let network = page.network, networks.indices.contains(network) else { continue }
      for case .block(let block, _) in page.prose {
        for expression in block.expressions { add(expression.formula, network) }
      }
      guard case .step(let step) = page.content else { continue }
      if step.kind == .backward { add(step.title.plain, network) }
      if case .values(let shown) = step.content { shown.forEach { add($0.math.text(), network) } }
    }
    return given
  }
}

// MARK: - Verdicts

extension Judge {
  /// The sizes of the answer, and the number of its entries; nil for a shape or choices.
  package var sizes: [Int]? {
    if case .value(_, .tensor(let tensor), _, _) = content { tensor.shape.sizes } else { nil }
  }

  /// Judges a reply; `earlier` are the student's other answers.
  package mutating func verdict(on reply: Reply, after earlier: EarlierAnswers? = nil) -> Verdict {
    do throws(UnreadableReply) {
      switch content {
      case .value(_, .tensor(let tensor), _, let wrong):
        let typed = try numbers(in: reply, sizes: tensor.shape.sizes)
        var judge = TensorJudge(
          typed: typed, right: tensor, drift: drift, wrong: wrong, seen: seen, search: search,
          numbers: numbers)
        defer { search = judge.search }
        return judge.verdict(after: earlier)
      case .value(_, .shape(let shape), _, let wrong):
        return verdict(on: try TypedShape.read(try text(reply)), shape, wrong)
      case .choices(let texts, let right):
        let named = try TypedChoices.read(try text(reply), choices: texts)
        if named == right { return .right(Verdict.Reason()) }
        return .choices(named, isComplete: right.allSatisfy(named.contains))
      }
    } catch {
      return .unreadable(error)
    }
  }

  /// The numbers of a reply as they fit the answer; nil if it can't be read as such.
  package func numbers(in reply: Reply) -> TypedNumbers? {
    sizes.flatMap { try? numbers(in: reply, sizes: $0) }
  }

  private func numbers(in reply: Reply, sizes: [Int]) throws(UnreadableReply) -> TypedNumbers {
    switch reply {
    case .text(let text):
      if let zeros = zeros(text, sizes) { return zeros }
      return try TypedNumbers.read(text, sizes: sizes)
    case .array(let numbers): return numbers
    }
  }

  /// Zeros of these sizes, if the reply is `zeros`, or a single `0` where the answer is all zeros.
  private func zeros(_ text: String, _ sizes: [Int]) -> TypedNumbers? {
    guard case .value(_, .tensor(let right), _, _) = content, ChoiceText(text).tokens == ["0"],
      text.contains(where: \.isLetter)
        || !text.contains("[") && right.numbers.allSatisfy(\.isZero)
    else { return nil }
    let zero = TypedNumber(value: 0, rounding: nil)
    return TypedNumbers(sizes: sizes, numbers: Array(repeating: zero, count: right.count))
  }

  private func text(_ reply: Reply) throws(UnreadableReply) -> String {
    guard case .text(let text) = reply else { throw .noNumber }
    return text
  }

  private func verdict(
    on typed: TypedShape, _ shape: Shape, _ wrong: [AskedQuestion.WrongAnswer]
  ) -> Verdict {
    if typed.isEqual(to: shape) { return .right(Verdict.Reason()) }
    for wrong in wrong {
      if case .shape(let value) = wrong.value, typed.isEqual(to: value) {
        return .mistakes(Verdict.Mistakes(found: [.authored(wrong)], isLikely: true))
      }
    }
    return .shape(
      Verdict.OtherShape(kind: typed.isReordering(of: shape) ? .order : .notThis, expected: shape))
  }

  /// The answers that mistakes of a family give, with what is said of each, the likeliest first.
  package mutating func foreseen(
    _ family: MistakeSearch.Family
  ) -> [(value: Tensor, explanation: Verdict.Explanation)] {
    guard case .value(_, .tensor, _, let wrong) = content else { return [] }
    return (search?.answers(of: family) ?? []).map { mistake, value in
      if case .authored(let index) = mistake.cause { return (value, .authored(wrong[index])) }
      return (value, .usual(mistake))
    }
  }

  /// The verdict on the right answer, or on its first digits.
  package func right(isRounded: Bool) -> Verdict {
    var reason = search?.asked.reason ?? Verdict.Reason()
    reason.isRounded = isRounded
    return .right(reason)
  }

  /// The verdict on an answer that nothing explains.
  package var unexplained: Verdict { .unknown(next: search?.asked.before(seen)) }

  /// For each entry how far a right reply may be off that was worked out from displayed digits; 0
  /// where the entry is displayed exactly.
  package func slack(_ tensor: Tensor, isAnswer: Bool = false) -> [Double] {
    Tolerance(numbers).slack(tensor, drift: isAnswer ? drift : [])
  }

  /// Adds a wrong answer to the earlier ones, if it is a whole value or gradient.
  package func add(_ reply: Reply, named name: String, to earlier: inout EarlierAnswers) {
    guard let target, let typed = numbers(in: reply),
      case .value(_, .tensor(let right), _, _) = content, typed.fits(right.shape.sizes),
      let value = try? Tensor(right.shape, numbers: typed.numbers.map(\.value))
    else { return }
    earlier.add(name, target, value)
  }

  /// Whether numbers are the right answer.
  package func accepts(_ reply: Reply) -> Bool {
    guard case .value(_, .tensor(let tensor), _, _) = content, let typed = numbers(in: reply) else {
      return false
    }
    return Tolerance(numbers).isEqual(typed, tensor, drift: drift)
  }

  /// The number of entries of the reply that are right; nil if it has other sizes or is no tensor.
  package func rightEntries(in typed: TypedNumbers) -> Int? {
    guard case .value(_, .tensor(let tensor), _, _) = content, typed.fits(tensor.shape.sizes) else {
      return nil
    }
    return Tolerance(numbers).matches(typed, tensor, drift: drift).count { $0 }
  }

  /// The value or gradient that is asked for; nil for other expressions.
  var target: AskedExpression.Target? {
    guard case .value(let formula, .tensor(let tensor), let network?, _) = content else {
      return nil
    }
    let asked = AskedExpression(formula, of: tensor, in: networks, network: network)
    return asked.whole.text() == formula.text() ? asked.single : nil
  }
}
