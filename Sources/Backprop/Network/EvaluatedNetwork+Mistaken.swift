import MatrixCore

extension EvaluatedNetwork {
  /// The gradients under other rules; nil if these don't fit the shapes or give no finite numbers.
  /// `given` holds gradients, by node, that are taken as they are.
  package func gradients(
    under changes: GradientGraph.Changes, taking given: [Int: Tensor] = [:]
  ) -> Gradients? {
    guard let gradients else { return nil }
    var graph = Optional(gradients.graph)
    if !changes.isEmpty { graph = try? network.differentiated(changes) }
    guard let graph,
      let values = try? graph.evaluate(tensors, seed: .ones(.scalar), fixed: given)
    else { return nil }
    return Gradients(graph, values: values)
  }

  /// All gradients times a factor.
  package func gradients(times factor: Number) -> Gradients? {
    guard let gradients,
      let values = try? gradients.graph.evaluate(tensors, seed: Tensor(factor))
    else { return nil }
    return Gradients(gradients.graph, values: values)
  }
}
