import Typography

/// A block of text, such as a matrix.
struct Box: Sendable {
  private enum Content: Sendable {
    case text(String)
    case matrix(Grid)
    case lines([Line])
  }

  private let content: Content
  let width: Int
  let height: Int
  /// The line of the symbols beside the box; of several bands, beside the first.
  let axis: Int
  /// Of several bands the last: the line of what closes the box, and its width.
  let end: (axis: Int, width: Int)?

  /// A box without lines.
  static let none = Box([Line]())

  /// A box of one line.
  init(_ text: String) {
    content = .text(text)
    width = DisplayWidth.of(text)
    height = 1
    axis = 0
    end = nil
  }

  /// A matrix in brackets.
  init(_ grid: Grid) {
    content = .matrix(grid)
    height = grid.columns.isEmpty ? 0 : grid.height
    width = height == 0 ? 0 : grid.width
    axis = height / 2
    end = nil
  }

  init(_ lines: [Line], axis: Int? = nil, end: (axis: Int, width: Int)? = nil) {
    content = .lines(lines)
    width = lines.reduce(0) { max($0, $1.width) }
    height = lines.count
    self.axis = axis ?? lines.count / 2
    self.end = end
  }
}

extension Box {
  /// Draws a row, if it exists, at a column of a line.
  func draw(_ row: Int, at column: Int, on line: inout Line) {
    guard 0 <= row, row < height else { return }
    line.pad(to: column)
    draw(row, on: &line)
  }

  /// Draws a row at the end of a line.
  func draw(_ row: Int, on line: inout Line) {
    switch content {
    case .text(let text): line.append(text, width: width)
    case .matrix(let grid): grid.draw(row, on: &line)
    case .lines(let lines): line.append(lines[row])
    }
  }

  var lines: [Line] {
    if case .lines(let lines) = content { return lines }
    return (0..<height).map { row in
      var line = Line()
      draw(row, on: &line)
      return line
    }
  }

  /// The text of one row; empty for a matrix.
  func text(_ row: Int) -> String {
    switch content {
    case .text(let text): text
    case .matrix: ""
    case .lines(let lines): lines.indices.contains(row) ? lines[row].text : ""
    }
  }
}

/// Boxes side by side: each line grows to the right.
struct Picture {
  private(set) var lines: [Line]

  init(height: Int) {
    lines = [Line](repeating: Line(), count: height)
  }

  /// Draws the box at a column and a row; the existing lines must end left of it.
  mutating func place(_ box: Box, column: Int, row: Int) {
    for offset in 0..<box.height {
      lines[row + offset].pad(to: column)
      box.draw(offset, on: &lines[row + offset])
    }
  }
}
