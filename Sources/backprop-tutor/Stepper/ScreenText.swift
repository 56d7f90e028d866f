/// What a text with colours is on the screen.
enum ScreenText {
  /// The text without its escape sequences.
  static func plain(_ text: String) -> String {
    guard text.utf8.contains(0x1B) else { return text }
    var plain = ""
    var scalars = text.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard scalar == "\u{1B}" else {
        plain.unicodeScalars.append(scalar)
        continue
      }
      guard scalars.next() == "[" else { continue }
      while let next = scalars.next(), !("@"..."~").contains(next) {}
    }
    return plain
  }

  /// How many columns a text takes.
  static func columns(of text: String) -> Int {
    plain(text).reduce(0) { $0 + columns(of: $1) }
  }

  /// How many rows a text takes in a window so many columns wide.
  static func rows(of text: String, columns: Int) -> Int {
    (Self.columns(of: text) + columns - 1) / max(1, columns)
  }

  /// The first part of a text without colours that fits into so many columns.
  static func prefix(of text: String, columns limit: Int) -> String {
    var used = 0
    return String(
      text.prefix {
        used += columns(of: $0)
        return used <= limit
      })
  }

  /// The last part of a text without colours that fits into so many columns.
  static func suffix(of text: String, columns limit: Int) -> String {
    String(prefix(of: String(text.reversed()), columns: limit).reversed())
  }

  /// A text without colours, with an ellipsis at its end where it takes more than so many columns.
  static func shortened(_ text: String, to columns: Int, unicode: Bool) -> String {
    let columns = max(1, columns)
    if Self.columns(of: text) <= columns { return text }
    let ellipsis = unicode ? "…" : "..."
    guard columns > 3 else { return prefix(of: text, columns: columns) }
    return prefix(of: text, columns: columns - ellipsis.count) + ellipsis
  }

  /// A text without colours on lines of at most so many columns, broken at spaces; those after the
  /// first are moved in. A word wider than that is cut.
  static func wrapped(_ text: String, to columns: Int, hang: Int) -> [String] {
    let columns = max(1, columns)
    let hang = hang < columns ? hang : 0
    var lines: [String] = []
    var rest = text[...]
    while Self.columns(of: String(rest)) > columns {
      let head = prefix(of: String(rest), columns: columns + 1)
      let start = head.firstIndex { $0 != " " } ?? head.startIndex
      if let space = head[start...].lastIndex(of: " ") {
        let length = head.distance(from: head.startIndex, to: space)
        lines.append(String(rest.prefix(length)))
        rest = rest.dropFirst(length).drop { $0 == " " }
      } else {
        let word = prefix(of: String(rest), columns: columns)
        lines.append(word)
        rest = rest.dropFirst(max(1, word.count))
      }
      rest = (String(repeating: " ", count: hang) + rest)[...]
    }
    return lines + [String(rest)]
  }

  private static func columns(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    return switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }
}
