import Terminal

/// The prompt on the screen, below everything printed, until it is erased.
///
/// The cursor stays at its start: whether a narrower window wraps the prompt or cuts it, erasing
/// from there erases the prompt and nothing else.
struct PromptLine {
  let color: Bool
  private var shown = ""

  init(color: Bool) {
    self.color = color
  }
}

extension PromptLine {
  /// Replaces the prompt by `text`.
  mutating func show(_ text: String, _ output: inout Output) {
    guard text != shown else { return }
    erase(&output)
    output.write((color ? "\u{1B}[2m\(text)\u{1B}[0m" : text) + "\r")
    shown = text
  }

  /// Erases the prompt and leaves the cursor at the start of its line.
  mutating func erase(_ output: inout Output) {
    if !shown.isEmpty { startAfresh(&output) }
  }

  /// Scrolls all that was printed out of a window of so many rows, after the prompt was erased.
  func startScreen(rows: Int, _ output: inout Output) {
    output.write(String(repeating: "\n", count: max(0, rows - 1)) + "\u{1B}[H")
  }

  /// Erases what is below and right of the cursor, after another program wrote there.
  mutating func startAfresh(_ output: inout Output) {
    output.write("\r\u{1B}[J")
    shown = ""
  }
}
