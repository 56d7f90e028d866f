import MatrixCore

extension Formula {
  /// The value of a formula that contains only numbers.
  package var plainNumber: Number? {
    switch kind {
    case .number(let number, _), .constant(let number, _): return number
    case .negated(let x): return x.plainNumber.map { -$0 }
    case .binary(let operation, let left, let right):
      guard let x = left.plainNumber, let y = right.plainNumber else { return nil }
      switch operation {
      case .product: return nil
      case .divide where y.isZero: return nil
      default: return operation(x, y)
      }
    default: return nil
    }
  }
}
