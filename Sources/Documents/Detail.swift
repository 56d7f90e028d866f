/// How much of a step is shown.
package enum Detail: Int, CaseIterable, Sendable {
  /// The formula and the result.
  case brief
  /// Also the operands and the terms of each sample.
  case normal
  /// Also every scalar product.
  case full
}

extension Detail {
  /// The next level of detail; nil after the highest.
  package var more: Detail? { Detail(rawValue: rawValue + 1) }

  /// The previous level of detail; nil before the lowest.
  package var less: Detail? { Detail(rawValue: rawValue - 1) }
}
