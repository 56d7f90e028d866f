import Backprop
import Formulas
import MatrixCore

// Parts of the right answer in place of the whole.

extension MistakeSearch {
  /// The most terms of a sum whose parts are tried.
  private static let mostTerms = 16

  /// One term of a sum, its first terms, all but one: one sample alone, a sum that stopped early.
  var parts: [Candidate] {
    guard let target = asked.single, target.isGradient,
      let sum = sum(target, asked.networks), (2...Self.mostTerms).contains(sum.terms.count)
    else { return [] }
    let labels = sum.terms.map(\.label)
    let axes = sum.axes.map(\.name).joined(separator: ", ")
    func part(_ cause: Mistake.Cause, _ indices: [Int]) -> Candidate {
      Candidate(Mistake(cause)) { networks in
        guard let sum = self.sum(target, networks) else { return nil }
        var total: Tensor?
        for index in indices where sum.terms.indices.contains(index) {
          let term = sum.terms[index].value
          total = total.map { try? .combine(.add, $0, term) } ?? term
        }
        return total.flatMap { self.value($0, for: target, in: networks) }
      }
    }
    let count = labels.count
    var parts = labels.indices.map { part(.oneTerm(labels[$0], sum: axes), [$0]) }
    guard count > 2 else { return parts }
    // The last of these is all but the last term.
    for end in 2..<count {
      parts.append(part(.partialSum(upTo: labels[end - 1], sum: axes), Array(0..<end)))
    }
    for missing in 0..<count - 1 {
      let others = labels.indices.filter { $0 != missing }
      parts.append(part(.missingTerm(labels[missing], sum: axes), others))
    }
    return parts
  }

  /// The mean of the terms in place of their sum.
  var averages: [Candidate] {
    guard let target = asked.single, target.isGradient,
      let sum = sum(target, asked.networks), sum.terms.count > 1
    else { return [] }
    let cause = Mistake.Cause.averaged(sum.axes.map(\.name).joined(separator: ", "))
    let factor = 1 / Number(sum.terms.count)
    return [
      Candidate(Mistake(cause)) { networks in
        self.sum(target, networks).flatMap { sum in
          sum.value.times(factor).flatMap { self.value($0, for: target, in: networks) }
        }
      }
    ]
  }

  /// The terms of the sum that is the last step to a gradient.
  func sum(
    _ target: AskedExpression.Target, _ networks: [EvaluatedNetwork]
  ) -> Step.SumOfTerms.Part? {
    let network = networks[target.network]
    guard let gradients = network.gradients,
      let gradient = gradients.gradient(of: target.node), gradient.contributions.count == 1
    else { return nil }
    let rule = AppliedRule(gradient.contributions[0], of: gradients)
    guard rule.countOfTerms <= Self.mostTerms else { return nil }
    return rule.part(gradient.label, AxisLetters(network.network))
  }

  /// What was asked, with another tensor as the value or gradient that it names.
  func value(
    _ tensor: Tensor, for target: AskedExpression.Target, in networks: [EvaluatedNetwork]
  ) -> Tensor? {
    var networks = networks
    let network = networks[target.network]
    let other = tensor.inOrder(of: network.shape(target.node))
    guard other.shape == network.shape(target.node),
      let replaced = target.isGradient
        ? network.replacing(other, ofNode: target.node)
        : .some(network.replacing(other, at: target.node))
    else { return nil }
    networks[target.network] = replaced
    return asked.value(in: networks)
  }

  /// Another entry of the tensor that an entry was asked of.
  var otherEntries: [Candidate] {
    guard case .indexed(let whole, let indices) = asked.formula.kind,
      let tensor = asked.value(of: whole, in: asked.networks), tensor.count <= 64
    else { return [] }
    let own = indices.compactMap(\.number)
    guard own.count == indices.count, let offset = tensor.shape.offset(of: own.map { $0 - 1 })
    else { return [] }
    // The neighbours: rows and columns exchanged, or one index another.
    let neighbours = (0..<tensor.count).filter { $0 != offset }.map { other in
      tensor.shape.indices(at: other).map { $0 + 1 }
    }.filter { other in
      other == Array(own.reversed()) || zip(other, own).count { $0 != $1 } == 1
    }
    return neighbours.map { other in
      let entry = Formula(
        .indexed(whole, other.map { Formula.Index(number: $0, range: .nowhere) }))
      return Candidate(Mistake(.otherEntry, formula: entry)) { [asked] networks in
        asked.value(of: entry, in: networks)
      }
    }
  }

  /// Rows and columns exchanged where both have one size.
  var transposition: [Candidate] {
    guard asked.right.shape.rank == 2, asked.single != nil else { return [] }
    let formula = Formula(.transposed(asked.formula))
    return [
      Candidate(Mistake(.transposed, formula: formula)) { [asked] networks in
        asked.value(in: networks).flatMap { try? $0.transposed() }
      }
    ]
  }
}
