extension Tensor {
  /// Whether it is a symmetric matrix.
  package var isSymmetric: Bool {
    guard shape.rank == 2, shape.axes[0].size == shape.axes[1].size else { return false }
    let size = shape.axes[0].size
    let entries = doubles
    for row in 0..<size {
      for column in 0..<row where entries[row * size + column] != entries[column * size + row] {
        return false
      }
    }
    return true
  }

  /// The index of the first row of a matrix whose entries are all 0.
  package var firstZeroRow: Int? {
    guard shape.rank == 2 else { return nil }
    let width = shape.axes[1].size
    let entries = doubles
    return (0..<shape.axes[0].size).first { row in
      entries[row * width..<(row + 1) * width].allSatisfy { $0 == 0 }
    }
  }

  /// Whether a maximum over the axes called `names` is attained more than once, where the entry of
  /// `weights`, if given, is not 0.
  package func hasTie(along names: [String], where weights: Tensor? = nil) -> Bool {
    guard let largest = try? maximum(over: names).broadcast(to: shape),
      let marks = try? Tensor.combine(.subtract, self, largest).mapped(.isZero).sum(over: names)
    else { return false }
    guard let weights else { return marks.doubles.contains { $0 > 1 } }
    return zip(marks.doubles, weights.doubles).contains { $0 > 1 && $1 != 0 }
  }
}
