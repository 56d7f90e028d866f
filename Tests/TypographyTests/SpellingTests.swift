import Testing
import Typography

@Suite struct SpellingTests {
  @Test(
    "control characters become a replacement character, and tabs spaces",
    arguments: [
      ("a\u{1B}[31m", "a\u{FFFD}[31m"), ("a\u{9B}b", "a\u{FFFD}b"), ("a\u{202E}b", "a\u{FFFD}b"),
      ("a\tb\nc", "a b c"), ("a\u{AD}b\u{200B}c", "a\u{FFFD}b\u{FFFD}c"), ("ŷ 日本 ✓", "ŷ 日本 ✓"),
      ("\u{7F}", "\u{FFFD}"),
    ])
  func unicode(_ text: String, _ spelt: String) {
    #expect(Spelling.unicode(text) == spelt)
  }
}
