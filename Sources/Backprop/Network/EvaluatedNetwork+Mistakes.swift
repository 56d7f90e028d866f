import Formulas
import MatrixCore

/// A common mistake in backpropagating through a network.
package struct BackwardMistake {
  package let change: Change
  package let remark: String

  package enum Change {
    /// Every gradient is multiplied by this factor.
    case scaled(Number)
    /// The rules of some operation uses are replaced.
    case rules([Rule])
    /// At one node a single contribution is used instead of the sum.
    case single(entry: Int, contribution: Int)
  }

  /// A wrong formula for the gradient that an operation use sends to an operand.
  package struct Rule {
    package let consumer: Int
    package let operand: Int
    package let formula: String
  }
}

extension EvaluatedNetwork {
  /// The common mistakes, most likely first.
  package var backwardMistakes: [BackwardMistake] {
    var mistakes = divisorMistakes + ruleMistakes + overwritten
    let hasTarget = values.contains { $0.role == .target }
    mistakes.append(
      BackwardMistake(
        change: .scaled(-1),
        remark: hasTarget
          ? "The sign is turned round: the error is output − target."
          : "The sign of the gradient is turned round."))
    mistakes.append(
      BackwardMistake(
        change: .scaled(2), remark: "There is a factor 2 too many in the gradient."))
    mistakes.append(
      BackwardMistake(
        change: .scaled(.half), remark: "A factor 2 is missing in the gradient."))
    return mistakes
  }

  /// 1/N omitted, or applied twice.
  private var divisorMistakes: [BackwardMistake] {
    let axes = axesDividedBy
    var mistakes: [BackwardMistake] = []
    for axis in axes {
      let size = Number(axis.size)
      mistakes.append(
        BackwardMistake(
          change: .scaled(size),
          remark: "1/\(axis.name) is missing: the loss divides by \(axis.name)."))
      mistakes.append(
        BackwardMistake(
          change: .scaled(1 / size),
          remark: "1/\(axis.name) is in there twice: what arrives from the loss has it already."))
    }
    if axes.count > 1 {
      let names = axes.map(\.name).joined(separator: " and ")
      mistakes.append(
        BackwardMistake(
          change: .scaled(axes.reduce(Number(1)) { $0 * Number($1.size) }),
          remark: "The loss divides by \(names): all of that is missing."))
    }
    return mistakes
  }

  /// The axes by whose sizes the loss statement divides its whole result, last division first.
  /// Gradients before a division further back don't depend on it.
  private var axesDividedBy: [Axis] {
    var found: [Axis] = []
    var next = loss
    while let entry = next, case .operation(let use) = graph.nodes[entry].source {
      for name in use.namesDividedBy where !found.contains(where: { $0.name == name }) {
        // Division by 1 changes nothing.
        if let axis = axes.first(where: { $0.name == name }), axis.size > 1 { found.append(axis) }
      }
      let moving = use.operands.compactMap { operand -> Int? in
        guard case .entry(let entry, _) = operand else { return nil }
        return graph.nodes[entry].isDifferentiable ? entry : nil
      }
      next = moving.count == 1 && value(at: moving[0]) == nil ? moving[0] : nil
    }
    return found
  }

  /// The mistakes listed in the operation table, at one use of an operation, then at all uses.
  private var ruleMistakes: [BackwardMistake] {
    guard let gradients else { return [] }
    var mistakes: [BackwardMistake] = []
    var everywhere: [(remark: String, rules: [BackwardMistake.Rule])] = []
    for gradient in gradients.all {
      for contribution in gradient.contributions {
        guard case .operation(let use) = graph.nodes[contribution.consumer].source,
          !use.isOfOneValue
        else { continue }
        for mistake in use.operation.mistakes where mistake.operand == contribution.operand {
          let rule = BackwardMistake.Rule(
            consumer: contribution.consumer, operand: mistake.operand, formula: mistake.formula)
          mistakes.append(
            BackwardMistake(
              change: .rules([rule]),
              remark: mistake.remark + " Here that is \(contribution.formula.math.text())."))
          if let place = everywhere.firstIndex(where: { $0.remark == mistake.remark }) {
            everywhere[place].rules.append(rule)
          } else {
            everywhere.append((mistake.remark, [rule]))
          }
        }
      }
    }
    for (remark, rules) in everywhere where rules.count > 1 {
      mistakes.append(BackwardMistake(change: .rules(rules), remark: remark))
    }
    return mistakes
  }

  /// The gradient of one use of a value instead of the sum over uses.
  private var overwritten: [BackwardMistake] {
    guard let gradients else { return [] }
    var mistakes: [BackwardMistake] = []
    for gradient in gradients.all where gradient.contributions.count > 1 {
      let label = graph.nodes[gradient.node].label
      for place in gradient.contributions.indices {
        mistakes.append(
          BackwardMistake(
            change: .single(entry: gradient.node, contribution: place),
            remark: "\(label) is used \(gradient.contributions.count) times, and the gradients of "
              + "its uses add. That is one of them alone."))
      }
    }
    return mistakes
  }
}

extension Graph.OperationUse {
  /// The names in the divisor of the value: `N` in `/ (2 * N)`, in `* (1/N)`, in a mean over N.
  fileprivate var namesDividedBy: [String] {
    if operation.name == "mean" { return options.names() }
    var names: [String] = []
    for operand in operands {
      guard case .constant(_, let formula) = operand else { continue }
      names += operation.symbol == .divide ? formula.factors : formula.divisors
    }
    return names
  }
}

extension Formula {
  /// The names among the factors of the formula.
  fileprivate var factors: [String] {
    switch kind {
    case .name(let name): [name]
    case .binary(.multiply, let left, let right): left.factors + right.factors
    default: []
    }
  }

  /// The names by which the formula is divided.
  fileprivate var divisors: [String] {
    switch kind {
    case .binary(.divide, let left, let right): left.divisors + right.factors
    case .binary(.multiply, let left, let right): left.divisors + right.divisors
    default: []
    }
  }
}
