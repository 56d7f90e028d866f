import Backprop
import Formulas
import MatrixCore

// The last step to the answer with a part left out, or turned round.

extension MistakeSearch {
  private static let mostVariants = 40
  /// The most terms of a sum of which one may have a wrong sign: of more the slip is rarer, and of so many
  /// numbers one fits by chance.
  private static let mostSignedTerms = 4

  /// One change in the last step.
  var stepChanges: [Candidate] { otherSteps + turnedTerms }

  /// One term of a short sum with its sign turned round.
  private var turnedTerms: [Candidate] {
    guard let target = asked.single, target.isGradient, let sum = sum(target, asked.networks),
      (2...Self.mostSignedTerms).contains(sum.terms.count)
    else { return [] }
    let axes = sum.axes.map(\.name).joined(separator: ", ")
    return sum.terms.indices.map { index in
      Candidate(Mistake(.turnedTerm(sum.terms[index].label, sum: axes))) { networks in
        guard let sum = self.sum(target, networks), sum.terms.indices.contains(index),
          let twice = sum.terms[index].value.times(2),
          let total = try? Tensor.combine(.subtract, sum.value, twice)
        else { return nil }
        return self.value(total, for: target, in: networks)
      }
    }
  }

  /// The formula that was asked for, or of the last step to the value or gradient asked for, with one
  /// operation left out or turned round: `dA * A` for `dA * A * (1 - A)`, `W + dW` for `W - dW`.
  var otherSteps: [Candidate] {
    guard let target = asked.single else {
      return asked.whole.variants.prefix(Self.mostVariants).map { variant in
        let formula = asked.entry(of: variant.formula)
        return Candidate(Mistake(.otherStep(variant.change), formula: formula)) {
          [asked] networks in
          asked.value(of: formula, in: networks)
        }
      }
    }
    guard target.network == asked.network, let step = asked.lastStep(to: target) else { return [] }
    return step.variants.prefix(Self.mostVariants).map { variant in
      Candidate(
        Mistake(.otherStep(variant.change), formula: asked.entry(of: variant.formula))
      ) { [asked] networks in
        asked.value(of: variant.formula, in: networks).flatMap {
          value($0, for: target, in: networks)
        }
      }
    }
  }
}

extension AskedExpression {
  /// The formula of the last step to a value or gradient; nil if it has several, or none.
  func lastStep(to target: Target) -> Formula? {
    let network = networks[target.network]
    guard target.isGradient else { return network.value(at: target.node)?.formula }
    guard let gradients = network.gradients,
      var step = gradients.gradient(of: target.node)?.onlyFormula
    else { return nil }
    // Gradients without a name of the lesson's own, such as `dL.2`, are written out.
    for _ in 0..<Self.mostUnnamed {
      let unnamed = gradients.all.filter { network.value(at: $0.node) == nil }
      let names = step.names
      let inner = unnamed.filter { names.contains($0.label) }
      if inner.isEmpty { break }
      step = step.replacing { name in inner.first { $0.label == name }?.onlyFormula }
      if step.names == names { break }
    }
    return step
  }

  /// The most unnamed gradients in a row.
  private static let mostUnnamed = 8

  /// The formula by which it is worked out: the one asked for, or of the last step to the value or
  /// gradient asked for, in the names of this network.
  package var work: Formula {
    guard let single, single.network == network, let step = lastStep(to: single) else {
      return formula
    }
    return entry(of: step)
  }

  /// The entry of another formula that was asked for of this one.
  func entry(of other: Formula) -> Formula {
    guard case .indexed(_, let indices) = formula.kind else { return other }
    return Formula(.indexed(other, indices))
  }
}

extension GradientGraph.Gradient {
  fileprivate var onlyFormula: Formula? {
    contributions.count == 1 ? contributions[0].formula : nil
  }
}

extension Formula {
  fileprivate typealias Variant = (formula: Formula, change: Mistake.Change)

  /// The formula with one operation left out, or its sign or order turned round.
  fileprivate var variants: [Variant] {
    guard case .binary(let operation, let left, let right) = kind else { return [] }
    let withoutRight: Variant = (left, .missing(right, of: operation))
    let withoutLeft: Variant = (right, .missing(left, of: operation))
    var found: [Variant] = []
    switch operation {
    case .add:
      found = [withoutRight, withoutLeft, (Formula(.binary(.subtract, left, right)), .sign)]
    case .subtract:
      // The change alone, with either sign.
      found = [
        withoutRight, withoutLeft, (Formula(.negated(right)), .missing(left, of: operation)),
        (Formula(.binary(.add, left, right)), .sign),
        (Formula(.binary(.subtract, right, left)), .order),
      ]
    case .multiply: found = [withoutRight, withoutLeft]
    case .divide, .power: found = [withoutRight]
    default: break
    }
    return found
      + left.variants.map { (Formula(.binary(operation, $0.formula, right)), $0.change) }
      + right.variants.map { (Formula(.binary(operation, left, $0.formula)), $0.change) }
  }
}
