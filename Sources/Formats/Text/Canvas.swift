import Typography

/// A grid of characters, for drawings that grow in every direction.
struct Canvas {
  private var rows: [[Cell]]

  private struct Cell {
    /// Empty if the previous character is two columns wide.
    var text = " "
    var paint: Paint?
  }

  init(width: Int, height: Int) {
    rows = Array(repeating: Array(repeating: Cell(), count: width), count: height)
  }

  /// Writes text from a column on, clipped to the canvas.
  mutating func write(_ text: String, row: Int, column: Int, paint: Paint? = nil) {
    var position = column
    for character in text {
      let columns = DisplayWidth.of(String(character))
      if columns == 0 || position + columns > rows[row].count { continue }
      rows[row][position] = Cell(text: String(character), paint: paint)
      for next in position + 1..<position + max(columns, 1) { rows[row][next].text = "" }
      position += columns
    }
  }

  func text(row: Int, column: Int) -> String { rows[row][column].text }

  /// The rows as text, without trailing spaces.
  func lines(_ style: TextStyle) -> [String] {
    rows.map { row in
      let end = (row.lastIndex { $0.text != " " } ?? -1) + 1
      var line = ""
      var run = ""
      var paint: Paint?
      for cell in row[..<end] {
        if cell.paint != paint {
          line += style.painted(run, paint)
          run = ""
          paint = cell.paint
        }
        run += cell.text
      }
      return line + style.painted(run, paint)
    }
  }
}
