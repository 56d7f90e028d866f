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

  private func contains(_ page: Int, _ wanted: [UInt8]) -> Bool {
    let info = content.page(page)
    let text = Self.searchable([info.id, info.title] + content.lines(page, detail, width))
    guard wanted.count <= text.count else { return false }
    return (0...text.count - wanted.count).contains { start in
      text[start..<start + wanted.count].elementsEqual(wanted)
    }
  }

  /// The text in small letters and with single spaces, so that a phrase is found across lines.
  private static func searchable(_ lines: [String]) -> [UInt8] {
    var result: [UInt8] = []
    for line in lines {
      for word in ScreenText.plain(line).lowercased().split(separator: " ") {
        if !result.isEmpty { result.append(UInt8(ascii: " ")) }
        result += word.utf8
      }
    }
    return result
  }
}
