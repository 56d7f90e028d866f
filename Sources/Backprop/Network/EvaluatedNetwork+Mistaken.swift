import MatrixCore

extension EvaluatedNetwork {
  /// The gradients with a mistake; nil if it doesn't fit the shapes.
  package func gradients(making change: BackwardMistake.Change) -> Gradients? {
    guard let gradients else { return nil }
    var (graph, seed) = (Optional(gradients.graph), Tensor.ones(.scalar))
    var changes = GradientGraph.Changes()
    switch change {
    case .scaled(let factor): seed = Tensor(factor)
    case .rules(let rules):
      for rule in rules {
        changes.rules[.init(consumer: rule.consumer, operand: rule.operand)] = rule.formula
      }
      graph = try? network.differentiated(changes)
    case .single(let node, let contribution):
      changes.single[node] = contribution
      graph = try? network.differentiated(changes)
    }
    guard let graph, let values = try? graph.evaluate(tensors, seed: seed) else { return nil }
    return Gradients(graph, values: values)
  }
}
