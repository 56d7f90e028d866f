/// A word of running text, in one paint or in several.
private struct Word {
  var parts: [(text: String, paint: Paint?)] = []
  var width = 0
  /// Whether a space stands before it; none where a line may break inside Chinese or Japanese.
  var isSpaced = true
}

extension TextLayout {
  /// Text filled into lines; every line but the first moves in by `hang`, and the first one begins
  /// with `lead`, which is `hang` columns wide or stands at the left edge.
  func prose(_ text: [Inline], width: Int, lead: String = "", hang: Int = 0) -> [String] {
    var words = WordList(marksEmphasis: !style.accessible)
    words.append(text, paint: nil)
    return filled(words.words, width: width, lead: lead, hang: hang)
  }

  func prose(
    _ text: String, width: Int, lead: String = "", hang: Int = 0, paint: Paint? = nil
  ) -> [String] {
    var words = WordList(marksEmphasis: false)
    words.append(text, paint: paint)
    words.finish()
    return filled(words.words, width: width, lead: lead, hang: hang)
  }

  private func filled(_ words: [Word], width: Int, lead: String, hang: Int) -> [String] {
    var lines: [String] = []
    var line = lead
    var used = DisplayWidth.of(lead)
    var isEmpty = true

    func endLine() {
      lines.append(line)
      line = .spaces(hang)
      used = hang
      isEmpty = true
    }
    for word in words {
      let gap = isEmpty || !word.isSpaced ? 0 : 1
      if used + gap + word.width <= width {
        if gap > 0 { line += " " }
        used += gap
      } else if !isEmpty {
        endLine()
      }
      for (text, paint) in word.parts {
        var rest = text[...]
        while DisplayWidth.of(rest, exceeds: width - used) {
          let (head, tail) = DisplayWidth.split(rest, at: width - used)
          if used > hang, used + DisplayWidth.of(head) > width {
            endLine()
            continue
          }
          line += style.painted(String(head).broken, paint)
          rest = tail
          endLine()
        }
        line += style.painted(String(rest).broken, paint)
        used += DisplayWidth.of(rest)
      }
      isEmpty = false
    }
    if !isEmpty || lines.isEmpty { lines.append(isEmpty ? line.trimmed : line) }
    return lines
  }
}

/// Running text cut into words.
private struct WordList {
  let marksEmphasis: Bool
  private(set) var words: [Word] = []
  private var current = Word()

  init(marksEmphasis: Bool) {
    self.marksEmphasis = marksEmphasis
  }

  mutating func append(_ inlines: [Inline], paint: Paint?) {
    add(inlines, paint)
    finish()
  }

  private mutating func add(_ inlines: [Inline], _ paint: Paint?) {
    for inline in inlines {
      switch inline {
      case .text(let text): append(text, paint: paint)
      case .code(let code):
        append((marksEmphasis ? "`\(code)`" : code).unbroken, paint: paint)
      case .emphasis(let inner): add(inner, between: "*", paint ?? .italic)
      case .strong(let inner): add(inner, between: "**", .bold)
      }
    }
  }

  private mutating func add(_ inner: [Inline], between mark: String, _ paint: Paint) {
    if marksEmphasis { join(mark[...], paint) }
    add(inner, paint)
    if marksEmphasis { join(mark[...], paint) }
  }

  mutating func append(_ text: String, paint: Paint?) {
    var isFirst = true
    for bytes in text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false) {
      if !isFirst { finish() }
      isFirst = false
      if bytes.isEmpty { continue }
      let piece = Substring(bytes)
      if piece.utf8.allSatisfy({ $0 < 0x80 }) {
        join(piece, paint)
      } else {
        appendWide(piece, paint)
      }
    }
  }

  /// Text that may hold wide characters, before and after which a line may break.
  private mutating func appendWide(_ text: Substring, _ paint: Paint?) {
    var start = text.startIndex
    for index in text.indices where DisplayWidth.of(text[index].unicodeScalars.first!) == 2 {
      if start < index { join(text[start..<index], paint) }
      if !"、。，．：；！？）」』】".contains(text[index]) { breakHere() }
      start = index
    }
    join(text[start...], paint)
  }

  private mutating func join(_ text: Substring, _ paint: Paint?) {
    current.width += DisplayWidth.of(text)
    // Nothing else may hold the text that grows here: it would be copied each time.
    let last = current.parts.count - 1
    if last >= 0, current.parts[last].paint == paint {
      current.parts[last].text += text
    } else {
      current.parts.append((String(text), paint))
    }
  }

  /// Ends the word, if there is one.
  mutating func finish() {
    if !current.parts.isEmpty { words.append(current) }
    current = Word()
  }

  private mutating func breakHere() {
    guard !current.parts.isEmpty else { return }
    finish()
    current.isSpaced = false
  }
}

extension String {
  /// Short code, and a short value, stays on one line: its spaces don't break.
  var unbroken: String {
    utf8.count > 34 ? self : String(map { $0 == " " ? "\u{A0}" : $0 })
  }

  /// What is printed has ordinary spaces.
  fileprivate var broken: String {
    utf8.contains(0xC2) ? String(map { $0 == "\u{A0}" ? " " : $0 }) : self
  }
}
