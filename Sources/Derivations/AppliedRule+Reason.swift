import Backprop
import Formulas
import MatrixCore

// What a backward step says beside its formula: why the rule holds here, and what its names mean.

extension AppliedRule {
  /// Why the rule holds: of a product in the letters of its own factors.
  func why(_ letters: AxisLetters) -> String {
    if let reason = productReason(letters) { return reason }
    guard let use = consumer else { return "" }
    return use.operation.why(
      contribution.operand, operands: use.labels(graph).map { $0.math.text() },
      value: use.formula.math.text())
  }

  /// `W[i,o] moves Y[n,o] by X[n,i], for every n; so add over n.`
  private func productReason(_ letters: AxisLetters) -> String? {
    guard let use = consumer, case .product = use.operation.structure,
      let (own, _) = factor(contribution.operand, of: use),
      let (other, isTransposed) = factor(1 - contribution.operand, of: use)
    else { return nil }
    // What passes on the gradient unchanged moves as much.
    let moved = upstreamTarget ?? contribution.consumer
    let result = graph.nodes[moved].shape
    // Axes that were named again have other letters before and after.
    guard
      zip([own, other], [contribution.operand, 1 - contribution.operand]).allSatisfy({
        node, index in
        Set(graph.nodes[node].shape.names) == Set(use.operandShapes[index].names)
      })
    else { return nil }
    func entry(_ node: Int) -> String {
      let indices = graph.nodes[node].shape.names.map { letters[$0] }.joined(separator: ",")
      return graph.nodes[node].label + (indices.isEmpty ? "" : "[\(indices)]")
    }
    var reason = "\(entry(own)) moves \(entry(moved)) by \(entry(other))"
    let added = result.names.filter { !graph.nodes[own].shape.contains($0) }.map { letters[$0] }
    if !added.isEmpty {
      let all = added.joined(separator: " and ")
      reason += ", for every \(all); so add over \(all)"
    }
    reason += "."
    if isTransposed {
      let label = graph.nodes[other].label
      reason += " The other factor is \(label)ᵀ; its transpose is \(label)."
    }
    return reason
  }

  /// The node of a factor, and whether it stands there transposed.
  private func factor(_ index: Int, of use: Graph.OperationUse) -> (node: Int, isTransposed: Bool)?
  {
    guard use.operands.indices.contains(index),
      case .node(let node, let isTransposed) = use.operands[index]
    else { return nil }
    return (node, isTransposed)
  }

  /// The value whose gradient arrives, where it is not the consumer but what the consumer's value is
  /// handed on to unchanged.
  private var upstreamTarget: Int? {
    let label = graph.nodes[contribution.upstream].label
    guard let target = label.gradientTarget, target != graph.nodes[contribution.consumer].label,
      let node = forwardNode(target),
      graph.nodes[node].shape == graph.nodes[contribution.consumer].shape
    else { return nil }
    return node
  }

  private func forwardNode(_ label: String) -> Int? {
    graph.nodes.indices.first { graph.nodes[$0].label == label }
  }

  /// The meanings of the unnamed values that a step of this gradient names, on either side or in its
  /// reason: `L.1` is `Y - T`. Where the contribution is only a part of the gradient, the step names
  /// the value that it comes from too.
  func meanings(
    _ gradient: String, isPart: Bool, isNamed: (Int) -> Bool
  ) -> [Step.Described] {
    let near = [contribution.consumer] + (consumer?.operandNodes ?? [])
    var mentioned = [gradient]
    if isPart { mentioned.append("d" + graph.nodes[contribution.consumer].label) }
    mentioned += formula.names
    if case .product = consumer?.operation.structure {
      mentioned.append(graph.nodes[contribution.upstream].label)
    }
    if let use = consumer, use.operation.symbol != nil,
      use.operation.hasWhy(for: contribution.operand)
    {
      mentioned += use.formula.names
    }
    var nodes: [Int] = []
    for name in mentioned where name.contains(".") {
      let target = name.gradientTarget
      let node =
        near.first { graph.nodes[$0].label == name || graph.nodes[$0].label == target }
        ?? target.flatMap(forwardNode)
      if let node, !isNamed(node), !nodes.contains(node) { nodes.append(node) }
    }
    return nodes.compactMap { graph.meaning(of: $0, isNamed: isNamed) }
  }
}

extension Graph {
  /// An unnamed value as a formula of named ones; nil for data.
  func meaning(of node: Int, isNamed: (Int) -> Bool) -> Step.Described? {
    guard case .operation = nodes[node].source else { return nil }
    return Step.Described(label: nodes[node].label, formula: writtenOut(node, isNamed: isNamed))
  }
}
