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
  /// The multiplications that each family may take: a student is waiting.
  private let budget: Int
  /// What the usual mistakes left of the budget.
  package private(set) var rest: Int
  private var known: [Family: [Outcome]] = [:]
  private var disturbed: [EvaluatedNetwork]?

  package init(_ asked: AskedExpression, budget: Int = Limits.multiplicationsForMistakes) {
    self.asked = asked
    self.budget = budget
    rest = budget
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

  /// The kinds of mistakes, in the order in which they are tried.
  package enum Family: Hashable, CaseIterable, Comparable {
    case usual, steps, scaled, products
  }
}

extension MistakeSearch {
  /// The mistakes of some families whose answers fit, the likeliest first, each once. Those of a later
  /// family are tried only if none of an earlier one fits.
  package mutating func mistakes(
    of families: [Family] = Family.allCases, where fits: (Tensor) -> Bool
  ) -> [Mistake] {
    for family in families {
      // One number alone is met by chance too often.
      if family > .steps, asked.right.count == 1 { break }
      let found = outcomes(family).filter { fits($0.value) }.map(\.candidate)
      if !found.isEmpty { return distinct(found) }
    }
    return []
  }

  /// The mistakes of a family with the answers that they give; of those that give one answer the
  /// likeliest first, each once.
  package mutating func answers(of family: Family) -> [(mistake: Mistake, value: Tensor)] {
    var groups: [(value: Tensor, candidates: [Candidate])] = []
    for outcome in outcomes(family) {
      if let index = groups.firstIndex(where: { $0.value.equals(outcome.value) }) {
        groups[index].candidates.append(outcome.candidate)
      } else {
        groups.append((outcome.value, [outcome.candidate]))
      }
    }
    var answers: [(mistake: Mistake, value: Tensor)] = []
    for (value, candidates) in groups {
      answers += distinct(candidates).map { ($0, value) }
    }
    return answers
  }

  /// The pairs of usual mistakes that give one answer by chance: on this data, not on other. Other
  /// entries and parts of sums are left out: of small numbers some always coincide.
  package mutating func collisions() -> [(Mistake, Mistake)] {
    let usual = outcomes(.usual).filter { !$0.candidate.mistake.cause.isSlip }
    let networks = disturbedNetworks()
    var others: [Int: Tensor] = [:]
    func other(_ index: Int) -> Tensor? {
      if others[index] == nil { others[index] = usual[index].candidate.value(networks) }
      return others[index]
    }
    var found: [(Mistake, Mistake)] = []
    for (index, outcome) in usual.enumerated() {
      for earlier in usual.indices.prefix(index) where usual[earlier].value.equals(outcome.value) {
        let (one, two) = (usual[earlier].candidate.mistake, outcome.candidate.mistake)
        guard one.joined(with: two) == nil, !isMeant(one),
          let left = other(earlier), let right = other(index), !left.equals(right)
        else { continue }
        found.append((one, two))
      }
    }
    return found
  }

  /// Whether it is a wrong answer of the lesson that is written as a number: just this one is meant.
  private func isMeant(_ mistake: Mistake) -> Bool {
    guard case .authored(let index) = mistake.cause else { return false }
    return !asked.dependsOnData(asked.wrong[index])
  }

  private func candidates(_ family: Family) -> [Candidate] {
    switch family {
    case .usual: usual
    case .steps: stepChanges
    case .scaled: usual.filter { $0.mistake.cause.scale == nil }.flatMap(scaled)
    case .products: products
    }
  }

  /// The usual mistakes. Of two that are one in other words the first is told.
  var usual: [Candidate] {
    authored + parts + otherEntries + divisors + averages + rules + transposition
      + unplacedScales
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
    var left = budget
    let price = family == .products ? cost / 16 + 1 : cost
    for candidate in candidates(family) {
      left -= price
      guard left >= 0 else { break }
      guard let value = candidate.value(asked.networks),
        value.shape.sizes == asked.right.shape.sizes, !value.equals(asked.right)
      else { continue }
      outcomes.append(Outcome(candidate: candidate, value: value))
    }
    known[family] = outcomes
    if family == .usual { rest = max(0, left) }
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
    return Set(mistakes.map(\.cause.rank)).sorted().flatMap { rank in
      mistakes.filter { $0.cause.rank == rank }
    }
  }

  private mutating func disturbedNetworks() -> [EvaluatedNetwork] {
    let networks = disturbed ?? asked.disturbed
    disturbed = networks
    return networks
  }

  /// The most mistakes that can be tried.
  var mostCandidates: Int { budget / max(1, cost) }

  /// The cost of a mistake: its networks are differentiated, which takes several times as long as
  /// their evaluation.
  private var cost: Int {
    Set(asked.targets.map(\.network)).reduce(0) { sum, index in
      sum.addingSaturating(asked.networks[index].graph.cost.multipliedSaturating(by: 4))
    }
  }

  /// Whether two mistakes agree on other data too. Two named factors are two reasons for one ratio.
  private func isOneMistake(
    _ first: Candidate, _ second: Candidate, _ networks: [EvaluatedNetwork]
  ) -> Bool {
    let (one, other) = (first.mistake.cause, second.mistake.cause)
    if one.isOtherScale(than: other) { return false }
    if isMeant(first.mistake) { return true }
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
