import Formulas

extension Stepper {
  /// Goes to the next page that contains `text`, ignoring case.
  mutating func find(_ text: String) -> StepperEffect {
    if !text.isEmpty { searchText = text }
    guard !searchText.isEmpty else { return answer(.noSearchText) }
    let wanted = Self.searchable([searchText])
    if !isAside, let text = unread, let line = Self.line(of: wanted, in: text.lines, text.printed) {
      let effect = marking(wanted, in: readOn(to: line))
      notice = .found(index + 1)
      return effect
    }
    for page in index + 1..<max(index + 1, pages.upperBound) where contains(page, wanted) {
      let effect = show(page, to: wanted)
      // Lines have their page's header above them.
      if pauses { notice = .found(page + 1) }
      return effect
    }
    for page in pages.lowerBound...index where contains(page, wanted) {
      let found: StepperNotice = page == index ? .foundOnlyHere : .foundBefore(page + 1)
      let effect = show(page, to: wanted)
      notice = found
      return effect
    }
    return answer(.notFound(searchText))
  }

  /// Shows a page from its beginning as far as the text.
  private mutating func show(_ page: Int, to wanted: String) -> StepperEffect {
    var effect = show(page)
    if let text = unread, let line = Self.line(of: wanted, in: text.lines) {
      effect.lines += readOn(to: line).lines
    }
    return marking(wanted, in: effect)
  }

  private func marking(_ wanted: String, in effect: StepperEffect) -> StepperEffect {
    guard content.style.color else { return effect }
    var effect = effect
    effect.lines = effect.lines.map { ScreenText.marking(wanted, in: $0) }
    return effect
  }

  /// The line at which the first occurrence of the text ends.
  private static func line(of wanted: String, in lines: [String], _ start: Int = 0) -> Int? {
    guard searchable(lines[start...]).contains(wanted) else { return nil }
    var range = start..<lines.count - 1
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      let isAbove = searchable(lines[start...middle]).contains(wanted)
      range = isAbove ? range.lowerBound..<middle : middle + 1..<range.upperBound
    }
    return range.lowerBound
  }

  private func contains(_ page: Int, _ wanted: String) -> Bool {
    let info = content.page(page)
    return Self.searchable([info.id, info.title] + lines(page, detail))
      .contains(wanted)
  }

  /// The text in lower case and with single spaces, so that a phrase is found across lines.
  private static func searchable(_ lines: some Sequence<String>) -> String {
    lines.flatMap { ScreenText.plain($0).lowercased().split(separator: " ") }
      .joined(separator: " ")
  }
}
