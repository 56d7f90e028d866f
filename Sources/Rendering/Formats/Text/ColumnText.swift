import MatrixCore

/// Numbers under each other, aligned at their decimal points and filled up to one width; at the right
/// where there are fractions among them.
struct ColumnText {
  struct Cell {
    var text: String
    var width: Int
    /// The spaces before the text.
    var lead = 0
    /// Whether the number was rounded.
    var isRounded: Bool
  }

  private(set) var cells: [Cell]
  private(set) var width = 0

  /// A nil is an entry left out. With `marksRounded` every rounded number has the sign for it.
  init(
    _ entries: some Sequence<Number?>, numbers: NumberStyle, glyphs: Glyphs,
    marksRounded: Bool = false
  ) {
    let spelling: Spelling = glyphs.isASCII ? .ascii : .unicode
    let texts = numbers.column(entries.compactMap { $0 })
    var next = 0
    cells = []
    for entry in entries {
      guard entry != nil, next < texts.count else {
        cells.append(
          Cell(text: glyphs.columnGap, width: DisplayWidth.of(glyphs.columnGap), isRounded: false))
        continue
      }
      var text = spelling(texts[next].text)
      if marksRounded, texts[next].isRounded { text = glyphs.approximately + " " + text }
      cells.append(
        Cell(text: text, width: DisplayWidth.of(text), isRounded: texts[next].isRounded))
      next += 1
    }
    align()
  }

  private mutating func align() {
    let hasFraction = cells.contains { $0.text.utf8.contains(UInt8(ascii: "/")) }
    // The columns before the point, and those from it on, of the widest.
    var (widest, longest) = (0, 0)
    for index in cells.indices {
      let tail = hasFraction ? 0 : cells[index].text.fromPoint
      cells[index].lead = cells[index].width - tail
      widest = max(widest, cells[index].width - tail)
      longest = max(longest, tail)
    }
    width = widest + longest
    for index in cells.indices { cells[index].lead = widest - cells[index].lead }
  }
}

extension Line {
  /// Appends a cell, filled up to the width of its column.
  mutating func append(_ cell: ColumnText.Cell, width: Int) {
    let end = self.width + width
    append(spaces: cell.lead)
    append(cell.text, width: cell.width)
    pad(to: end)
  }
}

extension String {
  /// The columns of a number from its decimal point on, the point among them; 0 without one.
  fileprivate var fromPoint: Int {
    guard let point = utf8.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
    return utf8.distance(from: point, to: endIndex)
  }
}
