extension TextLayout {
  /// Text filled into lines; every line but the first moves in by `hang`, and the first one begins
  /// with `lead`, which is `hang` columns wide or stands at the left edge.
  func prose(_ text: [Inline], width: Int, lead: String = "", hang: Int = 0) -> [String] {
    filled(
      WordList(text, marksEmphasis: !style.accessible), width: width, lead: lead, hang: hang)
  }

  func prose(
    _ text: String, width: Int, lead: String = "", hang: Int = 0, paint: Paint? = nil
  ) -> [String] {
    filled(WordList(text, paint: paint), width: width, lead: lead, hang: hang)
  }

  private func filled(_ text: WordList, width: Int, lead: String, hang: Int) -> [String] {
    var lines = ProseLines(style: style, width: width, lead: lead, hang: hang)
    var part = 0
    var start = 0
    for word in text.words {
      lines.makeRoom(for: word)
      while part < word.end {
        let end = text.parts[part].end
        lines.append(text.bytes[start..<end], text.parts[part])
        start = end
        part += 1
      }
    }
    return lines.finished()
  }
}

/// Lines as they are filled.
private struct ProseLines {
  let style: TextStyle
  let width: Int
  let hang: Int
  private var lines: [String] = []
  private var line: [UInt8]
  private var used: Int
  private var isEmpty = true

  init(style: TextStyle, width: Int, lead: String, hang: Int) {
    self.style = style
    self.width = width
    self.hang = hang
    line = Array(lead.utf8)
    used = DisplayWidth.of(lead)
  }

  private mutating func endLine() {
    lines.append(String(decoding: line, as: UTF8.self))
    line.removeAll(keepingCapacity: true)
    for _ in 0..<hang { line.append(UInt8(ascii: " ")) }
    used = hang
    isEmpty = true
  }

  /// Makes ready for a word: a space, or a new line where it would not fit this one.
  mutating func makeRoom(for word: WordList.Word) {
    let gap = isEmpty || !word.isSpaced ? 0 : 1
    if used + gap + word.width <= width {
      if gap > 0 { line.append(UInt8(ascii: " ")) }
      used += gap
    } else if !isEmpty {
      endLine()
    }
  }

  /// Appends a part of a word; one wider than a line is cut.
  mutating func append(_ bytes: ArraySlice<UInt8>, _ part: WordList.Part) {
    isEmpty = false
    if used + part.width <= width {
      write(bytes, part.paint)
      used += part.width
      return
    }
    let text = String(decoding: bytes, as: UTF8.self)
    var rest = text[...]
    while DisplayWidth.of(rest, exceeds: width - used) {
      var (head, tail) = DisplayWidth.split(rest, at: width - used)
      // What was to stay on one line and does not fit one ends it at a space, if it can.
      if let space = head.lastIndex(of: "\u{A0}"), space > head.startIndex {
        (head, tail) = (rest[..<space], rest[rest.index(after: space)...])
      }
      if used > hang, used + DisplayWidth.of(head) > width {
        endLine()
        continue
      }
      write(Array(head.utf8)[...], part.paint)
      rest = tail
      endLine()
    }
    write(Array(rest.utf8)[...], part.paint)
    used += DisplayWidth.of(rest)
    isEmpty = false
  }

  /// What is printed has ordinary spaces.
  private mutating func write(_ bytes: ArraySlice<UInt8>, _ paint: Paint?) {
    let paint = style.color && !bytes.isEmpty ? paint : nil
    if let paint { line.append(contentsOf: paint.start.utf8) }
    var isAfterC2 = false
    for byte in bytes {
      if isAfterC2, byte == 0xA0 {
        line[line.count - 1] = UInt8(ascii: " ")
      } else {
        line.append(byte)
      }
      isAfterC2 = byte == 0xC2
    }
    if paint != nil { line.append(contentsOf: Paint.end.utf8) }
  }

  /// The lines; there is one at least.
  mutating func finished() -> [String] {
    if !isEmpty || lines.isEmpty {
      let text = String(decoding: line, as: UTF8.self)
      lines.append(isEmpty ? text.trimmed : text)
    }
    return lines
  }
}
