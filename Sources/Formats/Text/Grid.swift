import Documents
import MatrixCore
import Typography

/// A matrix as text: columns of equally wide cells, numbers aligned at their decimal points.
struct Grid: Sendable {
  var columns: [Column] = []
  let height: Int
  /// Whether any number is rounded.
  var isRounded: Bool
  let glyphs: Glyphs
  /// The cells, possibly shared with other matrices.
  fileprivate(set) var cells: [ColumnText.Cell] = []

  struct Column: Sendable {
    /// The index of the column; nil for the gap of columns left out.
    let index: Int?
    /// The offset of its first cell.
    let start: Int
    let width: Int
  }

  var widest: Int { columns.reduce(0) { max($0, $1.width) } }
  /// The width of the matrix with its brackets.
  var width: Int { columns.reduce(2 * columns.count + 2) { $0 + $1.width } }

  /// Draws a row with its brackets at the end of a line.
  func draw(_ row: Int, on line: inout Line) {
    let (open, close) = glyphs.brackets(line: row, of: height)
    line.append(open, width: 1)
    for (index, column) in columns.enumerated() {
      line.append(spaces: index == 0 ? 1 : 2)
      line.append(cells[column.start + row], width: column.width)
    }
    line.append(spaces: 1)
    line.append(close, width: 1)
  }
}

extension Grid {
  /// The matrices as text, with the same column widths in all. They must have equal numbers of rows
  /// and of columns.
  static func grids(
    of slices: [MatrixSlice], numbers: NumberStyle, glyphs: Glyphs
  ) -> [Grid] {
    guard let first = slices.first else { return [] }
    let rows = Abridged(first.rows, limit: Abridged.limit)
    let indices = Abridged(first.columns, limit: Abridged.limit)
    let height = rows.count * slices.count
    var entries: [Number?] = []
    entries.reserveCapacity(height * indices.count)
    for case let index? in indices {
      for slice in slices {
        for row in rows { entries.append(row.map { slice.entry($0, index) }) }
      }
    }
    var text = ColumnText(
      entries, height: height, numbers: numbers.uniform(for: entries), glyphs: glyphs)
    let gap = text.cells.count
    if indices.contains(nil) { text.appendGap(rows, glyphs) }
    return slices.enumerated().map { sliceIndex, slice in
      var grid = Grid(
        height: rows.count, isRounded: !slice.tensor.isExact, glyphs: glyphs, cells: text.cells)
      grid.columns.reserveCapacity(indices.count)
      var next = 0
      for index in indices {
        guard let index else {
          grid.columns.append(Column(index: nil, start: gap, width: text.widths.last ?? 0))
          continue
        }
        let start = next * height + sliceIndex * rows.count
        grid.columns.append(Column(index: index, start: start, width: text.widths[next]))
        next += 1
      }
      grid.isRounded = grid.isRounded || grid.hasRoundedCell
      return grid
    }
  }

  private var hasRoundedCell: Bool {
    columns.contains { column in
      cells[column.start..<column.start + height].contains(where: \.isRounded)
    }
  }
}
