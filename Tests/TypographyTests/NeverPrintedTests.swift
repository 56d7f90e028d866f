import Testing
import Typography

@Suite struct NeverPrintedTests {
  @Test("what a terminal would obey, and what reorders or hides text, is never printed")
  func all() {
    let ranges: [ClosedRange<UInt32>] = [
      0...0x1F, 0x7F...0x9F, 0xAD...0xAD, 0x61C...0x61C, 0x180E...0x180E, 0x200B...0x200B,
      0x200E...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF...0xFEFF, 0xFFF9...0xFFFB,
      0xE0000...0xE007F,
    ]
    for value in ranges.joined() {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = "a\(Character(scalar))b"
      #expect(scalar.isNeverPrinted, "U+\(String(value, radix: 16))")
      #expect(text.printable == "a\u{FFFD}b")
      for spelling in [Spelling.unicode, .ascii] {
        #expect(!spelling(text).unicodeScalars.contains { $0.isNeverPrinted })
      }
    }
  }

  @Test(
    "letters, marks, symbols, spaces and joiners are printed",
    arguments: [
      "aé", "y\u{302}", "Σₙ Xᵀ", "日本 한국", "👨\u{200D}👩", "می\u{200C}خواهم", "\u{A0}", "❤\u{FE0F}",
    ])
  func printed(_ text: String) {
    #expect(text.printable == text)
    #expect(Spelling.unicode(text) == text)
  }
}
