import Formulas

extension Stepper {
  /// Goes to the next page that contains `text`, ignoring case.
  mutating func find(_ text: String) -> StepperEffect {
    if !text.isEmpty { searchText = text }
    guard !searchText.isEmpty else { return answer(.noSearchText) }
    let wanted = Self.searchable([searchText])
    for page in index + 1..<max(index + 1, pages.upperBound) where contains(page, wanted) {
      return show(page)
    }
    for page in pages.lowerBound...index where contains(page, wanted) {
      let effect = show(page)
      notice = .searchWrapped
      return effect
    }
    return answer(.notFound(searchText))
  }

  private func contains(_ page: Int, _ wanted: String) -> Bool {
    let info = content.page(page)
    return Self.searchable([info.id, info.title] + lines(page, detail))
      .contains(wanted)
  }

  /// The text in lower case and with single spaces, so that a phrase is found across lines.
  private static func searchable(_ lines: [String]) -> String {
    lines.flatMap { ScreenText.plain($0).lowercased().split(separator: " ") }
      .joined(separator: " ")
  }
}
