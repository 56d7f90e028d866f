import MatrixCore

/// The words that formats put beside a document's own, such as labels instead of drawn marks.
package enum Vocabulary {
  package static let quote = "Quote"
  package static let help = "help"
  package static let code = "code"

  package static func step(_ position: String) -> String { "Step \(position)" }

  package static func claim(holds: Bool) -> String { holds ? "holds" : "does not hold" }

  /// The text that a diagnostic marks.
  package static func marked(_ text: String) -> String { "marked: \(text)" }

  /// The line that a diagnostic marks.
  package static func line(_ number: Int, isMain: Bool) -> String {
    isMain ? "line \(number)" : "see line \(number)"
  }

  /// Some columns of a matrix that is too wide, from 1: `out 1–5 of 12`.
  package static func columns(_ range: ClosedRange<Int>, of axis: Axis) -> String {
    let numbers = range.count == 1 ? "" : "–\(range.upperBound)"
    return "\(axis.name) \(range.lowerBound)\(numbers) of \(axis.size)"
  }
}
