import Formulas
import Typography

// Names inside the definitions that a network uses: `H1.z`, and `dH1.z` for the gradient.

extension Network {
  /// The meaning of a name inside the definition that makes a value, or, after `d` and the value, of
  /// its gradient; nil if no definition makes that value.
  package func lookUp(_ name: String, inside value: String) -> Scope.Answer? {
    // What an error has lost is reported already.
    if gaps?.names.contains(value) ?? false { return .problem(.consequence, related: nil) }
    if let nodes = innerNodes(of: value) { return lookUp(name, of: value, value, among: nodes) }
    guard let made = value.gradientTarget, let nodes = innerNodes(of: made) else { return nil }
    return lookUp(name, of: made, value, among: nodes)
  }

  /// The named nodes inside the definition that makes a value.
  func innerNodes(of value: String) -> [Int]? {
    guard let use = graph.definitionUses.first(where: { $0.label == value }) else { return nil }
    return use.nodes.filter { $0 != use.result && isNamed($0) }
  }

  /// The meaning of a name of `value` or, if it is `qualifier`, of its gradient.
  private func lookUp(
    _ name: String, of value: String, _ qualifier: String, among nodes: [Int]
  ) -> Scope.Answer {
    let isGradient = qualifier != value
    guard let node = nodes.first(where: { graph.nodes[$0].label == "\(value).\(name)" }) else {
      let known = nodes.map { String(graph.nodes[$0].label.dropFirst(value.count + 1)) }
      return .problem(
        .unknownInnerName(name, of: value, suggestion: nearest(name, known), known: known))
    }
    if isGradient, !hasGradient(node) {
      return .problem(
        .noGradient(of: "\(value).\(name)", reason: loss == nil ? .noLoss : .lossIndependent))
    }
    return .meaning(
      .leaf(
        isGradient
          ? .gradient(network: index, node: node) : .value(network: index, node: node),
        label: "\(qualifier).\(name)", shape: shape(node), constant: nil))
  }

  private func hasGradient(_ node: Int) -> Bool {
    guard let loss else { return false }
    return graph.nodesBetween(loss)[node] && graph.nodes[node].isDifferentiable
  }
}
