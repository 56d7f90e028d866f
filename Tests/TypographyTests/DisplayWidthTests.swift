import Testing
import Typography

@Suite struct DisplayWidthTests {
  @Test(
    "the width is what a terminal takes",
    arguments: [
      ("", 0), ("dW", 2), ("Xᵀ", 2), ("ŷ", 1), ("y\u{302}", 1), ("日本語", 6), ("Σₙ xₙ", 5),
      ("⎡ 1 ⎤", 5), ("🙂", 2), ("❤\u{FE0F}", 2), ("✓", 1), ("한국", 4), ("ＡＢ", 4), ("é", 1),
      ("e\u{301}\u{327}", 1), ("𝐖", 1), ("a\u{200D}b", 2), ("─", 1), ("a\u{AD}b", 2),
    ])
  func width(_ text: String, _ width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test("a text is never split between a letter and its mark")
  func split() {
    let (head, rest) = DisplayWidth.split("ay\u{302}b", at: 2)
    #expect(head == "ay\u{302}" && rest == "b")
    #expect(DisplayWidth.split("日本", at: 3).head == "日")
    #expect(DisplayWidth.split("日本", at: 1).head == "日")
  }

  @Test("a shortened text says so")
  func shortened() {
    #expect(DisplayWidth.shortened("the title", to: 9, ellipsis: "…") == "the title")
    #expect(DisplayWidth.shortened("the title", to: 5, ellipsis: "…") == "the…")
    #expect(DisplayWidth.shortened("the title", to: 0, ellipsis: "…") == "")
  }

  @Test(
    "the end of a text fits too",
    arguments: [("abc", 2, "bc"), ("日本語", 4, "本語"), ("日本語", 5, "本語"), ("", 3, ""), ("a", 0, "a")])
  func suffix(_ text: String, _ width: Int, _ end: String) {
    #expect(DisplayWidth.suffix(text, fitting: width) == end)
  }

  @Test(
    "only the spaces at the end are trimmed",
    arguments: [("  a b  ", "  a b"), ("   ", ""), ("", "")])
  func trimmed(_ text: String, _ kept: String) {
    #expect(text.trimmed == kept)
  }
}
