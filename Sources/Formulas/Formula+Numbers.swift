import MatrixCore

extension Formula {
  /// The value of a formula that contains only numbers.
  package var plainNumber: Number? {
    switch kind {
    case .number(let number, _): return number
    case .negated(let x): return x.plainNumber.map { -$0 }
    case .binary(let operation, let left, let right):
      guard let x = left.plainNumber, let y = right.plainNumber else { return nil }
      switch operation {
      case .add: return x + y
      case .subtract: return x - y
      case .multiply: return x * y
      case .divide: return y.isZero ? nil : x / y
      case .power: return x.raised(to: y)
      case .product: return nil
      }
    default: return nil
    }
  }
}
