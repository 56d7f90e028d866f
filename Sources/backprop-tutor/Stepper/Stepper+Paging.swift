import Terminal

extension Stepper {
  /// Prints lines, as many as fit the window, with a blank line before the prompt.
  mutating func present(_ lines: [String], page: Int? = nil) -> StepperEffect {
    guard let last = lines.last else { return StepperEffect() }
    let closed = last.isEmpty ? lines : lines + [""]
    guard pauses, rows(of: closed[...]) > pageRows else { return StepperEffect(lines: closed) }
    unread.append(UnreadText(lines: closed, page: page))
    return readOn()
  }

  /// Prints the next part of a text that does not fit the window.
  mutating func readOn() -> StepperEffect {
    guard var text = unread.popLast() else { return StepperEffect() }
    var end = text.printed
    var used = 0
    while end < text.lines.count {
      used += rows(of: text.lines[end...end])
      if used > pageRows, end > text.printed { break }
      end += 1
    }
    let part = Array(text.lines[text.printed..<end])
    text.printed = end
    text.parts += 1
    if end < text.lines.count { unread.append(text) }
    return StepperEffect(lines: part)
  }

  /// The rows of the window without the prompt.
  private var pageRows: Int { max(1, size.rows - 1) }

  /// The number of rows of lines, counting wrapped ones.
  private func rows(of lines: ArraySlice<String>) -> Int {
    lines.reduce(0) { $0 + max(1, ScreenText.rows(of: $1, columns: size.columns)) }
  }
}
