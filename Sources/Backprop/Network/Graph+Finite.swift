import Formulas
import MatrixCore

extension Graph {
  /// What came of computing the entries in order.
  struct Computation: Sendable {
    /// The values; of an entry that has none something stands in its place.
    fileprivate(set) var values: [Tensor] = []
    /// Which entries have no value: those that are not finite, and what is made of them. Empty where
    /// all have one.
    fileprivate(set) var lacks: [Bool] = []
    /// Why, in the order of the nodes.
    fileprivate(set) var failures: [Problem] = []
  }

  /// Computes the values as far as they are finite.
  func evaluateFinite() -> Computation {
    var result = Computation()
    result.values.reserveCapacity(nodes.count)
    for index in nodes.indices {
      if !result.lacks.isEmpty, operands(of: index).contains(where: { result.lacks[$0] }) {
        result.add(nil, of: nodes.count)
        continue
      }
      do throws(Problem) {
        let value = try evaluate(index, result.values) { reference in
          if case .tensor(let tensor) = reference { tensor } else { Tensor(Number(Int32(0))) }
        }
        if let offset = value.firstNonFinite {
          throw notFinite(index, value, offset, result.values)
        }
        result.values.append(value)
      } catch {
        result.add(error, of: nodes.count)
      }
    }
    return result
  }

  /// The entries that an entry is made of.
  private func operands(of index: Int) -> [Int] {
    guard case .operation(let use) = nodes[index].source else { return [] }
    return use.operands.compactMap {
      if case .entry(let entry, _) = $0 { entry } else { nil }
    }
  }

  /// The entry that is no number, with the numbers it was made of.
  private func notFinite(
    _ index: Int, _ value: Tensor, _ offset: Int, _ values: [Tensor]
  ) -> Problem {
    Problem(
      .notFinite(nonFinite(index, value, offset, values, label: nodes[index].label)),
      at: nodes[index].range)
  }

  /// What is no number, under a label; `naming` says what labels are called.
  private func nonFinite(
    _ index: Int, _ value: Tensor, _ offset: Int, _ values: [Tensor], label: String,
    naming: (String) -> Formula? = { _ in nil }
  ) -> NetworkProblem.NonFinite {
    let entry = nodes[index]
    var operands: [(name: String, number: Number)] = []
    var formula: Formula?
    if case .operation(let use) = entry.source {
      formula = use.formula
      let labels = use.labels(self)
      for (label, tensor) in zip(labels, use.tensors(values)) {
        let name = label.replacing(naming).text()
        if tensor.shape == entry.shape {
          operands.append((name, tensor[offset]))
        } else if tensor.shape.isScalar {
          operands.append((name, tensor[0]))
        }
      }
    }
    return NetworkProblem.NonFinite(
      isNaN: value[offset].double.isNaN, label: label,
      indices: entry.shape.indices(at: offset), operands: operands, formula: formula)
  }

  /// An entry as a formula of those that have a name of their own.
  package func writtenOut(_ entry: Int, isNamed: (Int) -> Bool) -> Formula {
    guard case .operation(let use) = nodes[entry].source else {
      return .name(nodes[entry].label)
    }
    return use.formula.replacing { name in
      for case .entry(let operand, _) in use.operands
      where nodes[operand].label == name && !isNamed(operand) {
        return writtenOut(operand, isNamed: isNamed)
      }
      return nil
    }
  }
}

extension Graph.Body {
  /// The values of all entries, the leaves being operands.
  package func values(_ operands: [Tensor]) throws(Problem) -> [Tensor] {
    try graph.evaluate { reference in
      if case .argument(let index) = reference, operands.indices.contains(index) {
        operands[index]
      } else {
        operands[0]
      }
    }
  }

  /// The result of a formula, under a label, where all values are numbers.
  package func finiteResult(
    _ values: [Tensor], label: @autoclosure () -> String, of formula: Formula
  ) throws(Problem) -> Tensor {
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

  /// What is NaN or infinite on the way to a result that is finite again: it would go unseen, and the
  /// result would be wrong. `naming` says what the labels inside are called.
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
  func isKnown(_ entry: Int) -> Bool { lacks.isEmpty || !lacks[entry] }

  /// Adds an entry without a value, and what stopped it, where that is not one of its operands.
  fileprivate mutating func add(_ failure: Problem?, of count: Int) {
    if lacks.isEmpty { lacks = [Bool](repeating: false, count: count) }
    lacks[values.count] = true
    values.append(Tensor(Number(Int32(0))))
    if let failure { failures.append(failure) }
  }
}
