import Typography

/// A line of text with its width.
struct Line: Sendable {
  private(set) var text = ""
  private(set) var width = 0

  init() {}

  init(_ text: String) {
    append(text)
  }

  /// Pads the line with spaces up to a column.
  mutating func pad(to column: Int) {
    append(spaces: column - width)
  }

  mutating func append(spaces: Int) {
    append(" ", times: spaces)
  }

  /// Appends text of one column `count` times.
  mutating func append(_ stroke: String, times count: Int) {
    append(.repeated(stroke, count), width: max(0, count))
  }

  mutating func append(_ other: Line) {
    append(other.text, width: other.width)
  }

  mutating func append(_ more: String) {
    append(more, width: DisplayWidth.of(more))
  }

  /// Appends text of a known width, such as painted text.
  mutating func append(_ more: String, width: Int) {
    text += more
    self.width += width
  }

  /// The text without trailing spaces.
  var trimmed: String { text.trimmed }
}

extension String {
  static func spaces(_ count: Int) -> String { repeated(" ", count) }

  static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: Swift.max(0, count))
  }
}
