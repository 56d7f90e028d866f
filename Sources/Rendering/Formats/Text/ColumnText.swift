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
    _ entries: ArraySlice<Number?>, numbers: NumberStyle, glyphs: Glyphs,
    marksRounded: Bool = false
  ) {
    cells = []
    cells.reserveCapacity(entries.count)
    // The columns before the point, and those from it on, of the widest.
    var (widest, longest) = (0, 0)
    var place = entries.startIndex
    for number in numbers.column(entries) {
      var text = entries[place] == nil ? glyphs.columnGap : number.text
      place += 1
      if glyphs.isASCII { text = Spelling.ascii(text) }
      if marksRounded, number.isRounded { text = glyphs.approximately + " " + text }
      let width = DisplayWidth.of(text)
      // For now the columns before the point.
      let lead = width - text.fromPoint
      cells.append(Cell(text: text, width: width, lead: lead, isRounded: number.isRounded))
      widest = max(widest, lead)
      longest = max(longest, width - lead)
    }
    if longest > 0, cells.contains(where: { $0.text.utf8.contains(UInt8(ascii: "/")) }) {
      // Fractions have no points to stand under each other.
      for index in cells.indices { cells[index].lead = cells[index].width }
      widest = cells.reduce(0) { max($0, $1.width) }
      longest = 0
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
    var text = self
    return text.withUTF8 { text in
      text.firstIndex(of: UInt8(ascii: ".")).map { text.count - $0 } ?? 0
    }
  }
}
