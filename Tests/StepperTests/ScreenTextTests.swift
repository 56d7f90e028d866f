import Testing

@testable import backprop_tutor

@Suite("Text on the screen")
struct ScreenTextTests {
  @Test(
    "has in reverse what was found in it, whatever its colours",
    arguments: [
      ("point downhill.", "point <downhill>."), ("Downhill", "<Downhill>"),
      ("uphill", "uphill"), ("", ""), ("\u{1B}[1mdownhill\u{1B}[0m", "+<downhill>-"),
      ("a \u{1B}[1mdown\u{1B}[0mhill", "a +<down>-<hill>"),
      ("downhill downhill m", "<downhill> <downhill> m"),
    ])
  func marking(line: String, shown: String) {
    let marked = ScreenText.marking("downhill", in: line)
    #expect(ScreenText.plain(marked) == ScreenText.plain(line))
    let signs = [("\u{1B}[7m", "<"), ("\u{1B}[27m", ">"), ("\u{1B}[1m", "+"), ("\u{1B}[0m", "-")]
    #expect(signs.reduce(marked) { $0.replacing($1.0, with: $1.1) } == shown)
  }

  @Test("is as it was where nothing is looked for")
  func nothing() {
    #expect(ScreenText.marking("", in: "a") == "a")
  }
}
