import Terminal

extension Stepper {
  /// What a text is to the page.
  enum Place: Hashable {
    case page
    /// Below the page, such as a hint.
    case below
    /// In place of the page; of a list at least the line `showing` comes into view.
    case list(showing: Int? = nil)
  }

  /// Prints lines, as many as fit the window, with a blank line before the prompt; all from `start`
  /// on. A page or list that does not fit begins at the top of the window.
  ///
  /// What was not read of another text is dropped: the page is shown again after a list, and after
  /// what was asked for in the middle of it.
  mutating func present(
    _ lines: [String], _ place: Place = .below, from start: Int = 0, atTop: Bool = false
  ) -> StepperEffect {
    let closed = lines.last?.isEmpty == true ? lines : lines + [""]
    let fits = rows(of: closed[start...]) <= pageRows
    let startsScreen = pauses && (atTop || !fits && place != .below)
    // Ends a text that was left in its middle.
    let gap = isInText && !startsScreen ? [""] : []
    isInContents = false
    var current: Int?
    switch place {
    case .page: (isPageRead, isAside, partStart) = (false, false, start)
    case .below: isAside = !isPageRead
    case .list(let line): (current, isAside) = (line, pauses)
    }
    guard pauses, !fits || gap.count + rows(of: closed[start...]) > pageRows else {
      (unread, isInText) = (nil, false)
      if place == .page { isPageRead = true }
      return StepperEffect(lines: gap + closed[start...], startsScreen: startsScreen)
    }
    unread = UnreadText(lines: closed, printed: start, current: current)
    var effect = readOn(after: gap)
    effect.startsScreen = startsScreen
    return effect
  }

  /// Prints the next part of a text that does not fit the window.
  mutating func readOn(after gap: [String] = []) -> StepperEffect {
    guard var text = unread else { return StepperEffect() }
    let part = text.printed..<end(ofPartOf: text, rows: pageRows - gap.count)
    text.printed = part.upperBound
    text.parts += 1
    let isRead = text.printed == text.lines.count
    unread = isRead ? nil : text
    if !isAside { (isPageRead, partStart) = (isPageRead || isRead, part.lowerBound) }
    isInText = text.lines[part].last?.isEmpty == false
    return StepperEffect(lines: gap + text.lines[part])
  }

  /// Prints on until the line is in view.
  mutating func readOn(to line: Int) -> StepperEffect {
    var effect = StepperEffect()
    while let text = unread, text.printed <= line { effect.lines += readOn().lines }
    return effect
  }

  /// The end of the next part: after the last block that fits, unless the one that follows would not
  /// fit a window of its own.
  private func end(ofPartOf text: UnreadText, rows: Int) -> Int {
    let (lines, start) = (text.lines, text.printed)
    var end = start
    var used = 0
    while end < lines.count {
      used += self.rows(of: lines[end...end])
      if used > rows, end > start { break }
      end += 1
    }
    if end == lines.count { return end }
    if let current = text.current {
      return text.parts > 0 ? end : max(end, min(lines.count, current + 1 + rows / 2))
    }
    guard var next = startOfBlock(lines, in: start..<end),
      self.rows(of: lines[next...].prefix { !$0.isEmpty }) <= pageRows
    else { return end }
    // A heading, at the left edge, stays with what it is the heading of.
    while let heading = startOfBlock(lines, in: start..<next - 1), next - heading <= 3,
      lines[heading].first != " "
    {
      next = heading
    }
    return next
  }

  /// The start of the last block that a blank line in the range precedes.
  private func startOfBlock(_ lines: [String], in range: Range<Int>) -> Int? {
    lines[range].lastIndex(where: \.isEmpty).map { $0 + 1 }
  }

  /// The rows of the window without the prompt.
  private var pageRows: Int { max(1, size.rows - 1) }

  /// The number of rows of lines, counting wrapped ones.
  private func rows(of lines: ArraySlice<String>) -> Int {
    lines.reduce(0) { $0 + max(1, ScreenText.rows(of: $1, columns: size.columns)) }
  }
}
