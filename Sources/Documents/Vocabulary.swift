/// The words that formats put beside a document's own, such as labels instead of drawn marks.
package enum Vocabulary {
  package static let help = "help"
  package static let code = "code"

  /// The text under the mark of a diagnostic, for readers who don't see the mark.
  package static func marked(_ text: String) -> String { "marked: \(text)" }

  /// The line of a diagnostic's mark.
  package static func line(_ number: Int, isMain: Bool) -> String {
    isMain ? "line \(number)" : "see line \(number)"
  }
}
