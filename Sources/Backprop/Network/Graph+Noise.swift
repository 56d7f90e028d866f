import Formulas
import MatrixCore

// A sum whose terms cancel is 0, and in floating point what is left of them is rounding.

extension Graph.OperationUse {
  /// The value with 0 for each entry that is no larger than the rounding of the terms it is the sum of:
  /// n · 2⁻⁵² · Σ|terms| for n terms. Source: Higham, "Accuracy and Stability of Numerical Algorithms",
  /// section 4.2.
  func withoutNoise(_ value: Tensor, _ operands: [Tensor]) -> Tensor {
    guard !value.isExact, let count = countOfTerms(value, operands) else { return value }
    let rounding = Double(count) * 0x1p-52
    let largest = operands.reduce(operation.structure.isProduct ? Double(count) : 1) {
      size, operand in
      let own = operand.magnitudeBound
      return operation.structure.isProduct ? size * own : max(size, own)
    }
    let doubles = value.doubles
    // Most values have no entry so small beside their operands.
    guard largest.isFinite,
      doubles.contains(where: { $0 != 0 && $0.magnitude <= rounding * largest * Double(count) }),
      let sizes = sizesOfTerms(operands)
    else { return value }
    let cleaned = zip(doubles, sizes.doubles).map { entry, size in
      size.isFinite && entry.magnitude <= rounding * size ? 0 : entry
    }
    return cleaned == doubles ? value : (try? Tensor(value.shape, doubles: cleaned)) ?? value
  }

  /// Whether an entry of the value is 0 only because what is left of its terms is rounding.
  package func isRounding(in value: Tensor, _ operands: [Tensor]) -> Bool {
    guard !value.isExact, countOfTerms(value, operands) != nil, value.doubles.contains(0),
      let computed = try? evaluate(operands, at: .nowhere)
    else { return false }
    return computed.doubles != value.doubles
  }

  /// The number of terms of each entry; nil for an operation that adds none.
  private func countOfTerms(_ value: Tensor, _ operands: [Tensor]) -> Int? {
    switch operation.structure {
    case .sum: operands[0].count / max(1, value.count)
    case .product: operands[0].shape.axes.last?.size
    case .entrywise where operation.symbol == .add || operation.symbol == .subtract: 2
    default: nil
    }
  }

  /// The sum of the terms' sizes, for each entry.
  private func sizesOfTerms(_ operands: [Tensor]) -> Tensor? {
    let sizes = operands.map { $0.mapped(.abs) }
    if operation.symbol == .subtract { return try? Tensor.combine(.add, sizes[0], sizes[1]) }
    guard case .primitive(let kernel) = operation.value else { return nil }
    return try? kernel(sizes, options)
  }
}

extension Operation.Structure {
  fileprivate var isProduct: Bool { if case .product = self { true } else { false } }
}
