import Lessons

/// The marks of a list's items.
package enum ListMarks: Sendable, Hashable {
  case bullets
  /// `1.`, `2.` …
  case numbers(from: Int)
  /// `a)`, `b)` …, for choices: a typed number goes to the step of that number.
  case letters
}

extension ListMarks {
  /// The mark of the item at an index; nil for a bullet.
  package func text(at index: Int) -> String? {
    switch self {
    case .bullets: nil
    case .numbers(let first): String(first.addingReportingOverflow(index).partialValue) + "."
    case .letters: AskedQuestion.letter(ofChoice: index) + ")"
    }
  }
}
