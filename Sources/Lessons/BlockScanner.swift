import Backprop
import Formulas
import Typography

/// Splits a lesson into prose and fenced blocks.
struct BlockScanner {
  enum Block {
    /// Prose, which includes fenced code in other languages.
    case prose([ProsePart])
    case fence(Fence)
  }

  enum ProsePart {
    case lines([SourceRange])
    case code([SourceRange])

    var lines: [SourceRange] {
      switch self {
      case .lines(let lines), .code(let lines): lines
      }
    }
  }

  /// A `network`, `steps`, `ask` or `expect` block.
  struct Fence {
    let name: String
    /// The words after the name, with their ranges.
    let words: [SourceText.Part]
    /// The line that opens the block.
    let range: SourceRange
    let lines: [SourceRange]
    /// The text between the fences.
    let content: SourceRange
    let isClosed: Bool

    /// The offset up to which the lines certainly belong to the block: its end, or the first empty
    /// line if it was never closed, because prose may follow.
    func reach(_ source: SourceText) -> Int {
      isClosed
        ? content.upperBound
        : lines.first { source.trimmed($0).isEmpty }?.lowerBound ?? content.upperBound
    }
  }

  static let names = ["network", "steps", "ask", "expect"]

  /// The blocks from a line on; reports unclosed fences and misspelt names.
  static func blocks(
    _ source: SourceText, from firstLine: Int, _ problems: inout [Problem]
  ) -> [Block] {
    var blocks: [Block] = []
    var parts: [ProsePart] = []
    var lines: [SourceRange] = []
    func flushLines() {
      if lines.contains(where: { !source.trimmed($0).isEmpty }) { parts.append(.lines(lines)) }
      lines = []
    }
    func flush() {
      flushLines()
      if !parts.isEmpty { blocks.append(.prose(parts)) }
      parts = []
    }
    var line = firstLine
    while line < source.lineStarts.count {
      var range = source.lineRange(line)
      if line == 0, source.hasByteOrderMark { range = 3..<max(3, range.upperBound) }
      guard let (mark, length, info) = opening(source, range) else {
        lines.append(range)
        line += 1
        continue
      }
      let words = words(source, info)
      let written = words.first?.text ?? ""
      // A block with a misspelt name is read as the block meant, to prevent follow-up errors.
      let meant = misspelt(written)
      if let meant, let word = words.first {
        problems.append(
          Problem(.misspelledBlock(written, suggestion: meant), at: word.range))
      }
      let name = meant ?? written
      let isOurs = names.contains(name)
      // Fences don't nest: one that meets the start of another was never closed. Code in other
      // languages may contain shorter fences, or fences of the other character.
      var close = line + 1
      var isClosed = false
      while close < source.lineStarts.count {
        let range = source.lineRange(close)
        isClosed = isClosing(source, range, mark, length)
        if isClosed { break }
        if let inner = opening(source, range), !inner.info.isEmpty,
          isOurs || inner.mark == mark && inner.length >= length
        {
          break
        }
        close += 1
      }
      if !isClosed {
        problems.append(Problem(.fenceNotClosed(written), at: source.trimmed(range)))
      }
      let inner = (line + 1..<max(line + 1, close)).map { source.lineRange($0) }
      if isOurs {
        flush()
        blocks.append(
          .fence(
            Fence(
              name: name, words: Array(words.dropFirst()), range: source.trimmed(range),
              lines: inner,
              content: (inner.first?.lowerBound ?? range.upperBound)..<(inner.last?.upperBound
                ?? range.upperBound), isClosed: isClosed)))
      } else {
        flushLines()
        parts.append(.code(inner))
      }
      line = isClosed ? close + 1 : close
    }
    flush()
    return blocks
  }

  /// The block name within one edit of `word`; capitals count as a mistake too.
  private static func misspelt(_ name: String) -> String? {
    // A very long word is not a typing error.
    guard name.utf8.count <= 64, !names.contains(name) else { return nil }
    return ["network", "steps", "expect"].first { candidate in
      editDistance(Array(name), Array(candidate)) == 1 || name.lowercased() == candidate
    }
  }

  private static func opening(
    _ source: SourceText, _ range: SourceRange
  ) -> (mark: UInt8, length: Int, info: SourceRange)? {
    let trimmed = source.trimmed(range)
    guard let mark = source.bytes[trimmed].first,
      mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~")
    else { return nil }
    var end = trimmed.lowerBound
    while end < trimmed.upperBound, source.bytes[end] == mark { end += 1 }
    let info = source.trimmed(end..<trimmed.upperBound)
    // Three backticks closed on the same line are inline code.
    guard end - trimmed.lowerBound >= 3,
      mark == UInt8(ascii: "~") || !source.bytes[info].contains(mark)
    else { return nil }
    return (mark, end - trimmed.lowerBound, info)
  }

  private static func isClosing(
    _ source: SourceText, _ range: SourceRange, _ mark: UInt8, _ length: Int
  ) -> Bool {
    let trimmed = source.trimmed(range)
    return trimmed.count >= length && source.bytes[trimmed].allSatisfy { $0 == mark }
  }

  private static func words(
    _ source: SourceText, _ range: SourceRange
  ) -> [SourceText.Part] {
    var words: [SourceText.Part] = []
    var start: Int?
    for index in range.lowerBound...range.upperBound {
      let isEnd = index == range.upperBound || isBlank(source.bytes[index])
      if isEnd, let first = start {
        words.append(source.part(first..<index))
        start = nil
      } else if !isEnd, start == nil {
        start = index
      }
    }
    return words
  }
}
