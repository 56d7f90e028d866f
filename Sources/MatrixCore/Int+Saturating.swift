/// Counts and costs, none of them negative, that may be too large for an `Int`.
extension Int {
  /// The product; `Int.max` on overflow.
  package func multipliedSaturating(by other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }

  /// The sum; `Int.max` on overflow.
  package func addingSaturating(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
