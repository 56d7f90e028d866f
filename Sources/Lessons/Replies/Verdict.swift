import Backprop
import MatrixCore

/// The judgement of a student's reply to a question.
package enum Verdict: Sendable {
  case right
  /// The answer, rounded to the digits typed.
  case rightToDigits
  /// The answer, rounded to one digit too few.
  case needsDigit
  /// One of the lesson's own wrong answers.
  case wrong(AskedQuestion.Text)
  /// The result of a usual mistake.
  case mistake(String)
  /// The choices typed; `isComplete` if they include every right one.
  case choices([Int], isComplete: Bool)
  /// The answer transposed.
  case transposed
  /// Numbers whose sizes differ from the answer's.
  case sizes([Int], expected: Shape)
  /// The number of right entries, and the indices of the first wrong one, from 1.
  case entries(right: Int, of: Int, firstWrong: [Int])
  /// The right axes in another order.
  case order
  case notYet
  case unreadable(Unreadable)

  /// The reason why a reply can't be read.
  package enum Unreadable: Error, Hashable, Sendable {
    case noNumber
    case bracket
    case emptyList
    case ragged
    /// `1,234`
    case comma(String)
    case shape
    case choice(count: Int)
  }

  package var isRight: Bool {
    switch self {
    case .right, .rightToDigits: true
    default: false
    }
  }
}
