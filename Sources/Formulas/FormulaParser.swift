import MatrixCore

/// Parses formulas token by token. The parsers of statements take names and symbols from the same
/// cursor.
package struct FormulaParser: Sendable {
  package enum Place: Sendable {
    /// A network's formula: no lists, no indices.
    case network
    /// `steps`, `ask`, `expect` and prose.
    case anywhere
  }

  /// The maximum nesting depth of brackets, unary minus and `^`.
  static let maximumDepth = 64
  /// The maximum number of operators, functions and lists in one formula.
  static let maximumOperations = 250

  private var lexer: Lexer
  private let place: Place
  /// Words that may follow a formula.
  private let followers: [String]
  /// Whether a name is a function, which `[` can't follow.
  private let isFunction: @Sendable (String) -> Bool
  /// Whether the next formula is an option's value, in which an axis may have a size.
  private var readsOption = false
  private var depth = 0
  private var operations = 0
  /// The next token.
  package private(set) var token: Token
  /// The end of the previous token.
  package private(set) var previousEnd: Int

  package init(
    _ lexer: Lexer, place: Place, followers: [String] = [],
    isFunction: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.lexer = lexer
    self.place = place
    self.followers = followers
    self.isFunction = isFunction
    token = self.lexer.next()
    previousEnd = lexer.position
  }

  /// Parses a formula that fills `range`.
  package static func formula(
    _ bytes: [UInt8], _ range: SourceRange, place: Place = .anywhere,
    isFunction: @escaping @Sendable (String) -> Bool = { _ in false }
  ) throws(Problem) -> Formula {
    var parser = FormulaParser(
      Lexer(bytes, in: range, statements: false), place: place, isFunction: isFunction)
    let formula = try parser.formula()
    try parser.expectEnd()
    return formula
  }
}

// MARK: - The cursor

extension FormulaParser {
  package mutating func advance() {
    previousEnd = token.range.upperBound
    token = lexer.next()
  }

  package func text(_ range: SourceRange) -> String { lexer.text(range) }

  /// The text of the next token.
  package var word: String {
    switch token.kind {
    case .end, .newline: ""
    default: lexer.text(token.range)
    }
  }

  /// Whether the next token is the name `name`.
  package func isName(_ name: String) -> Bool {
    token.kind == .name && lexer.text(token.range) == name
  }

  /// Moves to the next statement, past empty lines; false at the end of the text.
  package mutating func beginStatement() -> Bool {
    while token.kind == .newline { advance() }
    return token.kind != .end
  }

  package var isAtEndOfStatement: Bool { token.kind == .newline || token.kind == .end }

  /// Consumes the next token if it is this symbol.
  package mutating func take(_ symbol: Token.Symbol) -> Bool {
    guard token.is(symbol) else { return false }
    advance()
    return true
  }

  /// Consumes the next token if it is this name.
  package mutating func take(name: String) -> Bool {
    guard isName(name) else { return false }
    advance()
    return true
  }

  package mutating func expect(
    _ symbol: Token.Symbol, _ expected: SyntaxProblem.Expected
  ) throws(Problem) {
    guard take(symbol) else { throw unexpected(expected) }
  }

  /// Consumes a name and returns it with its range.
  package mutating func expectName(
    _ expected: SyntaxProblem.Expected
  ) throws(Problem) -> (String, SourceRange) {
    guard token.kind == .name else { throw unexpected(expected) }
    let range = token.range
    let name = lexer.text(range)
    advance()
    return (name, range)
  }

  package func expectEnd(_ expected: SyntaxProblem.Expected = .end()) throws(Problem) {
    guard isAtEndOfStatement else { throw unexpected(expected) }
  }

  /// Skips the rest of an invalid statement. After an unclosed bracket the line of the error is the
  /// next statement.
  package mutating func skipStatement(after problem: Problem? = nil) {
    depth = 0
    if token.kind == .newline {
      lexer.skipLine(from: token.range.lowerBound)
    } else if let problem, case SyntaxProblem.unclosedBracket = problem.kind, token.kind != .end {
      if hasLineEnd(problem.range.lowerBound..<token.range.lowerBound) {
        lexer.skipLine(from: lastLineEnd(before: token.range.lowerBound))
      } else {
        lexer.forgetBracket()
        lexer.skipStatement()
      }
    } else {
      lexer.skipStatement()
    }
    token = lexer.next()
  }

  private func lastLineEnd(before offset: Int) -> Int {
    lexer.bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")) ?? offset
  }

  /// The problem that the next token isn't what was expected.
  package func unexpected(_ expected: SyntaxProblem.Expected) -> Problem {
    switch token.kind {
    case .unknown, .symbol(.semicolon):
      Problem(.unknownCharacter(lexer.text(token.range)), at: token.range)
    case .end, .newline:
      Problem(
        .unexpected(.endOfLine, expected: expected),
        at: token.range.lowerBound..<token.range.lowerBound)
    case .symbol(.doubleTimes): Problem(.doubleTimes, at: token.range)
    default:
      Problem(
        .unexpected(.text(lexer.text(token.range)), expected: expected), at: token.range)
    }
  }
}

// MARK: - Formulas

extension FormulaParser {
  /// expr = sum [comparison sum]
  package mutating func formula() throws(Problem) -> Formula {
    if depth == 0 { operations = 0 }
    let left = try sum()
    guard let operation = comparison else { return left }
    advance()
    let right = try sum()
    if comparison != nil {
      throw Problem(
        .chainedComparison(
          first: text(left.range.lowerBound..<right.range.upperBound), middle: text(right.range)),
        at: token.range)
    }
    return try combined(operation, left, right)
  }

  /// The comparison that the next token is.
  private var comparison: BinaryOperator? {
    switch token.kind {
    case .symbol(.less): .less
    case .symbol(.lessOrEqual): .lessOrEqual
    case .symbol(.greater): .greater
    case .symbol(.greaterOrEqual): .greaterOrEqual
    case .symbol(.doubleEquals): .equal
    case .symbol(.notEqual): .notEqual
    default: nil
    }
  }

  /// sum = term {("+" | "-") term}
  private mutating func sum() throws(Problem) -> Formula {
    var left = try term()
    while true {
      let operation: BinaryOperator
      switch token.kind {
      case .symbol(.plus): operation = .add
      case .symbol(.minus): operation = .subtract
      default:
        try rejectMissingOperator(after: left)
        return left
      }
      advance()
      let right = try term()
      left = try combined(operation, left, right)
    }
  }

  /// term = unary {("*" | "/" | "@") unary}
  private mutating func term() throws(Problem) -> Formula {
    var left = try unary()
    while true {
      let operation: BinaryOperator
      switch token.kind {
      case .symbol(.times): operation = .multiply
      case .symbol(.divide): operation = .divide
      case .symbol(.at): operation = .product
      case .symbol(.doubleTimes): throw Problem(.doubleTimes, at: token.range)
      default: return left
      }
      advance()
      let right = try unary()
      left = try combined(operation, left, right)
    }
  }

  /// unary = "-" unary | power
  private mutating func unary() throws(Problem) -> Formula {
    guard token.is(.minus) else { return try power() }
    let start = token.range
    advance()
    try enter(start)
    let operand = try unary()
    depth -= 1
    return try counted(
      Formula(.negated(operand), at: start.lowerBound..<operand.range.upperBound))
  }

  /// power = postfix ["^" unary]
  private mutating func power() throws(Problem) -> Formula {
    let base = try postfix()
    guard token.is(.power) else { return base }
    try enter(token.range)
    advance()
    let exponent = try unary()
    depth -= 1
    return try combined(.power, base, exponent)
  }

  /// postfix = primary {".T" | index}
  private mutating func postfix() throws(Problem) -> Formula {
    var base = try primary()
    while true {
      let start = base.range.lowerBound
      switch token.kind {
      case .superscriptT:
        advance()
        base = try counted(Formula(.transposed(base), at: start..<previousEnd))
      case .symbol(.dot):
        advance()
        let (member, range) = try expectName(.member)
        if member == "T" {
          base = try counted(Formula(.transposed(base), at: start..<range.upperBound))
        } else if case .name(let network) = base.kind {
          base = Formula(
            .member(network: network, name: member), at: start..<range.upperBound)
        } else {
          throw Problem(
            .unexpected(.text(".\(member)"), expected: .words([".T"])), at: range)
        }
      case .symbol(.openBracket):
        let open = token.range
        if case .name(let name) = base.kind, isFunction(name) {
          throw Problem(.functionWithoutArguments(name), at: base.range)
        }
        let indices = try index(allowsWholeAxes: true)
        guard place == .anywhere else {
          throw Problem(.indexInNetwork, at: open.lowerBound..<previousEnd)
        }
        base = try counted(Formula(.indexed(base, indices), at: start..<previousEnd))
      default:
        return base
      }
    }
  }

  /// index = "[" place {"," place} "]"; a place is a whole number or, where it is allowed, ":"
  package mutating func index(
    allowsWholeAxes: Bool = false
  ) throws(Problem) -> [Formula.Index] {
    let open = token.range
    try expect(.openBracket, .words(["["], then: "an index"))
    var indices: [Formula.Index] = []
    repeat {
      if allowsWholeAxes, token.is(.colon) {
        indices.append(Formula.Index(number: nil, range: token.range))
        advance()
        continue
      }
      guard token.kind == .number else {
        throw unexpectedInside(open, "[", .wholeNumber)
      }
      guard let number = NumberReader.read(lexer.bytes, token.range), let whole = number.integer,
        whole >= 1
      else { throw Problem(.indexNotWhole(word), at: token.range) }
      indices.append(Formula.Index(number: whole, range: token.range))
      advance()
    } while take(.comma)
    guard take(.closeBracket) else { throw unexpectedInside(open, "[", .words([",", "]"])) }
    return indices
  }

  /// primary = number | name | name "(" arguments ")" | "(" expr ")" | list
  private mutating func primary() throws(Problem) -> Formula {
    let range = token.range
    switch token.kind {
    case .number:
      guard let number = NumberReader.read(lexer.bytes, range) else {
        throw Problem(.numberTooLarge(word), at: range)
      }
      let text = word
      advance()
      return Formula(.number(number, text: text), at: range)
    case .name:
      let name = word
      advance()
      guard token.is(.openParenthesis) else { return Formula(.name(name), at: range) }
      return try call(name, range)
    case .symbol(.openParenthesis):
      let items = try bracketed(range, "(", .closeParenthesis, .words([")"])) {
        (parser: inout FormulaParser) throws(Problem) in try parser.item()
      }
      if items.count == 1 { return items[0].at(range.lowerBound..<previousEnd) }
      return try counted(Formula(.tuple(items), at: range.lowerBound..<previousEnd))
    case .symbol(.openBracket):
      guard place == .anywhere else { throw Problem(.listInNetwork, at: range) }
      // Numbers in a list are separate: operations are counted for each, and the list counts as
      // many as its longest item.
      let before = operations
      var most = before
      let items = try bracketed(range, "[", .closeBracket, .words([",", "]"])) {
        (parser: inout FormulaParser) throws(Problem) in
        parser.operations = before
        let item = try parser.formula()
        most = max(most, parser.operations)
        return item
      }
      operations = most
      return try counted(
        Formula(.list(items), at: range.lowerBound..<previousEnd), operations: 0)
    default:
      throw unexpected(.operand)
    }
  }

  private mutating func call(_ name: String, _ nameRange: SourceRange) throws(Problem) -> Formula {
    let open = token.range
    let isInOption = readsOption
    readsOption = false
    defer { readsOption = isInOption }
    let arguments = try bracketed(open, "(", .closeParenthesis, .words([",", ")"])) {
      (parser: inout FormulaParser) throws(Problem) in try parser.argument()
    }
    return try counted(
      Formula(
        .call(
          Formula.Call(function: name, functionRange: nameRange, arguments: arguments)),
        at: nameRange.lowerBound..<previousEnd),
      // Most functions have few arguments; those that join values may have many.
      operations: 1 + max(0, arguments.count - 8))
  }

  /// The absolute tolerance `within 1e-6`; nil if none follows.
  package mutating func tolerance() throws(Problem) -> Number? {
    guard take(name: "within") else { return nil }
    let formula = try formula()
    guard let number = formula.plainNumber, number.double >= 0 else {
      throw Problem(.withinNotNumber, at: formula.range)
    }
    return number
  }

  private mutating func argument() throws(Problem) -> Formula.Argument {
    let value = try formula()
    guard case .name(let label) = value.kind, token.is(.equals) else {
      return Formula.Argument(label: nil, labelRange: value.range, value: value)
    }
    advance()
    readsOption = true
    defer { readsOption = false }
    return Formula.Argument(label: label, labelRange: value.range, value: try formula())
  }

  /// A formula in parentheses; in an option, it may be an axis with its size.
  private mutating func item() throws(Problem) -> Formula {
    let item = try formula()
    guard readsOption, case .name(let axis) = item.kind, take(.equals) else { return item }
    let size = try formula()
    return Formula(
      .axis(axis, size: size), at: item.range.lowerBound..<size.range.upperBound)
  }

  /// Parses comma-separated items in brackets. The next token is the opening bracket.
  private mutating func bracketed<Item>(
    _ open: SourceRange, _ bracket: String, _ close: Token.Symbol,
    _ expected: SyntaxProblem.Expected,
    _ item: (inout FormulaParser) throws(Problem) -> Item
  ) throws(Problem) -> [Item] {
    try enter(open)
    advance()
    var items: [Item] = []
    if take(close) {
      depth -= 1
      if bracket == "[" { throw Problem(.emptyList, at: open.lowerBound..<previousEnd) }
      return items
    }
    repeat {
      if token.kind == .end { throw Problem(.unclosedBracket(bracket), at: open) }
      items.append(try item(&self))
    } while take(.comma)
    guard take(close) else { throw unexpectedInside(open, bracket, expected) }
    depth -= 1
    return items
  }
}

// MARK: - Limits and errors

extension FormulaParser {
  private mutating func enter(_ range: SourceRange) throws(Problem) {
    depth += 1
    if depth > FormulaParser.maximumDepth {
      throw Problem(.nestsTooDeep(isList: lexer.text(range) == "["), at: range)
    }
  }

  private mutating func counted(
    _ formula: Formula, operations count: Int = 1
  ) throws(Problem) -> Formula {
    operations += count
    if operations > FormulaParser.maximumOperations {
      throw Problem(
        .tooManyOperations(limit: FormulaParser.maximumOperations), at: formula.range)
    }
    return formula
  }

  private mutating func combined(
    _ operation: BinaryOperator, _ left: Formula, _ right: Formula
  ) throws(Problem) -> Formula {
    try counted(
      Formula(
        .binary(operation, left, right), at: left.range.lowerBound..<right.range.upperBound))
  }

  /// Rejects two operands without an operator: `2x`, `2 X` or `W b`.
  private func rejectMissingOperator(after left: Formula) throws(Problem) {
    guard token.kind == .number || token.kind == .name || token.is(.openParenthesis),
      case .number(_, let text) = left.lastOperand.kind
    else { return }
    if followers.contains(word) { return }
    // In an unclosed bracket a number may end the line, and the next statement begins.
    if depth > 0, token.kind == .name, hasLineEnd(previousEnd..<token.range.lowerBound) { return }
    throw Problem(
      .missingOperator(left: text, right: token.is(.openParenthesis) ? "(…)" : word),
      at: left.lastOperand.range.lowerBound..<token.range.upperBound)
  }

  /// The problem inside a bracket: it is unclosed if the text ends or a statement begins on a later
  /// line; else the next token is unexpected.
  package func unexpectedInside(
    _ open: SourceRange, _ bracket: String, _ expected: SyntaxProblem.Expected
  ) -> Problem {
    let isUnclosed: Bool =
      switch token.kind {
      case .end: true
      case .name: hasLineEnd(previousEnd..<token.range.lowerBound)
      // The previous name was parsed as an operand, but a later line defines it.
      case .symbol(.equals), .symbol(.colon): hasLineEnd(open.upperBound..<token.range.lowerBound)
      default: false
      }
    return isUnclosed ? Problem(.unclosedBracket(bracket), at: open) : unexpected(expected)
  }

  private func hasLineEnd(_ range: SourceRange) -> Bool {
    lexer.bytes[range].contains(UInt8(ascii: "\n"))
  }
}

extension Formula {
  func at(_ range: SourceRange) -> Formula { Formula(kind, at: range) }

  /// The last operand in the text.
  fileprivate var lastOperand: Formula {
    var last = self
    while true {
      switch last.kind {
      case .binary(_, _, let right): last = right
      case .negated(let operand): last = operand
      default: return last
      }
    }
  }
}
