import Terminal

extension Stepper {
  /// Prints lines, as many of them as the window holds.
  ///
  /// An empty line is put below them, where there is none: so the prompt stands apart, and a
  /// window made narrower, in which it takes two rows, costs no text when it is erased.
  mutating func present(_ lines: [String], page: Int? = nil) -> StepperEffect {
    guard let last = lines.last else { return StepperEffect() }
    let closed = last.isEmpty ? lines : lines + [""]
    guard pauses, rows(of: closed[...]) > pageRows else { return StepperEffect(lines: closed) }
    unread.append(UnreadText(lines: closed, page: page))
    return readOn()
  }

  /// Prints the next part of what is shown in parts.
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

  /// The rows that the prompt leaves.
  private var pageRows: Int { max(1, size.rows - 1) }

  /// The rows that lines take, the ones wider than the window more than one.
  private func rows(of lines: ArraySlice<String>) -> Int {
    lines.reduce(0) { $0 + max(1, ScreenText.rows(of: $1, columns: size.columns)) }
  }
}
