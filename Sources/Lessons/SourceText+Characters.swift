import Backprop
import Formulas

extension SourceText {
  /// What no lesson may contain: bytes that are not UTF-8, control characters, lines and files past
  /// the limits.
  func characterProblems() -> [Problem] {
    if bytes.count > Limits.bytesOfFile {
      return [Problem(.fileTooLarge, at: 0..<0)]
    }
    var problems: [Problem] = []
    var index = hasByteOrderMark ? 3 : 0
    // A file of nothing but control characters is told once, not a million times.
    let most = 20
    var marks = 0
    while index < bytes.count {
      let start = index
      while index < bytes.count, SourceText.isPlain(bytes[index]) { index += 1 }
      if index == bytes.count { break }
      if index > start { marks = 0 }
      let length = sequenceLength(at: index)
      guard length > 0 else {
        return problems + [Problem(.notUTF8(bytes[index]), at: index..<index + 1)]
      }
      if problems.count < most, let name = forbiddenName(at: index, length: length) {
        problems.append(Problem(.controlCharacter(name), at: index..<index + length))
      }
      marks = length > 1 && isMark(at: index, length: length) ? marks + 1 : 0
      if marks > SourceText.mostMarks {
        return problems + [Problem(.tooManyMarks, at: index..<index + length)]
      }
      index += length
    }
    return problems + longLines()
  }

  /// Whether a byte is a character of ASCII that may stand anywhere.
  private static func isPlain(_ byte: UInt8) -> Bool {
    0x20..<0x7F ~= byte || byte == UInt8(ascii: "\n")
  }

  /// No language puts so many on one letter, and to compare more takes time without bound.
  static let mostMarks = 30

  /// Whether the scalar at an offset is a mark that belongs to the letter before. Punctuation and the
  /// symbols of mathematics, of which lessons are full, need not be looked up.
  private func isMark(at index: Int, length: Int) -> Bool {
    var iterator = bytes[index..<index + length].makeIterator()
    var decoder = UTF8()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator), scalar.value >= 0x300,
      !(0x1D00..<0x1DC0 ~= scalar.value || 0x2000..<0x20D0 ~= scalar.value),
      !(0x2100..<0x2CEF ~= scalar.value)
    else { return false }
    return scalar.properties.canonicalCombiningClass != .notReordered
  }

  private func longLines() -> [Problem] {
    lineStarts.indices.compactMap { line in
      let range = lineRange(line)
      return range.count > Limits.bytesOfLine
        ? Problem(.lineTooLong, at: range.lowerBound..<range.lowerBound) : nil
    }
  }

  /// The length of the well-formed UTF-8 sequence at an offset, 0 where there is none.
  private func sequenceLength(at index: Int) -> Int {
    let first = bytes[index]
    let (length, low, high): (Int, UInt8, UInt8) =
      switch first {
      case 0x00...0x7F: (1, 0, 0)
      case 0xC2...0xDF: (2, 0x80, 0xBF)
      case 0xE0: (3, 0xA0, 0xBF)
      case 0xE1...0xEC, 0xEE, 0xEF: (3, 0x80, 0xBF)
      case 0xED: (3, 0x80, 0x9F)
      case 0xF0: (4, 0x90, 0xBF)
      case 0xF1...0xF3: (4, 0x80, 0xBF)
      case 0xF4: (4, 0x80, 0x8F)
      default: (0, 0, 0)
      }
    guard length > 1 else { return length }
    guard index + length <= bytes.count, (low...high).contains(bytes[index + 1]) else { return 0 }
    for offset in 2..<max(2, length) where bytes[index + offset] & 0xC0 != 0x80 { return 0 }
    return length
  }

  /// The name of the control character at an offset, if it is one that is not allowed.
  private func forbiddenName(at index: Int, length: Int) -> String? {
    let scalar: UInt32
    switch length {
    case 1: scalar = UInt32(bytes[index])
    case 2: scalar = UInt32(bytes[index] & 0x1F) << 6 | UInt32(bytes[index + 1] & 0x3F)
    case 3:
      scalar =
        UInt32(bytes[index] & 0x0F) << 12 | UInt32(bytes[index + 1] & 0x3F) << 6
        | UInt32(bytes[index + 2] & 0x3F)
    default: return nil
    }
    switch scalar {
    case 0x09, 0x0A: return nil
    case 0x0D: return index + 1 < bytes.count && bytes[index + 1] == 0x0A ? nil : "U+000D"
    case 0x00..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E,
      0x2066...0x2069, 0xFEFF:
      let digits = String(scalar, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    default: return nil
    }
  }
}
