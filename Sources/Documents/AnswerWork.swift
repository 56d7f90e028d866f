import Backprop
import Derivations
import Formulas
import Lessons
import MatrixCore
import Typography

// How the answer to a question is worked out, and from which numbers.

extension LessonDocument {
  /// What the answer is worked out from.
  private func asked(_ question: AskedQuestion, at page: Int) -> AskedExpression? {
    guard let answer = question.answer, case .tensor(let right) = answer.value,
      let network = run.pages[page].network
    else { return nil }
    return AskedExpression(answer.formula, of: right, in: run.networks, network: network)
  }

  /// The most entries of a matrix beside a question.
  private static let mostEntries = 64

  /// The matrices that the answer's formula reads, unless they are on the page already; of gradients
  /// only those that were shown before.
  func data(for question: AskedQuestion, at page: Int) -> [Block] {
    let shown = targetsShown(at: page)
    return operands(of: question, at: page).filter { operand in
      let tensor = operand.tensor
      return !shown.contains(operand.target) && tensor.shape.rank > 0
        && tensor.count <= Self.mostEntries
    }.map {
      Step.Shown.block(.name($0.label), .tensor($0.tensor), layout(at: page))
    }
  }

  /// The values of the page's own network that the answer's formula reads; of gradients only those
  /// that were shown before.
  func operands(of question: AskedQuestion, at page: Int) -> [AskedExpression.Operand] {
    guard let asked = asked(question, at: page) else { return [] }
    let given = run.given(before: page)
    return asked.operands.filter { operand in
      let target = operand.target
      return target.network == asked.network
        && (!target.isGradient || given[target.network]?.contains(target.node) ?? false)
    }
  }

  /// The values and gradients that the prose of a page names or states.
  private func targetsShown(at page: Int) -> Set<AskedExpression.Target> {
    guard let index = run.pages[page].network else { return [] }
    var shown: Set<AskedExpression.Target> = []
    for prose in run.pages[page].prose {
      switch prose {
      case .block(let block, _):
        for expression in block.expressions {
          shown.formUnion(run.networks.targets(of: expression.formula, in: index))
        }
      case .network(let name, _):
        for network in run.networks where network.name == name {
          for value in network.values where value.formula == nil {
            shown.formUnion(run.networks.targets(of: .name(value.name), in: network.index))
          }
        }
      }
    }
    return shown
  }

  /// The right answer with its arithmetic.
  func work(_ question: AskedQuestion, at page: Int, _ numbers: NumberStyle) -> [Block] {
    guard let answer = question.answer else { return [] }
    let plain = Step.Shown.block(answer.formula.math, answer.value, layout(at: page))
    guard let asked = asked(question, at: page) else { return [plain] }
    if let working = asked.working, !working.entries.contains(where: \.isCopy) {
      let isNumber = asked.right.shape.isScalar
      let lines = working.entries.map { entry in
        Equation(
          isNumber
            ? answer.formula.math : .entry(.name(working.label), entry.indices.map { "\($0)" }),
          entry.copied.map { MathRelation(.equals, $0) }
            + ScalarWork(entry.numbers, value: entry.value, numbers).right(after: entry.symbols))
      }
      return (isNumber ? [] : [plain]) + [.equations(lines)]
    }
    guard asked.right.shape.isScalar else { return [plain] }
    // A formula of numbers is its own arithmetic.
    if asked.targets.isEmpty {
      return [
        Step.Shown.block(
          asked.arithmetic(answer.formula) ?? answer.formula.math, answer.value, layout(at: page))
      ]
    }
    // A number as it stands is no work.
    let works = [asked.work, asked.namedWork].compactMap { asked.arithmetic($0) }
    guard let arithmetic = works.first(where: { !$0.isNumber }) else { return [plain] }
    return [
      .equations([
        Equation(
          answer.formula.math, ScalarWork(arithmetic, value: asked.right[0], numbers).right())
      ])
    ]
  }
}

extension MathText {
  fileprivate var isNumber: Bool { if case .number = self { true } else { false } }
}

extension AskedExpression {
  private static let mostTerms = 8

  /// The terms of a sum over one axis, with numbers; nil if the formula is something else.
  private func sum(_ formula: Formula, _ indices: [Formula.Index]) -> MathText? {
    guard case .call(let call) = formula.kind, call.function == "sum", call.arguments.count == 2,
      call.arguments[1].label == "axis", case .name(let axis) = call.arguments[1].value.kind,
      let shape = value(of: call.arguments[0].value, in: networks)?.shape,
      let place = shape.index(of: axis), indices.count == shape.rank - 1,
      shape.axes[place].size <= Self.mostTerms
    else { return nil }
    let terms = (1...max(1, shape.axes[place].size)).map { index in
      var own = indices
      own.insert(Formula.Index(number: index, range: .nowhere), at: place)
      return arithmetic(call.arguments[0].value, own)
    }
    let known = terms.compactMap(\.self)
    return known.count == terms.count ? .terms(known) : nil
  }

  /// A formula whose value is a number, with numbers for its names; `indices` are those of the entry
  /// of it that is meant. Nil if it has products of matrices.
  fileprivate func arithmetic(_ formula: Formula, _ indices: [Formula.Index] = []) -> MathText? {
    switch formula.kind {
    case .number(let number, _): return .number(number)
    case .negated(let inner): return arithmetic(inner, indices).map { .negated($0) }
    case .indexed(let inner, let own) where indices.isEmpty: return arithmetic(inner, own)
    case .binary(let operation, let left, let right) where operation != .product:
      guard let left = arithmetic(left, indices), let right = arithmetic(right, indices) else {
        return nil
      }
      return .binary(operation == .multiply ? .dot : operation.sign, left, right)
    default:
      if let sum = sum(formula, indices) { return sum }
      guard let value = value(of: formula, in: networks) else { return nil }
      if value.shape.isScalar { return .number(value[0]) }
      let places = indices.compactMap(\.number).map { $0 - 1 }
      guard places.count == value.shape.rank else { return nil }
      return value.shape.offset(of: places).map { .number(value[$0]) }
    }
  }
}
