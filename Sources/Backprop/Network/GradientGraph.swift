import Formulas
import MatrixCore

/// A graph followed by the gradients of one of its nodes: reverse mode, where each rule is a
/// formula of the operation table, lowered once.
///
/// A gradient is an ordinary node: one evaluation gives values and gradients, other leaves give
/// other gradients, and applying the transform again gives second derivatives.
package struct GradientGraph: Sendable {
  /// The gradient contribution of one use of a value.
  package struct Contribution: Sendable {
    /// The node that uses the value, and the index of the operand.
    package let consumer: Int
    package let operand: Int
    /// The gradient as a formula of labels: `X.T @ dY`.
    package let formula: Formula
    /// The gradient of the consumer: its upstream gradient.
    package let upstream: Int
    /// The nodes of the rule.
    package let nodes: Range<Int>
    /// The last node of the rule, under the axes that the operation uses.
    package let result: Int
    /// The same value under the operand's own axes.
    package let value: Int
    /// The named values inside the consumer that its rules use.
    package let locals: [Int]
    /// Whether it is the unchanged upstream gradient.
    package let isIdentity: Bool
  }

  package struct Gradient: Sendable {
    /// The node whose gradient it is.
    package let node: Int
    /// `dW`, or the label of the upstream gradient if an unnamed node receives it unchanged.
    package let label: String
    package let contributions: [Contribution]
    /// The node that holds the gradient.
    package let value: Int
  }

  package let graph: Graph
  /// The number of nodes before the seed.
  package let forwardCount: Int
  /// The leaf that holds the upstream gradient of the output.
  package var seed: Int { forwardCount }
  /// The gradients in the order in which they become complete.
  package private(set) var gradients: [Gradient] = []
  /// The contributions of all uses, in the order of their nodes.
  private(set) var contributions: [Contribution] = []
  /// The index of each node's gradient.
  private var indices: [Int?]

  /// The gradient of the output with respect to a node; nil if there is none.
  package func gradient(of node: Int) -> Gradient? {
    indices[node].map { gradients[$0] }
  }
}

// MARK: - The transform

extension GradientGraph {
  /// Replacements for the table's rules, to reproduce common backward mistakes.
  package struct Changes: Sendable {
    /// The formula used as the gradient of an operand of a use.
    package var rules: [Use: String] = [:]
    /// The nodes at which only one contribution is used.
    package var single: [Int: Int] = [:]

    package struct Use: Hashable, Sendable {
      package let consumer: Int
      package let operand: Int

      package init(consumer: Int, operand: Int) {
        self.consumer = consumer
        self.operand = operand
      }
    }

    package init() {}

    var isEmpty: Bool { rules.isEmpty && single.isEmpty }
  }

  /// Appends the gradients of `output` with respect to the nodes in `needed`, which include
  /// `output`. An unnamed node whose gradient is the unchanged upstream gradient shares its label.
  ///
  /// Throws if a rule doesn't fit the shapes, which is possible only for a changed rule.
  package init(
    _ forward: Graph, output: Int, seedLabel: String, needed: [Bool], isNamed: (Int) -> Bool,
    changes: Changes = Changes()
  ) throws(Problem) {
    forwardCount = forward.nodes.count
    indices = [Int?](repeating: nil, count: forward.nodes.count)
    var builder = Builder(forward, changes)
    let seed = builder.lowering.append(
      seedLabel, forward.nodes[output].shape, .leaf(.upstream), forward.nodes[output].range,
      isDifferentiable: false)
    var pending = [[Contribution]](repeating: [], count: forward.nodes.count)
    var waiting = forward.uses(among: needed)
    var ready = ReadyNodes(forward, isNamed)
    ready.insert(output)
    // A node is ready once every use has contributed its gradient.
    while let node = ready.next() {
      let contributions = pending[node]
      let gradient: Gradient
      if node == output {
        gradient = Gradient(node: node, label: seedLabel, contributions: [], value: seed)
      } else {
        var label = "d" + forward.nodes[node].label
        if !isNamed(node), contributions.count == 1, contributions[0].isIdentity {
          label = builder.lowering.graph.nodes[contributions[0].upstream].label
        }
        gradient = try builder.total(of: node, contributions, label)
      }
      indices[node] = gradients.count
      gradients.append(gradient)
      guard case .operation(let use) = forward.nodes[node].source else { continue }
      var locals: [Int]?
      for (operand, source) in use.operands.enumerated() {
        guard case .node(let target, _) = source, needed[target] else { continue }
        if let contribution = try builder.contribution(
          of: node, use, operand, to: target, gradient, &locals)
        {
          pending[target].append(contribution)
          self.contributions.append(contribution)
        }
        waiting[target] -= 1
        if waiting[target] == 0 { ready.insert(target) }
      }
    }
    graph = builder.lowering.graph
  }
}

// MARK: - Order

/// The nodes whose gradients are complete, in the order in which a person would continue:
/// parameters first, then unnamed steps, then other data, each in graph order; then named values,
/// latest first. A binary heap.
private struct ReadyNodes {
  private var heap: [(rank: Int, node: Int)] = []
  private let rank: [Int]

  init(_ graph: Graph, _ isNamed: (Int) -> Bool) {
    let count = graph.nodes.count
    var rank = graph.nodes.indices.map { node in
      !isNamed(node) ? count + node : graph.isLeaf(node) ? 2 * count + node : 4 * count - node
    }
    for parameter in graph.parameters { rank[parameter] = parameter }
    self.rank = rank
  }

  mutating func insert(_ node: Int) {
    heap.append((rank[node], node))
    var child = heap.count - 1
    while child > 0, heap[child].rank < heap[(child - 1) / 2].rank {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func next() -> Int? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first.node }
    heap[0] = last
    var parent = 0
    while let child = [2 * parent + 1, 2 * parent + 2].filter({ $0 < heap.count })
      .min(by: { heap[$0].rank < heap[$1].rank }), heap[child].rank < heap[parent].rank
    {
      heap.swapAt(child, parent)
      parent = child
    }
    return first.node
  }
}

extension Graph {
  /// The number of uses of each node among the needed nodes.
  fileprivate func uses(among needed: [Bool]) -> [Int] {
    var uses = [Int](repeating: 0, count: nodes.count)
    for node in nodes.indices where needed[node] {
      guard case .operation(let use) = nodes[node].source else { continue }
      for operand in use.operandNodes { uses[operand] += 1 }
    }
    return uses
  }
}
