import MatrixCore

extension GradientGraph {
  /// Computes contributions under other rules. A rule's nodes are appended to one copy of the graph
  /// and removed again, so that the cost does not depend on the size of the graph.
  package struct OtherRules {
    private let gradients: GradientGraph
    private var builder: Builder
    private var values: [Tensor]

    /// `values` are those of all nodes.
    package init(_ gradients: GradientGraph, _ values: [Tensor]) {
      self.gradients = gradients
      self.values = values
      builder = Builder(gradients.graph, Changes())
    }

    /// The contribution of a use under another rule, everything else being right; nil if the rule
    /// doesn't fit the shapes or isn't finite.
    package mutating func value(of contribution: Contribution, by rule: String) -> Tensor? {
      let (consumer, operand) = (contribution.consumer, contribution.operand)
      guard case .operation(let use) = gradients.graph.nodes[consumer].source,
        case .node(let target, _) = use.operands[operand],
        let gradient = gradients.gradient(of: consumer)
      else { return nil }
      let known = values.count
      defer {
        builder.lowering.graph.nodes.removeLast(builder.lowering.graph.nodes.count - known)
        values.removeLast(values.count - known)
      }
      guard
        let other = try? builder.lower(
          Operation.formula(rule), of: consumer, use, operand, to: target, gradient.value,
          contribution.locals, isMistake: true)
      else { return nil }
      while values.count < builder.lowering.graph.nodes.count {
        guard let value = try? builder.lowering.graph.evaluate(values.count, values, { $0.data }),
          value.firstNonFinite == nil
        else { return nil }
        values.append(value)
      }
      return values[other.value]
    }
  }
}
