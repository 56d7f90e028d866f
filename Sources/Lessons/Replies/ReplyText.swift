/// A typed reply in ASCII, as the reader of numbers takes it.
enum ReplyText {
  /// The text without a point, comma or semicolon that ends it as a sentence.
  static func withoutEndMark(_ text: String) -> Substring {
    var rest = text[...]
    func trim() { while rest.last?.isWhitespace ?? false { rest.removeLast() } }
    trim()
    guard let mark = rest.last, ".,;".contains(mark) else { return rest }
    let before = rest.dropLast()
    // `1 2 ...` was cut.
    guard let last = before.last, !".,;".contains(last) else { return rest }
    return before
  }

  /// The text after the last `=` outside brackets, or `≈`: all kinds of minus signs, times signs and spaces
  /// become plain ones, the large brackets of a page disappear, and a new line outside brackets
  /// begins a row.
  ///
  /// Throws for a print that was cut: `[1 2 ... 9]`.
  static func plain(_ text: String) throws(UnreadableReply) -> [UInt8] {
    var bytes: [UInt8] = []
    var depth = 0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "⎡", "⎤", "⎢", "⎥", "⎣", "⎦", "\"", "\u{FEFF}": bytes.append(UInt8(ascii: " "))
      case "\n": bytes.append(UInt8(ascii: "\n"))
      case "\u{2212}", "\u{2013}", "\u{FE63}", "\u{FF0D}": bytes.append(UInt8(ascii: "-"))
      case "·", "⋅", "×": bytes.append(UInt8(ascii: "*"))
      case "÷": bytes.append(UInt8(ascii: "/"))
      case "…": throw .cut
      case "=", "≈", "≃", "~":
        if depth <= 0 { bytes = [] } else { bytes.append(UInt8(ascii: scalar == "=" ? "=" : " ")) }
      case _ where scalar.properties.isWhitespace: bytes.append(UInt8(ascii: " "))
      case _ where scalar.isASCII:
        if "[(".unicodeScalars.contains(scalar) { depth += 1 }
        if "])".unicodeScalars.contains(scalar) { depth -= 1 }
        bytes.append(UInt8(scalar.value))
      // A character that occurs in no number.
      default: bytes.append(UInt8(ascii: "?"))
      }
    }
    for start in bytes.indices.dropLast(2)
    where bytes[start..<start + 3].allSatisfy({ $0 == UInt8(ascii: ".") }) {
      throw .cut
    }
    // What PyTorch prints before a parameter.
    let title = Array("Parameter containing:".utf8)
    let start = bytes.firstIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") } ?? 0
    if bytes[start...].starts(with: title) { bytes.removeFirst(start + title.count) }
    return withRows(bytes)
  }

  /// Replaces each line end by a semicolon between numbers outside brackets, else by a space.
  /// Semicolons between the numbers of every line are those of a spreadsheet, and part cells.
  private static func withRows(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var depth = 0
    var lines = bytes.split(separator: UInt8(ascii: "\n")).filter { line in
      line.contains { $0 != UInt8(ascii: " ") }
    }
    let semicolon = UInt8(ascii: ";")
    let partsCells =
      lines.count > 1 && !bytes.contains { "[(".utf8.contains($0) }
      && lines.allSatisfy { line in
        line.contains(semicolon) && line.last { $0 != UInt8(ascii: " ") } != semicolon
      }
    if partsCells {
      lines = lines.map { line in
        line.map { $0 == semicolon ? UInt8(ascii: " ") : $0 }[...]
      }
    }
    for line in lines {
      guard let first = line.first(where: { $0 != UInt8(ascii: " ") }) else { continue }
      let last = result.last { $0 != UInt8(ascii: " ") }
      let isRow =
        depth == 0 && !"[(,;])".utf8.contains(first)
        && last.map { !"[(,;])".utf8.contains($0) } ?? false
      if last != nil { result.append(isRow ? UInt8(ascii: ";") : UInt8(ascii: " ")) }
      result += line
      depth += line.reduce(0) {
        $0 + ("[(".utf8.contains($1) ? 1 : "])".utf8.contains($1) ? -1 : 0)
      }
    }
    return result
  }
}
