/// The answers of a student to several questions, as JSON: `{"dY": [[1, 2]], "dW": "[[1 2]]"}`.
///
/// A value is an array, a number, or a string that is read as a reply is. Digits stay as they were
/// typed, because they say how precise an answer is.
package struct AnswerSheet: Sendable {
  package let answers: [(name: String, reply: Reply)]

  package enum Fault: Error, Hashable, Sendable {
    /// Something else was expected at this offset.
    case syntax(offset: Int)
    case noAnswers
    case twice(String)
  }

  package init(_ bytes: [UInt8]) throws(Fault) {
    var reader = Reader(bytes)
    answers = try reader.object()
    if answers.isEmpty { throw .noAnswers }
  }
}

/// Splits the text of an object at its keys. Brackets are counted, so that nesting needs no stack.
private struct Reader {
  private let bytes: [UInt8]
  private var offset = 0

  private static let spaces: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  mutating func object() throws(AnswerSheet.Fault) -> [(name: String, reply: Reply)] {
    var answers: [(name: String, reply: Reply)] = []
    var names: Set<String> = []
    try expect("{")
    if next() != UInt8(ascii: "}") {
      while true {
        let name = try string()
        guard names.insert(name).inserted else { throw .twice(name) }
        try expect(":")
        answers.append((name, .text(try value())))
        guard next() == UInt8(ascii: ",") else { break }
        offset += 1
      }
    }
    try expect("}")
    guard next() == nil else { throw .syntax(offset: offset) }
    return answers
  }

  private mutating func value() throws(AnswerSheet.Fault) -> String {
    guard let first = next() else { throw .syntax(offset: offset) }
    if first == UInt8(ascii: "\"") { return try string() }
    let start = offset
    var depth = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      switch byte {
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]") where depth > 0: depth -= 1
      case UInt8(ascii: ",") where depth > 0: break
      case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard offset > start, depth == 0, byte != UInt8(ascii: "]") else {
          throw .syntax(offset: offset)
        }
        let end = bytes[start..<offset].lastIndex { !Self.spaces.contains($0) } ?? start
        return String(decoding: bytes[start...end], as: UTF8.self)
      case UInt8(ascii: "{"), UInt8(ascii: "\""), UInt8(ascii: ":"): throw .syntax(offset: offset)
      default: break
      }
      offset += 1
    }
    throw .syntax(offset: offset)
  }

  private mutating func string() throws(AnswerSheet.Fault) -> String {
    try expect("\"")
    var units: [UInt16] = []
    var text: [UInt8] = []
    func flush() {
      text += Array(String(decoding: units, as: UTF16.self).utf8)
      units = []
    }
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      if byte == UInt8(ascii: "\"") {
        flush()
        return String(decoding: text, as: UTF8.self)
      }
      guard byte == UInt8(ascii: "\\") else {
        if !units.isEmpty { flush() }
        text.append(byte)
        continue
      }
      guard offset < bytes.count else { break }
      let escape = bytes[offset]
      offset += 1
      switch escape {
      case UInt8(ascii: "n"): units.append(10)
      case UInt8(ascii: "t"): units.append(9)
      case UInt8(ascii: "r"): units.append(13)
      case UInt8(ascii: "b"): units.append(8)
      case UInt8(ascii: "f"): units.append(12)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): units.append(UInt16(escape))
      case UInt8(ascii: "u"):
        let digits = bytes[offset...].prefix(4)
        guard digits.count == 4, !digits.contains(UInt8(ascii: "+")),
          !digits.contains(UInt8(ascii: "-")),
          let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw .syntax(offset: offset) }
        units.append(unit)
        offset += 4
      default: throw .syntax(offset: offset - 1)
      }
    }
    throw .syntax(offset: offset)
  }

  /// The next byte that is no space.
  private mutating func next() -> UInt8? {
    while offset < bytes.count, Self.spaces.contains(bytes[offset]) { offset += 1 }
    return offset < bytes.count ? bytes[offset] : nil
  }

  private mutating func expect(_ scalar: Unicode.Scalar) throws(AnswerSheet.Fault) {
    guard next() == UInt8(ascii: scalar) else { throw .syntax(offset: offset) }
    offset += 1
  }
}
