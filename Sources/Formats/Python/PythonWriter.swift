import Documents
import MatrixCore
import Typography

/// Writes the lines of a program in Python.
struct PythonWriter {
  /// The width at which lists are broken.
  private static let width = 88

  let names: PythonNames

  /// Lines with an indent.
  func lines(_ lines: [Program.Line], indent: Int = 0) -> [String] {
    lines.flatMap { self.lines($0, indent) }
  }

  private func lines(_ line: Program.Line, _ indent: Int) -> [String] {
    let space = String.spaces(indent)
    switch line {
    case .comment(let text): return [space + Self.comment(text)]
    case .assign(let assigned, let expression):
      let left = assigned.map { names[$0] }.joined(separator: ", ")
      return ["\(space)\(left) = \(text(expression, indent))"]
    case .run(let expression): return [space + text(expression, indent)]
    case .check(let name, let expression, let expected):
      let tolerance = expected.isExact ? "" : ", 1e-9"
      let value = text(expression, indent)
      return [
        "\(space)check(\(Self.quoted(name)), \(value), \(entries(expected, indent))\(tolerance))"
      ]
    case .function(let name, let parameters, let body, let result):
      let head = "def \(names[name])(\(parameters.map { names[$0] }.joined(separator: ", "))):"
      return ["", space + head] + self.lines(body, indent: indent + 4)
        + ["\(space)    return \(result.map { names[$0] }.joined(separator: ", "))", "", ""]
    case .loop(let counter, let count, let body):
      return ["\(space)for \(names[counter]) in range(1, \(count + 1)):"]
        + self.lines(body, indent: indent + 4)
    }
  }

  /// The lines that say how names became identifiers.
  var naming: [String] {
    TextFormat.prose(
      Program.naming(names.changed), hang: 2, TextStyle(width: Self.width - 2))
  }

  /// Text as a comment, on one line.
  static func comment(_ text: String) -> String {
    let line = String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0.isNeverPrinted ? " " : $0 }))
    return line.isEmpty ? "#" : "# " + line
  }

  /// Text as a string literal.
  static func quoted(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": literal += "\\\(scalar)"
      case _ where scalar.isNeverPrinted:
        let digits = String(scalar.value, radix: 16)
        literal += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }
}

// MARK: - Expressions

extension PythonWriter {
  private func text(_ expression: Program.Expression, _ indent: Int) -> String {
    switch expression {
    case .name(let name): names[name]
    case .number(let number): Self.text(number)
    case .entries(let tensor): entries(tensor, indent)
    case .code(let pieces, _):
      pieces.map { piece in
        switch piece {
        case .text(let text): text
        case .part(let part, let binding):
          part.binding < binding ? "(\(text(part, indent)))" : text(part, indent)
        }
      }.joined()
    }
  }

  private static func text(_ number: Number) -> String {
    switch number {
    case .exact(let rational):
      rational.isWhole
        ? "\(rational.numerator)" : "\(rational.numerator)/\(rational.denominator)"
    case .floating(let double): FloatingText.shortest(double)
    }
  }

  /// Nested lists; a long one has its parts on lines of their own.
  private func entries(_ tensor: Tensor, _ indent: Int) -> String {
    // What stands before a literal on its line has no more columns than this.
    let texts = tensor.numbers.map(Self.text)
    return entries(texts[...], tensor.shape.sizes[...], indent, room: Self.width - indent - 24)
  }

  private func entries(
    _ texts: ArraySlice<String>, _ sizes: ArraySlice<Int>, _ indent: Int, room: Int
  ) -> String {
    guard let size = sizes.first else { return texts.first ?? "0" }
    let length = texts.reduce(0) { $0 + $1.utf8.count + 2 } + 2 * sizes.count
    let isShort = length <= room
    let inner = isShort ? indent : indent + 4
    let parts: [String]
    if sizes.count == 1 {
      parts = Array(texts)
    } else {
      let step = texts.count / max(1, size)
      parts = (0..<size).map { index in
        let start = texts.startIndex + index * step
        return entries(
          texts[start..<start + step], sizes.dropFirst(), inner,
          room: isShort ? room : Self.width - inner)
      }
    }
    if isShort { return "[" + parts.joined(separator: ", ") + "]" }
    let lines = sizes.count == 1 ? Self.wrapped(parts, inner) : parts.map { $0 + "," }
    return "[\n" + lines.map { .spaces(inner) + $0 + "\n" }.joined() + .spaces(indent) + "]"
  }

  /// Short texts with commas, as many as fit on a line.
  private static func wrapped(_ texts: [String], _ indent: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for text in texts {
      if !line.isEmpty, indent + line.utf8.count + text.utf8.count + 2 > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + text + ","
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
