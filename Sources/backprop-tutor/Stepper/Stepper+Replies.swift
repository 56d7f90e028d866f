import Documents
import Formulas
import Typography

extension Stepper {
  /// Prints the verdict on a reply. With keys the reply is printed first, because it was erased
  /// with the prompt.
  mutating func check(_ reply: String) -> StepperEffect {
    guard content.asks(index) else { return answer(.nothingAsked) }
    guard reply.contains(where: { !$0.isWhitespace }) else {
      guard pauses else { return answer(.noReply) }
      return choiceLetters.first.map { check(String($0)) } ?? StepperEffect()
    }
    let advice: [Inline] =
      hasHint
      ? [.text(pauses ? "Press " : "Type "), .code(pauses ? "h" : "hint"), .text(" for a hint.")]
      : [.text("Enter shows how it is worked out.")]
    let verdict = content.check(reply, index, advice, width)
    isAnswered = verdict.isRight
    guard pauses else { return present(verdict.lines) }
    let echo = "\(replyLabel)\(spelt(reply))"
    let ellipsis = content.style.unicode ? "…" : "..."
    return present(
      [DisplayWidth.shortened(echo, to: width, ellipsis: ellipsis), ""] + verdict.lines)
  }

  /// The letters of the choices between which the page asks, which belong to its question.
  var choiceLetters: Substring { "abcdefghijklmnopqrstuvwxyz".prefix(content.choices(index)) }

  var replyLabel: String { "your answer: " }
}
