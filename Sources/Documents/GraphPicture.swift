import Backprop
import MatrixCore

/// The computational graph of a network: values forward and gradients backward along each edge.
package struct GraphPicture: Sendable {
  /// In topological order: operands precede their consumers.
  package let nodes: [Node]

  init(_ nodes: [Node]) {
    self.nodes = nodes
  }

  /// A value: data or the result of an operation.
  package struct Node: Sendable {
    /// `Y`, or `Y.1` for an intermediate step.
    package let label: String
    package let role: Network.Role
    /// Whether a statement of the lesson names it.
    package let isNamed: Bool
    package let shape: Shape
    /// The value, if it is a known scalar.
    package let number: Number?
    /// Nil if it has no gradient.
    package let gradient: Gradient?
    /// The operation that computes it; nil for data.
    package let use: Use?
  }

  /// One use of an operation.
  package struct Use: Sendable {
    /// The label in the circle: `@`, `+`, `copy`, `sum`, `^2`.
    package let operation: String
    /// The formula, `X @ W`; for a copy `b, copied along N`.
    package let formula: String
    package let operands: [Operand]
  }

  package struct Operand: Sendable {
    /// The index of its node.
    package let node: Int
    /// The indices of its contributions to the node's gradient; none if no gradient flows, several if
    /// it is a use of a definition.
    package let contributions: [Int]

    init(_ node: Int, contributions: [Int] = []) {
      self.node = node
      self.contributions = contributions
    }
  }

  /// What comes back from one use of a value.
  package struct Contribution: Sendable {
    /// The label of the step that shows it: `dX.from.Y`, or `dX` if it is the whole gradient.
    package let label: String
    package let number: Number?
  }

  package struct Gradient: Sendable {
    /// The label of the step that shows it: `dY`.
    package let label: String
    package let number: Number?
    /// In the order of the steps.
    package let contributions: [Contribution]
  }
}

extension GraphPicture {
  /// The number of uses of each node.
  package var uses: [Int] {
    var counts = [Int](repeating: 0, count: nodes.count)
    for node in nodes {
      for operand in node.use?.operands ?? [] { counts[operand.node] += 1 }
    }
    return counts
  }

  package var hasGradients: Bool { nodes.contains { $0.gradient != nil } }

  /// The contributions of a use to the gradient of its operand.
  package func contributions(of operand: Operand) -> [Contribution] {
    let known = nodes[operand.node].gradient?.contributions ?? []
    return operand.contributions.compactMap { known.indices.contains($0) ? known[$0] : nil }
  }
}
