import Documents
import Formulas
import Typography

extension Stepper {
  /// Prints the verdict on a reply. With keys the reply is printed first, because it was erased
  /// with the prompt.
  mutating func check(_ reply: String) -> StepperEffect {
    guard content.asks(index) else { return answer(.nothingAsked) }
    guard reply.contains(where: { !$0.isWhitespace }) else {
      return pauses ? StepperEffect() : answer(.noReply)
    }
    let (reply, verdict) = verdict(on: reply)
    if verdict.isRight { isAnswered = true }
    guard pauses else { return present(verdict.lines) }
    let echo = "\(replyLabel)\(spelt(reply))"
    let ellipsis = content.style.unicode ? "…" : "..."
    return present(
      [DisplayWidth.shortened(echo, to: width, ellipsis: ellipsis), ""] + verdict.lines)
  }

  /// The verdict on a reply, and the reply. Before that to a single choice may stand the `a` that opens
  /// the prompt at every question: `ac` is c, but `all three` is what it says.
  private func verdict(on reply: String) -> (String, StepperVerdict) {
    if pauses, !mayNameSeveral, !choiceLetters.isEmpty, reply.first?.lowercased() == "a" {
      let rest = String(reply.dropFirst().drop(while: \.isWhitespace))
      let verdict = content.check(rest, index, advice, width)
      if verdict.isReadable, !rest.isEmpty { return (rest, verdict) }
    }
    return (reply, content.check(reply, index, advice, width))
  }

  /// What can be done next, as the footer says it; nothing after a right reply.
  private var advice: [Inline] {
    if isAnswered { return [] }
    guard hasHint else { return [.text("Enter shows how it is worked out.")] }
    return [
      .text(pauses ? "Press " : "Type "), .code(pauses ? "h" : "hint"), .text(" for a hint."),
    ]
  }

  /// Whether the page asks, and was not answered rightly yet.
  var awaitsReply: Bool { content.asks(index) && !isAnswered }

  /// The letters of the choices between which the page asks, which belong to its question.
  var choiceLetters: Substring {
    "abcdefghijklmnopqrstuvwxyz".prefix(content.choices(index).count)
  }

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
