import Documents
import Formulas
import MatrixCore
import Typography

/// A laid out column of a table.
private struct TableColumn {
  var header: String
  var cells: [[Line]]
  var isNumeric = false
  /// Whether a group of columns begins here.
  var beginsGroup = false

  var width: Int {
    cells.joined().reduce(DisplayWidth.of(header)) { max($0, $1.width) }
  }
}

extension TextLayout {
  /// A table with aligned columns; one that is too wide in blocks of columns that repeat the first
  /// column, or else row by row as lines `header: cell`.
  func table(_ table: Table, width: Int) -> [String] {
    if table.header.isEmpty { return [] }
    let columns = table.header.indices.map { column($0, of: table, width: width) }
    let rows = table.groups?.rows
    if Self.fits(columns, width: width) { return drawn(columns, groups: rows) }
    if let blocks = blocks(columns, width: width) {
      return Array(blocks.map { drawn($0, groups: rows) }.joined(separator: [""]))
    }
    return rowByRow(table, width: width)
  }

  private static func fits(_ columns: [TableColumn], width: Int) -> Bool {
    columns.reduce(2 * (columns.count - 1)) { $0 + $1.width + ($1.beginsGroup ? 2 : 0) } <= width
  }

  /// Splits the columns into as few blocks as fit the width, evenly if possible; a block leaves out
  /// its empty rows.
  private func blocks(_ columns: [TableColumn], width: Int) -> [[TableColumn]]? {
    func fits(_ block: [TableColumn]) -> Bool { Self.fits(block, width: width) }
    let (first, rest) = (columns[0], Array(columns.dropFirst()))
    var blocks: [[TableColumn]] = []
    for column in rest {
      if let last = blocks.last, fits(last + [column]) {
        blocks[blocks.count - 1].append(column)
      } else {
        guard fits([first, column]) else { return nil }
        blocks.append([first, column])
      }
    }
    let count = blocks.count
    let even = (0..<count).map { block in
      [first] + rest[(rest.count * block / count)..<(rest.count * (block + 1) / count)]
    }
    return (even.allSatisfy(fits) ? even : blocks).map { block in
      let kept = first.cells.indices.filter { row in
        block.dropFirst().contains { $0.cells[row].contains { !$0.text.isEmpty } }
      }
      return block.map { column in
        var column = column
        column.cells = kept.map { column.cells[$0] }
        return column
      }
    }
  }

  private func column(_ index: Int, of table: Table, width: Int) -> TableColumn {
    let cells = table.rows.map { $0[index] }
    let numbers = cells.compactMap(\.number)
    let isRounded = !numbers.isEmpty && numbers.allSatisfy { style.numbers.formatted($0).isRounded }
    // `as [Number?]` would cast element by element.
    let column = ColumnText(
      numbers.map { $0 }, height: numbers.count, numbers: style.numbers, glyphs: glyphs,
      marksRounded: !isRounded)
    var texts = column.cells[...]
    let lines = cells.map { cell -> [Line] in
      if cell.number != nil, let text = texts.popFirst() {
        var line = Line()
        line.append(text, width: column.widths[0])
        return [line]
      }
      return switch cell {
      case .tensor(let tensor): marked(tensorBox(tensor, .row, width: width - 2))
      case .text(let text): [Line(text)]
      case .math(let math): [Line(mathText(math))]
      case .number: []
      case .zero: [zero]
      }
    }
    let isNumeric = cells.contains { if case .zero = $0 { true } else { $0.number != nil } }
    return TableColumn(
      header: isRounded ? "\(table.header[index]) \(glyphs.approximately)" : table.header[index],
      cells: lines,
      isNumeric: isNumeric, beginsGroup: table.beginsGroup(index))
  }

  private var zero: Line {
    var line = Line()
    line.append(style.painted(glyphs.dottedRule, .dim), width: 1)
    return line
  }

  private func marked(_ box: TensorBox) -> [Line] {
    guard box.isRounded else { return box.body.lines }
    let mark = Line(glyphs.approximately + " ")
    return box.body.lines.enumerated().map { index, line in
      var result = index == box.body.axis ? mark : Line(.spaces(mark.width))
      result.append(line)
      return result
    }
  }

  /// The columns side by side, with a line after each `groups` rows and before each group of columns.
  private func drawn(_ columns: [TableColumn], groups: Int? = nil) -> [String] {
    let rows = columns.reduce(0) { max($0, $1.cells.count) }
    let widths = columns.map(\.width)
    let header = zip(columns, widths).map { column, width in
      let fill = String.spaces(width - DisplayWidth.of(column.header))
      return column.isNumeric ? fill + column.header : column.header + fill
    }
    // Before a group of columns stands a line, which rules cross.
    func joined(_ cells: [String], gap: String, bar: String) -> String {
      zip(columns, cells).enumerated().map { index, pair in
        index == 0 ? pair.1 : (pair.0.beginsGroup ? gap + bar + gap : gap + gap) + pair.1
      }.joined()
    }
    let rules = widths.map { String.repeated(glyphs.rule, $0) }
    var result: [String] = []
    if columns.contains(where: { !$0.header.isEmpty }) {
      result.append(style.painted(joined(header, gap: " ", bar: " ").trimmed, .bold))
      result.append(joined(rules, gap: " ", bar: " "))
    }
    let heights = (0..<rows).map { row in columns.reduce(1) { max($0, $1.cells[row].count) } }
    for row in 0..<rows {
      var picture = Picture(height: heights[row])
      var start = 0
      for (index, (column, width)) in zip(columns, widths).enumerated() {
        if index > 0 { start += 2 }
        if column.beginsGroup {
          picture.place(
            Box([Line](repeating: Line(glyphs.bar), count: heights[row])), column: start - 1, row: 0
          )
          start += 1
        }
        let cell = column.cells[row]
        let content = cell.reduce(0) { max($0, $1.width) }
        picture.place(Box(cell), column: start + (column.isNumeric ? width - content : 0), row: 0)
        start += width
      }
      if let groups, groups > 0, row > 0, row % groups == 0 {
        result.append(joined(rules, gap: glyphs.rule, bar: glyphs.crossing))
      } else if row > 0, heights[row] > 1 || heights[row - 1] > 1 {
        result.append("")
      }
      result += picture.lines.map(\.trimmed)
    }
    return result
  }

  private func rowByRow(_ table: Table, width: Int) -> [String] {
    var result: [String] = []
    for (index, row) in table.rows.enumerated() {
      if index > 0 { result.append("") }
      for (header, cell) in zip(table.header, row) {
        if case .text("") = cell { continue }
        let lead = header.isEmpty ? "" : header + ": "
        if let number = cell.number {
          result += prose(lead + text(number), width: width, hang: 2)
        } else if case .text(let text) = cell {
          result += prose(lead + text, width: width, hang: 2)
        } else if case .math(let math) = cell {
          result += prose(lead + mathText(math), width: width, hang: 2)
        } else if case .zero = cell {
          result += prose(lead + "0", width: width, hang: 2)
        } else if case .tensor(let tensor) = cell {
          if !header.isEmpty { result += prose(header + ":", width: width, hang: 2) }
          result += marked(tensorBox(tensor, .row, width: width - 4)).map { "  " + $0.trimmed }
        }
      }
    }
    return result
  }

  /// A number as inline text, with `≈` if it is rounded.
  private func text(_ number: Number) -> String {
    let text = style.numbers.formatted(number)
    return (text.isRounded ? glyphs.approximately + " " : "") + style.spelling(text.text)
  }
}

extension Table.Cell {
  /// The number in the cell, which may be a tensor without axes.
  fileprivate var number: Number? {
    switch self {
    case .number(let number): number
    case .tensor(let tensor): tensor.shape.isScalar ? tensor[0] : nil
    case .text, .math, .zero: nil
    }
  }
}
