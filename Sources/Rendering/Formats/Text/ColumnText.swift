import MatrixCore

/// Numbers in columns, one column after the other.
struct ColumnText: Sendable {
  struct Cell: Sendable {
    var text: String
    var width: Int
    /// The spaces before the text.
    var lead = 0
    /// Whether the number was rounded.
    var isRounded: Bool
  }

  private(set) var cells: [Cell] = []
  private let numbers: NumberStyle
  private let glyphs: Glyphs

  /// With room for so many cells.
  init(_ numbers: NumberStyle, _ glyphs: Glyphs, capacity: Int) {
    self.numbers = numbers
    self.glyphs = glyphs
    cells.reserveCapacity(capacity)
  }

  /// Adds numbers under each other, aligned at their decimal points and filled up to one width, which
  /// is given back; at the right where there are fractions among them. A nil is an entry left out. With
  /// `marksRounded` every rounded number has the sign for it.
  mutating func append(_ entries: ArraySlice<Number?>, marksRounded: Bool = false) -> Int {
    let start = cells.count
    var place = entries.startIndex
    // The columns before the point, and those from it on, of the widest.
    var (widest, longest) = (0, 0)
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
    if longest > 0, cells[start...].contains(where: \.isFraction) {
      // Fractions have no points to stand under each other.
      for index in start..<cells.count { cells[index].lead = cells[index].width }
      widest = cells[start...].reduce(0) { max($0, $1.width) }
      longest = 0
    }
    for index in start..<cells.count { cells[index].lead = widest - cells[index].lead }
    return widest + longest
  }

  /// Adds the column that stands for those left out, with a corner where rows are left out too.
  mutating func appendGap(_ rows: Grid.Shown) -> Int {
    for row in rows {
      let text = row == nil ? glyphs.cornerGap : glyphs.rowGap
      cells.append(Cell(text: text, width: DisplayWidth.of(text), isRounded: false))
    }
    return DisplayWidth.of(glyphs.rowGap)
  }
}

extension ColumnText.Cell {
  fileprivate var isFraction: Bool { text.utf8.contains(UInt8(ascii: "/")) }
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
