import Backprop
import Formulas
import MatrixCore

extension LessonWarning {
  /// A value that is a bare transpose, beside the same axes in their old order: entry by entry it is not
  /// turned.
  static let transposeByName = LessonWarning(code: "transpose-by-name") { _, networks in
    networks.flatMap { network in
      network.graph.nodes.compactMap { node -> Problem? in
        guard case .operation(let use) = node.source, let turned = use.copiedNode,
          let value = network.value(at: turned), let own = network.turned(value),
          node.shape == network.graph.nodes[own].shape
        else { return nil }
        return Problem(
          .transposeByName(
            value.name, of: network.graph.nodes[own].label, shape: node.shape),
          at: node.range, related: value.nameRange)
      }
    }
  }
}

extension EvaluatedNetwork {
  /// The value that another is the transpose of, and nothing else.
  fileprivate func turned(_ value: Network.Value) -> Int? {
    guard case .operation(let use) = graph.nodes[value.node].source, use.operation.name == ".T",
      case .node(let own, _)? = use.operands.first
    else { return nil }
    return own
  }
}
