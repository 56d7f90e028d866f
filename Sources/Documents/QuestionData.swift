import Derivations
import Formulas
import Lessons
import MatrixCore
import Typography

/// A question with all that a page needs to judge a reply by itself.
package struct QuestionData: Sendable {
  package let expected: Expected
  /// The answers that mistakes give, the likeliest first: those of a later family count only where none
  /// of an earlier one fits.
  package let mistakes: [[Mistake]]
  package let hints: [[Block]]
  /// What is said of the right answer, and of its digits where only they are right.
  package let right: (exact: String, rounded: String)
  /// What is said of an answer that nothing explains.
  package let next: String
  /// The digits with which numbers are shown.
  package let precision: Int

  package init(
    expected: Expected, mistakes: [[Mistake]] = [], hints: [[Block]] = [],
    right: (exact: String, rounded: String) = ("", ""), next: String = "", precision: Int = 4
  ) {
    (self.expected, self.mistakes, self.hints) = (expected, mistakes, hints)
    (self.right, self.next, self.precision) = (right, next, precision)
  }

  package enum Expected: Sendable {
    case numbers(Numbers)
    case shape(Shape)
    case choices([Choice])
  }

  /// Numbers, and how far a reply may be off in each entry.
  package struct Numbers: Sendable {
    package let tensor: Tensor
    package let slack: [Double]

    package init(_ tensor: Tensor, slack: [Double] = []) {
      (self.tensor, self.slack) = (tensor, slack)
    }
  }

  package struct Mistake: Sendable {
    package let numbers: Numbers
    package let text: String
    /// Whether the lesson itself explains it.
    package let isAuthored: Bool

    package init(_ numbers: Numbers, _ text: String, isAuthored: Bool = false) {
      (self.numbers, self.text, self.isAuthored) = (numbers, text, isAuthored)
    }
  }

  package struct Choice: Sendable {
    package let isRight: Bool
    package let text: String
    package let reply: String
  }
}

extension LessonDocument {
  /// The question of a page; nil if it asks none.
  func questionData(_ page: Int, _ numbers: NumberStyle) -> QuestionData? {
    guard let question = question(at: page), var judge = judge(at: page, numbers: numbers) else {
      return nil
    }
    func weighed(_ tensor: Tensor, isAnswer: Bool = false) -> QuestionData.Numbers {
      QuestionData.Numbers(tensor, slack: judge.slack(tensor, isAnswer: isAnswer))
    }
    let expected: QuestionData.Expected
    switch question.answer?.value {
    case .tensor(let tensor)?: expected = .numbers(weighed(tensor, isAnswer: true))
    case .shape(let shape)?: expected = .shape(shape)
    case nil:
      expected = .choices(
        question.choices.map {
          QuestionData.Choice(
            isRight: $0.isRight, text: $0.text.inlines(numbers).plain,
            reply: $0.reply.inlines(numbers).plain)
        })
    }
    func said(_ verdict: Verdict) -> String { verdict.document(on: question, numbers).plain }
    let mistakes = [MistakeSearch.Family.usual, .steps].map { family in
      judge.foreseen(family).map { value, explanation in
        let isAuthored = if case .authored = explanation { true } else { false }
        return QuestionData.Mistake(
          weighed(value), explanation.inlines(numbers).plain, isAuthored: isAuthored)
      }
    }
    return QuestionData(
      expected: expected, mistakes: mistakes, hints: hints(page, numbers: numbers).map(\.blocks),
      right: (said(judge.right(isRounded: false)), said(judge.right(isRounded: true))),
      next: said(judge.unexplained), precision: numbers.precision)
  }
}

extension String {
  /// The text without spaces at its end.
  fileprivate var trimmed: String {
    lastIndex { $0 != " " }.map { String(self[...$0]) } ?? ""
  }
}

extension Document {
  /// The text of its paragraphs.
  fileprivate var plain: String {
    blocks.compactMap { if case .paragraph(let text) = $0 { text.plain } else { nil } }
      .joined(separator: " ").trimmed
  }
}
