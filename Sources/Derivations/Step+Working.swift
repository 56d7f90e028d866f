import Backprop
import Formulas
import MatrixCore

extension Step {
  /// How the value of a formula that a lesson's author wrote is worked out.
  package struct Working: Sendable {
    /// One of its operations; those before it are operands under their formulas.
    package struct Operation: Sendable {
      package let formula: Formula
      package let operands: [Named]
      package let value: Tensor
    }

    /// In order, the last of them that of the formula itself.
    package let operations: [Operation]
    /// The axes whose sizes the formula may use, those of each network as `late.N` too.
    package let axes: [Axis]
    /// One entry of it; nil if it has lists, whose entries have no name.
    private let form: IndexForm?
    private let letters: [String]

    /// The most nodes of a formula, and the most entries of each.
    fileprivate static let mostNodes = 24
    fileprivate static let mostEntries = 64
    /// The most numbers that the arithmetic of one entry has.
    private static let mostNumbers = 12

    package var value: Tensor { operations[operations.count - 1].value }

    /// The arithmetic of an entry, `P[1,1] · (dP[1,1] - …)`, with letters and with numbers; nil if it
    /// is long, or a function of the whole.
    package func entry(at offset: Int) -> (symbols: MathText, numbers: MathText)? {
      guard let form, !form.isFunctionOfWhole, form.cost > 0, form.cost <= Self.mostNumbers else {
        return nil
      }
      var bound = IndexBinding(letters, value.shape.indices(at: offset))
      let work = form.worked(bound)
      return form.evaluate(&bound).isEqual(to: value[offset]) ? work : nil
    }
  }
}

extension DerivationBuilder {
  /// How the value of a formula is worked out; nil if it is a name, or large.
  mutating func working(_ formula: Formula, in network: EvaluatedNetwork) -> Step.Working? {
    guard case .computed(let graph, let result)? = (try? resolve(formula, network.index))?.source,
      graph.nodes.count <= Step.Working.mostNodes,
      graph.nodes.allSatisfy({ $0.shape.count <= Step.Working.mostEntries }),
      let values = try? graph.evaluate({ tensor($0) ?? Tensor(0) })
    else { return nil }
    return Step.Working(graph, result, values, network, networks)
  }
}

extension Step.Working {
  fileprivate init?(
    _ graph: Graph, _ result: Int, _ values: [Tensor], _ network: EvaluatedNetwork,
    _ networks: [EvaluatedNetwork]
  ) {
    let parts = WorkingParts(graph, result)
    guard let parts else { return nil }
    operations = parts.shown.map { node in
      Operation(
        formula: parts.written(node),
        operands: parts.operands(of: node).map { operand in
          Step.Named(label: parts.written(operand).text(), tensor: values[operand])
        }, value: values[node])
    }
    axes =
      network.axes
      + networks.flatMap { owner in owner.axes.map { Axis("\(owner.name).\($0.name)", $0.size) } }
    let names = AxisLetters(
      network.axes.map(\.name) + graph.nodes.flatMap(\.shape.names),
      taken: network.values.map(\.name))
    letters = graph.nodes[result].shape.names.map { names[$0] }
    let hasLists = graph.nodes.contains {
      if case .leaf(.tensor) = $0.source { true } else { false }
    }
    form =
      hasLists
      ? nil
      : IndexForm(
        graph, result, values: values, names: names, isExpanded: { !graph.isLeaf($0) },
        label: { graph.nodes[$0].label })
  }
}

/// The operations of a formula that have a line of their own, and how they are written.
private struct WorkingParts {
  let graph: Graph
  let result: Int
  /// In order.
  private(set) var shown: [Int] = []

  /// Nil if it has no operation, if two of its operands have one label, or if copies are taken other
  /// than entry by entry.
  init?(_ graph: Graph, _ result: Int) {
    self.graph = graph
    self.result = result
    guard !isGiven(result) else { return nil }
    var used: Set<Int> = [result]
    var isSummed: Set<Int> = []
    for node in graph.nodes.indices.reversed() where used.contains(node) && !isGiven(node) {
      guard case .operation(let use) = graph.nodes[node].source else { continue }
      used.formUnion(use.nodes)
      switch use.operation.structure {
      case .entrywise, .broadcast: break
      case .sum: isSummed.formUnion(use.nodes)
      default: guard !use.nodes.contains(where: isCopy) else { return nil }
      }
    }
    shown = used.sorted().filter { !isGiven($0) && !isWithin($0, isSummed: isSummed.contains($0)) }
    let given = used.filter(isGiven).map { written($0).text() }
    guard Set(given).count == given.count else { return nil }
  }

  /// Whether it is a value, or entries of one.
  private func isGiven(_ node: Int) -> Bool {
    guard case .operation(let use) = graph.nodes[node].source else { return true }
    return ["entry", ".T", "same"].contains(use.operation.name) && use.nodes.allSatisfy(isGiven)
  }

  private func isCopy(_ node: Int) -> Bool {
    guard case .operation(let use) = graph.nodes[node].source else { return false }
    return use.isCopy
  }

  /// Whether it stands in the line of the operation that takes it: a copy, a change of sign, what is
  /// done with single numbers, and what is done entry by entry before the entries are added.
  private func isWithin(_ node: Int, isSummed: Bool) -> Bool {
    guard node != result, case .operation(let use) = graph.nodes[node].source else { return false }
    if isCopy(node) || use.operation.name == "negate" || use.operandShapes.allSatisfy(\.isScalar) {
      return true
    }
    let isEntrywise = if case .entrywise = use.operation.structure { true } else { false }
    return isSummed && isEntrywise && use.nodes.allSatisfy(isGiven)
  }

  /// The values and the operations before it that its line takes.
  func operands(of node: Int) -> [Int] {
    guard case .operation(let use) = graph.nodes[node].source else { return [] }
    var found: [Int] = []
    for operand in use.nodes {
      let own = isGiven(operand) || shown.contains(operand) ? [operand] : operands(of: operand)
      found += own.filter { !found.contains($0) }
    }
    return found
  }

  /// A node as the author wrote it, without the copies.
  func written(_ node: Int) -> Formula {
    guard case .operation(let use) = graph.nodes[node].source else {
      return .name(graph.nodes[node].label)
    }
    if let copied = use.copiedNode { return written(copied) }
    return use.formula.replacing { name in
      use.nodes.first { graph.nodes[$0].label == name }.map(written)
    }
  }
}

extension Graph.OperationUse {
  /// The nodes among its operands, each once.
  fileprivate var nodes: [Int] {
    var nodes: [Int] = []
    for node in operandNodes where !nodes.contains(node) { nodes.append(node) }
    return nodes
  }
}
