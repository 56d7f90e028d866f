import Terminal

/// The prompt on the screen, below everything printed, until it is erased.
struct PromptLine {
  let color: Bool
  private var shown = ""

  init(color: Bool) {
    self.color = color
  }
}

extension PromptLine {
  /// Replaces the prompt by `text`, in a window of `columns` columns.
  mutating func show(_ text: String, _ output: inout Output, columns: Int) {
    guard text != shown else { return }
    erase(&output, columns: columns)
    output.write(color ? "\u{1B}[2m\(text)\u{1B}[0m" : text)
    shown = text
  }

  /// Erases the prompt and leaves the cursor at the start of its line.
  mutating func erase(_ output: inout Output, columns: Int, if isWanted: Bool = true) {
    guard isWanted, !shown.isEmpty else { return }
    // If the window became narrower, the terminal wrapped the line.
    let rows = ScreenText.rows(of: shown, columns: columns)
    output.write(rows > 1 ? "\r\u{1B}[\(rows - 1)A\u{1B}[J" : "\r\u{1B}[K")
    shown = ""
  }

  /// Starts on an empty line, without erasing.
  mutating func startAfresh(_ output: inout Output) {
    output.write("\r\u{1B}[K")
    shown = ""
  }
}
