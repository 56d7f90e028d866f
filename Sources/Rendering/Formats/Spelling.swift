/// Which characters the output is written in. Whatever it is, no control character gets through.
package enum Spelling: Hashable, Sendable {
  case unicode
  /// Known symbols are spelt, `delta` and `x_1`; letters lose their accents; the rest becomes `?`.
  case ascii

  /// The text without control characters, and spelt in ASCII where that is asked for. Tabs and line
  /// ends become spaces.
  package func callAsFunction(_ text: String) -> String {
    guard changes(text) else { return text }
    switch self {
    case .unicode: return text.withoutControls
    case .ascii:
      var speller = AsciiSpeller()
      for scalar in text.unicodeScalars { speller.append(scalar) }
      return speller.text
    }
  }
}

extension Spelling {
  /// Whether the text may come out otherwise than it is: in ASCII where it holds anything else, in
  /// Unicode where a byte could begin a character that is left out or replaced.
  func changes(_ text: String) -> Bool {
    var last: UInt8 = 0
    for byte in text.utf8 {
      if byte < 0x20 || byte == 0x7F || byte >= 0x80 && self == .ascii { return true }
      switch last {
      case 0xC2: if byte < 0xA0 || byte == 0xAD { return true }
      case 0xD8: if byte == 0x9C { return true }
      case 0xE2: if byte == 0x80 || byte == 0x81 { return true }
      case 0xEF: if byte == 0xBB || byte == 0xBF { return true }
      case 0xF3: return true
      default: break
      }
      last = byte
    }
    return false
  }
}

extension Unicode.Scalar {
  /// Whether the scalar could move the cursor, change how a terminal works, or reorder what is shown.
  var isControl: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x206F,
      0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
    default: false
    }
  }

  var isSpaceLike: Bool { value == 0x09 || value == 0x0A || value == 0x0D || value == 0x20 }

  /// Characters that are never seen and only say where a line may break.
  fileprivate var isInvisible: Bool { value == 0xAD || value == 0x200B || value == 0xFEFF }
}

extension String {
  fileprivate var withoutControls: String {
    guard unicodeScalars.contains(where: { $0.isControl || $0.isInvisible }) else { return self }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars where !scalar.isInvisible {
      result.append(scalar.isSpaceLike ? " " : scalar.isControl ? "\u{FFFD}" : scalar)
    }
    return String(result)
  }
}
