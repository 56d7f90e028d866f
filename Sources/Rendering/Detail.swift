/// How much of a step is shown.
package enum Detail: Int, CaseIterable, Sendable {
  /// The formula and the result.
  case brief
  /// The operands and the terms of each sample as well.
  case normal
  /// Every scalar product as well.
  case full
}

extension Detail {
  /// The next richer detail; none after the richest.
  package var more: Detail? { Detail(rawValue: rawValue + 1) }

  /// The next poorer detail; none before the poorest.
  package var less: Detail? { Detail(rawValue: rawValue - 1) }
}
