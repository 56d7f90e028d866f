import Formulas
import MatrixCore

/// Values and how each comes of those before it, in the order in which they are computed.
package struct Graph: Sendable {
  package var nodes: [Node] = []
  /// The leaves that are trainable, in order.
  package internal(set) var parameters: [Int] = []

  package init() {}

  package struct Node: Sendable {
    /// `Y`, or `Y.1` for a step on the way to it.
    package let label: String
    package let shape: Shape
    package let source: Source
    /// Where it stands in the lesson.
    package let range: SourceRange
    /// Whether it moves when an input or a parameter does.
    package let isDifferentiable: Bool

    package init(
      label: String, shape: Shape, source: Source, range: SourceRange, isDifferentiable: Bool
    ) {
      self.label = label
      self.shape = shape
      self.source = source
      self.range = range
      self.isDifferentiable = isDifferentiable
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
    package let options: Options
    /// The use as a formula whose names are labels: `Y.1 + Y.2`.
    package let formula: Formula
    /// The axes under which the operation sees each operand; they differ from the operand's own where
    /// the result of a product is named again.
    package let operandShapes: [Shape]
    /// The operation's inside, where it is made of smaller ones. Its leaves are `argument`s.
    package let body: Body?

    init(
      operation: Operation, operands: [Operand], options: Options, formula: Formula,
      operandShapes: [Shape], body: Body?
    ) {
      self.operation = operation
      self.operands = operands
      self.options = options
      self.formula = formula
      self.operandShapes = operandShapes
      self.body = body
    }
  }

  /// A graph and which of its nodes is the result.
  package struct Body: Sendable {
    package let graph: Graph
    package let result: Int

    package init(graph: Graph, result: Int) {
      self.graph = graph
      self.result = result
    }
  }

  package enum Operand: Sendable {
    case entry(Int, transposed: Bool)
    /// Made of numbers and axis sizes alone, which no gradient reaches.
    case constant(Number, Formula)
  }

  /// Where the tensor of a leaf comes from.
  package indirect enum Reference: Sendable {
    /// The operand of that index, inside an operation.
    case argument(Int)
    /// A value of a network, by its index in the lesson and in the network's graph.
    case value(network: Int, entry: Int)
    case gradient(network: Int, entry: Int)
    /// Data that is known when the lesson is read.
    case tensor(Tensor)
    /// Data worked out from earlier networks and from the data before it, when it is evaluated.
    case data(Body, written: Formula)
    /// The upstream gradient of a graph's output.
    case upstream

    var isArgument: Bool {
      if case .argument = self { true } else { false }
    }
  }
}

extension Graph {
  /// Computes the nodes in order. `leaf` gives the tensors of leaves; `fixed`, where it answers,
  /// an entry's value without computing it.
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

  /// The value of one entry, those before it being known.
  package func evaluate(
    _ index: Int, _ values: [Tensor], _ leaf: (Reference) -> Tensor
  ) throws(Problem) -> Tensor {
    switch nodes[index].source {
    case .leaf(let reference):
      return leaf(reference)
    case .operation(let use):
      let operands = use.tensors(values)
      return try use.evaluate(operands, at: nodes[index].range)
    }
  }
}

extension Graph.OperationUse {
  /// The operands as the operation sees them.
  package func tensors(_ values: [Tensor]) -> [Tensor] {
    var tensors: [Tensor] = []
    tensors.reserveCapacity(operands.count)
    for (index, operand) in operands.enumerated() {
      switch operand {
      case .constant(let number, _): tensors.append(Tensor(number))
      case .entry(let entry, let transposed):
        let turned = transposed ? try? values[entry].transposed() : nil
        tensors.append((turned ?? values[entry]).under(operandShapes[index]))
      }
    }
    return tensors
  }

  /// Whether both operands are the same value: to take one for the other is then no mistake.
  package var isOfOneValue: Bool {
    guard operands.count == 2, case .entry(let first, _) = operands[0],
      case .entry(let second, _) = operands[1]
    else { return false }
    return first == second
  }

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

  /// Labels must be whole numbers below the size of their axis.
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
  /// The same entries under the axes of `shape`, which are of the same sizes.
  package func under(_ target: Shape) -> Tensor {
    shape == target ? self : (try? renamed(target)) ?? self
  }

  /// The first entries that are no labels of `axis`.
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
  package func isLeaf(_ entry: Int) -> Bool {
    if case .leaf = nodes[entry].source { true } else { false }
  }

  /// For each entry, whether `output` depends on it and it on an input or a parameter; so is `output`.
  package func entriesBetween(_ output: Int) -> [Bool] {
    var needed = [Bool](repeating: false, count: nodes.count)
    needed[output] = true
    for entry in stride(from: output, through: 0, by: -1) where needed[entry] {
      guard case .operation(let use) = nodes[entry].source else { continue }
      for case .entry(let operand, _) in use.operands
      where nodes[operand].isDifferentiable {
        needed[operand] = true
      }
    }
    return needed
  }
}

extension Tensor {
  /// The entries under the axes of `target`: the same axes in its order, or other names in the same
  /// order.
  package func inOrder(of target: Shape) -> Tensor {
    if shape == target { return self }
    if shape.isContained(in: target), shape.rank == target.rank { return permuted(target) }
    return under(target)
  }
}
