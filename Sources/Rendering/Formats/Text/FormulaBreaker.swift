import Typography

/// Cuts a formula into lines: after an operator outside of brackets, between terms sooner than between
/// factors, else after one in as few brackets as possible, else at a space, else anywhere.
struct FormulaBreaker {
  private let bytes: [UInt8]
  /// For each place at which a line may end, the bytes before it and how bad that is.
  private let breaks: [Break]

  private struct Break {
    var end: Int
    var cost: Int
  }

  init(_ text: String) {
    bytes = Array(text.utf8)
    var breaks: [Break] = []
    var depth = 0
    var wordStart = 0
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      case UInt8(ascii: " "):
        let cost = bytes[wordStart..<index].costOfBreakAfter
        breaks.append(Break(end: index, cost: 4 * depth + cost))
        wordStart = index + 1
      default: break
      }
    }
    self.breaks = breaks
  }

  /// The lines, the first one beginning with `lead` and the others with `hang` spaces.
  func lines(width: Int, lead: String, hang: Int) -> [Line] {
    var result: [Line] = []
    var start = 0
    var line = Line(lead)
    while true {
      let end = lineEnd(from: start, room: max(width - line.width, 1))
      line.append(String(decoding: bytes[start..<end], as: UTF8.self))
      result.append(line)
      start = end
      while start < bytes.count, bytes[start] == UInt8(ascii: " ") { start += 1 }
      if start >= bytes.count { return result }
      line = Line()
      line.append(spaces: hang < width / 2 ? hang : 2)
    }
  }

  private func lineEnd(from start: Int, room: Int) -> Int {
    let rest = String(decoding: bytes[start...], as: UTF8.self)
    if DisplayWidth.of(rest) <= room { return bytes.count }
    let head = DisplayWidth.split(rest[...], at: room).head
    let limit = start + head.utf8.count
    let widest = DisplayWidth.of(head)
    // A line less than a third full is no line, and a relation is not left alone on it.
    var best: Break?
    for place in breaks where place.end > start && place.end <= limit {
      let columns = DisplayWidth.of(String(decoding: bytes[start..<place.end], as: UTF8.self))
      let isShort = columns < max(4, widest / 3)
      let cost = place.cost + (isShort ? 500 : 0)
      if cost <= best?.cost ?? .max { best = Break(end: place.end, cost: cost) }
    }
    return best?.end ?? limit
  }
}

extension ArraySlice<UInt8> {
  /// How bad it is to end a line after this word: least after `+` between terms, more after `·`
  /// between factors, most where it is no operator.
  fileprivate var costOfBreakAfter: Int {
    if last == UInt8(ascii: ",") || last == UInt8(ascii: ";") { return 0 }
    // No operator takes more bytes or begins with a letter.
    guard count <= 3, let first, !(UInt8(ascii: "A")...UInt8(ascii: "z") ~= first) else {
      return 1000
    }
    return switch String(decoding: self, as: UTF8.self) {
    case "+", "-", "−", "=", "≈", "~", "<", ">", "≤", "≥", "<=", ">=": 0
    case "*", "/", "@", "·", "∘", "⊗", "⊙", "×", "(x)", ".*": 1
    default: 1000
    }
  }
}
