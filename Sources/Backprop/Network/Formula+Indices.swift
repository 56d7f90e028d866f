import Formulas
import MatrixCore

extension Formula.Index: ExpressibleByIntegerLiteral {
  /// An index that was generated, not parsed.
  package init(integerLiteral number: Int) {
    self.init(number: number, range: .nowhere)
  }
}

extension [Formula.Index] {
  package var numbers: [Int] { map(\.number) }

  /// The problems of these indices for an entry of that shape; `range` is that of the whole index
  /// expression.
  package func problems(in shape: Shape, at range: SourceRange) -> [Problem] {
    guard count == shape.rank else {
      return [Problem(.indexCount(count, for: shape), at: range)]
    }
    return zip(self, shape.axes).filter { $0.number > $1.size }.map { index, axis in
      Problem(
        .indexOutOfRange(index.number, axis: axis), at: index.range.isEmpty ? range : index.range)
    }
  }
}
