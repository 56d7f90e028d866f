import Formulas
import TestSupport
import Testing

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
  }

  @Test("a subscript or a digit begins no name", arguments: ["₂x", "_x", "\u{302}y"])
  func badBeginnings(_ text: String) {
    #expect(tokens(text).first?.kind == .unknown)
  }

  @Test("bytes that are no text are unknown words, one by one")
  func brokenBytes() {
    var lexer = Lexer([0xFF, 0xC3, 0x78], in: 0..<3, statements: false)
    let tokens = [lexer.next(), lexer.next(), lexer.next()]
    #expect(tokens.map(\.kind) == [.unknown, .unknown, .name])
    #expect(tokens.map(\.range) == [0..<1, 1..<2, 2..<3])
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
