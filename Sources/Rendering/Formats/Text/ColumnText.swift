import MatrixCore

/// Numbers under each other, filled up to one width and aligned at their decimal points; at the right
/// where there are fractions among them.
struct ColumnText {
  let cells: [String]
  /// Which of the numbers were rounded.
  let rounded: [Bool]
  let width: Int

  /// A nil is an entry left out. With `marksRounded` every rounded number has the sign for it.
  init(_ entries: [Number?], numbers: NumberStyle, glyphs: Glyphs, marksRounded: Bool = false) {
    let spelling: Spelling = glyphs.isASCII ? .ascii : .unicode
    var texts = numbers.column(entries.compactMap { $0 })[...]
    var words: [String] = []
    var rounded: [Bool] = []
    for entry in entries {
      guard entry != nil, let text = texts.popFirst() else {
        words.append(glyphs.columnGap)
        rounded.append(false)
        continue
      }
      let mark = marksRounded && text.isRounded ? glyphs.approximately + " " : ""
      words.append(mark + spelling(text.text))
      rounded.append(text.isRounded)
    }
    self.rounded = rounded
    (cells, width) = Self.aligned(words)
  }

  private static func aligned(_ words: [String]) -> ([String], Int) {
    let hasFraction = words.contains { $0.utf8.contains(UInt8(ascii: "/")) }
    // The columns before the point, and those from it on, of each word and of the widest.
    var before: [Int] = []
    var (widest, longest) = (0, 0)
    for word in words {
      let width = DisplayWidth.of(word)
      let tail = hasFraction ? 0 : word.fromPoint
      before.append(width - tail)
      widest = max(widest, width - tail)
      longest = max(longest, tail)
    }
    let total = widest + longest
    var cells = words
    for index in cells.indices {
      if before[index] < widest { cells[index] = .spaces(widest - before[index]) + cells[index] }
      let tail = hasFraction ? 0 : words[index].fromPoint
      if tail < longest { cells[index] += .spaces(longest - tail) }
    }
    return (cells, total)
  }
}

extension String {
  /// The columns of a number from its decimal point on, the point among them; 0 without one.
  fileprivate var fromPoint: Int {
    guard let point = utf8.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
    return utf8.distance(from: point, to: endIndex)
  }
}
