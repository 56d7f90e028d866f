import Backprop
import Derivations
import Formulas

/// A question with the values of its text, its answer and its wrong answers.
package struct AskedQuestion: Sendable {
  /// Running text with the values of its expressions, in order.
  package struct Text: Sendable {
    package let inlines: [ProseInline]
    package let values: [ProseValue]
  }

  package struct Choice: Sendable {
    package let isRight: Bool
    package let text: Text
    package let reply: Text
  }

  /// A wrong value and the reply to it.
  package struct WrongAnswer: Sendable {
    package let formula: Formula
    package let value: ExpressionValue
    package let reply: Text
  }

  /// The question's number in the lesson, from 1.
  package let number: Int
  /// Nil for a question with choices.
  package let answer: (formula: Formula, value: ExpressionValue)?
  package let choices: [Choice]
  /// The lesson's wrong answers that differ from the right answer.
  package let wrong: [WrongAnswer]
  package let hints: [Text]
}

extension AskedQuestion {
  /// The name of the choice at an index: `a` to `z`, then `aa`, `ab` …
  package static func letter(ofChoice index: Int) -> String {
    var letters = ""
    var rest = index
    while rest >= 0 {
      letters = String(Unicode.Scalar(UInt8(ascii: "a") + UInt8(rest % 26))) + letters
      rest = rest / 26 - 1
    }
    return letters
  }
}
