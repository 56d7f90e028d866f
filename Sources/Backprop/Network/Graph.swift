import Formulas
import MatrixCore

/// Values, each computed from previous ones, in evaluation order.
package struct Graph: Sendable {
  package var nodes: [Node] = []
  /// The leaves that are trainable, in order.
  package internal(set) var parameters: [Int] = []
  /// The uses of definitions that stand in no other use, in order.
  package internal(set) var definitionUses: [DefinitionUse] = []
  /// The formulas of nodes inside definitions, as they are written there, of labels.
  package internal(set) var written: [Int: Formula] = [:]

  package init() {}

  package struct Node: Sendable {
    /// `Y`, or `Y.1` for an intermediate value of it.
    package let label: String
    package let shape: Shape
    package let source: Source
    /// Its range in the lesson.
    package let range: SourceRange
    /// Whether it depends differentiably on an input or param.
    package let isDifferentiable: Bool
    /// The uses of definitions that made it, from the innermost outwards.
    let uses: [SourceRange]

    package init(
      label: String, shape: Shape, source: Source, range: SourceRange, isDifferentiable: Bool,
      uses: [SourceRange] = []
    ) {
      self.label = label
      self.shape = shape
      self.source = source
      self.range = range
      self.isDifferentiable = isDifferentiable
      self.uses = uses
    }

    /// Whether it has a name, if only inside a definition: `Y` or `H1.z`, not `Y.1`.
    package var isNamed: Bool {
      guard let dot = label.lastIndex(of: "."), let first = label[dot...].dropFirst().first else {
        return true
      }
      return !first.isASCII || !first.isNumber
    }
  }

  package enum Source: Sendable {
    case leaf(Reference)
    case operation(OperationUse)
  }

  /// One use of an operation. A class, so that copies of the graph share it.
  package final class OperationUse: Sendable {
    package let operation: Operation
    package let operands: [Operand]
    /// The nodes among its operands, in order.
    package let operandNodes: [Int]
    package let options: Options
    /// The use as a formula whose names are labels: `Y.1 + Y.2`.
    package let formula: Formula
    /// The axes under which the operation sees each operand; they differ from the operand's own if
    /// the result of a product is renamed.
    package let operandShapes: [Shape]
    /// The operation's expansion, if it is composed of smaller ones. Its leaves are `argument`s.
    package let body: Body?

    init(
      operation: Operation, operands: [Operand], options: Options, formula: Formula,
      operandShapes: [Shape], body: Body?
    ) {
      self.operation = operation
      self.operands = operands
      operandNodes = operands.compactMap {
        if case .node(let node, _) = $0 { node } else { nil }
      }
      self.options = options
      self.formula = formula
      self.operandShapes = operandShapes
      self.body = body
    }
  }

  /// A graph and its result node.
  package struct Body: Sendable {
    package let graph: Graph
    package let result: Int

    package init(graph: Graph, result: Int) {
      self.graph = graph
      self.result = result
    }
  }

  package enum Operand: Sendable {
    case node(Int, transposed: Bool)
    /// Made only of numbers and axis sizes, which have no gradient.
    case constant(Number, Formula)
  }

  /// The source of a leaf's tensor.
  package indirect enum Reference: Sendable {
    /// The operand with this index, inside an operation.
    case argument(Int)
    /// A value of a network, by its index in the lesson and in the network's graph.
    case value(network: Int, node: Int)
    case gradient(network: Int, node: Int)
    /// Data that is known when the lesson is parsed.
    case tensor(Tensor)
    /// Data computed during evaluation from earlier networks and previous data.
    case data(Body, written: Formula)
    /// The upstream gradient of a graph's output.
    case upstream

    var isArgument: Bool {
      if case .argument = self { true } else { false }
    }
  }
}

extension Graph {
  /// Computes the nodes in order. `leaf` gives the tensors of leaves; `fixed` may give a node's
  /// value, which is then not computed.
  package func evaluate(
    _ leaf: (Reference) -> Tensor, fixed: (Int) -> Tensor? = { _ in nil }
  ) throws(Problem) -> [Tensor] {
    var values: [Tensor] = []
    values.reserveCapacity(nodes.count)
    for index in nodes.indices {
      if let known = fixed(index) {
        values.append(known)
      } else {
        values.append(try evaluate(index, values, leaf))
      }
    }
    return values
  }

  /// The value of one node; those before it must be known.
  package func evaluate(
    _ index: Int, _ values: [Tensor], _ leaf: (Reference) -> Tensor
  ) throws(Problem) -> Tensor {
    switch nodes[index].source {
    case .leaf(let reference):
      return leaf(reference)
    case .operation(let use):
      let operands = use.tensors(values)
      return use.withoutNoise(try use.evaluate(operands, at: nodes[index].range), operands)
    }
  }
}

extension Graph.OperationUse {
  /// The operands as the operation sees them.
  package func tensors(_ values: [Tensor]) -> [Tensor] {
    var tensors: [Tensor] = []
    tensors.reserveCapacity(operands.count)
    append(values, to: &tensors)
    return tensors
  }

  /// Appends the operands as the operation sees them.
  package func append(_ values: [Tensor], to tensors: inout [Tensor]) {
    for (index, operand) in operands.enumerated() {
      switch operand {
      case .constant(let number, _): tensors.append(Tensor(number))
      case .node(let node, let transposed):
        let turned = transposed ? try? values[node].transposed() : nil
        tensors.append((turned ?? values[node]).under(operandShapes[index]))
      }
    }
  }

  /// Whether it copies its operand along other axes, or puts its axes in another order.
  package var isCopy: Bool { if case .broadcast = operation.structure { true } else { false } }

  /// The node that it copies; nil if it copies none.
  package var copiedNode: Int? { isCopy ? operandNodes.first : nil }

  /// Whether both operands are the same value, so that confusing them is no mistake.
  package var isOfOneValue: Bool {
    guard operands.count == 2, case .node(let first, _) = operands[0],
      case .node(let second, _) = operands[1]
    else { return false }
    return first == second
  }

  /// The value for operands as the operation sees them. Problems are at `range`: a label that is no
  /// place on its axis, shapes that don't fit, and, inside an operation made of others, whatever
  /// fails there or is not finite although the value is. A value that is not finite is returned.
  package func evaluate(_ operands: [Tensor], at range: SourceRange) throws(Problem) -> Tensor {
    if operation.takesLabels { try checkLabels(operands, at: range) }
    switch operation.value {
    case .primitive(let kernel):
      do { return try kernel(operands, options) } catch {
        throw Problem(
          .shape(error, operation: operation.name, left: formula.text(), right: ""), at: range)
      }
    case .formula:
      guard let body else { return operands[0] }
      let values: [Tensor]
      do { values = try body.values(operands) } catch {
        throw error.moved(to: range, .inside(function: operation.name))
      }
      if let hidden = body.hiddenNonFinite(values) {
        throw Problem(.notFinite(hidden.placed(.inside(function: operation.name))), at: range)
      }
      return values[body.result]
    }
  }

  /// Checks that labels are integers from 0 up to the size of their axis.
  func checkLabels(_ operands: [Tensor], at range: SourceRange) throws(Problem) {
    for (index, parameter) in operation.operands.enumerated() {
      guard case .labels(let option) = parameter.kind,
        let axis = Operation.labelAxis(option, options, operands[0].shape),
        let bad = operands[index].badLabels(axis, upTo: 1).first
      else { continue }
      throw Problem(bad.kind, at: range)
    }
  }
}

extension Tensor {
  /// The same entries under the axes of `shape`, which have the same sizes.
  package func under(_ target: Shape) -> Tensor {
    shape == target ? self : (try? renamed(target)) ?? self
  }

  /// The first entries that aren't labels of `axis`.
  func badLabels(_ axis: Axis, upTo most: Int) -> [(offset: Int, kind: NetworkProblem)] {
    var bad: [(offset: Int, kind: NetworkProblem)] = []
    for offset in 0..<count where bad.count < most {
      let number = self[offset]
      if !number.isWhole || number.double < 0 {
        bad.append((offset, .labelNotWhole(number)))
      } else if number.integer.map({ $0 >= axis.size }) ?? true {
        bad.append((offset, .labelTooLarge(number, axis: axis)))
      }
    }
    return bad
  }
}

extension Graph {
  package func isLeaf(_ node: Int) -> Bool {
    if case .leaf = nodes[node].source { true } else { false }
  }

  /// The operations on a path from one of `leaves` to one of `results`, in order. Nothing passes an
  /// operation that `isFixed`.
  package func nodes(
    from leaves: [Int], to results: [Int],
    isFixed: (OperationUse) -> Bool = { _ in false }
  ) -> [Int] {
    let operands = nodes.map { node -> [Int] in
      guard case .operation(let use) = node.source, !isFixed(use) else { return [] }
      return use.operandNodes
    }
    var depends = [Bool](repeating: false, count: nodes.count)
    for leaf in leaves { depends[leaf] = true }
    for node in nodes.indices where operands[node].contains(where: { depends[$0] }) {
      depends[node] = true
    }
    var needed = [Bool](repeating: false, count: nodes.count)
    for result in results { needed[result] = true }
    for node in nodes.indices.reversed() where needed[node] {
      for operand in operands[node] { needed[operand] = true }
    }
    return nodes.indices.filter { needed[$0] && depends[$0] && !isLeaf($0) }
  }

  /// For each node, whether it lies on a path from an input or param to `output`, both included.
  package func nodesBetween(_ output: Int) -> [Bool] {
    var needed = [Bool](repeating: false, count: nodes.count)
    needed[output] = true
    for node in stride(from: output, through: 0, by: -1) where needed[node] {
      guard case .operation(let use) = nodes[node].source else { continue }
      for operand in use.operandNodes where nodes[operand].isDifferentiable {
        needed[operand] = true
      }
    }
    return needed
  }
}

extension Tensor {
  /// The entries under the axes of `target`: the same axes permuted, or other names by position.
  package func inOrder(of target: Shape) -> Tensor {
    if shape == target { return self }
    if shape.isContained(in: target), shape.rank == target.rank { return permuted(target) }
    return under(target)
  }
}
