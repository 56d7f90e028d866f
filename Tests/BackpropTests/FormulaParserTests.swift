import MatrixCore
import Testing

@testable import Backprop
@testable import Formulas

@Suite struct FormulaParserTests {
  @Test(
    "what is wrong is said with its place",
    arguments: [
      ("x ** 2", "doubleTimes", 2..<4), ("2x", "missingOperator", 0..<2),
      ("2 (x)", "missingOperator", 0..<3), ("3 4", "missingOperator", 0..<3),
      ("x + 2 y", "missingOperator", 4..<7),
      ("(x + 1", "unclosedBracket", 0..<1), ("sum(x", "unclosedBracket", 3..<4),
      ("[1, 2", "unclosedBracket", 0..<1), ("sum(x, axis=(a, b)", "unclosedBracket", 3..<4),
      ("dW[1, 2", "unclosedBracket", 2..<3),
      ("x +", "unexpected", 3..<3), ("", "unexpected", 0..<0), ("* x", "unexpected", 0..<1),
      ("x)", "unexpected", 1..<2), ("x.2", "unexpected", 1..<3), ("f(x).y", "unexpected", 5..<6),
      ("x $ y", "unknownCharacter", 2..<3), ("x · y", "unknownCharacter", 2..<4),
      ("[]", "emptyList", 0..<2), ("dW[0]", "indexNotWhole", 3..<4),
      ("dW[1.5]", "indexNotWhole", 3..<6), ("1e400", "numberTooLarge", 0..<5),
      ("-1e400", "numberTooLarge", 1..<6), ("x + 1e99999999999999999999", "numberTooLarge", 4..<26),
    ])
  func complaints(_ text: String, _ kind: String, _ range: SourceRange) {
    do {
      let formula = try Formula(reading: text)
      Issue.record("\(text) is read as \(formula.text())")
    } catch {
      #expect(error.kind.name == kind)
      #expect(error.range == range)
    }
  }

  @Test(
    "a network's formula has no lists and no indexes",
    arguments: [
      ("[1, 2]", "listInNetwork"), ("x[1]", "indexInNetwork"), ("x + [[1]]", "listInNetwork"),
    ])
  func inNetwork(_ text: String, _ kind: String) {
    do {
      _ = try Formula(reading: text, place: .network)
      Issue.record("\(text)")
    } catch {
      #expect(error.kind.name == kind)
    }
  }

  @Test(
    "brackets, minus signs and powers nest 64 deep and no deeper",
    arguments: [
      ("(", "x", ")"), ("-", "x", ""), ("x^", "x", ""), ("[", "1", "]"), ("sum(", "x", ")"),
      ("-(", "x", ")"),
    ])
  func nesting(_ open: String, _ inner: String, _ close: String) {
    let depth = 64 / (open == "-(" ? 2 : 1)
    let text = { (count: Int) in
      String(repeating: open, count: count) + inner + String(repeating: close, count: count)
    }
    #expect(throws: Never.self) { try Formula(reading: text(depth)) }
    for count in [depth + 1, 100_000] {
      do {
        _ = try Formula(reading: text(count))
        Issue.record("\(count)")
      } catch {
        guard case SyntaxProblem.nestsTooDeep = error.kind else {
          Issue.record("\(error.kind)")
          continue
        }
      }
    }
  }

  @Test("unclosed brackets without end, and postfixes without end, end in a problem")
  func hostile() {
    for text in [
      String(repeating: "(", count: 100_000), String(repeating: "f(", count: 100_000),
      "x" + String(repeating: ".T", count: 100_000), "x" + String(repeating: "ᵀ", count: 100_000),
      "x" + String(repeating: "[1]", count: 100_000), String(repeating: "x+", count: 100_000) + "x",
      "[" + String(repeating: "-x,", count: 100_000), "[" + String(repeating: "[", count: 100_000),
    ] {
      #expect(throws: Problem.self, "\(text.prefix(10))") { try Formula(reading: text) }
    }
  }

  @Test("a formula has at most 250 operations")
  func operations() {
    let text = { (count: Int) in "x" + String(repeating: " + x", count: count) }
    #expect(throws: Never.self) { try Formula(reading: text(250)) }
    do {
      _ = try Formula(reading: text(251))
      Issue.record("251 operations")
    } catch {
      guard case SyntaxProblem.tooManyOperations(limit: 250) = error.kind else {
        Issue.record("\(error.kind)")
        return
      }
    }
  }

  @Test("a list may hold more numbers than a formula operations")
  func longList() throws {
    for item in ["1", "-1", "-1/2"] {
      let text = "[" + Array(repeating: item, count: 5_000).joined(separator: ", ") + "]"
      #expect(try Formula(reading: text).parts.count == 5_000)
    }
    // What stands around a list is counted with the longest of its numbers.
    let sum = "1" + String(repeating: " + 1", count: 126)
    #expect(throws: Problem.self) { try Formula(reading: "[1, \(sum), 1] + \(sum)") }
  }

  @Test(
    "decimals are exact while they fit 64 bits",
    arguments: [
      ("2", 2, 1), ("0.1", 1, 10), ("1e-3", 1, 1000), (".5", 1, 2), ("2.50", 5, 2),
      ("1E3", 1000, 1),
      ("1e+2", 100, 1), ("0", 0, 1), ("0.000", 0, 1), ("0e5", 0, 1), ("007", 7, 1),
      ("9223372036854775807", .max, 1), ("1234567890123456789", 1_234_567_890_123_456_789, 1),
      ("0.000000000000000001", 1, 1_000_000_000_000_000_000),
      ("100000000000000000000e-20", 1, 1), ("1.000000000000000000000000000000", 1, 1),
      ("0.10000000000000000000000000000000000", 1, 10), ("12.5e1", 125, 1), ("2e0", 2, 1),
    ] as [(String, Int64, Int64)])
  func exactNumbers(_ text: String, _ numerator: Int64, _ denominator: Int64) throws {
    #expect(
      try Formula(reading: text).literal == Rational(numerator, denominator).map(Number.exact))
  }

  @Test(
    "what doesn't fit is floating",
    arguments: [
      ("9223372036854775808", 9_223_372_036_854_775_808), ("1e19", 1e19), ("1e-19", 1e-19),
      ("1e308", 1e308), ("0.12345678901234567891", 0.12345678901234567891), ("1e-300", 1e-300),
    ])
  func floatingNumbers(_ text: String, _ double: Double) throws {
    #expect(try Formula(reading: text).literal == .floating(double))
  }

  @Test("a number too small is 0", arguments: ["1e-400", "0.1e-400", "1e-99999999999999999999"])
  func tinyNumbers(_ text: String) throws {
    #expect(try Formula(reading: text).literal?.double == 0)
  }
}

@Suite struct LexerTests {
  @Test(
    "names are letters with their marks, digits, subscripts and underscores",
    arguments: [
      ("W₂ x", ["W₂", "x"]), ("ŷ", ["ŷ"]), ("y\u{302}", ["y\u{302}"]),
      ("δ_1+β", ["δ_1", "+", "β"]),
      ("a1b2", ["a1b2"]), ("Xᵀ", ["X", "ᵀ"]), ("Xᵀᵀ", ["X", "ᵀ", "ᵀ"]), ("ж日本", ["ж日本"]),
      ("x.T", ["x", ".", "T"]), ("2.T", ["2", ".", "T"]), (".5x", [".5", "x"]),
      ("1e3e", ["1e3", "e"]),
      ("1e", ["1", "e"]), ("1.e3", ["1", ".", "e3"]), ("a**b", ["a", "**", "b"]),
      ("a***b", ["a", "**", "*", "b"]), ("x₂y", ["x₂y"]),
    ])
  func words(_ text: String, _ words: [String]) {
    #expect(tokens(text).map(\.text) == words)
  }

  @Test("a name is the same however its marks are composed")
  func canonicalNames() throws {
    let composed = try Formula(reading: "\u{177}")
    let decomposed = try Formula(reading: "y\u{302}")
    guard case .name(let a) = composed.kind, case .name(let b) = decomposed.kind else {
      Issue.record("not names")
      return
    }
    #expect(a == b)
    let network = try NetworkText("input \u{177}: (n) = [1, 2]\nloss L = sum(y\u{302} * \u{177})")
    #expect(network.problems.isEmpty)
    try expect(network.network, "d\u{177}", "[2, 4]")
  }

  @Test("a subscript or a digit begins no name", arguments: ["₂x", "_x", "\u{302}y"])
  func badBeginnings(_ text: String) {
    #expect(tokens(text).first?.kind == .unknown)
  }

  @Test("bytes that are no text are unknown words, one by one")
  func brokenBytes() {
    var lexer = Lexer([0xFF, 0xC3, 0x78], in: 0..<3, statements: false)
    #expect(lexer.next() == Token(kind: .unknown, range: 0..<1))
    #expect(lexer.next() == Token(kind: .unknown, range: 1..<2))
    #expect(lexer.next() == Token(kind: .name, range: 2..<3))
    #expect(lexer.next().kind == .end)
  }

  @Test("in statements a line ends where no bracket is open, and `#` starts a comment")
  func lines() {
    let text = "a # b\n(c\n# d )\ne)\nf"
    #expect(
      tokens(text, statements: true).map(\.text) == ["a", "\n", "(", "c", "e", ")", "\n", "f"])
    #expect(tokens("a # b").map(\.text) == ["a", "#", "b"])
  }

  private func tokens(_ text: String, statements: Bool = false) -> [(
    kind: Token.Kind, text: String
  )] {
    let bytes = Array(text.utf8)
    var lexer = Lexer(bytes, in: 0..<bytes.count, statements: statements)
    var result: [(Token.Kind, String)] = []
    while true {
      let token = lexer.next()
      if token.kind == .end { return result }
      result.append((token.kind, lexer.text(token.range)))
    }
  }
}

extension ProblemKind {
  /// The case's name.
  var name: String {
    let text = "\(self)"
    return String(text.prefix { $0 != "(" })
  }
}
