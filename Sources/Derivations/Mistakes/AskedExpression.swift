import Backprop
import Formulas
import MatrixCore

/// An expression whose value a student works out.
package struct AskedExpression: Sendable {
  package let networks: [EvaluatedNetwork]
  package let formula: Formula
  /// The network to which its names belong.
  package let network: Int
  package let right: Tensor
  /// The gradients that the student was shown before: `given[network]` are nodes.
  package let given: [Int: Set<Int>]
  /// The wrong answers that the lesson itself explains.
  package let wrong: [Formula]

  package init(
    _ formula: Formula, of right: Tensor, in networks: [EvaluatedNetwork], network: Int,
    given: [Int: Set<Int>] = [:], wrong: [Formula] = []
  ) {
    self.wrong = wrong
    self.networks = networks
    self.formula = formula
    self.network = network
    self.right = right
    self.given = given
  }

  /// A value or a gradient that the expression names.
  package struct Target: Hashable, Sendable {
    package let network: Int
    package let node: Int
    package let isGradient: Bool

    package init(network: Int, node: Int, isGradient: Bool) {
      (self.network, self.node, self.isGradient) = (network, node, isGradient)
    }
  }

  /// The values and gradients that it names, each once.
  package var targets: [Target] { networks.targets(of: formula, in: network) }

  private func target(_ formula: Formula) -> Target? { networks.target(formula, in: network) }

  /// Whether an expression names anything that other data would change.
  func dependsOnData(_ formula: Formula) -> Bool {
    target(formula) != nil || formula.parts.contains(where: dependsOnData)
  }

  /// The value or gradient that is asked for whole or by an entry; nil for other expressions.
  package var single: Target? { target(whole) }

  /// The expression without the indices of an entry.
  package var whole: Formula {
    if case .indexed(let inner, _) = formula.kind { inner } else { formula }
  }

  /// The expression's value with other networks; nil if it has none.
  package func value(in networks: [EvaluatedNetwork]) -> Tensor? {
    value(of: formula, in: networks)
  }

  /// The value of another expression with other networks; nil if it has none.
  package func value(of formula: Formula, in networks: [EvaluatedNetwork]) -> Tensor? {
    var builder = DerivationBuilder(networks)
    guard case .tensor(let tensor)? = try? builder.evaluate(formula, current: network).value else {
      return nil
    }
    return tensor
  }

  /// The gradient that the student was given nearest to what was asked, between that and the loss;
  /// nil if there is none.
  var nearestGiven: String? {
    for target in targets where target.isGradient {
      let network = networks[target.network]
      let known = (given[target.network] ?? []).filter {
        $0 != network.loss && (single == nil ? $0 >= target.node : $0 > target.node)
      }
      if let label = known.min().flatMap({ network.gradients?.gradient(of: $0)?.label }) {
        return label
      }
    }
    return nil
  }

  /// The networks with other data, on which two mistakes agree only if they are the same.
  var disturbed: [EvaluatedNetwork] {
    networks.map { network in
      var leaves: [Int: Tensor] = [:]
      for value in network.values where value.role == .input || value.role == .param {
        guard let tensor = network.tensor(value.node) else { continue }
        let seed = value.name.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
        let doubles = tensor.doubles.enumerated().map { index, entry in
          entry * (1 + Double((index * 7 + seed) % 11) / 32) + Double((index * 5 + seed) % 7) / 64
        }
        leaves[value.node] = try? Tensor(tensor.shape, doubles: doubles)
      }
      return network.replacing(leaves)
    }
  }
}

extension [EvaluatedNetwork] {
  /// The values and gradients that an expression of a network names, each once.
  package func targets(of formula: Formula, in network: Int) -> [AskedExpression.Target] {
    var found: [AskedExpression.Target] = []
    func visit(_ formula: Formula) {
      if let target = target(formula, in: network), !found.contains(target) {
        found.append(target)
      }
      formula.parts.forEach(visit)
    }
    visit(formula)
    return found
  }

  fileprivate func target(_ formula: Formula, in network: Int) -> AskedExpression.Target? {
    let answer: Scope.Answer? =
      switch formula.kind {
      case .name(let name): self[network].lookUp(name, label: name)
      case .member(let other, let name):
        self[network].network.lookUp(name, inside: other)
          ?? self[...network].map(\.network).lookUp(other, name)
      default: nil
      }
    guard case .meaning(.leaf(let reference, _, _, _))? = answer else { return nil }
    switch reference {
    case .value(let network, let node):
      return AskedExpression.Target(network: network, node: node, isGradient: false)
    case .gradient(let network, let node):
      return AskedExpression.Target(network: network, node: node, isGradient: true)
    default: return nil
    }
  }
}
