import Testing
import Typography

@Suite struct WordWrapTests {
  @Test(
    "lines break at spaces, and a word wider than a line is cut",
    arguments: [
      ("", [""]), ("one two", ["one two"]), ("one two three", ["one two", "three"]),
      ("one  two ", ["one two"]), ("abcdefghijklm", ["abcdefghij", "klm"]),
      ("a abcdefghijklm", ["a", "abcdefghij", "klm"]),
      ("a dY[1, 2] b", ["a dY[1, 2]", "b"]), ("日本語の文章", ["日本語の文", "章"]),
      ("日本語の、文章", ["日本語の、", "文章"]), ("a b\u{A0}c\u{A0}d e f", ["a b c d e", "f"]),
    ])
  func lines(_ text: String, _ lines: [String]) {
    #expect(WordWrap.lines(text, width: 10) == lines)
  }

  @Test("lines after the first are indented")
  func hang() {
    #expect(
      WordWrap.lines("one two three", width: 8, lead: "- ", hang: 2) == [
        "- one", "  two", "  three",
      ])
  }

  @Test("an indent as wide as the line is none, and no width is too small", arguments: -1...3)
  func narrow(_ width: Int) {
    let lines = WordWrap.lines("ab c", width: width, hang: 3)
    #expect(lines.joined().filter { $0 != " " } == "abc")
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= max(width, 1) })
  }

  @Test("a word keeps its paint")
  func paints() {
    var wrap = WordWrap(width: 6)
    wrap.add("one ", .bold)
    wrap.add("tw")
    wrap.add("o x", .dim)
    #expect(
      wrap.finish() == [
        [.init("one", .bold)], [.init("tw"), .init("o", .dim), .init(" "), .init("x", .dim)],
      ])
  }
}
