import MatrixCore

/// Numbers that a student typed: one, a vector or a matrix.
struct TypedNumbers {
  /// Empty for a single number.
  let sizes: [Int]
  let numbers: [TypedNumber]
}

/// A typed number and its precision.
struct TypedNumber {
  let value: Number
  /// Nil for a fraction, which is exact.
  let rounding: Rounding?

  struct Rounding {
    /// The number of significant digits.
    let significant: Int
    /// The number of digits after the point; negative if the last digit counts tens or more.
    let decimals: Int
  }
}
