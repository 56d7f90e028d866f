extension Stepper {
  /// Goes to the next page whose text contains `text`, whatever the case of its letters.
  mutating func find(_ text: String) -> StepperEffect {
    if !text.isEmpty { soughtText = text }
    guard !soughtText.isEmpty else { return answer(.nothingSought) }
    let wanted = Self.searchable([soughtText])
    for page in index + 1..<max(index + 1, pages.upperBound) where contains(page, wanted) {
      return show(page)
    }
    for page in pages.lowerBound...index where contains(page, wanted) {
      let effect = show(page)
      notice = .searchWentRound
      return effect
    }
    return answer(.notFound(soughtText))
  }

  private func contains(_ page: Int, _ wanted: String) -> Bool {
    let info = content.page(page)
    return Self.searchable([info.id, info.title] + content.lines(page, detail, width))
      .contains(wanted)
  }

  /// The text in small letters and with single spaces, so that a phrase is found across lines.
  private static func searchable(_ lines: [String]) -> String {
    lines.flatMap { ScreenText.plain($0).lowercased().split(separator: " ") }
      .joined(separator: " ")
  }
}
