import Documents
import Lessons
import Testing
import Typography

@testable import Formats

@Suite struct TextLayoutDiagnosticTests {
  private static let front =
    "---\nformat: 1\ntitle: T\nsummary: S\nallow: equal-axes, mistake-invisible, unused-value\n---\n"

  private static func lines(_ text: String, _ style: TextStyle = TextStyle()) -> [String] {
    let source = SourceText(name: "lessons/mine.md", bytes: Array(text.utf8))
    return TextFormat.lines(document(source), style)
  }

  private static func document(_ source: SourceText) -> Document {
    Document(
      LessonRun(Lesson(source), .everything).problems.map {
        .diagnostic(DiagnosticFrame(Diagnostic($0, in: source), in: source))
      })
  }

  private static func network(_ statements: String, _ style: TextStyle = TextStyle()) -> String {
    lines("\(front)```network\n\(statements)\n```\n", style).joined(separator: "\n")
  }

  private static let affine = """
    input  X: (N, in)  = [[1, 2], [3, -1]]
    param  W: (out, in) = [[1, 2], [0, 1], [-1, 1]]
    param  b: (out)     = [1, -1, 0]
    Y = X @ W + b
    """

  @Test("a problem shows its rule, its place and the likely fix")
  func whole() {
    let text = """
      error: X @ W needs the last axis of X and the first of W to be the same
        --> lessons/mine.md:11:5
         |
      11 | Y = X @ W + b
         |     ^^^^^ X is (N 2, in 2), W is (out 3, in 2)
         = help: `X @ W.T` has axes (N, out)
         = code: axes-differ
      """
    #expect(Self.network(Self.affine) == text)
  }

  @Test("a second place is shown above or below, with what it is")
  func secondPlace() {
    #expect(
      Self.network("input x: (N) = [1, 2]\nparam w = 2\nparam v: (N) = [1, 2, 3]") == """
        error: the axis `N` has one size throughout a network, not 2 and 3
          --> lessons/mine.md:10:11
           |
         8 | input x: (N) = [1, 2]
           |           - 2 here
        ...
        10 | param v: (N) = [1, 2, 3]
           |           ^ 3 here
           = help: give the two axes different names, or mend the data
           = code: axis-size-conflict
        """)
    #expect(
      Self.network("param w = 2\nY = w + Y") == """
        error: `Y` can't be made of itself
         --> lessons/mine.md:9:9
          |
        9 | Y = w + Y
          |         ^
          | - `Y` is what this statement makes
          = help: give the new value a name of its own
          = code: used-before-statement
        """)
  }

  @Test("problems stand one below the other, a blank line between")
  func several() {
    let lines = Self.lines("---\nformat: 1\ntitel: T\nsumary: S\n---\nText\n")
    #expect(lines.filter { $0.hasPrefix("error: ") }.count == 2)
    #expect(lines.filter(\.isEmpty).count == 1)
  }

  @Test("a warning says that it is one")
  func warning() {
    let text = Self.network("input x = 0\nloss L = x^2")
    #expect(text.hasPrefix("warning: every gradient is 0 or nearly 0"))
  }

  @Test(
    "carets stand under what they mark, whatever it is made of",
    arguments: [
      ("input x = 2\n\tY\t= x\t× x", "    Y   = x × x", "            ^"),
      ("input x = 2\nŷ\u{302} = x × x", "ŷ\u{302} = x × x", "      ^"),
      ("input 日本 = 2\nY = 日本 × 日本語", "Y = 日本 × 日本語", "         ^"),
      ("input x = 2\nY = x + 日本語", "Y = x + 日本語", "        ^^^^^^"),
      ("input x = 2\nY = x +", "Y = x +", "       ^ here"),
      ("input x = 2\nY = x + y\u{302}z", "Y = x + y\u{302}z", "        ^^"),
    ])
  func carets(_ statements: String, _ line: String, _ carets: String) {
    let shown = Self.network(statements).split(separator: "\n")
    #expect(shown.contains { $0 == "9 | \(line)" })
    #expect(shown.contains { $0 == "  | \(carets)" })
  }

  @Test("a long line is cut to what stands around the mark")
  func longLine() {
    let sum = String(repeating: "x + ", count: 50)
    let text = Self.network("input x = 2\nY = \(sum)Q + \(sum)x", TextStyle(width: 40))
    #expect(
      text == """
        error: nothing here is called `Q`
         --> lessons/mine.md:9:205
          |
        9 | …x + x + x + x + Q + x + x + x + x …
          |                  ^
          = help: names are given by the
                  statements of a network, each
                  before it is used
          = code: unknown-name
        """)
  }

  @Test("colour only adds colour")
  func color() {
    let plain = Self.network(Self.affine)
    let colored = Self.network(Self.affine, TextStyle(color: true))
    #expect(colored != plain && TextFormatTests.withoutColor(colored) == plain)
  }

  @Test("without drawing, the marked text is told in words")
  func accessible() {
    #expect(
      Self.network(Self.affine, TextStyle(accessible: true)) == """
        error: X @ W needs the last axis of X and the first of W to be the same
          lessons/mine.md:11:5
          line 11: Y = X @ W + b
          marked: X @ W, X is (N 2, in 2), W is (out 3, in 2)
          help: `X @ W.T` has axes (N, out)
          code: axes-differ
        """)
  }

  /// Files whose problems are hard to show.
  private static let hostile: [[UInt8]] = [
    [], [0xEF, 0xBB, 0xBF], Array("a\u{1B}[31m\u{9B}b".utf8), [0x61, 0xFF, 0x62],
    Array("\(front)```network\n\t\u{301}× \u{FE0F}\n```".utf8),
    Array("\(front){{ \(String(repeating: "(", count: 70)) }}".utf8),
    Array("\(front){{ \(String(repeating: "日本 + ", count: 40))日 × 日 }}".utf8),
    Array("\(front){{ x +\n\n```network\ninput x: (N) = [1,\n  2,,\n3]\n```\n".utf8),
    Array("\(front)```network\nparam \(String(repeating: "w", count: 5000)) = ?\n```\n".utf8),
    Array("\(front)```network\nparam w = \(String(repeating: "1", count: 5000))\n```\n".utf8),
    Array("\(front)\u{FEFF}\u{202E}{{ \u{2028} }}".utf8),
  ]

  @Test(
    "no line is wider than there is room, and none holds a control character", arguments: hostile)
  func bounds(_ bytes: [UInt8]) {
    let diagnostics = Self.document(SourceText(name: "a.md", bytes: bytes))
    #expect(!diagnostics.blocks.isEmpty)
    for style in TextFormatTests.styles {
      for line in TextFormat.lines(diagnostics, style) {
        let plain = TextFormatTests.withoutColor(line)
        #expect(DisplayWidth.of(plain) <= style.width, "\(plain)")
        #expect(plain.last != " ", "\(plain)")
        #expect(!plain.unicodeScalars.contains { $0.isNeverPrinted })
        if style.spelling == .ascii { #expect(plain.utf8.allSatisfy { $0 < 0x7F }) }
      }
    }
  }
}
