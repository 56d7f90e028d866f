import Formulas
import MatrixCore

/// What a lesson may still use of its limits; it is charged before the work is done.
package struct Budget: Sendable {
  private var entries = Limits.entriesOfLesson
  private var multiplications = Limits.multiplications
  private(set) var operations = Limits.operations

  package init() {}

  /// Charges the entries of stored values; if fewer are left, charges nothing and throws `limit`.
  package mutating func spend(entries: Int, at range: SourceRange) throws(Problem) {
    try Budget.spend(entries, of: &self.entries, .entriesOfLesson, Limits.entriesOfLesson, range)
  }

  /// Charges multiplications; if fewer are left, charges nothing and throws `limit`.
  package mutating func spend(multiplications: Int, at range: SourceRange) throws(Problem) {
    try Budget.spend(
      multiplications, of: &self.multiplications, .multiplications, Limits.multiplications, range)
  }

  /// Charges data and operations of formulas; if fewer are left, charges nothing and throws `limit`.
  package mutating func spend(operations: Int, at range: SourceRange) throws(Problem) {
    try Budget.spend(operations, of: &self.operations, .operations, Limits.operations, range)
  }

  private static func spend(
    _ amount: Int, of rest: inout Int, _ limit: NetworkProblem.Limit, _ most: Int,
    _ range: SourceRange
  ) throws(Problem) {
    guard amount <= rest else {
      throw Problem(.limit(limit, found: "\(amount.addingSaturating(most - rest))"), at: range)
    }
    rest -= amount
  }
}
