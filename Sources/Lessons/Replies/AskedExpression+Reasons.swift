import Backprop
import Derivations
import Formulas
import MatrixCore

extension AskedExpression {
  /// Why the answer is what it is: what was summed and divided, if it is one gradient.
  var reason: Verdict.Reason {
    var reason = Verdict.Reason()
    guard let single, single.isGradient else { return reason }
    let network = networks[single.network]
    reason.divided = network.axesDivided(after: single.node).map(\.name)
    guard let gradients = network.gradients,
      let gradient = gradients.gradient(of: single.node), !gradient.contributions.isEmpty
    else { return reason }
    reason.uses = gradient.contributions.count
    if reason.uses == 1 {
      reason.summed = gradients.axesSummed(by: gradient.contributions[0]).map(\.name)
    }
    return reason
  }

  /// The nearest named value before the one asked for that the student was not given: the gradient
  /// `dY` before `dW`, the value `X` before `Y`; nil if there is none.
  var before: String? {
    guard let single, let name = nearest(single) else { return nil }
    if case .member(let network, _) = whole.kind { return "\(network).\(name)" }
    return name
  }

  private func nearest(_ target: Target) -> String? {
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
        if let value = network.value(at: node) { return "d" + value.name }
      } else {
        guard case .operation(let use) = network.graph.nodes[node].source else { return nil }
        let operands = use.operands.compactMap { operand -> Int? in
          guard case .entry(let entry, _) = operand, !network.graph.isLeaf(entry) else {
            return nil
          }
          return entry
        }
        guard let operand = operands.first else { return nil }
        node = operand
        if let value = network.value(at: node) { return value.name }
      }
    }
  }

  /// The name of a value or gradient whose value fits.
  func value(with fits: (Tensor) -> Bool) -> String? {
    let network = networks[network]
    for value in network.valuesWithGradients {
      if let gradient = network.gradient(of: value), fits(gradient) { return "d" + value.name }
    }
    return network.values.first { network.tensor($0.entry).map(fits) ?? false }?.name
  }
}
