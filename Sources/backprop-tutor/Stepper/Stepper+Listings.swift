import Documents
import Formats
import Typography

extension Stepper {
  /// The table of contents: the pages below the lesson's headings, with a mark at the current page,
  /// and the index of its line.
  func contents() -> (lines: [String], current: Int) {
    let numberWidth = "\(pages.upperBound)".count
    var lines = [shortened("Contents of \(content.lesson)"), ""]
    var current = 0
    for page in pages {
      let info = content.page(page)
      for heading in info.headings {
        let indent = String(repeating: " ", count: min(max(0, heading.level - 2), 3))
        let text = shortened(indent + spelt(heading.text))
        lines.append(content.style.color ? Paint.bold.start + text + Paint.end : text)
      }
      if page == index { current = lines.count }
      let number = padded("\(page + 1)", to: numberWidth, atStart: true)
      let name = info.entry.map(spelt).joined(separator: content.style.unicode ? " · " : " - ")
      let line = "\(mark(page == index))\(number)  \(name)\(note(page == index))"
      lines.append(shortened(line))
    }
    return (lines + [""], current)
  }

  /// The keys and what they do, and the signs.
  func keyLines() -> [String] {
    listing(
      "Keys",
      [
        (
          content.style.unicode ? "Enter, Space, →, ↓" : "Enter, Space, Right, Down", "next step"
        ),
        (
          content.style.unicode ? "b, ←, ↑, Backspace" : "b, Left, Up, Backspace",
          "step before; not b where it is a choice"
        ),
        ("}", "next section; ] too, where nothing is asked"),
        ("{", "section before; [ too, where nothing is asked"),
        ("g", "first step"),
        ("G", "last step"),
        (": and a number or name", "that step; a number too, where nothing is asked"),
        ("t", "contents"),
        ("v", "the values so far"),
        (
          "a",
          "answer, where something is asked; a number, a paste, a choice or a letter not listed here begins one too"
        ),
        ("h", "a hint, where something is asked; after the last the first again"),
        ("i", "into more detail"),
        ("o", "out of detail"),
        ("/", "find; again: / Enter"),
        ("?", "these keys and signs"),
        ("Esc, q, b", "from the contents, the values or these keys back to the step"),
        ("q, Ctrl-D", "quit"),
      ]) + signLines()
  }

  /// The commands that can be given as lines.
  func commandLines() -> [String] {
    listing(
      "Commands",
      [
        ("Enter", "next step"),
        ("back, b", "step before; not b where it is a choice"),
        ("go STEP", "the step with that number or name"),
        ("8", "the step with that number; where something is asked, your answer"),
        ("next section", "the section after this one"),
        ("previous section", "the section before this one"),
        ("first, last", "the first step, the last step"),
        ("contents, t", "all steps"),
        ("values, v", "the values so far"),
        (
          "answer REPLY",
          "answer what is asked; a is short for it; a matrix may take several lines; a choice needs only its letter"
        ),
        ("hint", "a hint, where something is asked"),
        ("into, out", "more detail, less detail"),
        ("find TEXT", "the next step with that text; find alone finds it again"),
        ("help", "these commands and signs"),
        ("quit, q", "leave the lesson"),
      ]) + signLines()
  }

  /// The signs of formulas and what they mean.
  private func signLines() -> [String] {
    listing(Legend.title, Legend.signs(content.style.unicode ? .unicode : .ascii))
  }

  /// One line per name and purpose, wrapped under the purpose, or under the name in a narrow
  /// window.
  private func listing(_ title: String, _ entries: [(name: String, purpose: String)]) -> [String] {
    let title = shortened(title)
    let width = min(width, TextStyle.readableWidth)
    if content.style.accessible {
      let lines = entries.flatMap {
        WordWrap.lines("\($0.name): \($0.purpose)", width: width, hang: 2)
      }
      return [title, ""] + lines + [""]
    }
    let nameWidth = entries.map { DisplayWidth.of($0.name) }.max() ?? 0
    let lines = entries.flatMap { entry -> [String] in
      let hang = nameWidth + 4
      guard width - hang >= 12 else {
        let indent = width < 8 ? "" : "  "
        return WordWrap.lines(entry.name, width: width, lead: indent, hang: indent.count)
          + WordWrap.lines(
            entry.purpose, width: width, lead: indent + indent, hang: 2 * indent.count)
      }
      return WordWrap.lines(
        entry.purpose, width: width, lead: "  \(padded(entry.name, to: nameWidth))  ", hang: hang)
    }
    return [title, ""] + lines + [""]
  }

  private func shortened(_ line: String) -> String {
    DisplayWidth.shortened(line, to: width, ellipsis: content.style.unicode ? "…" : "...")
  }

  private func mark(_ isPresent: Bool) -> String {
    if content.style.accessible { return "" }
    return isPresent ? (content.style.unicode ? "▸ " : "> ") : "  "
  }

  private func note(_ isPresent: Bool) -> String {
    isPresent && content.style.accessible ? " (you are here)" : ""
  }

  private func padded(_ text: String, to columns: Int, atStart: Bool = false) -> String {
    let room = max(0, columns - DisplayWidth.of(text))
    let space = String(repeating: " ", count: room)
    return atStart ? space + text : text + space
  }
}
