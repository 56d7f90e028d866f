import Backprop
import MatrixCore

/// What is to be said of a student's reply to a question.
package enum Verdict: Sendable {
  case right
  /// It is the answer, rounded to the digits that were typed.
  case rightToDigits
  /// One of the lesson's own wrong answers.
  case wrong(AskedQuestion.Text)
  /// What a usual mistake gives, and what is wrong with it.
  case mistake(String)
  /// The choices that were named; `isComplete` where no right one was left out.
  case choices([Int], isComplete: Bool)
  /// The rows stand where the columns of the answer do.
  case transposed
  /// The numbers have other sizes than the answer.
  case sizes([Int], expected: Shape)
  /// So many entries are right; the indices of the first that isn't, from 1.
  case entries(right: Int, of: Int, firstWrong: [Int])
  /// The right axes in another order.
  case order
  case notYet
  case unreadable(Unreadable)

  /// Why a reply can't be read.
  package enum Unreadable: Error, Hashable, Sendable {
    case noNumber
    case bracket
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
