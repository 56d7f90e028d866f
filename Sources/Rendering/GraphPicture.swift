import Backprop
import MatrixCore

/// The computational graph of a network: what flows along each edge, forward and back.
package struct GraphPicture: Sendable {
  /// In the order in which they are computed: operands stand before those that use them.
  package let nodes: [Node]

  package init(_ nodes: [Node]) {
    self.nodes = nodes
  }

  /// A value: data, or what an operation gives.
  package struct Node: Sendable {
    /// `Y`, or `Y.1` for a step on the way to it.
    package let label: String
    package let role: Network.Role
    /// Whether a statement of the lesson gave it its name.
    package let isNamed: Bool
    package let shape: Shape
    /// The value, where it is a single number and known.
    package let number: Number?
    /// Nil where none passes.
    package let gradient: Gradient?
    /// The operation that it comes of; nil for data.
    package let use: Use?

    package init(
      label: String, role: Network.Role, isNamed: Bool, shape: Shape, number: Number?,
      gradient: Gradient?, use: Use?
    ) {
      self.label = label
      self.role = role
      self.isNamed = isNamed
      self.shape = shape
      self.number = number
      self.gradient = gradient
      self.use = use
    }
  }

  /// One use of an operation.
  package struct Use: Sendable {
    /// What stands in the circle: `@`, `+`, `copy`, `sum`, `^2`.
    package let operation: String
    /// How it comes of its operands, `X @ W`; of a copy `b, copied along N`.
    package let formula: String
    package let operands: [Operand]

    package init(operation: String, formula: String, operands: [Operand]) {
      self.operation = operation
      self.formula = formula
      self.operands = operands
    }
  }

  package struct Operand: Sendable {
    /// The index of its node.
    package let node: Int
    /// What this use sends back to it; nil where no gradient passes.
    package let part: Part?

    package init(_ node: Int, part: Part?) {
      self.node = node
      self.part = part
    }
  }

  /// What one use of a value adds to the value's gradient.
  package struct Part: Sendable {
    /// From 1, in the order of the uses.
    package let place: Int
    /// How many uses of the value send something back.
    package let total: Int
    package let number: Number?

    package init(place: Int, total: Int, number: Number?) {
      self.place = place
      self.total = total
      self.number = number
    }
  }

  package struct Gradient: Sendable {
    /// `dY`; for a step without a name that gets it unchanged, the name of what arrives.
    package let label: String
    package let number: Number?

    package init(label: String, number: Number?) {
      self.label = label
      self.number = number
    }
  }
}

extension GraphPicture {
  /// How often each node is used.
  var uses: [Int] {
    var counts = [Int](repeating: 0, count: nodes.count)
    for node in nodes {
      for operand in node.use?.operands ?? [] { counts[operand.node] += 1 }
    }
    return counts
  }

  var hasGradients: Bool { nodes.contains { $0.gradient != nil } }

  /// What uses each node sends back, node by node, in order.
  var parts: [[Part]] {
    var parts = [[Part]](repeating: [], count: nodes.count)
    for node in nodes {
      for operand in node.use?.operands ?? [] {
        if let part = operand.part { parts[operand.node].append(part) }
      }
    }
    return parts.map { $0.sorted { $0.place < $1.place } }
  }
}
