import MatrixCore

/// What a place along some axes is called: `n = 1`, counted from 1.
package enum AxisLabels {
  /// The first letters of the axis names in lower case, or the names where two letters are the same.
  package static func letters(_ shape: Shape) -> [String] {
    let letters = shape.names.map { $0.prefix(1).lowercased() }
    return Set(letters).count == letters.count ? letters : shape.names
  }

  /// `n = 1, c = 2`, for the entry stored at `offset`.
  package static func label(_ shape: Shape, at offset: Int) -> String {
    zip(letters(shape), shape.indices(at: offset))
      .map { "\($0) = \($1 + 1)" }.joined(separator: ", ")
  }
}
