import MatrixCore

extension BinaryOperator {
  /// What it compares; nil for an operator of arithmetic.
  package var comparison: Comparison? {
    switch self {
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .equal: .equal
    case .notEqual: .notEqual
    case .add, .subtract, .multiply, .divide, .product, .power: nil
    }
  }

  /// The result for two numbers: a comparison is 1 or 0, a matrix product a multiplication.
  package func callAsFunction(_ x: Number, _ y: Number) -> Number {
    switch self {
    case .add: x + y
    case .subtract: x - y
    case .multiply, .product: x * y
    case .divide: x / y
    case .power: x.raised(to: y)
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual:
      comparison?.holds(x, y) == true ? 1 : 0
    }
  }
}
