import Terminal

/// The prompt as it stands on the screen, below everything printed, until it is erased.
struct PromptLine {
  let color: Bool
  private var shown = ""

  init(color: Bool) {
    self.color = color
  }
}

extension PromptLine {
  /// Shows `text` in place of what is shown, in a window so many columns wide.
  mutating func show(_ text: String, _ output: inout Output, columns: Int) {
    guard text != shown else { return }
    erase(&output, columns: columns)
    output.write(color ? "\u{1B}[2m\(text)\u{1B}[0m" : text)
    shown = text
  }

  /// Erases what is shown, leaving the cursor at the start of its line.
  mutating func erase(_ output: inout Output, columns: Int, if isWanted: Bool = true) {
    guard isWanted, !shown.isEmpty else { return }
    // In a window made narrower the terminal has broken the line.
    let rows = ScreenText.rows(of: shown, columns: columns)
    output.write(rows > 1 ? "\r\u{1B}[\(rows - 1)A\u{1B}[J" : "\r\u{1B}[K")
    shown = ""
  }

  /// Starts on an empty line, whatever has become of what was shown.
  mutating func startAfresh(_ output: inout Output) {
    output.write("\r\u{1B}[K")
    shown = ""
  }
}
