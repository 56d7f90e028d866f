import Documents
import Typography

/// A line of source for display: without tabs and control characters, cut to the available width,
/// with the columns of a range in it.
struct MarkedLine {
  let text: String
  /// The columns to mark; at least one.
  let columns: Range<Int>
  /// Whether part of the line is left out.
  let isCut: Bool

  private static let tabStop = 4

  init(_ mark: DiagnosticFrame.Mark, width: Int, spelling: Spelling, ellipsis: String) {
    let whole = mark.source
    let near = MarkedLine.neighbourhood(whole, mark.range, reach: 4 * width)
    let cells = MarkedLine.cells(near, mark.range, spelling)
    let end = cells.text.map(\.width).reduce(0, +)
    let hidesStart = near.startIndex > whole.startIndex
    let hidesEnd = near.endIndex < whole.endIndex
    // A mark may be after the last character.
    let isWide = max(end, cells.columns.lowerBound + 1) > width
    guard hidesStart || hidesEnd || isWide else {
      text = cells.text.map(\.text).joined().trimmed
      columns =
        cells.columns.lowerBound..<max(cells.columns.upperBound, cells.columns.lowerBound + 1)
      isCut = false
      return
    }

    // Keeps the marked columns in view, with the text before them if possible.
    let dots = DisplayWidth.of(ellipsis)
    let room = width - 2 * dots
    let extent = min(max(cells.columns.count, 1), room)
    var first = 0
    if hidesStart || cells.columns.lowerBound + extent > width - dots {
      let before = (room - extent) / 2
      first = max(0, min(cells.columns.lowerBound - before, end - room))
      if !hidesStart, first <= dots { first = 0 }
    }
    let cutsStart = hidesStart || first > 0
    let last = first + (cutsStart ? room : width - dots)
    var shown = cutsStart ? ellipsis : ""
    var column = 0
    var shift = 0
    var used = 0
    for cell in cells.text {
      defer { column += cell.width }
      guard column >= first else { continue }
      if used == 0 { shift = column - (cutsStart ? dots : 0) }
      guard column + cell.width <= last else { break }
      shown += cell.text
      used += cell.width
    }
    if hidesEnd || last < end { shown += ellipsis }
    text = shown.trimmed
    let low = min(max(0, cells.columns.lowerBound - shift), width - 1)
    columns = low..<min(max(low + 1, cells.columns.upperBound - shift), max(low + 1, last - shift))
    isCut = true
  }

  var markedText: String {
    var result = ""
    var column = 0
    for scalar in text.unicodeScalars {
      if columns.contains(column) { result.unicodeScalars.append(scalar) }
      column += DisplayWidth.of(scalar)
    }
    return result.trimmed
  }
}

extension MarkedLine {
  private typealias Cell = (text: String, width: Int)

  /// The bytes of the line, or only those around the marked ones if it is too long to lay out.
  private static func neighbourhood(
    _ line: ArraySlice<UInt8>, _ marked: Range<Int>, reach: Int
  ) -> ArraySlice<UInt8> {
    guard line.count > 4 * reach else { return line }
    var low = max(line.startIndex, marked.lowerBound - reach)
    var high = min(line.endIndex, marked.lowerBound + 2 * reach)
    while low > line.startIndex, line[low] & 0xC0 == 0x80 { low -= 1 }
    while high < line.endIndex, line[high] & 0xC0 == 0x80 { high += 1 }
    return line[low..<high]
  }

  /// The cells of the line, and the columns of the marked bytes.
  private static func cells(
    _ line: ArraySlice<UInt8>, _ marked: Range<Int>, _ spelling: Spelling
  ) -> (text: [Cell], columns: Range<Int>) {
    var cells: [Cell] = []
    var column = 0
    var low: Int?
    var high = 0
    var offset = line.startIndex
    var bytes = line.makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    var speller = AsciiSpeller()
    while true {
      let scalar: Unicode.Scalar
      let length: Int
      switch parser.parseScalar(from: &bytes) {
      case .valid(let encoded):
        scalar = Unicode.UTF8.decode(encoded)
        length = encoded.count
      case .error(let count):
        scalar = "\u{FFFD}"
        length = count
      case .emptyInput:
        let start = low ?? column
        return (cells, start..<max(start, marked.isEmpty ? start : high))
      }
      let cell = cell(scalar, at: column, after: cells.last, spelling, &speller)
      // A combining mark has no column of its own: its letter is marked instead.
      let start = cell.width == 0 ? column - (cells.last { $0.width > 0 }?.width ?? 0) : column
      if low == nil, offset + length > marked.lowerBound { low = start }
      if offset < marked.upperBound { high = column + cell.width }
      cells.append(cell)
      column += cell.width
      offset += length
    }
  }

  private static func cell(
    _ scalar: Unicode.Scalar, at column: Int, after last: Cell?, _ spelling: Spelling,
    _ speller: inout AsciiSpeller
  ) -> Cell {
    if scalar == "\t" {
      let width = tabStop - column % tabStop
      return (.spaces(width), width)
    }
    if spelling == .ascii {
      let before = speller.text.utf8.count
      speller.append(scalar)
      let added = String(speller.text.utf8.suffix(speller.text.utf8.count - before)) ?? "?"
      return (added, added.utf8.count)
    }
    let text = spelling(String(scalar))
    if scalar.value == 0xFE0F { return (text, last?.width == 1 ? 1 : 0) }
    return (text, DisplayWidth.of(text))
  }
}
