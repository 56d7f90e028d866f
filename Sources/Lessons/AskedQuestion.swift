import Backprop
import Derivations
import Formulas

/// A question as it is put to the student, with what its answer and its replies come to.
package struct AskedQuestion: Sendable {
  /// Running text with its values, in the order in which its expressions stand in it.
  package struct Text: Sendable {
    package let inlines: [ProseInline]
    package let values: [ProseValue]
  }

  package struct Choice: Sendable {
    package let isRight: Bool
    package let text: Text
    package let reply: Text
  }

  /// A value that a mistake gives, and what to say of it.
  package struct WrongAnswer: Sendable {
    package let value: ExpressionValue
    package let reply: Text
  }

  /// From 1, in its lesson.
  package let number: Int
  /// Nil where there are choices.
  package let answer: (formula: Formula, value: ExpressionValue)?
  package let choices: [Choice]
  /// Those that are wrong on these numbers.
  package let wrong: [WrongAnswer]
  package let hints: [Text]
}

extension AskedQuestion {
  /// What a choice is called, its place counted from 0: `a` to `z`, then `aa`, `ab` …
  package static func letter(ofChoice place: Int) -> String {
    var letters = ""
    var rest = place
    while rest >= 0 {
      letters = String(Unicode.Scalar(UInt8(ascii: "a") + UInt8(rest % 26))) + letters
      rest = rest / 26 - 1
    }
    return letters
  }
}
