import Backprop
import Formulas
import Typography

extension SourceText {
  /// What no lesson may contain: bytes that are not UTF-8, characters that are never printed, lines and
  /// files past the limits.
  func characterProblems() -> [Problem] {
    if bytes.count > Limits.bytesOfFile {
      return [Problem(.fileTooLarge, at: 0..<0)]
    }
    var problems: [Problem] = []
    // A file of nothing but control characters is reported once, not a million times.
    let most = 20
    var marks = 0
    var offset = hasByteOrderMark ? 3 : 0
    var rest = bytes[offset...].makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    while true {
      switch parser.parseScalar(from: &rest) {
      case .emptyInput: return problems + longLines()
      case .error:
        return problems + [Problem(.notUTF8(bytes[offset]), at: offset..<offset + 1)]
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        let range = offset..<offset + encoded.count
        offset = range.upperBound
        if isForbidden(scalar, before: offset), problems.count < most {
          let name = "U+" + scalar.value.hexadecimal(digits: 4)
          problems.append(Problem(.controlCharacter(name), at: range))
        }
        marks = scalar.properties.canonicalCombiningClass == .notReordered ? 0 : marks + 1
        if marks > SourceText.mostMarks {
          return problems + [Problem(.tooManyMarks, at: range)]
        }
      }
    }
  }

  /// No language puts so many on one letter, and to compare more takes time without bound.
  static let mostMarks = 30

  /// Whether a scalar may not stand in a lesson. A carriage return may, in the end of a line.
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
