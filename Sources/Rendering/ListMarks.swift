import Lessons

/// What stands before the items of a list.
package enum ListMarks: Sendable, Hashable {
  case bullets
  /// `1.`, `2.` …
  case numbers(from: Int)
  /// `a)`, `b)` …, for choices: a number typed leads to the step of that number.
  case letters
}

extension ListMarks {
  /// The mark of the item at a place counted from 0; nil for a bullet.
  func text(of place: Int) -> String? {
    switch self {
    case .bullets: nil
    case .numbers(let first): String(first.addingReportingOverflow(place).partialValue) + "."
    case .letters: AskedQuestion.letter(ofChoice: place) + ")"
    }
  }
}
