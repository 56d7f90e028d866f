import Backprop
import Derivations
import Formulas
import Lessons
import MatrixCore
import Typography

extension LessonDocument {
  /// Whether a page asks a question.
  package func asks(_ page: Int) -> Bool {
    question(at: page) != nil
  }

  /// Whether a page shows the answer to a question.
  package func answers(_ page: Int) -> Bool {
    if case .answer = run.pages[page].content { true } else { false }
  }

  /// The question of a page; nil if its answer could not be computed.
  package func question(at page: Int) -> AskedQuestion? {
    if case .question(let question) = run.pages[page].content { question } else { nil }
  }

  /// Judges a reply to a page's question; nil if the page asks none.
  package func verdict(on reply: Reply, at page: Int, numbers: NumberStyle) -> Verdict? {
    var judge = judge(at: page, numbers: numbers)
    return judge?.verdict(on: reply)
  }

  /// The judge of a page's question; nil if the page asks none.
  package func judge(at page: Int, numbers: NumberStyle) -> Judge? {
    guard let question = question(at: page) else { return nil }
    return run.judge(
      at: page, choices: question.choices.map { $0.text.inlines(numbers).plain }, numbers)
  }

  /// The response to a reply, and whether that is right; `advice` is added if there is
  /// no specific response.
  package func response(
    to reply: String, at page: Int, advice: [Inline], numbers: NumberStyle
  ) -> (document: Document, isRight: Bool, isReadable: Bool) {
    guard let question = question(at: page),
      let verdict = verdict(on: .text(reply), at: page, numbers: numbers)
    else { return (Document(), false, false) }
    return (
      verdict.document(on: question, advice: advice, numbers), verdict.isRight, verdict.isReadable
    )
  }
}
