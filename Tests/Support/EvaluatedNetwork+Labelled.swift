import Backprop
import MatrixCore

extension EvaluatedNetwork {
  /// The values, gradients and parts of gradients that formulas of steps name.
  package var labelled: [String: Tensor] {
    var result: [String: Tensor] = [:]
    for (node, tensor) in zip(graph.nodes, tensors) { result[node.label] = tensor }
    guard let gradients else { return result }
    for gradient in gradients.all {
      result[gradient.label] = gradients.value(gradient)
      for contribution in gradient.contributions {
        for local in contribution.locals {
          result[gradients.graph.graph.nodes[local].label] = gradients.values[local]
        }
      }
    }
    return result
  }
}
