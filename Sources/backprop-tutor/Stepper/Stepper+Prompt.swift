import Documents
import Terminal
import Typography

extension Stepper {
  /// The line below the printed text, without colours and never wider than the window.
  var prompt: String {
    guard pauses else { return linePrompt }
    // Keeps the last column free, because the cursor's next position differs between terminals.
    let columns = max(1, size.columns - 1)
    switch entry {
    case .number(let digits):
      return rule([.essential("go to step \(digits)_"), enter("go"), leave], columns)
    case .step(let text):
      return rule([.essential(typed("go to step ", text, columns)), enter("go"), leave], columns)
    case .search(let text):
      return rule([.essential(typed("find ", text, columns)), enter("find"), leave], columns)
    case .reply(let text):
      let isOpen = text.last == "\n" && text.hasOpenBracket
      let end = isOpen ? [PromptItem("a bracket is open", need: 9)] : []
      return rule(
        [.essential(typed(replyLabel, text, columns))] + end + [enter("check"), leave], columns)
    case .nothing:
      break
    }
    // The header of a page is off the screen once its second part is shown.
    let place =
      partStart > 0 && !isAside ? [PromptItem("step \(index + 1)/\(count)", need: 8)] : []
    let answer = notice.map { [PromptItem.essential(spelt($0.text))] } ?? place
    return rule(answer + promptItems, columns)
  }

  private func enter(_ what: String) -> PromptItem { PromptItem("Enter \(what)", need: 8) }
  private var leave: PromptItem { PromptItem("Esc leave", need: 7) }

  /// The text being typed after a label; only its end if it is longer than the window.
  private func typed(_ label: String, _ text: String, _ columns: Int) -> String {
    let used = DisplayWidth.of(mark + label) + 3
    // A character may have any number of marks.
    let last = String(String.UnicodeScalarView(text.unicodeScalars.suffix(4 * columns)))
    let shown = spelt(last)
    guard DisplayWidth.of(shown) > columns - used else { return "\(label)\(shown)_" }
    let ellipsis = content.style.unicode ? "…" : "..."
    let room = columns - used - DisplayWidth.of(ellipsis)
    return "\(label)\(ellipsis)\(DisplayWidth.suffix(shown, fitting: room))_"
  }

  /// The items of the prompt, in order.
  private var promptItems: [PromptItem] {
    func always(_ listing: PromptItem?) -> [PromptItem] {
      [PromptItem("\(backKey) back", need: 3)] + (listing.map { [$0] } ?? [])
        + [PromptItem("? keys", need: 5), PromptItem("q quit", need: 6)]
    }
    let more: [PromptItem] =
      unread.map {
        [
          PromptItem("more: Enter", need: 9),
          PromptItem("\($0.printed) of \($0.lines.count) lines", need: 2),
        ]
      } ?? []
    if isAside {
      let answer = content.asks(index) ? [PromptItem("a answer", need: 7)] : []
      let keys = more.isEmpty ? "Enter, q, Esc" : "q, Esc"
      return more + [PromptItem("\(keys) back to step \(index + 1)", need: 8)] + answer
        + [PromptItem("? keys", need: 0), PromptItem("Ctrl-D quit", need: 1)]
    }
    if !more.isEmpty { return more + level + always(nil) }
    if awaitsReply {
      let hint = hasHint ? [PromptItem("h hint", need: 7)] : []
      let keys = choiceLetters.isEmpty ? "a" : choiceLetters.map(String.init).joined(separator: " ")
      let several =
        mayNameSeveral ? [PromptItem("several as \(severalChoices)", need: 7)] : []
      return [PromptItem("\(keys) answer", need: 9)] + several + hint + [
        PromptItem("Enter shows it", need: 8)
      ]
        + level + always(PromptItem("v values", need: 2))
    }
    let isEnd = isAtLastPage && watched == nil
    let enter = isEnd ? "Enter end" : isAtLastPage ? "save to go on" : "Enter next"
    return [PromptItem(enter, need: 9)] + level + always(PromptItem("t contents", need: 1))
  }

  /// The key that leads back, also where `b` is a choice.
  private var backKey: String {
    guard choiceLetters.contains("b") else { return "b" }
    return content.style.unicode ? "←" : "Left"
  }

  /// The level of detail, where it is not the usual one, and the key that leads to more or back.
  private var level: [PromptItem] {
    switch detail {
    case .brief: [PromptItem("brief: i more", need: 4)]
    case .normal: hasMoreDetail ? [PromptItem("i more", need: 2)] : []
    case .full: [PromptItem("full: o less", need: 4)]
    }
  }

  /// The items in a rule across the screen, without the least needed if they don't fit.
  private func rule(_ items: [PromptItem], _ columns: Int) -> String {
    let separator = content.style.unicode ? " · " : ", "
    var kept = items
    while kept.count > 1, width(of: kept, separator) > columns {
      guard let least = kept.indices.min(by: { kept[$0].need < kept[$1].need }) else { break }
      kept.remove(at: least)
    }
    let words = kept.map(\.text).joined(separator: separator)
    let text = String(DisplayWidth.split((mark + words)[...], at: columns).head)
    let room = columns - DisplayWidth.of(text)
    guard room > 1 else { return text }
    return text + " " + String(repeating: content.style.unicode ? "─" : "-", count: room - 1)
  }

  private func width(of items: [PromptItem], _ separator: String) -> Int {
    DisplayWidth.of(mark + items.map(\.text).joined(separator: separator))
  }

  private var mark: String { content.style.unicode ? "── " : "-- " }

  /// The text in characters that the screen can show.
  func spelt(_ text: String) -> String {
    content.style.unicode ? Spelling.unicode(text) : Spelling.ascii(text)
  }

  /// The prompt for a line.
  private var linePrompt: String {
    if openReply != nil { return "A bracket is open. The rest of your answer, or Enter: " }
    let end =
      !isAtLastPage
      ? "Enter for the next" : watched == nil ? "Enter ends the lesson" : "Enter after saving"
    let hint = hasHint ? ", hint" : ""
    let level = detail == .normal ? "" : ", \(detail)"
    let step = "Step \(index + 1) of \(count)\(level)"
    let reply = choiceLetters.isEmpty ? "answer REPLY" : choiceList
    let text =
      awaitsReply
      ? "\(step). \(reply)\(hint), Enter to see it, or help:"
      : "\(step). \(end)\(hint), or help:"
    return WordWrap.lines(text, width: width - 1).joined(separator: "\n") + " "
  }

  /// The number of pages, once it is known.
  private var count: String { spelt(content.more == nil ? "\(content.count)" : "…") }

  /// `a, b or c`
  private var choiceList: String {
    choiceLetters.dropLast().map(String.init).joined(separator: ", ") + " or "
      + choiceLetters.suffix(1) + (mayNameSeveral ? ", several as \(severalChoices)" : "")
  }
}

/// An item of the prompt.
private struct PromptItem {
  let text: String
  /// The priority; items with the lowest are dropped first in a narrow window.
  let need: Int

  init(_ text: String, need: Int) {
    self.text = text
    self.need = need
  }

  /// The text being typed, or the response to the last key.
  static func essential(_ text: String) -> PromptItem { PromptItem(text, need: 10) }
}
