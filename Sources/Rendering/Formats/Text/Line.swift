/// A line of text with its width known.
struct Line: Sendable {
  private(set) var text: String
  private(set) var width: Int

  init(_ text: String = "") {
    self.text = text
    width = DisplayWidth.of(text)
  }

  /// Fills the line with spaces up to a column.
  mutating func pad(to column: Int) {
    guard column > width else { return }
    text += .spaces(column - width)
    width = column
  }

  mutating func append(_ other: Line) {
    text += other.text
    width += other.width
  }

  mutating func append(_ more: String) {
    append(Line(more))
  }

  /// The text without the spaces at its end.
  var trimmed: String { text.trimmed }
}

extension String {
  /// The text without the spaces at its end.
  var trimmed: String {
    let kept = utf8.count - utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count
    return kept == utf8.count ? self : String(self[..<utf8.index(startIndex, offsetBy: kept)])
  }

  static func spaces(_ count: Int) -> String {
    repeated(" ", count)
  }

  /// The text so many times over, without growing step by step.
  static func repeated(_ text: String, _ count: Int) -> String {
    let unit = text.utf8.count
    guard count > 0, unit > 0 else { return "" }
    return String(unsafeUninitializedCapacity: unit * count) { buffer in
      var place = 0
      for _ in 0..<count {
        for byte in text.utf8 {
          buffer[place] = byte
          place += 1
        }
      }
      return place
    }
  }
}
