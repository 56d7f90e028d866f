import Formulas
import MatrixCore

extension ProseParser {
  /// Parses the running text of lines, which are joined by spaces.
  mutating func inlines(_ lines: [SourceRange]) -> [ProseInline] {
    let bytes = source.bytes
    var text: [UInt8] = []
    text.reserveCapacity(lines.reduce(0) { $0 + $1.count + 1 })
    var expressions: [ProseInline] = []
    var isInsideCode = false
    // If one expression is not closed, none after it is.
    var lacksClose = false
    var index = 0
    while index < lines.count {
      if index > 0 { text.append(UInt8(ascii: " ")) }
      var position = lines[index].lowerBound
      var end = lines[index].upperBound
      while position < end {
        let start = position
        while position < end, bytes[position] != UInt8(ascii: "{") || isInsideCode {
          if bytes[position] == UInt8(ascii: "`") { isInsideCode.toggle() }
          position += 1
        }
        text += bytes[start..<position]
        if position == end { break }
        guard position + 1 < end, bytes[position + 1] == UInt8(ascii: "{") else {
          text.append(bytes[position])
          position += 1
          continue
        }
        // The expression may continue on the next lines.
        var close: Int?
        var last = index
        search: for line in index..<(lacksClose ? index : lines.count) {
          var at = line == index ? position + 2 : lines[line].lowerBound
          while at + 1 < lines[line].upperBound {
            if bytes[at] == UInt8(ascii: "}"), bytes[at + 1] == UInt8(ascii: "}") {
              close = at
              last = line
              break search
            }
            at += 1
          }
        }
        guard let close else {
          lacksClose = true
          problems.append(Problem(.expressionNotClosed, at: position..<position + 2))
          position = end
          continue
        }
        if let expression = expression(position + 2..<close) {
          text.append(InlineReader.expressionMark)
          expressions.append(expression)
        }
        position = close + 2
        index = last
        end = lines[index].upperBound
      }
      index += 1
    }
    var reader = InlineReader(text, expressions)
    return reader.read()
  }

  /// `L to 9`
  private mutating func expression(_ range: SourceRange) -> ProseInline? {
    let inner = source.trimmed(range)
    guard !inner.isEmpty else {
      problems.append(
        Problem(.emptyExpression, at: range.lowerBound - 2..<range.upperBound + 2))
      return nil
    }
    do throws(Problem) {
      var parser = FormulaParser(source, range, statements: false)
      let formula = try parser.formula()
      var digits: Int?
      if parser.take(name: "to") {
        guard parser.token.kind == .number,
          let whole = NumberReader.read(source.bytes, parser.token.range)?.integer, 1...17 ~= whole
        else {
          problems.append(Problem(.digitsNotWhole, at: parser.token.range))
          return nil
        }
        digits = whole
        parser.advance()
      }
      try parser.expectEnd(.words(digits == nil ? ["to", "}}"] : ["}}"]))
      return .expression(formula, digits: digits)
    } catch {
      problems.append(error)
      return nil
    }
  }
}

/// Finds code, emphasis and strong text in linear time; marks without a partner are text.
private struct InlineReader {
  /// The placeholder of an expression: a byte that no UTF-8 text contains.
  static let expressionMark: UInt8 = 0xFF

  private let text: [UInt8]
  private let expressions: [ProseInline]
  /// The number of expressions consumed.
  private var met = 0
  /// At the first of each run of backticks: the start of the next run of the same length. Empty if
  /// there are no backticks.
  private let partners: [Int]

  init(_ text: [UInt8], _ expressions: [ProseInline]) {
    self.text = text
    self.expressions = expressions
    partners = InlineReader.partners(text)
  }

  mutating func read() -> [ProseInline] { read(0..<text.count, depth: 0) }

  private mutating func read(_ range: Range<Int>, depth: Int) -> [ProseInline] {
    var result: [ProseInline] = []
    // The start of the text that is not yet in the result.
    var start = range.lowerBound
    // Whether nothing from here on closes a mark of one star, or of two.
    var lacksEmphasis = false
    var lacksStrong = false
    var index = range.lowerBound
    func flush() {
      if start < index { result.append(.text(string(start..<index))) }
    }
    while index < range.upperBound {
      switch text[index] {
      case InlineReader.expressionMark:
        flush()
        result.append(expressions[met])
        met += 1
        index += 1
        start = index
      case UInt8(ascii: "`"):
        let ticks = run(of: UInt8(ascii: "`"), at: index, in: range)
        guard let close = codeEnd(index, in: range) else {
          index += ticks
          continue
        }
        flush()
        result.append(.code(code(index + ticks..<close)))
        index = close + ticks
        start = index
      case UInt8(ascii: "*") where depth < 8:
        let stars = run(of: UInt8(ascii: "*"), at: index, in: range, upTo: 2)
        let isHopeless = stars == 2 ? lacksStrong : lacksEmphasis
        guard !isHopeless, beginsWord(index + stars, in: range) else {
          index += stars
          continue
        }
        guard let close = emphasisEnd(stars, from: index + stars, in: range) else {
          if stars == 2 { lacksStrong = true } else { lacksEmphasis = true }
          index += stars
          continue
        }
        flush()
        let inner = read(index + stars..<close, depth: depth + 1)
        result.append(stars == 2 ? .strong(inner) : .emphasis(inner))
        index = close + stars
        start = index
      default:
        index += 1
      }
    }
    flush()
    return result
  }

  private func run(
    of byte: UInt8, at index: Int, in range: Range<Int>, upTo most: Int = .max
  ) -> Int {
    var end = index
    while end < range.upperBound, end - index < most, text[end] == byte { end += 1 }
    return end - index
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: text[range], as: UTF8.self)
  }

  /// The text of inline code, which has no expressions.
  private mutating func code(_ range: Range<Int>) -> String {
    let count = text[range].count { $0 == InlineReader.expressionMark }
    guard count > 0 else { return string(range) }
    met += count
    return String(
      decoding: text[range].filter { $0 != InlineReader.expressionMark }, as: UTF8.self)
  }

  private static func partners(_ text: [UInt8]) -> [Int] {
    guard text.contains(UInt8(ascii: "`")) else { return [] }
    var partners = [Int](repeating: text.count, count: text.count)
    var nextOfLength: [Int] = []
    var index = text.count
    while index > 0 {
      let end = index
      while index > 0, text[index - 1] == UInt8(ascii: "`") { index -= 1 }
      guard index < end else {
        index -= 1
        continue
      }
      while nextOfLength.count <= end - index { nextOfLength.append(text.count) }
      partners[index] = nextOfLength[end - index]
      nextOfLength[end - index] = index
    }
    return partners
  }

  /// The offset of the backticks that close those at `index`.
  private func codeEnd(_ index: Int, in range: Range<Int>) -> Int? {
    partners[index] < range.upperBound ? partners[index] : nil
  }

  /// Emphasis has no blank just inside its marks: `2 * 3 * 4` has none.
  private func beginsWord(_ index: Int, in range: Range<Int>) -> Bool {
    index < range.upperBound && text[index] != UInt8(ascii: " ")
  }

  private func emphasisEnd(_ stars: Int, from start: Int, in range: Range<Int>) -> Int? {
    var index = start
    while index < range.upperBound {
      switch text[index] {
      case UInt8(ascii: "`"):
        let ticks = run(of: UInt8(ascii: "`"), at: index, in: range)
        index = (codeEnd(index, in: range) ?? index) + ticks
      case UInt8(ascii: "*"):
        let found = run(of: UInt8(ascii: "*"), at: index, in: range)
        if found >= stars, found != 3 - stars, index > start, text[index - 1] != UInt8(ascii: " ") {
          return index
        }
        index += found
      default: index += 1
      }
    }
    return nil
  }
}
