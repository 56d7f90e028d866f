/// The number of terminal columns that a text takes.
package enum DisplayWidth {
  /// The columns of a text without control characters. A combining mark takes none; East Asian wide
  /// characters and emoji take two.
  package static func of(_ text: Substring) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    var width = 0
    var last = 0
    for scalar in text.unicodeScalars {
      // The variation selector turns the previous character into an emoji, which is wide.
      last = scalar == "\u{FE0F}" && last == 1 ? 1 : of(scalar)
      width += last
    }
    return width
  }

  package static func of(_ text: String) -> Int { of(text[...]) }

  /// The columns of one scalar: 0, 1 or 2.
  package static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    return switch scalar.value {
    // Hangul vowels and final consonants, which join the previous syllable.
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: 0
    // Each of the two letters of a flag.
    case 0x1F1E6...0x1F1FF: 1
    // East Asian wide and fullwidth.
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF,
      0x4E00...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAD9, 0xFE10...0xFE6B,
      0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18D08, 0x1AFF0...0x1B2FB, 0x1F200...0x1F265,
      0x20000...0x3FFFD:
      2
    default: scalar.properties.isEmojiPresentation ? 2 : 1
    }
  }
}

extension DisplayWidth {
  /// Splits a text after at most `width` columns, never between a letter and its marks. The head
  /// holds at least one character.
  package static func split(_ text: Substring, at width: Int) -> (head: Substring, rest: Substring)
  {
    let scalars = text.unicodeScalars
    var used = 0
    let end = scalars.indices.first { index in
      let columns = scalars[index] == "\u{FE0F}" ? 1 : of(scalars[index])
      defer { used += columns }
      return used > 0 && used + columns > width
    }
    return (text[..<(end ?? text.endIndex)], text[(end ?? text.endIndex)...])
  }

  /// The longest suffix that fits `width` columns, with at least one character.
  package static func suffix(_ text: String, fitting width: Int) -> String {
    String(split(String(text.reversed())[...], at: width).head.reversed())
  }

  /// The text, cut to `width` columns and ended with `ellipsis` if it is longer.
  package static func shortened(
    _ text: String, to width: Int, ellipsis: String = "…"
  ) -> String {
    if of(text) <= width { return text }
    let room = width - of(ellipsis)
    guard room > 0 else { return "" }
    return String(split(text[...], at: room).head).trimmed + ellipsis
  }
}

extension String {
  /// The text without trailing spaces.
  package var trimmed: String {
    guard utf8.last == UInt8(ascii: " ") else { return self }
    return lastIndex { $0 != " " }.map { String(self[...$0]) } ?? ""
  }

  /// The text without leading and trailing spaces.
  package var trimmedAround: String { String(drop { $0 == " " }).trimmed }
}
