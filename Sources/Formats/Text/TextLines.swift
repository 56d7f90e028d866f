import Typography

/// The lines of a layout, without trailing spaces.
struct TextLines {
  private(set) var strings: [String] = []
  /// The number of lines with text.
  private var filled = 0
  /// The prefix of each line.
  var margin = ""
  /// The prefix of the next line instead of the margin, which ends in a list mark.
  private var marked: String?

  var count: Int { strings.count }
}

extension TextLines {
  mutating func append(_ line: Line) {
    append(line.text)
  }

  mutating func append(_ lines: [String]) {
    for line in lines { append(line) }
  }

  mutating func append(_ text: String) {
    let text = text.trimmed
    strings.append(text.isEmpty ? margin.trimmed : (marked ?? margin) + text)
    if !text.isEmpty { filled += 1 }
    marked = nil
  }

  mutating func appendBlank() {
    append("")
  }
}

extension TextLines {
  /// Writes lines with a wider margin, the first one after `mark`.
  mutating func moved(
    in more: String, mark: String? = nil, _ write: (inout TextLines) -> Void
  ) {
    let (count, outer, outerMarked) = (count, margin, marked)
    if mark != nil || marked != nil { marked = (marked ?? margin) + (mark ?? more) }
    margin += more
    write(&self)
    margin = outer
    marked = self.count > count ? nil : outerMarked
  }

  /// Writes a block and returns whether it has text; if not, removes its lines.
  mutating func writeBlock(_ write: (inout TextLines) -> Void) -> Bool {
    let (count, outerMarked, before) = (count, marked, filled)
    write(&self)
    if filled > before { return true }
    strings.removeLast(self.count - count)
    marked = outerMarked
    return false
  }
}
