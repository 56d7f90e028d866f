/// Running text cut into words, in one array of bytes.
struct WordList {
  /// A word, in one paint or in several.
  struct Word {
    /// Its parts are those from the end of the word before up to this one.
    var end: Int
    var width = 0
    /// Whether a space stands before it; none where a line may break inside Chinese or Japanese.
    var isSpaced: Bool
  }

  /// Bytes in one paint, from the end of the part before up to this one.
  struct Part {
    var end: Int
    var width: Int
    var paint: Paint?
  }

  private(set) var bytes: [UInt8] = []
  private(set) var parts: [Part] = []
  private(set) var words: [Word] = []
  private let marksEmphasis: Bool
  private var width = 0
  private var isSpaced = true

  init(_ text: [Inline], marksEmphasis: Bool) {
    self.marksEmphasis = marksEmphasis
    reserve(text.byteCount)
    add(text, nil)
    endWord()
  }

  init(_ text: String, paint: Paint?) {
    marksEmphasis = false
    reserve(text.utf8.count)
    add(text, paint)
    endWord()
  }
}

extension WordList {
  /// Makes room for a text of so many bytes: words have some five letters.
  private mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(count)
    parts.reserveCapacity(count / 4 + 1)
    words.reserveCapacity(count / 4 + 1)
  }

  private mutating func add(_ inlines: [Inline], _ paint: Paint?) {
    for inline in inlines {
      switch inline {
      case .text(let text): add(text, paint)
      case .code(let code): add((marksEmphasis ? "`\(code)`" : code).unbroken, paint)
      case .emphasis(let inner): add(inner, between: "*", paint ?? .italic)
      case .strong(let inner): add(inner, between: "**", .bold)
      }
    }
  }

  private mutating func add(_ inner: [Inline], between mark: String, _ paint: Paint) {
    if marksEmphasis { add(mark, paint) }
    add(inner, paint)
    if marksEmphasis { add(mark, paint) }
  }

  private mutating func add(_ text: String, _ paint: Paint?) {
    var text = text.withBracketsUnbroken
    text.withUTF8 { text in
      var start = 0
      while start <= text.count {
        var end = start
        while end < text.count, text[end] != UInt8(ascii: " ") { end += 1 }
        if start > 0 { endWord() }
        let piece = UnsafeBufferPointer(rebasing: text[start..<end])
        if let width = DisplayWidth.ofNarrow(piece) {
          join(piece, width: width, paint)
        } else {
          addWide(String(decoding: piece, as: UTF8.self), paint)
        }
        start = end + 1
      }
    }
  }

  /// Text that holds wide characters, before and after which a line may break.
  private mutating func addWide(_ text: String, _ paint: Paint?) {
    var start = text.startIndex
    for index in text.indices where text[index].unicodeScalars.first.map(DisplayWidth.of) == 2 {
      if start < index { join(text[start..<index], paint) }
      if !"、。，．：；！？）」』】".contains(text[index]) { breakHere() }
      start = index
    }
    join(text[start...], paint)
  }

  private mutating func join(_ text: Substring, _ paint: Paint?) {
    var text = text
    let width = DisplayWidth.of(text)
    text.withUTF8 { join($0, width: width, paint) }
  }

  private mutating func join(_ text: UnsafeBufferPointer<UInt8>, width: Int, _ paint: Paint?) {
    if text.isEmpty { return }
    bytes.append(contentsOf: text)
    self.width += width
    if parts.count > (words.last?.end ?? 0), parts[parts.count - 1].paint == paint {
      parts[parts.count - 1].end = bytes.count
      parts[parts.count - 1].width += width
    } else {
      parts.append(Part(end: bytes.count, width: width, paint: paint))
    }
  }

  /// Ends the word, if there is one.
  private mutating func endWord() {
    if parts.count > (words.last?.end ?? 0) {
      words.append(Word(end: parts.count, width: width, isSpaced: isSpaced))
    }
    width = 0
    isSpaced = true
  }

  private mutating func breakHere() {
    guard parts.count > (words.last?.end ?? 0) else { return }
    endWord()
    isSpaced = false
  }
}

extension [Inline] {
  fileprivate var byteCount: Int {
    reduce(0) { sum, inline in
      switch inline {
      case .text(let text): sum + text.utf8.count
      case .code(let text): sum + text.utf8.count + 2
      case .emphasis(let inner), .strong(let inner): sum + inner.byteCount + 4
      }
    }
  }
}

extension String {
  /// Short code, and a short value, stays on one line: its spaces don't break.
  var unbroken: String {
    utf8.count > 34 ? self : unbroken { _ in true }
  }

  /// What stands in brackets stays on one line where it is short: `dW[1, 2]`, `(N 2, in 3)`.
  fileprivate var withBracketsUnbroken: String {
    guard utf8.contains(where: { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: "[") }) else {
      return self
    }
    let longest = 24
    var isInside = [Bool](repeating: false, count: utf8.count)
    var opened: [Int] = []
    for (index, byte) in utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["): opened.append(index)
      case UInt8(ascii: ")"), UInt8(ascii: "]"):
        guard let start = opened.popLast(), index - start <= longest else { continue }
        for place in start..<index { isInside[place] = true }
      default: break
      }
    }
    return unbroken { isInside[$0] }
  }

  /// The text with spaces that don't break, U+00A0, at those of its places of spaces.
  private func unbroken(_ holds: (_ place: Int) -> Bool) -> String {
    guard utf8.contains(UInt8(ascii: " ")) else { return self }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * utf8.count)
    for (place, byte) in utf8.enumerated() {
      if byte == UInt8(ascii: " "), holds(place) {
        bytes += [0xC2, 0xA0]
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
