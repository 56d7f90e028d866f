import MatrixCore

extension Formula {
  /// The value of a formula that contains only numbers.
  package var plainNumber: Number? { plainNumber { _ in nil } }

  /// The value of a formula of numbers and of names that stand for numbers; nil for any other.
  package func plainNumber(_ meaning: (String) -> Number?) -> Number? {
    switch kind {
    case .number(let number, _), .constant(let number, _): return number
    case .name(let name): return meaning(name)
    case .negated(let x): return x.plainNumber(meaning).map { -$0 }
    case .binary(let operation, let left, let right):
      guard let x = left.plainNumber(meaning), let y = right.plainNumber(meaning) else {
        return nil
      }
      switch operation {
      case .product: return nil
      case .divide where y.isZero: return nil
      default: return operation(x, y)
      }
    default: return nil
    }
  }
}
