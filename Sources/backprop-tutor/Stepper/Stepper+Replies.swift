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
      return firstChoice.map { check(String($0)) } ?? StepperEffect()
    }
    let advice: [Inline] =
      hasHint
      ? [.text(pauses ? "Press " : "Type "), .code(pauses ? "h" : "hint"), .text(" for a hint.")]
      : [.text("Enter shows how it is worked out.")]
    let verdict = content.check(reply, index, advice, width)
    if verdict.isRight { isAnswered = true }
    guard pauses else { return present(verdict.lines) }
    let echo = "\(replyLabel)\(spelt(reply))"
    let ellipsis = content.style.unicode ? "…" : "..."
    return present(
      [DisplayWidth.shortened(echo, to: width, ellipsis: ellipsis), ""] + verdict.lines)
  }

  /// Whether the page asks, and was not answered rightly yet.
  var awaitsReply: Bool { content.asks(index) && !isAnswered }

  /// The letters of the choices between which the page asks, which belong to its question.
  var choiceLetters: Substring {
    "abcdefghijklmnopqrstuvwxyz".prefix(content.choices(index).count)
  }

  /// The choice that an empty reply names: the first, whose letter `a` opens the prompt empty; nil
  /// where several choices are right, because `a` begins the reply there.
  var firstChoice: Character? { mayNameSeveral ? nil : choiceLetters.first }

  /// Whether a reply to the page's question may name several choices.
  var mayNameSeveral: Bool { content.choices(index).areSeveralRight }

  /// A reply that names several choices.
  var severalChoices: String { String(choiceLetters.prefix(1) + choiceLetters.suffix(1)) }

  /// Whether a character is the letter of a choice, small or capital.
  func isChoice(_ character: Character) -> Bool {
    choiceLetters.contains { String($0) == character.lowercased() }
  }

  var replyLabel: String { "your answer: " }
}
