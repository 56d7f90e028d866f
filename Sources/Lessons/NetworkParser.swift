import Backprop
import Formulas
import MatrixCore
import Typography

/// Reads the statements of a `network` block.
struct NetworkParser {
  let source: SourceText
  var parser: FormulaParser
  private(set) var statements: [NetworkBuilder.Statement] = []
  private(set) var illegible: [NetworkBuilder.IllegibleStatement] = []
  private(set) var problems: [Problem] = []
  /// The range of each statement.
  private(set) var ranges: [SourceRange] = []
  private(set) var names = NameTable<SourceRange>.empty
  private var axisNames = NameSet()
  /// Whether every statement's name and axes could be read.
  private var isLegible = true
  /// Whether the parser is still left of the `=`, so that the name and the axes are uncertain.
  private var isReadingHead = false
  /// The role and the name of the current statement, once they are known.
  private var head: (role: Network.Role, name: String, range: SourceRange)?
  private var axes: [AxisDeclaration] = []

  init(_ source: SourceText, _ content: SourceRange) {
    self.source = source
    parser = FormulaParser(source, content, place: .network)
  }

  /// Reads all statements; continues after one with an error.
  mutating func read() {
    while problems.count <= Limits.problems, parser.beginStatement() {
      if statements.count + illegible.count >= Limits.statements {
        problems.append(
          Problem(.limit(.statements, found: nil), at: parser.token.range))
        return
      }
      let start = parser.token.range.lowerBound
      head = nil
      axes = []
      isReadingHead = true
      do throws(Problem) {
        let statement = try statement()
        try parser.expectEnd()
        statements.append(statement)
        axisNames.formUnion(statement.data.optionNames)
        ranges.append(start..<parser.previousEnd)
      } catch {
        problems.append(error)
        if isReadingHead || head.map({ Network.Role(rawValue: $0.name) != nil }) ?? true {
          isLegible = false
        }
        let words = words(from: start)
        axisNames.formUnion(words)
        if let head {
          illegible.append(
            NetworkBuilder.IllegibleStatement(
              role: head.role, name: head.name, nameRange: head.range, axes: axes, words: words))
        }
        parser.skipStatement(after: error)
      }
    }
  }

  /// The names in a line with a syntax error that may be axes: those before its `=` and those in
  /// options of functions, which may declare axes.
  private func words(from start: Int) -> [String] {
    let line = source.lineIndex(of: start)
    var lexer = Lexer(
      source.bytes, in: start..<max(start, source.lineRange(line).upperBound), statements: true)
    var words: [String] = []
    var depth = 0
    // The bracket depth at which the options begin.
    var depthOfOptions: Int? = 0
    while true {
      let token = lexer.next()
      switch token.kind {
      case .end: return words
      case .name: if depthOfOptions != nil { words.append(source.text(token.range)) }
      case .symbol(.openParenthesis), .symbol(.openBracket): depth += 1
      case .symbol(.closeParenthesis), .symbol(.closeBracket):
        depth -= 1
        if let options = depthOfOptions, depth < options { depthOfOptions = nil }
      case .symbol(.equals): depthOfOptions = depth > 0 ? depth : nil
      default: break
      }
    }
  }

  /// The names of the block; nil if some could not be read.
  var declared: Network.Declared? {
    guard isLegible, parser.token.kind == .end else { return nil }
    return Network.Declared(names: NameSet(names.names), axes: axisNames)
  }

  /// Notes what a statement makes, so that it is known even if the rest can't be read.
  mutating func begin(_ role: Network.Role, _ name: Name) {
    head = (role, name.text, name.range)
    names.note(name.text, at: name.range)
    isReadingHead = false
  }

  private mutating func statement() throws(Problem) -> NetworkBuilder.Statement {
    if isAtDefinition { return try definition() }
    var (word, range) = try parser.expectName(.statement)
    var role = Network.Role.value
    if let written = Network.Role(rawValue: word), written != .value, parser.token.kind == .name {
      role = written
      (word, range) = try parser.expectName(.name(ofRole: written.rawValue))
    }
    if Network.Role(rawValue: word).map({ $0 != .value }) ?? false, role == .value,
      parser.token.is(.equals) || parser.token.is(.colon)
    {
      throw Problem(.reservedName(word, .role, isAxis: false), at: range)
    }
    if role == .value, parser.token.kind == .name {
      // The first of two names should have been a role.
      head = (.value, parser.word, parser.token.range)
      names.note(parser.word, at: parser.token.range)
      throw Problem(.unexpected(.text(word), expected: .role), at: range)
    }
    head = (role, word, range)
    names.note(word, at: range)
    var axes: [AxisDeclaration]?
    if parser.take(.colon) {
      axes = try readAxes()
    }
    let isData = role != .value && role != .loss
    guard parser.take(.equals) else {
      throw parser.unexpected(axes == nil ? .axesOrEquals : .words(["="]))
    }
    isReadingHead = false
    let data: NetworkBuilder.Data
    if isData {
      data = try self.data()
    } else {
      if parser.token.is(.openBracket) {
        throw Problem(
          role == .loss ? .listInNetwork : .dataWithoutRole(word), at: parser.token.range)
      }
      data = .formula(try parser.formula())
    }
    return NetworkBuilder.Statement(
      role: role, name: word, nameRange: range, axes: axes, data: data)
  }

  /// `(N, in=784)`
  mutating func readAxes() throws(Problem) -> [AxisDeclaration] {
    axes = []
    let open = parser.token.range
    try parser.expect(.openParenthesis, .words(["("], then: "the names of the axes"))
    if parser.take(.closeParenthesis) { return [] }
    repeat {
      guard parser.token.kind == .name else {
        throw parser.unexpectedInside(open, "(", .axisName)
      }
      let (name, range) = try parser.expectName(.axisName)
      axisNames.insert(name)
      var size: Int?
      if parser.take(.equals) {
        let token = parser.token
        guard token.kind == .number else {
          // The data follows the axes.
          let isData =
            token.is(.openBracket) || DataGenerator.names.contains(parser.word)
          throw isData
            ? Problem(.unclosedBracket("("), at: open) : parser.unexpected(.size)
        }
        let number = NumberReader.read(source.bytes, token.range)
        guard let whole = number?.integer, whole >= 1 else {
          throw Problem(
            number?.isWhole == true && number?.isZero == false
              ? .limit(.entriesOfTensor, found: parser.word) : .axisSizeInvalid(parser.word),
            at: token.range)
        }
        size = whole
        parser.advance()
      }
      axes.append(AxisDeclaration(name: name, size: size, range: range))
    } while parser.take(.comma)
    if parser.token.is(.equals) { throw Problem(.unclosedBracket("("), at: open) }
    guard parser.take(.closeParenthesis) else {
      throw parser.unexpectedInside(open, "(", .words([",", ")"]))
    }
    return axes
  }

  /// A list, a generator, or a formula.
  private mutating func data() throws(Problem) -> NetworkBuilder.Data {
    if parser.token.is(.openBracket) { return try list() }
    if parser.token.kind == .name, DataGenerator.names.contains(parser.word) {
      return .generator(try parser.formula())
    }
    let start = parser.token.range
    let formula = try parser.formula()
    if case .call(let call) = formula.kind,
      Operation.rows(named: call.function).isEmpty,
      let meant = nearest(call.function, DataGenerator.names)
    {
      throw Problem(.unknownGenerator(call.function, suggestion: meant), at: start)
    }
    return .formula(formula)
  }

  /// Reads nested lists of numbers directly, without building a formula.
  private mutating func list() throws(Problem) -> NetworkBuilder.Data {
    let open = parser.token.range
    var sizes: [Int] = []
    // The open lists: the number of items so far, and the start.
    var counts: [Int] = []
    var brackets: [SourceRange] = []
    var numbers: [Number] = []
    var leafDepth: Int?
    repeat {
      while parser.token.is(.openBracket) {
        if let leafDepth, counts.count >= leafDepth {
          throw Problem(.mixedList, at: parser.token.range)
        }
        guard counts.count < 64 else {
          throw Problem(.nestsTooDeep(isList: true), at: parser.token.range)
        }
        counts.append(0)
        brackets.append(parser.token.range)
        parser.advance()
        if parser.token.is(.closeBracket) {
          throw Problem(
            .emptyList, at: parser.previousEnd - 1..<parser.token.range.upperBound)
        }
      }
      if leafDepth == nil { leafDepth = counts.count }
      guard counts.count == leafDepth else { throw Problem(.mixedList, at: parser.token.range) }
      if numbers.count >= Limits.entriesOfTensor {
        throw Problem(.limit(.entriesOfTensor, found: nil), at: open)
      }
      numbers.append(try number(open))
      counts[counts.count - 1] += 1
      while parser.token.is(.closeBracket) {
        let depth = counts.count - 1
        let (count, range) = (counts.removeLast(), brackets.removeLast())
        let end = parser.token.range.upperBound
        parser.advance()
        while sizes.count <= depth { sizes.append(0) }
        if sizes[depth] == 0 { sizes[depth] = count }
        guard sizes[depth] == count else {
          throw Problem(
            .raggedList(expected: sizes[depth], found: count), at: range.lowerBound..<end)
        }
        if counts.isEmpty { break }
        counts[counts.count - 1] += 1
      }
      if counts.isEmpty { break }
      guard parser.take(.comma) else {
        throw parser.unexpectedInside(open, "[", .words([",", "]"]))
      }
      if parser.token.is(.closeBracket) { throw parser.unexpected(.number) }
    } while true
    return .list(sizes: sizes, numbers: numbers, range: open.lowerBound..<parser.previousEnd)
  }

  /// `-1/2`, `1e-3`
  private mutating func number(_ open: SourceRange) throws(Problem) -> Number {
    let isNegative = parser.take(.minus)
    var value = try unsigned(open)
    if parser.take(.divide) {
      let range = parser.token.range
      let isDivisorNegative = parser.take(.minus)
      let divisor = try unsigned(open)
      guard !divisor.isZero else {
        throw Problem(.unexpected(.divisionByZero, expected: .number), at: range)
      }
      value = value / (isDivisorNegative ? -divisor : divisor)
    }
    return isNegative ? -value : value
  }

  private mutating func unsigned(_ open: SourceRange) throws(Problem) -> Number {
    let range = parser.token.range
    guard parser.token.kind == .number else {
      throw parser.unexpectedInside(open, "[", .number)
    }
    guard let number = NumberReader.read(source.bytes, range) else {
      throw Problem(.numberTooLarge(parser.word), at: range)
    }
    parser.advance()
    return number
  }

  /// The range of an entry of a list; the list's range begins at its first bracket.
  static func entryRange(
    _ bytes: [UInt8], _ list: SourceRange, _ offset: Int
  ) -> SourceRange? {
    var lexer = Lexer(bytes, in: list, statements: true)
    var index = -1
    var start: Int?
    var end = list.lowerBound
    while true {
      let token = lexer.next()
      switch token.kind {
      case .end: return nil
      case .symbol(.openBracket): break
      case .symbol(.comma), .symbol(.closeBracket):
        if let first = start {
          index += 1
          if index == offset { return first..<end }
          start = nil
        }
      default:
        if start == nil { start = token.range.lowerBound }
        end = token.range.upperBound
      }
    }
  }
}
