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
    var text = text
    return text.withUTF8 { text in
      for place in text.indices {
        let byte = text[place]
        if 0x20 <= byte && byte < 0x7F { continue }
        if byte < 0x80 || self == .ascii { return true }
        if byte >= 0xC0, text.mayChange(at: place) { return true }
      }
      return false
    }
  }
}

extension Spelling {
  /// Whether texts taken from these bytes, line by line, are printed in Unicode just as they are.
  static func keeps(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      for place in bytes.indices {
        let byte = bytes[place]
        if 0x20 <= byte && byte < 0x7F || byte == UInt8(ascii: "\n") { continue }
        if byte < 0x80 || byte >= 0xC0 && bytes.mayChange(at: place) { return false }
      }
      return true
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the bytes from a place on may be a character that is never printed.
  fileprivate func mayChange(at place: Int) -> Bool {
    let next = place + 1 < count ? self[place + 1] : 0
    let last = place + 2 < count ? self[place + 2] : 0
    return switch (self[place], next) {
    case (0xC2, _): next < 0xA0 || next == 0xAD
    case (0xD8, _): next == 0x9C
    case (0xE2, 0x80): last == 0x8B || last == 0x8E || last == 0x8F || 0xA8...0xAE ~= last
    case (0xE2, 0x81): last >= 0xA6
    case (0xEF, 0xBB), (0xEF, 0xBF): true
    case (0xF3, _): true
    default: false
    }
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
