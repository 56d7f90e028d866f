import MatrixCore
import Typography

/// Numbers in columns of equal height, aligned at their decimal points and padded to one width;
/// right-aligned if a column has fractions.
struct ColumnText: Sendable {
  struct Cell: Sendable {
    var text: String
    var width: Int
    /// The spaces before the text.
    var lead = 0
    /// Whether the number was rounded.
    var isRounded: Bool
  }

  /// The cells, column by column.
  private(set) var cells: [Cell] = []
  private(set) var widths: [Int] = []

  /// Formats entries; nil is an entry left out. With `marksRounded` every rounded number gets a
  /// sign.
  init(
    _ entries: [Number?], height: Int, numbers: NumberStyle, glyphs: Glyphs,
    marksRounded: Bool = false
  ) {
    cells.reserveCapacity(entries.count + height)
    widths.reserveCapacity(entries.count / max(height, 1) + 1)
    for (index, number) in numbers.aligned(entries).enumerated() {
      var text = entries[index] == nil ? glyphs.columnGap : number.text
      if glyphs.isASCII { text = Spelling.ascii(text) }
      if marksRounded, number.isRounded { text = glyphs.approximately + " " + text }
      cells.append(
        Cell(text: text, width: DisplayWidth.of(text), isRounded: number.isRounded))
      if cells.count % height == 0 { align(cells.count - height..<cells.count) }
    }
  }

  /// Aligns the cells of a column.
  private mutating func align(_ column: Range<Int>) {
    // The maximum widths before the decimal point and from it on.
    var (widest, longest) = (0, 0)
    for index in column {
      let tail = cells[index].text.fromPoint
      cells[index].lead = cells[index].width - tail
      widest = max(widest, cells[index].lead)
      longest = max(longest, tail)
    }
    if longest > 0, column.contains(where: { cells[$0].isFraction }) {
      // Fractions have no decimal points to align.
      for index in column { cells[index].lead = cells[index].width }
      widest = column.reduce(0) { max($0, cells[$1].width) }
      longest = 0
    }
    for index in column { cells[index].lead = widest - cells[index].lead }
    widths.append(widest + longest)
  }

  /// Adds the column that replaces columns left out, with a corner in a row left out.
  mutating func appendGap(_ rows: Abridged, _ glyphs: Glyphs) {
    for row in rows {
      let text = row == nil ? glyphs.cornerGap : glyphs.rowGap
      cells.append(Cell(text: text, width: DisplayWidth.of(text), isRounded: false))
    }
    widths.append(DisplayWidth.of(glyphs.rowGap))
  }
}

extension ColumnText.Cell {
  fileprivate var isFraction: Bool { text.contains("/") }
}

extension Line {
  /// Appends a cell, padded to the width of its column.
  mutating func append(_ cell: ColumnText.Cell, width: Int) {
    let end = self.width + width
    append(spaces: cell.lead)
    append(cell.text, width: cell.width)
    pad(to: end)
  }
}

extension String {
  /// The width of a number from its decimal point on; 0 without one.
  fileprivate var fromPoint: Int { firstIndex(of: ".").map { self[$0...].count } ?? 0 }
}
