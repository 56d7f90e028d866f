import MatrixCore

/// Splits a text into tokens. It works on bytes and offsets and creates no strings for skipped
/// text.
package struct Lexer: Sendable {
  package let bytes: [UInt8]
  package let end: Int
  package private(set) var position: Int
  /// Whether `#` starts a comment and line ends are tokens.
  private let statements: Bool
  /// The number of open brackets; a statement continues across lines inside them.
  private var openBrackets = 0

  /// Tokens of `bytes[range]`. In a block of statements `#` starts a comment and newlines are
  /// tokens.
  package init(_ bytes: [UInt8], in range: SourceRange, statements: Bool) {
    self.bytes = bytes
    self.statements = statements
    position = range.lowerBound
    end = range.upperBound
  }

  package func text(_ range: SourceRange) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// The next token.
  package mutating func next() -> Token {
    skipBlanks()
    let start = position
    guard start < end else { return Token(kind: .end, range: end..<end) }
    let byte = bytes[start]
    switch byte {
    case UInt8(ascii: "\n"):
      position += 1
      return Token(kind: .newline, range: start..<position)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      scanNumber()
      return Token(kind: .number, range: start..<position)
    case UInt8(ascii: ".") where isDigit(start + 1):
      scanNumber()
      return Token(kind: .number, range: start..<position)
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
      scanName()
      return Token(kind: .name, range: start..<position)
    case 0x80...:
      return scanWide()
    default:
      if start + 1 < end, let symbol = Token.Symbol(byte, bytes[start + 1]) {
        position += 2
        return Token(kind: .symbol(symbol), range: start..<position)
      }
      position += 1
      guard byte >= 0x20, let symbol = Token.Symbol(rawValue: byte) else {
        return Token(kind: .unknown, range: start..<position)
      }
      switch symbol {
      case .openBracket, .openParenthesis: openBrackets += 1
      case .closeBracket, .closeParenthesis: openBrackets = max(0, openBrackets - 1)
      default: break
      }
      return Token(kind: .symbol(symbol), range: start..<position)
    }
  }

  /// Moves to the end of the statement of the last token: after the brackets that it opened, or at
  /// the end of the line if they are never closed.
  package mutating func skipStatement() {
    // Unread text may open brackets too, but rarely many.
    let reach = openBrackets > 0 ? 1 << 18 : 1 << 14
    var ahead = self
    while ahead.position - position < reach {
      let token = ahead.next()
      if token.kind == .newline {
        self = ahead
        position = token.range.lowerBound
        return
      }
      if token.kind == .end { break }
    }
    skipLine(from: position)
    // No statement begins with these characters: they continue a list.
    while let first = firstOfNextLine, "[]),".utf8.contains(bytes[first]) { skipLine(from: first) }
  }

  /// The first non-blank offset of the next line.
  private var firstOfNextLine: Int? {
    bytes[min(position + 1, end)..<end].firstIndex {
      $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t")
    }
  }

  /// Treats one open bracket as closed.
  package mutating func forgetBracket() { openBrackets = max(0, openBrackets - 1) }

  /// Moves to the first line end at or after `offset`, as if no bracket were open.
  package mutating func skipLine(from offset: Int) {
    position = offset
    openBrackets = 0
    while position < end, bytes[position] != UInt8(ascii: "\n") { position += 1 }
  }
}

extension Lexer {
  private mutating func skipBlanks() {
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        position += 1
      case UInt8(ascii: "\n") where openBrackets > 0 || !statements:
        position += 1
      case UInt8(ascii: "#") where statements:
        while position < end, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      default:
        return
      }
    }
  }

  private func isDigit(_ index: Int) -> Bool {
    index < end && bytes[index] &- 0x30 < 10
  }

  private mutating func scanDigits() {
    while isDigit(position) { position += 1 }
  }

  private mutating func scanNumber() {
    scanDigits()
    if position < end, bytes[position] == UInt8(ascii: "."), isDigit(position + 1) {
      position += 1
      scanDigits()
    }
    if position < end, bytes[position] | 0x20 == UInt8(ascii: "e") {
      let next = position + 1
      let signed =
        next < end && (bytes[next] == UInt8(ascii: "+") || bytes[next] == UInt8(ascii: "-"))
      if isDigit(signed ? next + 1 : next) {
        position = signed ? next + 1 : next
        scanDigits()
      }
    }
  }

  private mutating func scanName() {
    while position < end {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        position += 1
      case 0x80...:
        guard let (scalar, length) = scalar(at: position), scalar.continuesName else { return }
        position += length
      default:
        return
      }
    }
  }

  /// A token that begins with a character outside ASCII.
  private mutating func scanWide() -> Token {
    let start = position
    guard let (scalar, length) = scalar(at: start) else {
      position += 1
      return Token(kind: .unknown, range: start..<position)
    }
    if scalar == "\u{1D40}" {
      position += length
      return Token(kind: .superscriptT, range: start..<position)
    }
    if scalar.startsName {
      scanName()
      return Token(kind: .name, range: start..<position)
    }
    position += length
    return Token(kind: .unknown, range: start..<position)
  }

  /// The character at an offset and its length in bytes.
  private func scalar(at index: Int) -> (Unicode.Scalar, Int)? {
    var decoder = UTF8()
    var iterator = bytes[index..<end].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
    return (scalar, UTF8.width(scalar))
  }
}

extension Token.Symbol {
  /// A symbol of two characters.
  fileprivate init?(_ first: UInt8, _ second: UInt8) {
    switch (first, second) {
    case (UInt8(ascii: "*"), UInt8(ascii: "*")): self = .doubleTimes
    case (UInt8(ascii: "<"), UInt8(ascii: "=")): self = .lessOrEqual
    case (UInt8(ascii: ">"), UInt8(ascii: "=")): self = .greaterOrEqual
    case (UInt8(ascii: "="), UInt8(ascii: "=")): self = .doubleEquals
    case (UInt8(ascii: "!"), UInt8(ascii: "=")): self = .notEqual
    default: return nil
    }
  }
}

extension Unicode.Scalar {
  fileprivate var startsName: Bool {
    if self == "\u{1D40}" { return false }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return true
    default: return false
    }
  }

  fileprivate var continuesName: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    case .decimalNumber: true
    default: startsName || ("\u{2080}"..."\u{2089}").contains(self)
    }
  }
}
