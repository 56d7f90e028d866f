import Lessons
import Testing

@Suite struct SourceTextTests {
  @Test(
    "lines and columns count from 1, columns in characters",
    arguments: [
      ("1️⃣a", 1, 1), ("a\nb1️⃣", 2, 2), ("a\r\nb1️⃣", 2, 2), ("\u{FEFF}a1️⃣", 1, 2), ("\u{FEFF}1️⃣a", 1, 1),
      ("y\u{302}1️⃣", 1, 2), ("日本1️⃣", 1, 3), ("\t1️⃣x", 1, 2), ("👩‍👩‍👧1️⃣x", 1, 2), ("a\n1️⃣", 2, 1),
    ])
  func position(_ text: String, _ line: Int, _ column: Int) {
    let marked = MarkedSource(text)
    let found = marked.source.position(of: marked.range.lowerBound)
    #expect(found.line == line && found.column == column)
  }
}
