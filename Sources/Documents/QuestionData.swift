import Derivations
import Formulas
import Lessons
import MatrixCore
import Typography

/// A question with all that a page needs to judge a reply by itself.
package struct QuestionData: Sendable {
  package let expected: Expected
  /// The answers that usual mistakes give, and what is said of each, the likeliest first.
  package let mistakes: [(value: Tensor, text: String)]
  package let hints: [[Block]]

  package enum Expected: Sendable {
    /// A reply may be off by `slack` in each entry.
    case numbers(Tensor, slack: Double)
    case shape(Shape)
    case choices([Choice])
  }

  package struct Choice: Sendable {
    package let isRight: Bool
    package let reply: String
  }
}

extension LessonDocument {
  /// The question of a page; nil if it asks none.
  func questionData(_ page: Int, _ numbers: NumberStyle) -> QuestionData? {
    guard let question = question(at: page) else { return nil }
    var judge = judge(at: page, numbers: numbers)
    let expected: QuestionData.Expected
    switch question.answer?.value {
    case .tensor(let tensor)?: expected = .numbers(tensor, slack: judge?.slack ?? 0)
    case .shape(let shape)?: expected = .shape(shape)
    case nil:
      expected = .choices(
        question.choices.map {
          QuestionData.Choice(isRight: $0.isRight, reply: $0.reply.inlines(numbers).plain)
        })
    }
    let mistakes = judge?.foreseen() ?? []
    return QuestionData(
      expected: expected,
      mistakes: mistakes.map { ($0.value, $0.explanation.inlines(numbers).plain) },
      hints: hints(page, numbers: numbers).map(\.blocks))
  }
}
