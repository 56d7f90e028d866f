import Typography

/// Running text cut into words, which fill lines.
struct ProseReader {
  private var lines: ProseLines
  private var word = Word()

  init(_ lines: ProseLines) {
    self.lines = lines
  }

  /// Ends the text. Gives the columns of the widest line.
  mutating func finish(_ result: inout TextLines) -> Int {
    endWord(&result)
    return lines.finish(&result)
  }
}

extension ProseReader {
  /// Code longer than this may break.
  private static let longestUnbroken = 34

  private var marksEmphasis: Bool { !lines.style.accessible }

  mutating func add(_ inlines: [Inline], _ paint: Paint?, _ result: inout TextLines) {
    for inline in inlines {
      switch inline {
      case .text(let text): add(text, paint, &result)
      case .code(let code):
        let mark = marksEmphasis ? "`" : ""
        let isShort = code.utf8.count + 2 * mark.utf8.count <= Self.longestUnbroken
        add(mark, paint, &result)
        add(code, paint, isUnbroken: isShort, &result)
        add(mark, paint, &result)
      case .emphasis(let inner): add(inner, between: "*", paint ?? .italic, &result)
      case .strong(let inner): add(inner, between: "**", .bold, &result)
      }
    }
  }

  private mutating func add(
    _ inner: [Inline], between mark: String, _ paint: Paint, _ result: inout TextLines
  ) {
    if marksEmphasis { add(mark, paint, &result) }
    add(inner, paint, &result)
    if marksEmphasis { add(mark, paint, &result) }
  }

  /// Adds text, cut at its spaces but those of an `isUnbroken` one and those in short brackets.
  mutating func add(
    _ text: String, _ paint: Paint?, isUnbroken: Bool = false, _ result: inout TextLines
  ) {
    var text = text
    text.withUTF8 { text in
      var start = 0
      var isASCII = true
      var breakable = isUnbroken ? text.count : 0
      for place in text.indices {
        let byte = text[place]
        // Small letters, the most of a text, want no more than to be passed by.
        if byte > UInt8(ascii: "[") && byte < 0x80 { continue }
        switch byte {
        case UInt8(ascii: " "):
          if place < breakable { continue }
          add(
            UnsafeBufferPointer(rebasing: text[start..<place]), isASCII: isASCII, ends: true, paint,
            &result)
          start = place + 1
          isASCII = true
        case UInt8(ascii: "("), UInt8(ascii: "["):
          if place >= breakable { breakable = text.end(ofBracketAt: place) ?? place }
        case 0x80...: isASCII = false
        default: break
        }
      }
      add(
        UnsafeBufferPointer(rebasing: text[start...]), isASCII: isASCII, ends: false, paint,
        &result)
    }
  }

  /// Adds a piece of a word, and ends the word where a space follows.
  private mutating func add(
    _ piece: UnsafeBufferPointer<UInt8>, isASCII: Bool, ends: Bool, _ paint: Paint?,
    _ result: inout TextLines
  ) {
    if isASCII, ends, word.isEmpty, word.isSpaced, !piece.isEmpty {
      lines.append(word: piece, width: piece.count, paint, &result)
      return
    }
    if isASCII {
      word.append(piece, width: piece.count, paint)
    } else {
      addBeyondASCII(String(decoding: piece, as: UTF8.self), paint, &result)
    }
    if ends { endWord(&result) }
  }

  /// Spaces that don't break are printed as ordinary ones. Before and after wide characters a line may
  /// break.
  private mutating func addBeyondASCII(
    _ text: String, _ paint: Paint?, _ result: inout TextLines
  ) {
    var text = text.withOrdinarySpaces
    if let width = text.withUTF8({ DisplayWidth.ofNarrow($0) }) {
      text.withUTF8 { word.append($0, width: width, paint) }
      return
    }
    var start = text.startIndex
    for index in text.indices where text[index].unicodeScalars.first.map(DisplayWidth.of) == 2 {
      if start < index { join(text[start..<index], paint) }
      if !"、。，．：；！？）」』】".contains(text[index]), !word.isEmpty {
        endWord(&result)
        word.isSpaced = false
      }
      start = index
    }
    join(text[start...], paint)
  }

  private mutating func join(_ text: Substring, _ paint: Paint?) {
    var text = text
    let width = DisplayWidth.of(text)
    text.withUTF8 { word.append($0, width: width, paint) }
  }

  /// Ends the word, if there is one.
  private mutating func endWord(_ result: inout TextLines) {
    if !word.isEmpty { lines.append(word, &result) }
    word.removeAll()
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where the bracket that opens at a place is closed, if what stands in it is short enough for one
  /// line: `dW[1, 2]`, `(N 2, in 3)`.
  fileprivate func end(ofBracketAt start: Int) -> Int? {
    var depth = 0
    for place in start..<Swift.min(start + 25, count) {
      switch self[place] {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return place }
      default: break
      }
    }
    return nil
  }
}

extension String {
  /// A short value with spaces that don't break, U+00A0: it stays on one line.
  var unbroken: String {
    guard utf8.count <= 34, utf8.contains(UInt8(ascii: " ")) else { return self }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * utf8.count)
    for byte in utf8 {
      if byte == UInt8(ascii: " ") { bytes.append(0xC2) }
      bytes.append(byte == UInt8(ascii: " ") ? 0xA0 : byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text with ordinary spaces in place of those that don't break.
  fileprivate var withOrdinarySpaces: String {
    guard utf8.contains(0xC2) else { return self }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count)
    for byte in utf8 {
      if byte == 0xA0, bytes.last == 0xC2 {
        bytes[bytes.count - 1] = UInt8(ascii: " ")
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
