import Backprop
import Formulas
import Typography

extension SourceText {
  /// The problems with the characters: bytes that are not UTF-8, control characters, too many marks
  /// on a letter, and lines and files over the limits.
  func characterProblems() -> [Problem] {
    if bytes.count > Limits.bytesOfFile {
      return [Problem(.fileTooLarge, at: 0..<0)]
    }
    var problems: [Problem] = []
    // Limits the reports for a file full of control characters.
    let most = 20
    var marks = 0
    var offset = hasByteOrderMark ? 3 : 0
    while offset < bytes.count {
      // Most bytes are printable ASCII.
      if 0x20...0x7E ~= bytes[offset] {
        marks = 0
        offset += 1
        continue
      }
      var rest = bytes[offset...].makeIterator()
      var parser = Unicode.UTF8.ForwardParser()
      guard case .valid(let encoded) = parser.parseScalar(from: &rest) else {
        return problems + [Problem(.notUTF8(bytes[offset]), at: offset..<offset + 1)]
      }
      let scalar = Unicode.UTF8.decode(encoded)
      let range = offset..<offset + encoded.count
      offset = range.upperBound
      if isForbidden(scalar, before: offset), problems.count < most {
        let name = "U+" + scalar.value.hexadecimal(digits: 4)
        problems.append(Problem(.controlCharacter(name), at: range))
      }
      let isMark =
        !scalar.isASCII && scalar.properties.canonicalCombiningClass != .notReordered
      marks = isMark ? marks + 1 : 0
      if marks > SourceText.mostMarks {
        return problems + [Problem(.tooManyMarks, at: range)]
      }
    }
    return problems + longLines()
  }

  /// More than any language puts on one letter; the cost of comparing strings grows with the marks.
  static let mostMarks = 30

  /// Whether a scalar is forbidden in a lesson. A carriage return is allowed in a line ending.
  private func isForbidden(_ scalar: Unicode.Scalar, before offset: Int) -> Bool {
    switch scalar {
    case "\t", "\n": false
    case "\r": offset == bytes.count || bytes[offset] != UInt8(ascii: "\n")
    default: scalar.isNeverPrinted
    }
  }

  private func longLines() -> [Problem] {
    lineStarts.indices.compactMap { line in
      let range = lineRange(line)
      return range.count > Limits.bytesOfLine
        ? Problem(.lineTooLong, at: range.lowerBound..<range.lowerBound) : nil
    }
  }
}
