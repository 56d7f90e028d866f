import MatrixCore

extension Formula {
  /// The sum of formulas. Many are added by halves, so that the formula is never deep.
  package static func sum(of terms: [Formula]) -> Formula {
    terms.combined { Formula(.binary(.add, $0, $1)) } ?? .number(0)
  }
}

extension Array {
  /// The elements combined from left to right; of many, each half by itself. Nil if there is none.
  package func combined(_ combine: (Element, Element) -> Element) -> Element? {
    self[...].combined(combine)
  }
}

extension ArraySlice {
  fileprivate func combined(_ combine: (Element, Element) -> Element) -> Element? {
    guard let first else { return nil }
    guard count > 32 else { return dropFirst().reduce(first, combine) }
    let middle = index(startIndex, offsetBy: count / 2)
    guard let left = self[..<middle].combined(combine),
      let right = self[middle...].combined(combine)
    else { return first }
    return combine(left, right)
  }
}
