import Formulas
import MatrixCore

extension Graph {
  /// The values of the nodes, computed in order as far as they are finite.
  struct Computation: Sendable {
    /// What stopped a node's computation.
    struct Failure: Sendable {
      let node: Int
      let problem: Problem
    }

    /// The values; a placeholder for a node without one.
    fileprivate(set) var values: [Tensor] = []
    /// Whether each node lacks a value because it failed or depends on a failure; empty if all have
    /// one.
    fileprivate var lacks: [Bool] = []
    /// In the order of the nodes.
    fileprivate(set) var failures: [Failure] = []

    /// Replaces the value of a node that has one.
    mutating func replace(_ node: Int, by value: Tensor) {
      if values.indices.contains(node) { values[node] = value }
    }
  }

  /// Computes the values as far as they are finite. `leaf` gives the tensor of a leaf, nil if an
  /// earlier problem left it without one; it may read the values before it. `fixed` holds values
  /// that are taken as they are.
  func evaluateFinite(
    fixed: [Int: Tensor] = [:], leaf: (_ node: Int, Computation) throws(Problem) -> Tensor?
  ) -> Computation {
    var result = Computation()
    result.values.reserveCapacity(nodes.count)
    for index in nodes.indices {
      do throws(Problem) {
        let value: Tensor
        switch nodes[index].source {
        case _ where fixed[index] != nil:
          value = fixed[index] ?? Tensor(0)
        case .leaf:
          guard let known = try leaf(index, result) else {
            throw Problem(.consequence, at: nodes[index].range)
          }
          value = known
        case .operation(let use):
          guard operands(of: index).allSatisfy(result.isKnown) else {
            result.addUnknown(of: nodes.count)
            continue
          }
          let operands = use.tensors(result.values)
          value = use.withoutNoise(
            try use.evaluate(operands, at: nodes[index].range), operands)
        }
        if let offset = value.firstNonFinite {
          throw notFinite(index, value, offset, result.values)
        }
        result.values.append(value)
      } catch {
        var problem = error
        problem.uses = nodes[index].uses
        result.failures.append(Computation.Failure(node: index, problem: problem))
        result.addUnknown(of: nodes.count)
      }
    }
    return result
  }

  /// Computes operations anew, in order, from the values of the nodes before them. What is left of
  /// cancelled terms stays: taking it out would cost a fifth of a training run, for a param's last
  /// digit.
  ///
  /// Throws at the first value that is NaN or infinite, if `mustBeFinite`.
  package func recompute(
    _ operations: [Int], in values: inout [Tensor], mustBeFinite: Bool
  ) throws(Problem) {
    var operands: [Tensor] = []
    operands.reserveCapacity(2)
    for node in operations {
      guard case .operation(let use) = nodes[node].source else { continue }
      operands.removeAll(keepingCapacity: true)
      use.append(values, to: &operands)
      let value = try use.evaluate(operands, at: nodes[node].range)
      if mustBeFinite, let offset = value.firstNonFinite {
        throw notFinite(node, value, offset, values)
      }
      values[node] = value
    }
  }

  /// The nodes that a node directly depends on.
  private func operands(of index: Int) -> [Int] {
    guard case .operation(let use) = nodes[index].source else { return [] }
    return use.operandNodes
  }

  /// The entry that is not finite, with the numbers it was computed from.
  private func notFinite(
    _ index: Int, _ value: Tensor, _ offset: Int, _ values: [Tensor]
  ) -> Problem {
    Problem(
      .notFinite(nonFinite(index, value, offset, values, label: nodes[index].label)),
      at: nodes[index].range)
  }

  /// The non-finite value under a label; `naming` maps labels to displayed names.
  func nonFinite(
    _ index: Int, _ value: Tensor, _ offset: Int, _ values: [Tensor], label: String,
    naming: (String) -> Formula? = { _ in nil }
  ) -> NetworkProblem.NonFinite {
    let node = nodes[index]
    var operands: [(name: String, number: Number)] = []
    var formula: Formula?
    if case .operation(let use) = node.source {
      formula = use.formula
      let labels = use.labels(self)
      for (label, tensor) in zip(labels, use.tensors(values)) {
        let name = label.replacing(naming).text()
        if tensor.shape == node.shape {
          operands.append((name, tensor[offset]))
        } else if tensor.shape.isScalar {
          operands.append((name, tensor[0]))
        }
      }
    }
    return NetworkProblem.NonFinite(
      isNaN: value[offset].double.isNaN, label: label,
      indices: node.shape.indices(at: offset), operands: operands, formula: formula)
  }
}

extension Graph.Body {
  /// The values of all nodes; the leaves are operands.
  package func values(_ operands: [Tensor]) throws(Problem) -> [Tensor] {
    try graph.evaluate { reference in
      if case .argument(let index) = reference, operands.indices.contains(index) {
        operands[index]
      } else {
        operands[0]
      }
    }
  }

  /// The result of a formula, under a label, if all values are finite. `leaf` gives the tensors of
  /// leaves, nil if an earlier problem left one without.
  package func finiteResult(
    of formula: Formula, label: @autoclosure () -> String, leaf: (Graph.Reference) -> Tensor?
  ) throws(Problem) -> Tensor {
    for node in graph.nodes {
      if case .leaf(let reference) = node.source, leaf(reference) == nil {
        throw Problem(.consequence, at: formula.range)
      }
    }
    let values = try graph.evaluate { leaf($0) ?? Tensor(Number(0)) }
    let value = values[result]
    if let offset = value.firstNonFinite {
      throw Problem(
        .notFinite(
          NetworkProblem.NonFinite(
            isNaN: value[offset].double.isNaN, label: label(),
            indices: value.shape.indices(at: offset), operands: [], formula: formula)),
        at: formula.range)
    }
    if let hidden = hiddenNonFinite(values) {
      throw Problem(
        .notFinite(hidden.placed(.inside(function: formula.text()))), at: formula.range)
    }
    return value
  }

  /// A NaN or infinite intermediate value of a finite result: it would go unnoticed and the result
  /// would be wrong. `naming` maps inner labels to displayed names.
  func hiddenNonFinite(
    _ values: [Tensor], naming: (String) -> Formula? = { _ in nil }
  ) -> NetworkProblem.NonFinite? {
    guard values[result].firstNonFinite == nil else { return nil }
    for (index, value) in values.enumerated() where !graph.isLeaf(index) {
      guard let offset = value.firstNonFinite else { continue }
      let written = graph.writtenOut(index) { !graph.nodes[$0].label.contains(".") }
      return graph.nonFinite(
        index, value, offset, values, label: written.replacing(naming).text(), naming: naming)
    }
    return nil
  }
}

extension Graph.Computation {
  /// The value of a node; nil if it has none or isn't computed yet.
  subscript(node: Int) -> Tensor? { node < values.count && isKnown(node) ? values[node] : nil }

  fileprivate func isKnown(_ node: Int) -> Bool { lacks.isEmpty || !lacks[node] }

  /// Adds a node without a value; there are `count` nodes in all.
  fileprivate mutating func addUnknown(of count: Int) {
    if lacks.isEmpty { lacks = [Bool](repeating: false, count: count) }
    lacks[values.count] = true
    values.append(Tensor(Number(0)))
  }
}
