import Documents

/// A program as cells of code whose checks assert.
struct CodeCells {
  private let program: Program
  private let prelude: PythonPrelude
  private let writer: PythonWriter
  /// How many parts have become cells.
  private var written = 0

  init(_ program: Program) {
    self.program = program
    prelude = PythonPrelude(program, .cell)
    writer = PythonWriter(names: PythonNames(program, reserved: prelude.names))
  }

  /// Imports and functions.
  var setup: [NotebookCell] {
    program.parts.isEmpty ? [] : [NotebookCell(.code, "setup", head)]
  }

  /// The program in one cell.
  var whole: [NotebookCell] {
    let lines = program.parts.flatMap(lines)
    return lines.isEmpty ? [] : [NotebookCell(.code, "pytorch", head + ["", ""] + lines)]
  }

  /// The parts up to that of a step, with those before it that no page shows.
  mutating func next(after step: String) -> [NotebookCell] {
    guard let part = program.parts.lastIndex(where: { $0.step == step }), part >= written else {
      return []
    }
    defer { written = part + 1 }
    return cells(program.parts[written...part], "\(step).code")
  }

  /// The parts that are left.
  var rest: [NotebookCell] { cells(program.parts[written...], "rest.code") }

  private var head: [String] {
    (program.introduction + writer.naming).map(PythonWriter.comment) + [""] + prelude.opening
  }

  /// A cell for all parts under one heading.
  private func cells(_ parts: ArraySlice<Program.Part>, _ id: String) -> [NotebookCell] {
    var cells: [[String]] = []
    for part in parts {
      if part.heading != nil || cells.isEmpty { cells.append([]) }
      cells[cells.count - 1] += lines(part)
    }
    return cells.map { NotebookCell(.code, id, $0) }
  }

  private func lines(_ part: Program.Part) -> [String] {
    [""] + (part.heading.map { [PythonWriter.comment($0), ""] } ?? []) + writer.lines(part.lines)
  }
}
