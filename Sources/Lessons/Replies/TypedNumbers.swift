import MatrixCore

/// Numbers as a student typed them: one, a vector, a matrix.
struct TypedNumbers {
  /// Empty for a single number.
  let sizes: [Int]
  let numbers: [TypedNumber]
}

/// A number, and how far it is meant to go.
struct TypedNumber {
  let value: Number
  /// Nil for a fraction, which is meant exactly.
  let rounding: Rounding?

  struct Rounding {
    /// The digits from the first that is not 0.
    let significant: Int
    /// The digits after the point; negative where the last digit stands for tens and more.
    let decimals: Int
  }
}
