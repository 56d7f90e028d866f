import Backprop
import Derivations
import Formulas
import MatrixCore

extension AskedExpression {
  /// Why the answer is what it is: what was summed and divided, from the gradients that were given, if
  /// it is one gradient.
  var reason: Verdict.Reason {
    var reason = Verdict.Reason()
    guard let single, single.isGradient else { return reason }
    let network = networks[single.network]
    let divided = network.axesDivided(after: single.node)
    // What arrived with a gradient that was given was not divided by the student.
    let arrived = (given[single.network] ?? []).filter { $0 > single.node }
      .flatMap { network.axesDivided(after: $0) }
    reason.divided = divided.filter { !arrived.contains($0) }.map(\.name)
    guard let gradients = network.gradients,
      let gradient = gradients.gradient(of: single.node), !gradient.contributions.isEmpty
    else { return reason }
    reason.uses = gradient.contributions.count
    if reason.uses == 1 {
      reason.summed = gradients.axesSummed(by: gradient.contributions[0])
        .filter { $0.size > 1 }.map(\.name)
    }
    return reason
  }

  /// The nearest named value before the one asked for that the student was not given: the gradient
  /// `dY` before `dW`, the value `X` before `Y`; nil if there is none.
  func before(_ seen: SeenValues) -> Verdict.Next? {
    guard let single, let nearest = nearest(single) else { return nil }
    let network = networks[nearest.network]
    guard let name = network.value(at: nearest.node)?.name else { return nil }
    let own = (nearest.isGradient ? "d" : "") + name
    let label = "\(network.name).\(own)"
    if seen.before.contains(label) || isCopy(nearest, of: seen.before) { return nil }
    let isMember = if case .member = whole.kind { true } else { false }
    return Verdict.Next(name: isMember ? label : own, isOnPage: seen.all.contains(label))
  }

  /// Whether a value has the entries of another in its network that was seen.
  private func isCopy(_ target: Target, of seen: Set<String>) -> Bool {
    let network = networks[target.network]
    guard !seen.isEmpty, let tensor = value(of: target) else { return false }
    return network.values.contains { value in
      (value.formula == nil || seen.contains("\(network.name).\(value.name)"))
        && network.tensor(value.node).map {
          $0.shape.sizes == tensor.shape.sizes && $0.doubles == tensor.doubles
        }
          ?? false
    }
  }

  private func value(of target: Target) -> Tensor? {
    let network = networks[target.network]
    return target.isGradient
      ? network.gradients?.value(of: target.node) : network.tensor(target.node)
  }

  private func nearest(_ target: Target) -> Target? {
    let network = networks[target.network]
    var node = target.node
    // Each step comes nearer to the loss, or to the data.
    while true {
      if target.isGradient {
        guard let gradient = network.gradients?.gradient(of: node),
          let consumer = gradient.contributions.first?.consumer
        else { return nil }
        node = consumer
        if node == network.loss || given[target.network]?.contains(node) ?? false { return nil }
        if network.value(at: node) != nil {
          return Target(network: target.network, node: node, isGradient: true)
        }
      } else {
        guard case .operation(let use) = network.graph.nodes[node].source else { return nil }
        guard let operand = use.operandNodes.first(where: { !network.graph.isLeaf($0) }) else {
          return nil
        }
        node = operand
        if network.value(at: node) != nil {
          return Target(network: target.network, node: node, isGradient: false)
        }
      }
    }
  }

  /// The name of a value or gradient whose value fits.
  func value(with fits: (Tensor) -> Bool) -> String? {
    let network = networks[network]
    for value in network.valuesWithGradients {
      if let gradient = network.gradient(of: value), fits(gradient) { return "d" + value.name }
    }
    return network.values.first { network.tensor($0.node).map(fits) ?? false }?.name
  }
}
