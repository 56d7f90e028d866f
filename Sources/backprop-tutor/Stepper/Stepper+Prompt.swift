import Terminal

extension Stepper {
  /// The line below what was printed, without colours and never wider than the window.
  var prompt: String {
    guard pauses else { return linePrompt }
    // The last column stays free: where the cursor goes after it differs between terminals.
    let columns = max(1, size.columns - 1)
    switch entry {
    case .number(let digits):
      return rule(with: ["go to step \(digits)_", "Enter go", "Esc leave"], columns: columns)
    case .search(let text):
      let room = max(1, columns - ScreenText.columns(of: mark) - 8)
      let end = ScreenText.suffix(of: spelt(text), columns: room)
      return rule(with: ["find \(end)_", "Enter find", "Esc leave"], columns: columns)
    case .nothing:
      break
    }
    let answer = notice.map { [spelt($0.text)] } ?? []
    return rule(with: answer + promptItems, columns: columns)
  }

  /// What the prompt offers, the most needed first.
  private var promptItems: [String] {
    if let text = unread.last {
      let count = "\(text.printed) of \(text.lines.count) lines"
      return ["more: Enter", count, "b back", "? keys", "q quit"]
    }
    let isEnd = isAtLastPage && watched == nil
    let enter = isEnd ? "Enter end" : isAtLastPage ? "save to go on" : "Enter next"
    return [enter] + (hasHint ? ["h hint"] : []) + ["b back", "t contents", "? keys", "q quit"]
  }

  /// The items in a rule across the screen, without those that find no room.
  private func rule(with items: [String], columns: Int) -> String {
    let separator = content.style.unicode ? " · " : ", "
    var kept = items
    // Least needed are the ones before the last two, which tell how to learn more and to leave.
    while kept.count > 1, width(of: kept, separator) > columns {
      kept.remove(at: max(1, kept.count - 3))
    }
    let text = ScreenText.prefix(of: mark + kept.joined(separator: separator), columns: columns)
    let room = columns - ScreenText.columns(of: text)
    guard room > 1 else { return text }
    return text + " " + String(repeating: content.style.unicode ? "─" : "-", count: room - 1)
  }

  private func width(of items: [String], _ separator: String) -> Int {
    ScreenText.columns(of: mark + items.joined(separator: separator))
  }

  private var mark: String { content.style.unicode ? "── " : "-- " }

  /// The text in characters that the screen can show.
  func spelt(_ text: String) -> String {
    guard !content.style.unicode else { return text }
    return String(text.map { $0.isASCII ? $0 : "?" })
  }

  /// What asks for a line.
  private var linePrompt: String {
    let end =
      !isAtLastPage
      ? "Enter for the next" : watched == nil ? "Enter ends the lesson" : "Enter after saving"
    let hint = hasHint ? ", hint" : ""
    return "Step \(index + 1) of \(content.count). \(end)\(hint), or help: "
  }
}
