import Backprop
import Formulas
import MatrixCore

/// Searches for the mistakes that explain a wrong answer.
///
/// A mistake is the right computation with one change, so it can be computed with other data too:
/// two of them that agree there as well are one mistake in other words. What mistakes give is
/// remembered, for further answers to the same question.
package struct MistakeSearch: Sendable {
  package let asked: AskedExpression
  /// The multiplications that may still be spent: a student is waiting.
  package private(set) var budget: Int
  private var known: [Family: [Outcome]] = [:]
  private var disturbed: [EvaluatedNetwork]?

  package init(_ asked: AskedExpression, budget: Int = Limits.multiplicationsForMistakes) {
    self.asked = asked
    self.budget = budget
  }

  /// A possible mistake and the answer that it gives on a lesson's networks.
  struct Candidate: Sendable {
    let mistake: Mistake
    let value: @Sendable ([EvaluatedNetwork]) -> Tensor?

    init(_ mistake: Mistake, _ value: @escaping @Sendable ([EvaluatedNetwork]) -> Tensor?) {
      self.mistake = mistake
      self.value = value
    }
  }

  /// A mistake and its answer to this question.
  private struct Outcome {
    let candidate: Candidate
    let value: Tensor
  }

  private enum Family: Hashable, CaseIterable {
    case usual, scaled, products
  }
}

extension MistakeSearch {
  /// The mistakes whose answers fit, the likeliest first, each once. Those of a later family are
  /// tried only if none of an earlier one fits.
  package mutating func mistakes(where fits: (Tensor) -> Bool) -> [Mistake] {
    for family in Family.allCases {
      // One number alone is met by chance too often.
      if family != .usual, asked.right.count == 1 { break }
      let found = outcomes(family).filter { fits($0.value) }.map(\.candidate)
      if !found.isEmpty { return distinct(found) }
    }
    return []
  }

  /// The pairs of usual mistakes that give one answer by chance: on this data, not on other. Other
  /// entries and parts of sums are left out: of small numbers some always coincide.
  package mutating func collisions() -> [(Mistake, Mistake)] {
    let usual = outcomes(.usual).filter { !$0.candidate.mistake.cause.isSlip }
    let networks = disturbedNetworks()
    var found: [(Mistake, Mistake)] = []
    for (index, outcome) in usual.enumerated() {
      for earlier in usual[..<index] where earlier.value.equals(outcome.value) {
        let (one, other) = (earlier.candidate, outcome.candidate)
        guard one.mistake.joined(with: other.mistake) == nil,
          !isOneMistake(one, other, networks), !areEqual(one, other, networks)
        else { continue }
        found.append((one.mistake, other.mistake))
      }
    }
    return found
  }

  private func candidates(_ family: Family) -> [Candidate] {
    switch family {
    case .usual: usual
    case .scaled: usual.filter { $0.mistake.cause.scale == nil }.flatMap(scaled)
    case .products: products
    }
  }

  /// The usual mistakes, the likeliest first.
  var usual: [Candidate] {
    authored + parts + divisors + rules + averages + otherEntries + transposition + unplacedScales
  }

  /// The wrong answers that the lesson itself explains.
  private var authored: [Candidate] {
    asked.wrong.enumerated().map { index, formula in
      Candidate(Mistake(.authored(index), formula: formula)) { [asked] networks in
        asked.value(of: formula, in: networks)
      }
    }
  }

  /// The answers of a family's mistakes, without those that are right, as far as the budget goes.
  private mutating func outcomes(_ family: Family) -> [Outcome] {
    if let outcomes = known[family] { return outcomes }
    var outcomes: [Outcome] = []
    for candidate in candidates(family) {
      budget -= cost
      guard budget >= 0 else { break }
      guard let value = candidate.value(asked.networks),
        value.shape.sizes == asked.right.shape.sizes, !value.equals(asked.right)
      else { continue }
      outcomes.append(Outcome(candidate: candidate, value: value))
    }
    known[family] = outcomes
    return outcomes
  }

  /// The mistakes without those that are an earlier one in other words; those of a kind are joined.
  private mutating func distinct(_ found: [Candidate]) -> [Mistake] {
    guard found.count > 1 else { return found.map(\.mistake) }
    let networks = disturbedNetworks()
    var kept: [Candidate] = []
    for candidate in found
    where !kept.contains(where: { isOneMistake($0, candidate, networks) }) {
      kept.append(candidate)
    }
    var mistakes: [Mistake] = []
    for mistake in kept.map(\.mistake) {
      let alike = mistakes.indices.lazy.compactMap { index in
        mistakes[index].joined(with: mistake).map { (index, $0) }
      }.first
      if let (index, joined) = alike { mistakes[index] = joined } else { mistakes.append(mistake) }
    }
    return mistakes
  }

  private mutating func disturbedNetworks() -> [EvaluatedNetwork] {
    let networks = disturbed ?? asked.disturbed
    disturbed = networks
    return networks
  }

  /// The most mistakes that can be tried.
  var mostCandidates: Int { budget / max(1, cost) }

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
    if one.isOtherScale(than: other) { return false }
    // The lesson means this very number.
    if case .authored(let index) = one, !asked.dependsOnData(asked.wrong[index]) { return true }
    return areEqual(first, second, networks)
  }

  private func areEqual(
    _ first: Candidate, _ second: Candidate, _ networks: [EvaluatedNetwork]
  ) -> Bool {
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
