/// Wraps running text into lines. It breaks at spaces and before Chinese and Japanese characters,
/// but not inside short brackets. A word wider than a line is cut.
///
///     var wrap = WordWrap(width: 12, hang: 2)
///     wrap.add("What is dY[1, 2] here?")
///     wrap.finish()  // "What is", "  dY[1, 2]", "  here?"
package struct WordWrap {
  /// Text in one paint, with its width.
  package struct Run: Equatable {
    package private(set) var text: String
    package let paint: Paint?
    fileprivate private(set) var columns: Int

    package init(_ text: String, _ paint: Paint? = nil) {
      self.text = text
      self.paint = paint
      columns = DisplayWidth.of(text)
    }

    fileprivate static let space = Run(" ")

    fileprivate mutating func append(_ other: Run) {
      text += other.text
      columns += other.columns
    }
  }

  private let width: Int
  private let hang: Int
  private var lines: [[Run]] = []
  private var line: [Run]
  private var column: Int
  /// Whether the line has no word yet.
  private var isEmpty = true
  /// The current word, which may change its paint.
  private var word: [Run] = []
  /// Whether a space precedes the word; false at a break inside Chinese or Japanese text.
  private var isSpaced = true

  /// Begins the first line with `lead` and indents the others by `hang` spaces.
  package init(width: Int, lead: [Run] = [], hang: Int = 0) {
    self.width = max(1, width)
    self.hang = hang < width ? hang : 0
    line = lead
    column = lead.columns
  }
}

extension WordWrap {
  /// Adds text. Text that `isUnbroken` has no line break if it fits a line. A no-break space never
  /// breaks, and is printed as a space.
  package mutating func add(_ text: String, _ paint: Paint? = nil, isUnbroken: Bool = false) {
    var breakable = isUnbroken ? text.endIndex : text.startIndex
    var start = text.startIndex
    let scalars = text.unicodeScalars
    for index in scalars.indices {
      let scalar = scalars[index]
      if scalar == "\u{A0}" {
        addToWord(text[start..<index], paint)
        addToWord(" ", paint)
        start = scalars.index(after: index)
        continue
      }
      if index >= breakable {
        if scalar == " " {
          addToWord(text[start..<index], paint)
          endWord()
          start = scalars.index(after: index)
          continue
        }
        if scalar == "(" || scalar == "[" {
          breakable = text[index...].endOfShortBracket ?? breakable
        }
      }
      if !scalar.isASCII, DisplayWidth.of(scalar) == 2, index.samePosition(in: text) != nil,
        !(word.isEmpty && start == index), !"、。，．：；！？）」』】".unicodeScalars.contains(scalar)
      {
        addToWord(text[start..<index], paint)
        endWord()
        start = index
        isSpaced = false
      }
    }
    addToWord(text[start...], paint)
  }

  /// Appends text to the current word.
  private mutating func addToWord(_ text: Substring, _ paint: Paint?) {
    if !text.isEmpty { word.join(Run(String(text), paint)) }
  }

  /// Ends the text and returns its lines, at least one.
  package mutating func finish() -> [[Run]] {
    endWord()
    if !isEmpty || lines.isEmpty { endLine() }
    return lines
  }

  private mutating func endWord() {
    defer {
      word.removeAll(keepingCapacity: true)
      isSpaced = true
    }
    guard !word.isEmpty else { return }
    let gap = isEmpty || !isSpaced ? 0 : 1
    if column + gap + word.columns <= width {
      if gap > 0 { append(.space) }
    } else if !isEmpty {
      endLine()
    }
    for run in word { appendCut(run) }
  }

  /// Appends a part of a word, and cuts it if it is wider than a line.
  private mutating func appendCut(_ run: Run) {
    isEmpty = false
    if run.columns <= width - column { return append(run) }
    var rest = run.text[...]
    while true {
      let room = width - column
      var (head, tail) = DisplayWidth.split(rest, at: room)
      if tail.isEmpty, DisplayWidth.of(head) <= room { break }
      // Unbroken text that is too wide breaks at a space if possible.
      if !tail.isEmpty, let space = head.lastIndex(of: " "), space > head.startIndex {
        (head, tail) = (rest[..<space], rest[rest.index(after: space)...])
      }
      if column > hang, DisplayWidth.of(head) > room {
        endLine()
        continue
      }
      append(Run(String(head), run.paint))
      rest = tail
      endLine()
    }
    append(Run(String(rest), run.paint))
    isEmpty = rest.isEmpty
  }

  private mutating func append(_ run: Run) {
    if run.text.isEmpty { return }
    line.join(run)
    column += run.columns
  }

  private mutating func endLine() {
    lines.append(line)
    line = []
    column = 0
    append(Run(String(repeating: " ", count: max(0, hang))))
    isEmpty = true
  }
}

extension [WordWrap.Run] {
  fileprivate var columns: Int { reduce(0) { $0 + $1.columns } }

  /// Appends a run, as a part of the last one if that has its paint.
  fileprivate mutating func join(_ run: WordWrap.Run) {
    if let last = indices.last, self[last].paint == run.paint {
      self[last].append(run)
    } else {
      append(run)
    }
  }
}

extension WordWrap {
  /// The lines of a text without paint.
  package static func lines(
    _ text: String, width: Int, lead: String = "", hang: Int = 0
  ) -> [String] {
    var wrap = WordWrap(width: width, lead: [Run(lead)], hang: hang)
    wrap.add(text)
    return wrap.finish().map { $0.map(\.text).joined().trimmed }
  }
}

extension Substring {
  /// The end of the bracket at the start, if the bracket is short enough for one line: `dW[1, 2]`,
  /// `(N 2, in 3)`.
  fileprivate var endOfShortBracket: Index? {
    var depth = 0
    var bytes = 0
    for index in unicodeScalars.indices {
      let scalar = unicodeScalars[index]
      bytes += UTF8.width(scalar)
      guard bytes <= 25 else { return nil }
      if scalar == "(" || scalar == "[" { depth += 1 }
      if scalar == ")" || scalar == "]" { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }
}
