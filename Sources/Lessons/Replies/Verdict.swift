import Backprop
import Derivations
import MatrixCore

/// The judgement of a student's reply.
package enum Verdict: Sendable {
  case right(Reason)
  /// Wrong, but right for these earlier answers of the student.
  case follows([String])
  /// All mistakes that explain the reply, the likeliest first.
  case mistakes(Mistakes)
  /// The choices typed; `isComplete` if they include every right one.
  case choices([Int], isComplete: Bool)
  case shape(OtherShape)
  case partial(Partial)
  /// Nothing explains it; `next` is a value on the way that the student was not given.
  case unknown(next: Next?)
  case unreadable(UnreadableReply)

  /// Why a reply is right.
  package struct Reason: Sendable {
    /// Whether only the digits given are right.
    package var isRounded = false
    /// The axes that are summed away.
    package var summed: [String] = []
    /// The axes by whose sizes the loss divides.
    package var divided: [String] = []
    /// The number of uses whose gradients add up.
    package var uses = 1

    package init() {}
  }

  /// A value to check before.
  package struct Next: Sendable {
    package let name: String
    /// Whether a page of the lesson shows it.
    package let isOnPage: Bool
  }

  package struct Mistakes: Sendable {
    /// One, or two or three of which one was made.
    package let found: [Explanation]
    /// Whether more than one number speaks for it.
    package let isLikely: Bool
  }

  /// A mistake, or what the lesson itself says to a wrong answer.
  package enum Explanation: Sendable {
    case usual(Mistake)
    case authored(AskedQuestion.WrongAnswer)
  }

  /// A reply of other sizes than the answer's.
  package struct OtherShape: Sendable {
    package let kind: Kind
    package let expected: Shape

    package enum Kind: Sendable {
      /// Rows and columns exchanged; `isRight` if the numbers are right.
      case transposed([Int], isRight: Bool)
      /// One row for each entry of an axis that the answer doesn't have; `of` if the rows are a
      /// value of this name.
      case unsummed([Int], axis: String, of: String?)
      /// The entries in one row, or a row cut in pieces.
      case flattened([Int], isRight: Bool)
      case other([Int])
      /// The reply is a shape: the axes in another order.
      case order
      /// The reply is a shape, and not the right one.
      case notThis
    }
  }

  /// A reply that is right in part.
  package enum Partial: Sendable {
    /// The right digits, but too few.
    case digits(missing: Int)
    /// Numbers near the right ones, and no beginning of these: their last digits are wrong.
    case close(count: Int)
    case entries(Entries)
  }

  package struct Entries: Sendable {
    package let right: Int
    package let count: Int
    /// The indices of the first wrong entry, from 1.
    package let firstWrong: [Int]
    /// The slices that are wrong throughout where all others are right; nil if none.
    package let slices: Slices?
  }

  package struct Slices: Sendable {
    package let axis: Axis
    /// The position of the axis among those of the answer.
    package let position: Int
    /// From 1.
    package let wrong: [Int]
  }

  package var isRight: Bool { if case .right = self { true } else { false } }
  package var isReadable: Bool { if case .unreadable = self { false } else { true } }
}
