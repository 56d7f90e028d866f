import MatrixCore

/// Numbers that a student gave: one, a vector or a matrix.
package struct TypedNumbers: Sendable {
  /// Empty for a single number.
  package let sizes: [Int]
  let numbers: [TypedNumber]
  /// The precision of the number with the most digits; nil if none was typed with digits.
  let mostDigits: TypedNumber.Rounding?

  init(sizes: [Int], numbers: [TypedNumber]) {
    self.sizes = sizes
    self.numbers = numbers
    mostDigits = numbers.compactMap(\.rounding).max { $0.significant < $1.significant }
  }
}

/// A number and the precision with which it was typed.
struct TypedNumber: Sendable {
  let value: Number
  /// Nil for a fraction or the result of arithmetic, and for a number that was not typed.
  let rounding: Rounding?

  struct Rounding: Sendable {
    /// The number of significant digits.
    let significant: Int
    /// The number of digits after the point; negative if the last digit counts tens or more.
    let decimals: Int
  }
}

extension TypedNumbers {
  /// Whether the numbers fit a value of these sizes. A vector may be typed as a row or a column, a
  /// matrix of one row or column as a vector.
  func fits(_ expected: [Int]) -> Bool {
    if sizes == expected { return true }
    guard expected.count < 2 || sizes.count < 2 else { return false }
    return sizes.filter { $0 > 1 } == expected.filter { $0 > 1 }
  }
}
