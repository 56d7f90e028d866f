import Backprop
import Formulas
import MatrixCore

// The contribution of one use of a value as a sum of terms.

extension AppliedRule {
  /// The total number of entries in the terms.
  var entriesOfTerms: Int {
    guard let use = lastOperation else { return 0 }
    let operandShapes = use.operandShapes[0]
    switch use.operation.structure {
    case .product:
      return value.count.multipliedSaturating(by: operandShapes.axes.last?.size ?? 1)
    case .sum: return operandShapes.count
    case .collected:
      // Each term is computed from the whole operand.
      let size = operandShapes.axis(absentFrom: value.shape)?.size ?? 0
      return size.multipliedSaturating(by: operandShapes.count + value.count)
    default: return 0
    }
  }

  /// The number of terms; 0 if nothing is summed.
  var countOfTerms: Int {
    guard let use = lastOperation else { return 0 }
    let operandShapes = use.operandShapes[0]
    switch use.operation.structure {
    case .product: return operandShapes.axes.last?.size ?? 0
    case .sum: return Shape(summedAxes).count
    case .collected: return operandShapes.axis(absentFrom: value.shape)?.size ?? 0
    default: return 0
    }
  }

  /// The terms shown beside a backward step's formula: outer products of a product with a
  /// transposed left side, slices of a sum, collected entries; nil for others.
  func sumOfTerms(
    _ label: String, _ letters: AxisLetters
  ) -> Step.SumOfTerms? {
    if case .product = lastOperation?.operation.structure, !formula.isProductWithTransposedLeft {
      return nil
    }
    guard countOfTerms <= Limits.terms, let part = summedPart(label, letters) else {
      return nil
    }
    return Step.SumOfTerms(label: label, parts: [part], value: value)
  }

  /// One term for each index of the summed axes, or the whole as one term.
  func part(
    _ label: String, _ letters: AxisLetters
  ) -> Step.SumOfTerms.Part {
    summedPart(label, letters)
      ?? part(label, [], [Step.SumOfTerms.Term(label: label, factors: [], value: value)])
  }

  private func part(
    _ label: String, _ axes: [Axis], gathered: [Axis] = [], _ terms: [Step.SumOfTerms.Term]
  ) -> Step.SumOfTerms.Part {
    Step.SumOfTerms.Part(
      label: label, formula: formula, axes: axes, gathered: gathered,
      within: axes.isEmpty ? [] : axesWithinTerms, terms: terms, value: value)
  }

  private func summedPart(
    _ label: String, _ letters: AxisLetters
  ) -> Step.SumOfTerms.Part? {
    guard let use = lastOperation else { return nil }
    let operands = use.tensors(values)
    switch use.operation.structure {
    case .product:
      guard let axis = operands[0].shape.axes.last else { return nil }
      var terms: [Step.SumOfTerms.Term] = []
      for index in 0..<axis.size {
        let column = operands[0].slice(axis.name, at: index)
        let row = operands[1].slice(axis.name, at: index)
        let own = graph.nodes[contribution.result].shape
        guard let copies = try? column.broadcast(to: own),
          let product = try? Tensor.combine(.multiply, copies, row.broadcast(to: own))
        else { return nil }
        terms.append(
          Step.SumOfTerms.Term(
            label: "\(letters[axis.name]) = \(index + 1)",
            factors: own.rank <= 2 ? [column, row] : [],
            value: product.inOrder(of: value.shape)))
      }
      return part(label, [axis], terms)
    case .sum:
      let axes = operands[0].shape.axes.filter {
        !graph.nodes[contribution.result].shape.contains($0.name)
      }
      let count = Shape(axes).count
      guard !axes.isEmpty else { return nil }
      var terms: [Step.SumOfTerms.Term] = []
      for offset in 0..<count {
        var slice = operands[0]
        var parts: [String] = []
        for (axis, index) in zip(axes, Shape(axes).indices(at: offset)) {
          slice = slice.slice(axis.name, at: index)
          parts.append("\(letters[axis.name]) = \(index + 1)")
        }
        terms.append(
          Step.SumOfTerms.Term(
            label: parts.joined(separator: ", "), factors: [],
            value: slice.inOrder(of: value.shape)))
      }
      return part(label, axes, terms)
    case .collected:
      // One term for each index of the first summed axis; the other summed axes are added within a
      // term.
      let gone = operands[0].shape.axes.filter { !value.shape.contains($0.name) }
      guard let axis = gone.first else { return nil }
      var terms: [Step.SumOfTerms.Term] = []
      for index in 0..<axis.size {
        guard let kept = operands[0].keeping(axis, index),
          let term = try? use.evaluate([kept] + operands.dropFirst(), at: .nowhere)
        else { return nil }
        terms.append(
          Step.SumOfTerms.Term(
            label: "\(letters[axis.name]) = \(index + 1)", factors: [],
            value: term.inOrder(of: value.shape)))
      }
      return part(label, [axis], gathered: Array(gone.dropFirst()), terms)
    default: return nil
    }
  }
}

extension Shape {
  /// The first axis that another shape lacks.
  fileprivate func axis(absentFrom other: Shape) -> Axis? {
    axes.first { !other.contains($0.name) }
  }
}

extension Tensor {
  /// The entries at one index of an axis, with 0 at the others.
  fileprivate func keeping(_ axis: Axis, _ index: Int) -> Tensor? {
    var mask = [Number](repeating: 0, count: axis.size)
    mask[index] = 1
    return try? .combine(
      .multiply, self, Tensor(Shape([axis]), numbers: mask).broadcast(to: shape))
  }
}

extension Formula {
  fileprivate var isProductWithTransposedLeft: Bool {
    guard case .binary(.product, let left, _) = kind, case .transposed = left.kind else {
      return false
    }
    return true
  }
}
