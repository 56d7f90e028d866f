import Backprop
import Formulas
import MatrixCore

// Answers that are the right one times a factor, or a mistaken one times a factor.

extension MistakeSearch {
  /// A factor and what it means.
  private struct Scale: Sendable {
    let cause: Mistake.Cause
    let factor: Number
    let formula: @Sendable (Formula) -> Formula
  }

  /// 1/N omitted, or applied twice.
  var divisors: [Candidate] { divisorScales.map(candidate) }

  /// A turned sign, a factor 2 too many or missing.
  var unplacedScales: [Candidate] { otherScales.map(candidate) }

  /// A mistake with each of the factors besides.
  func scaled(_ other: Candidate) -> [Candidate] {
    (divisorScales + otherScales).map { scale in
      let formula = other.mistake.place == nil ? other.mistake.formula.map(scale.formula) : nil
      return Candidate(Mistake(.scaled(other.mistake.cause, scale.cause), formula: formula)) {
        other.value($0)?.times(scale.factor)
      }
    }
  }

  private func candidate(_ scale: Scale) -> Candidate {
    let gradients = Set(asked.targets.filter(\.isGradient).map(\.network))
    let mistake = Mistake(
      scale.cause, formula: asked.single == nil ? nil : scale.formula(asked.formula))
    guard !gradients.isEmpty else {
      return Candidate(mistake) { [asked] in asked.value(in: $0)?.times(scale.factor) }
    }
    // In `W - rate * dW` the gradient alone has the factor.
    return Candidate(mistake) { [asked] networks in
      var networks = networks
      for index in gradients {
        guard let wrong = networks[index].gradients(times: scale.factor) else { return nil }
        networks[index] = networks[index].replacing(gradients: wrong)
      }
      return asked.value(in: networks)
    }
  }

  private var divisorScales: [Scale] {
    let axes = divisorAxes
    let given = asked.nearestGiven
    var scales = axes.flatMap { axis -> [Scale] in
      let size = Number(axis.size)
      let name = Formula.name(axis.name)
      return [
        Scale(cause: .missingDivisor([axis.name], given: given), factor: size) {
          Formula(.binary(.multiply, name, $0))
        },
        Scale(cause: .repeatedDivisor(axis.name), factor: 1 / size) {
          Formula(.binary(.divide, $0, name))
        },
      ]
    }
    if axes.count > 1 {
      scales.append(
        Scale(
          cause: .missingDivisor(axes.map(\.name), given: given),
          factor: axes.reduce(Number(1)) { $0 * Number($1.size) }
        ) { formula in
          axes.reversed().reduce(formula) { Formula(.binary(.multiply, .name($1.name), $0)) }
        })
    }
    return scales
  }

  private var otherScales: [Scale] {
    let networks = asked.targets.map { asked.networks[$0.network] }
    let hasTarget =
      asked.nearestGiven == nil
      && networks.contains { $0.values.contains { $0.role == .target } }
    return [
      Scale(cause: .sign(hasTarget: hasTarget), factor: -1) { Formula(.negated($0)) },
      Scale(cause: .factor(2), factor: 2) { Formula(.binary(.multiply, .number(2), $0)) },
      Scale(cause: .factor(Number(1) / 2), factor: Number(1) / 2) {
        Formula(.binary(.divide, $0, .number(2)))
      },
    ]
  }

  /// The axes by whose sizes the loss is divided behind what was asked, last division first.
  private var divisorAxes: [Axis] {
    var found: [Axis] = []
    for target in asked.targets where target.isGradient {
      for axis in asked.networks[target.network].axesDivided(after: target.node)
      where !found.contains(where: { $0.name == axis.name }) {
        found.append(axis)
      }
    }
    return found
  }
}

extension EvaluatedNetwork {
  /// The axes by whose sizes the loss is divided as a whole, in operations that `node` comes before.
  /// The last division comes first.
  package func axesDivided(after node: Int) -> [Axis] {
    var found: [Axis] = []
    var next = loss
    while let later = next, later > node, case .operation(let use) = graph.nodes[later].source {
      for name in use.namesDividedBy where !found.contains(where: { $0.name == name }) {
        // Division by 1 changes nothing.
        if let axis = axes.first(where: { $0.name == name }), axis.size > 1 { found.append(axis) }
      }
      let moving = use.operandNodes.filter { graph.nodes[$0].isDifferentiable }
      guard moving.count == 1, value(at: moving[0]) == nil || shape(moving[0]).isScalar else {
        break
      }
      next = moving[0]
    }
    return found
  }
}

extension Graph.OperationUse {
  /// The names in the divisor of the value: `N` in `/ (2 * N)` and `/ (N / 2)`, in `* (1/N)`, in a mean over N.
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
    case .binary(.divide, let left, _): left.factors
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
