import Formulas
import MatrixCore

extension Formula.Index: ExpressibleByIntegerLiteral {
  /// An index that was generated, not parsed.
  package init(integerLiteral number: Int) {
    self.init(number: number, range: .nowhere)
  }
}

extension [Formula.Index] {
  /// The numbers, if no index is a whole axis.
  package var numbers: [Int] { compactMap(\.number) }

  /// The problems of these indices for an entry of that shape; `range` is that of the whole index
  /// expression.
  package func problems(in shape: Shape, at range: SourceRange) -> [Problem] {
    guard count == shape.rank else {
      return [Problem(.indexCount(count, for: shape), at: range)]
    }
    return zip(self, shape.axes).compactMap { index, axis in
      guard let number = index.number, number > axis.size else { return nil }
      return Problem(
        .indexOutOfRange(number, axis: axis), at: index.range.isEmpty ? range : index.range)
    }
  }
}
