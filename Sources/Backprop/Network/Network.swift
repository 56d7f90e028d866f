import Formulas
import MatrixCore

/// A parsed network of a lesson: named values, how each is computed, and the loss.
/// `EvaluatedNetwork` holds its values and gradients.
///
/// A class, so that all references share it.
package final class Network: Sendable {
  package enum Role: String, Sendable {
    case input, param, target, const, value, loss
  }

  package struct Value: Sendable {
    package let name: String
    package let role: Role
    /// Its node in the graph.
    package let node: Int
    package let nameRange: SourceRange
    /// The formula as it was written; nil for data.
    package let formula: Formula?
    /// The formula of the data, if it has one.
    package let dataFormula: Formula?
    /// The range of the data's list, if it is one.
    package let list: SourceRange?
  }

  /// The names that a network's block defines.
  package struct Declared: Sendable {
    package let names: NameSet
    package let axes: NameSet

    package init(names: NameSet, axes: NameSet) {
      self.names = names
      self.axes = axes
      let sorted = names.names.sorted()
      candidates = sorted + sorted.map { "d" + $0 } + axes.names.sorted()
    }

    package func hasName(_ name: String) -> Bool { names.contains(name) }

    /// Whether it is `d` followed by a name.
    package func hasGradient(_ name: String) -> Bool {
      name.gradientTarget.map(names.contains) ?? false
    }

    /// The names that an unknown name may have been meant to be.
    package let candidates: [String]
  }

  /// What is missing because of invalid statements.
  struct Gaps: Sendable {
    let names: NameSet
    /// Whether the loss is missing, so that no gradient is known.
    let holdsLoss: Bool
  }

  package let name: String
  /// Its index among the networks of the lesson.
  package let index: Int
  package let graph: Graph
  package let values: [Value]
  package let axes: [Axis]
  /// The node of the loss.
  package let loss: Int?
  /// The known scalar consts, by node.
  let constants: [Int: Number]
  /// The named values that have gradients, in statement order, without the loss.
  package let valuesWithGradients: [Value]
  private let knownAxes: NameTable<KnownAxis>
  /// The names of the block, valid or not, if all could be parsed.
  package let declared: Declared?
  /// What is missing because of errors in its statements; nil without errors. The rest is
  /// evaluated.
  let gaps: Gaps?
  /// Whether it exceeds a limit of the lesson, so that it isn't evaluated.
  let exceedsLimit: Bool
  private let definitions: Definitions
  /// The indices of the values by name.
  private let placesOfNames: NameTable<Int>
  /// The index of each node's value, if it is a named value.
  private let valueIndices: [Int?]

  init(
    name: String, index: Int, graph: Graph, values: [Value], axes: [Axis], loss: Int?,
    constants: [Int: Number], placesOfNames: NameTable<Int>, knownAxes: NameTable<KnownAxis>,
    declared: Declared?, gaps: Gaps?, exceedsLimit: Bool, definitions: Definitions
  ) {
    self.name = name
    self.index = index
    self.graph = graph
    self.values = values
    self.axes = axes
    self.loss = loss
    self.constants = constants
    self.placesOfNames = placesOfNames
    self.knownAxes = knownAxes
    self.declared = declared
    self.gaps = gaps
    self.exceedsLimit = exceedsLimit
    self.definitions = definitions
    var indices = [Int?](repeating: nil, count: graph.nodes.count)
    for (index, value) in values.enumerated().reversed() { indices[value.node] = index }
    valueIndices = indices
    let between = loss.map { graph.nodesBetween($0) } ?? []
    valuesWithGradients = values.filter { value in
      guard let loss, value.node != loss else { return false }
      switch value.role {
      case .input, .param: return true
      case .value:
        return between[value.node] && graph.nodes[value.node].isDifferentiable
      case .target, .const, .loss: return false
      }
    }
  }
}

extension Network {
  package var isMain: Bool { name == "main" }

  /// Whether a statement has an error.
  package var isBroken: Bool { gaps != nil }

  package func value(named name: String) -> Value? {
    placesOfNames[name].map { values[$0] }
  }

  /// Whether a value has this name, or the gradient of a value.
  package func defines(_ name: String) -> Bool {
    value(named: name) != nil || name.gradientTarget.flatMap { value(named: $0) } != nil
  }

  /// Its definitions that are used, and those that are not.
  package var usedDefinitions: [Definition] {
    definitions.all.filter { definitions.used.contains($0.name.text) }
  }

  package var unusedDefinitions: [Definition] {
    definitions.all.filter { !definitions.used.contains($0.name.text) }
  }

  /// The range where an axis was named first.
  package func axisRange(_ name: String) -> SourceRange? { knownAxes[name]?.range }

  /// Whether a statement names one of two axes as the other.
  package func renames(_ first: String, _ second: String) -> Bool {
    graph.nodes.contains { node in
      guard case .operation(let use) = node.source else { return false }
      let pairs =
        use.operation.name == "rename"
        ? [(use.operandShapes[0], node.shape)]
        : zip(use.operands, use.operandShapes).compactMap { operand, shape in
          guard case .node(let target, let transposed) = operand else { return nil }
          let own = graph.nodes[target].shape
          return (transposed ? Shape(own.axes.reversed()) : own, shape)
        }
      return pairs.contains { old, new in
        zip(old.names, new.names).contains {
          ($0, $1) == (first, second) || ($0, $1) == (second, first)
        }
      }
    }
  }

  /// The named value at a node of the network.
  package func value(at node: Int) -> Value? {
    valueIndices.indices.contains(node) ? valueIndices[node].map { values[$0] } : nil
  }

  package func shape(_ node: Int) -> Shape { graph.nodes[node].shape }

  /// The number of multiplications in products for one evaluation of all values.
  package var multiplications: Int { graph.multiplications }
}

extension Graph {
  /// The nodes that are used as class labels.
  package var labels: Set<Int> {
    var labels: Set<Int> = []
    for node in nodes {
      guard case .operation(let use) = node.source else { continue }
      for (parameter, operand) in zip(use.operation.operands, use.operands) {
        if case .labels = parameter.kind, case .node(let label, _) = operand {
          labels.insert(label)
        }
      }
    }
    return labels
  }

  package var multiplications: Int { nodes.multiplications }

  /// The cost of one evaluation in multiplications, including a fixed cost for each operation.
  package var cost: Int { nodes.cost }

  /// The cost of evaluating some of the nodes.
  package func cost(of nodes: [Int]) -> Int { nodes.map { self.nodes[$0] }.cost }
}

extension Collection<Graph.Node> {
  fileprivate var cost: Int { multiplications.addingSaturating(count * 2_000) }

  /// The number of multiplications in products to compute these nodes.
  var multiplications: Int {
    var total = 0
    for node in self {
      guard case .operation(let use) = node.source else { continue }
      var cost = node.shape.count
      if case .product = use.operation.structure, let inner = use.operandShapes[0].axes.last {
        cost = cost.multipliedSaturating(by: inner.size)
      }
      total = total.addingSaturating(cost)
      if let body = use.body { total = total.addingSaturating(body.graph.multiplications) }
    }
    return total
  }
}
