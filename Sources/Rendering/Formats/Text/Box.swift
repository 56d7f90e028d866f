/// Lines that stand together, such as a matrix.
struct Box: Sendable {
  var lines: [Line]
  /// The line on which a symbol beside the box stands.
  var axis: Int

  init(_ lines: [Line], axis: Int? = nil) {
    self.lines = lines
    self.axis = axis ?? lines.count / 2
  }

  init(_ text: String) {
    self.init([Line(text)])
  }

  var width: Int { lines.reduce(0) { max($0, $1.width) } }
}

/// Boxes put side by side: each line grows to the right.
struct Picture {
  private(set) var lines: [Line]

  init(height: Int) {
    lines = [Line](repeating: Line(), count: height)
  }

  /// Puts the lines at a column and a row; what stands on these lines already ends left of it.
  mutating func place(_ more: [Line], column: Int, row: Int) {
    for (offset, line) in more.enumerated() where line.width > 0 {
      lines[row + offset].pad(to: column)
      lines[row + offset].append(line)
    }
  }
}
