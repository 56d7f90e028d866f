import Backprop
import MatrixCore

extension ProseParser {
  /// The running text of some lines, which are joined by spaces.
  mutating func inlines(_ lines: [SourceRange]) -> [ProseInline] {
    var units: [Unit] = []
    units.reserveCapacity(lines.reduce(0) { $0 + $1.count + 1 })
    var isInsideCode = false
    // Once an expression is not closed, nothing closes those after it either.
    var lacksClose = false
    var index = 0
    while index < lines.count {
      if index > 0 { units.append(.byte(UInt8(ascii: " "))) }
      var position = lines[index].lowerBound
      var end = lines[index].upperBound
      while position < end {
        guard source.bytes[position] == UInt8(ascii: "{"), position + 1 < end,
          source.bytes[position + 1] == UInt8(ascii: "{"), !isInsideCode
        else {
          if source.bytes[position] == UInt8(ascii: "`") { isInsideCode.toggle() }
          units.append(.byte(source.bytes[position]))
          position += 1
          continue
        }
        // The expression may go on in the lines that follow.
        var close: Int?
        var last = index
        search: for line in index..<(lacksClose ? index : lines.count) {
          var at = line == index ? position + 2 : lines[line].lowerBound
          while at + 1 < lines[line].upperBound {
            if source.bytes[at] == UInt8(ascii: "}"), source.bytes[at + 1] == UInt8(ascii: "}") {
              close = at
              last = line
              break search
            }
            at += 1
          }
        }
        guard let close else {
          lacksClose = true
          problems.append(LessonProblem(.expressionNotClosed, at: position..<position + 2))
          position = end
          continue
        }
        if let expression = expression(position + 2..<close) { units.append(.inline(expression)) }
        position = close + 2
        index = last
        end = lines[index].upperBound
      }
      index += 1
    }
    return InlineReader(units).read()
  }

  /// `L to 9`
  private mutating func expression(_ range: SourceRange) -> ProseInline? {
    let inner = source.trimmed(range)
    guard !inner.isEmpty else {
      problems.append(
        LessonProblem(.emptyExpression, at: range.lowerBound - 2..<range.upperBound + 2))
      return nil
    }
    do throws(Problem) {
      var parser = FormulaParser(
        Lexer(source.bytes, in: range, statements: false), place: .anywhere)
      let formula = try parser.formula()
      var digits: Int?
      if parser.take(name: "to") {
        guard parser.token.kind == .number,
          let whole = NumberReader.read(source.bytes, parser.token.range)?.whole, 1...17 ~= whole
        else {
          problems.append(LessonProblem(.digitsNotWhole, at: parser.token.range))
          return nil
        }
        digits = whole
        parser.advance()
      }
      try parser.expectEnd(digits == nil ? "`to` or `}}`" : "`}}`")
      return .expression(formula, digits: digits)
    } catch {
      problems.append(LessonProblem(error))
      return nil
    }
  }
}

private enum Unit {
  case byte(UInt8)
  case inline(ProseInline)

  var isBacktick: Bool {
    if case .byte(UInt8(ascii: "`")) = self { true } else { false }
  }
}

/// Finds code, emphasis and strong text; marks without a partner are text. The time it takes grows as
/// the text does, whatever marks stand in it.
private struct InlineReader {
  private let units: [Unit]
  /// For each run of backticks, by its first: where the next of the same length begins. Empty where
  /// there are none.
  private let partners: [Int: Int]

  init(_ units: [Unit]) {
    self.units = units
    partners = InlineReader.partners(units)
  }

  func read() -> [ProseInline] { read(0..<units.count, depth: 0) }

  private func read(_ range: Range<Int>, depth: Int) -> [ProseInline] {
    var result: [ProseInline] = []
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    // Marks of one and of two stars that nothing closes from here on.
    var isOpenEnded = [false, false]
    func flush() {
      if !text.isEmpty { result.append(.text(String(decoding: text, as: UTF8.self))) }
      text.removeAll(keepingCapacity: true)
    }
    var index = range.lowerBound
    while index < range.upperBound {
      switch units[index] {
      case .inline(let inline):
        flush()
        result.append(inline)
        index += 1
      case .byte(UInt8(ascii: "`")):
        let ticks = run(of: UInt8(ascii: "`"), at: index, in: range)
        if let close = codeEnd(index, in: range) {
          flush()
          result.append(.code(bytes(index + ticks..<close)))
          index = close + ticks
        } else {
          for _ in 0..<ticks { text.append(UInt8(ascii: "`")) }
          index += ticks
        }
      case .byte(UInt8(ascii: "*")) where depth < 8:
        let stars = min(2, run(of: UInt8(ascii: "*"), at: index, in: range, upTo: 2))
        if !isOpenEnded[stars - 1], beginsWord(index + stars, in: range) {
          if let close = emphasisEnd(stars, from: index + stars, in: range) {
            flush()
            let inner = read(index + stars..<close, depth: depth + 1)
            result.append(stars == 2 ? .strong(inner) : .emphasis(inner))
            index = close + stars
            continue
          }
          isOpenEnded[stars - 1] = true
        }
        for _ in 0..<stars { text.append(UInt8(ascii: "*")) }
        index += stars
      case .byte(let byte):
        text.append(byte)
        index += 1
      }
    }
    flush()
    return result
  }

  private func byte(_ index: Int, in range: Range<Int>) -> UInt8? {
    guard range.contains(index), case .byte(let byte) = units[index] else { return nil }
    return byte
  }

  private func run(
    of byte: UInt8, at index: Int, in range: Range<Int>, upTo most: Int = .max
  ) -> Int {
    var end = index
    while end - index < most, self.byte(end, in: range) == byte { end += 1 }
    return end - index
  }

  private func bytes(_ range: Range<Int>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    for index in range { if case .byte(let byte) = units[index] { bytes.append(byte) } }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func partners(_ units: [Unit]) -> [Int: Int] {
    var partners: [Int: Int] = [:]
    guard units.contains(where: \.isBacktick) else { return partners }
    var nextOfLength: [Int: Int] = [:]
    var index = units.count
    while index > 0 {
      let end = index
      while index > 0, units[index - 1].isBacktick { index -= 1 }
      guard index < end else {
        index -= 1
        continue
      }
      partners[index] = nextOfLength.updateValue(index, forKey: end - index)
    }
    return partners
  }

  /// Where the backticks stand that close those at `index`.
  private func codeEnd(_ index: Int, in range: Range<Int>) -> Int? {
    partners[index].flatMap { $0 < range.upperBound ? $0 : nil }
  }

  /// Emphasis begins before and ends after something that is no blank: `2 * 3 * 4` has none.
  private func beginsWord(_ index: Int, in range: Range<Int>) -> Bool {
    index < range.upperBound && byte(index, in: range) != UInt8(ascii: " ")
  }

  private func emphasisEnd(_ stars: Int, from start: Int, in range: Range<Int>) -> Int? {
    var index = start
    while index < range.upperBound {
      switch byte(index, in: range) {
      case UInt8(ascii: "`"):
        let ticks = run(of: UInt8(ascii: "`"), at: index, in: range)
        index = (codeEnd(index, in: range) ?? index) + ticks
      case UInt8(ascii: "*"):
        let found = run(of: UInt8(ascii: "*"), at: index, in: range)
        if found >= stars, found != 3 - stars, index > start,
          byte(index - 1, in: range) != UInt8(ascii: " ")
        {
          return index
        }
        index += found
      default: index += 1
      }
    }
    return nil
  }
}
