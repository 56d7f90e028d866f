/// A grid of dots finer than characters: 2 by 4 dots per Braille character, 1 by 2 in ASCII.
struct DotGrid {
  let columns: Int
  let rows: Int
  let isASCII: Bool
  private var cells: [UInt8]

  /// An empty grid; `columns` and `rows` count characters.
  init(columns: Int, rows: Int, isASCII: Bool) {
    self.columns = columns
    self.rows = rows
    self.isASCII = isASCII
    cells = [UInt8](repeating: 0, count: columns * rows)
  }

  private var across: Int { isASCII ? 1 : 2 }
  private var down: Int { isASCII ? 2 : 4 }

  /// The dot at a fraction of the distance from the middle of the first character to that of the
  /// last.
  func dot(x: Double, y: Double) -> (x: Int, y: Int) {
    func position(_ part: Double, _ characters: Int, _ dots: Int) -> Int {
      Int((part * Double((characters - 1) * dots) + Double(dots - 1) / 2).rounded())
    }
    return (position(x, columns, across), position(y, rows, down))
  }

  /// Sets a dot, counted from the left and the top; ignores one outside.
  mutating func set(_ x: Int, _ y: Int) {
    guard 0..<columns * across ~= x, 0..<rows * down ~= y else { return }
    if isASCII {
      cells[y / 2 * columns + x] |= y % 2 == 0 ? 1 : 2
    } else {
      cells[y / 4 * columns + x / 2] |= Self.braille[y % 4][x % 2]
    }
  }

  /// Draws a straight line between two dots, both included.
  mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) {
    let length = max(abs(end.x - start.x), abs(end.y - start.y))
    for step in 0...length {
      let part = length == 0 ? 0 : Double(step) / Double(length)
      set(
        start.x + Int((Double(end.x - start.x) * part).rounded()),
        start.y + Int((Double(end.y - start.y) * part).rounded()))
    }
  }

  func text(row: Int) -> String {
    cells[row * columns..<(row + 1) * columns].map { dots in
      if dots == 0 { return " " }
      if isASCII { return ["'", ".", ":"][Int(dots) - 1] }
      return String(Unicode.Scalar(0x2800 + UInt32(dots))!)
    }.joined()
  }

  /// The bit of each dot of a Braille character, by row.
  private static let braille: [[UInt8]] = [
    [0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80],
  ]
}
