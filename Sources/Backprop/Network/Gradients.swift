import Formulas
import MatrixCore

/// The gradients of a loss with their values.
package struct Gradients: Sendable {
  package let graph: GradientGraph
  /// The values of the nodes of `graph`; those within rules are placeholders.
  package let values: [Tensor]

  package init(_ graph: GradientGraph, values: [Tensor]) {
    self.graph = graph
    self.values = values
  }

  /// The gradients of a node of a graph with known `values`, where `seed` is its upstream gradient;
  /// with respect to all nodes that it depends on, or only the `needed` ones.
  package init(
    of output: Int, in graph: Graph, _ values: [Tensor], seed: Tensor, _ seedLabel: String,
    needed: [Bool]? = nil, isNamed: (Int) -> Bool
  ) throws(Problem) {
    let gradients = try GradientGraph(
      graph, output: output, seedLabel: seedLabel, needed: needed ?? graph.nodesBetween(output),
      isNamed: isNamed)
    self.init(gradients, values: try gradients.evaluate(values, seed: seed))
  }

  /// In the order in which they become complete.
  package var all: [GradientGraph.Gradient] { graph.gradients }

  /// The gradient with respect to a node; nil if there is none.
  package func gradient(of node: Int) -> GradientGraph.Gradient? { graph.gradient(of: node) }

  package func value(_ gradient: GradientGraph.Gradient) -> Tensor { values[gradient.value] }

  /// The value of the gradient with respect to a node; nil if there is none.
  package func value(of node: Int) -> Tensor? { gradient(of: node).map(value) }

  package func value(_ contribution: GradientGraph.Contribution) -> Tensor {
    values[contribution.value]
  }

  /// The values of all nodes, including those of one contribution's rule.
  package func values(within contribution: GradientGraph.Contribution) -> [Tensor] {
    graph.values(of: contribution, in: values)
  }
}

extension Tensor {
  /// An upstream gradient whose entries all differ, so that no wrong rule looks right.
  package static func uneven(_ shape: Shape) -> Tensor {
    let quarter = Number(1) / 4
    let numbers = (0..<shape.count).map { (index: Int) -> Number in
      let size = Number(1 + (index * 7) % 11) * quarter
      return index % 3 == 1 ? -size : size
    }
    return (try? Tensor(shape, numbers: numbers)) ?? .ones(shape)
  }
}
