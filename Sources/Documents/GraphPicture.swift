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
    /// The gradient contribution of this use; nil if no gradient flows.
    package let part: Part?

    init(_ node: Int, part: Part?) {
      self.node = node
      self.part = part
    }
  }

  /// The contribution of one use of a value to the value's gradient.
  package struct Part: Sendable {
    /// The number of the part, from 1, in the order of the uses.
    package let position: Int
    /// The number of uses that contribute a gradient.
    package let total: Int
    package let number: Number?
  }

  package struct Gradient: Sendable {
    /// `dY`; for an unnamed step with an unchanged gradient, the upstream gradient's name.
    package let label: String
    package let number: Number?
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

  /// The gradient contributions to each node, in order.
  package var parts: [[Part]] {
    var parts = [[Part]](repeating: [], count: nodes.count)
    for node in nodes {
      for operand in node.use?.operands ?? [] {
        if let part = operand.part { parts[operand.node].append(part) }
      }
    }
    return parts.map { $0.sorted { $0.position < $1.position } }
  }
}
