import Backprop
import Formulas
import MatrixCore

/// Searches for the mistakes that explain a wrong answer.
///
/// A mistake is the right computation with one change, so it can be computed with other data too:
/// two of them that agree there as well are one mistake in other words.
package struct MistakeSearch {
  let asked: AskedExpression
  /// What may still be spent: a student is waiting.
  private var budget = Limits.multiplicationsForMistakes

  package init(_ asked: AskedExpression) {
    self.asked = asked
  }

  /// A possible mistake and the answer that it gives on a lesson's networks.
  struct Candidate {
    let mistake: Mistake
    let value: ([EvaluatedNetwork]) -> Tensor?

    init(_ mistake: Mistake, _ value: @escaping ([EvaluatedNetwork]) -> Tensor?) {
      self.mistake = mistake
      self.value = value
    }
  }
}

extension MistakeSearch {
  /// The mistakes whose answers fit, the likeliest first, each once. Those of a later kind are
  /// tried only if none of an earlier kind fits.
  package mutating func mistakes(where fits: (Tensor) -> Bool) -> [Mistake] {
    let usual = usual
    let found = fitting(usual, fits)
    if !found.isEmpty { return found }
    // One number alone is met by chance too often.
    guard asked.right.count > 1 else { return [] }
    let combined = usual.filter { !$0.mistake.cause.isScale }.flatMap(scaled)
    let scaled = fitting(combined, fits)
    return scaled.isEmpty ? fitting(products, fits) : scaled
  }

  /// The usual mistakes, the likeliest first.
  var usual: [Candidate] {
    authored + parts + divisors + rules + otherEntries + transposition + unplacedScales
  }

  /// The wrong answers that the lesson itself explains.
  private var authored: [Candidate] {
    asked.wrong.enumerated().map { index, formula in
      Candidate(Mistake(.authored(index), formula: formula)) { [asked] networks in
        asked.value(of: formula, in: networks)
      }
    }
  }

  /// The pairs of usual mistakes that give one answer here, though not with other data.
  package mutating func collisions() -> [(Mistake, Mistake)] {
    let disturbed = asked.disturbed
    var known: [(candidate: Candidate, value: Tensor)] = []
    var found: [(Mistake, Mistake)] = []
    for candidate in usual {
      guard let value = value(candidate) else { continue }
      for other in known where other.value.equals(value) {
        guard !isOneMistake(other.candidate, candidate, disturbed) else { continue }
        found.append((other.candidate.mistake, candidate.mistake))
      }
      known.append((candidate, value))
    }
    return found
  }

  private mutating func fitting(
    _ candidates: [Candidate], _ fits: (Tensor) -> Bool
  ) -> [Mistake] {
    var found: [Candidate] = []
    for candidate in candidates {
      if let value = value(candidate), fits(value) { found.append(candidate) }
    }
    guard found.count > 1 else { return found.map(\.mistake) }
    let disturbed = asked.disturbed
    var kept: [Candidate] = []
    for candidate in found
    where !kept.contains(where: { isOneMistake($0, candidate, disturbed) }) {
      kept.append(candidate)
    }
    return kept.map(\.mistake)
  }

  /// The answer that a mistake gives; nil if it is the right one, or there is none, or if too much
  /// has been spent.
  private mutating func value(_ candidate: Candidate) -> Tensor? {
    budget -= cost
    guard budget >= 0, let value = candidate.value(asked.networks),
      value.shape.sizes == asked.right.shape.sizes, !value.equals(asked.right)
    else { return nil }
    return value
  }

  /// The cost of evaluating the networks that a mistake changes.
  private var cost: Int {
    Set(asked.targets.map(\.network)).reduce(0) { sum, index in
      let (next, overflow) = sum.addingReportingOverflow(asked.networks[index].graph.cost)
      return overflow ? .max / 2 : min(next, .max / 2)
    }
  }

  /// Whether two mistakes agree on other data too. Two named factors are two reasons for one ratio.
  private func isOneMistake(
    _ first: Candidate, _ second: Candidate, _ networks: [EvaluatedNetwork]
  ) -> Bool {
    let (one, other) = (first.mistake.cause, second.mistake.cause)
    if one.isScale && other.isScale { return false }
    // The lesson means this very number.
    if case .authored(let index) = one, !asked.dependsOnData(asked.wrong[index]) { return true }
    guard let left = first.value(networks), let right = second.value(networks) else { return false }
    return left.equals(right)
  }
}

extension Tensor {
  /// Whether all entries are equal, up to rounding, by position.
  func equals(_ other: Tensor) -> Bool {
    shape.sizes == other.shape.sizes && largestDifference(from: other) == nil
  }

  /// The tensor times a factor.
  func times(_ factor: Number) -> Tensor? {
    try? .combine(.multiply, self, Tensor(factor))
  }
}
