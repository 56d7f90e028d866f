import Typography

extension TextLayout {
  /// Text filled into lines; every line but the first moves in by `hang`, and the first one begins
  /// with `lead`, which is `hang` columns wide or stands at the left edge. Gives the columns of the
  /// widest line.
  @discardableResult func prose(
    _ text: [Inline], width: Int, lead: Line = Line(), hang: Int = 0, into lines: inout TextLines
  ) -> Int {
    var reader = ProseReader(ProseLines(style: style, width: width, lead: lead, hang: hang))
    reader.add(text, nil, &lines)
    return reader.finish(&lines)
  }

  @discardableResult func prose(
    _ text: String, width: Int, lead: Line = Line(), hang: Int = 0, paint: Paint? = nil,
    into lines: inout TextLines
  ) -> Int {
    var reader = ProseReader(ProseLines(style: style, width: width, lead: lead, hang: hang))
    reader.add(text, paint, &lines)
    return reader.finish(&lines)
  }

  /// The same as lines of their own.
  func prose(
    _ text: String, width: Int, lead: String = "", hang: Int = 0, paint: Paint? = nil
  ) -> [String] {
    var lines = TextLines()
    prose(text, width: width, lead: Line(lead), hang: hang, paint: paint, into: &lines)
    return lines.strings
  }
}

/// A word as it is read, in one paint or in several. Its spaces are those at which no line breaks.
struct Word {
  /// Bytes in one paint, from the end of the part before up to this one.
  struct Part {
    var end: Int
    var width: Int
    var paint: Paint?
  }

  private(set) var bytes: [UInt8] = []
  private(set) var parts: [Part] = []
  private(set) var width = 0
  /// Whether a space stands before it; none where a line may break inside Chinese or Japanese.
  var isSpaced = true

  var isEmpty: Bool { parts.isEmpty }

  mutating func append(_ text: UnsafeBufferPointer<UInt8>, width: Int, _ paint: Paint?) {
    if text.isEmpty { return }
    bytes.append(contentsOf: text)
    self.width += width
    if let last = parts.last, last.paint == paint {
      parts[parts.count - 1] = Part(end: bytes.count, width: last.width + width, paint: paint)
    } else {
      parts.append(Part(end: bytes.count, width: width, paint: paint))
    }
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    parts.removeAll(keepingCapacity: true)
    width = 0
    isSpaced = true
  }
}

/// Lines as they are filled with words.
struct ProseLines {
  let style: TextStyle
  private let width: Int
  private let hang: Int
  private var line: Line
  /// Whether no word stands on the line.
  private var isEmpty = true
  private var isFirst = true
  private var widest = 0

  init(style: TextStyle, width: Int, lead: Line, hang: Int) {
    self.style = style
    self.width = width
    self.hang = hang
    line = lead
    line.reserve(width)
  }

  private mutating func endLine(_ lines: inout TextLines) {
    lines.append(line)
    widest = max(widest, line.width)
    line.removeAll()
    line.append(spaces: hang)
    isEmpty = true
    isFirst = false
  }

  mutating func append(_ word: borrowing Word, _ lines: inout TextLines) {
    makeRoom(width: word.width, isSpaced: word.isSpaced, &lines)
    word.bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      for part in word.parts {
        append(
          UnsafeBufferPointer(rebasing: bytes[start..<part.end]), width: part.width, part.paint,
          &lines)
        start = part.end
      }
    }
  }

  /// Appends a word in one paint, after a space.
  mutating func append(
    word: UnsafeBufferPointer<UInt8>, width: Int, _ paint: Paint?, _ lines: inout TextLines
  ) {
    makeRoom(width: width, isSpaced: true, &lines)
    append(word, width: width, paint, &lines)
  }

  /// Makes ready for a word: a space, or a new line where it would not fit this one.
  private mutating func makeRoom(width: Int, isSpaced: Bool, _ lines: inout TextLines) {
    let gap = isEmpty || !isSpaced ? 0 : 1
    if line.width + gap + width <= self.width {
      line.append(spaces: gap)
    } else if !isEmpty {
      endLine(&lines)
    }
  }

  /// Appends a part of a word; one wider than a line is cut.
  private mutating func append(
    _ bytes: UnsafeBufferPointer<UInt8>, width columns: Int, _ paint: Paint?,
    _ lines: inout TextLines
  ) {
    isEmpty = false
    if line.width + columns <= width {
      write(bytes, width: columns, paint)
      return
    }
    let text = String(decoding: bytes, as: UTF8.self)
    var rest = text[...]
    while DisplayWidth.of(rest, exceeds: width - line.width) {
      var (head, tail) = DisplayWidth.split(rest, at: width - line.width)
      // What was to stay on one line and does not fit one ends it at a space, if it can.
      if let space = head.lastIndex(of: " "), space > head.startIndex {
        (head, tail) = (rest[..<space], rest[rest.index(after: space)...])
      }
      if line.width > hang, line.width + DisplayWidth.of(head) > width {
        endLine(&lines)
        continue
      }
      write(head, paint)
      rest = tail
      endLine(&lines)
    }
    write(rest, paint)
    isEmpty = false
  }

  private mutating func write(_ text: Substring, _ paint: Paint?) {
    var text = text
    let width = DisplayWidth.of(text)
    text.withUTF8 { write($0, width: width, paint) }
  }

  private mutating func write(
    _ bytes: UnsafeBufferPointer<UInt8>, width: Int, _ paint: Paint?
  ) {
    guard style.color, let paint, !bytes.isEmpty else {
      line.append(bytes, width: width)
      return
    }
    line.append(paint.start, width: 0)
    line.append(bytes, width: width)
    line.append(Paint.end, width: 0)
  }

  /// Ends the last line; there is one at least. Gives the columns of the widest.
  mutating func finish(_ lines: inout TextLines) -> Int {
    if !isEmpty || isFirst { endLine(&lines) }
    return widest
  }
}
