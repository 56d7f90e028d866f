import Formulas
import MatrixCore
import Testing
import Typography

@testable import Documents
@testable import Formats

/// Running text, lists, code, tables, claims and formulas.
@Suite struct TextLayoutProseTests {
  @Test("a page of prose at 80 columns")
  func wide() {
    #expect(
      TextFormat.text(Samples.prose, TextStyle(width: 80))
        == #"""
        The batch affine layer, and why the shape of its gradient stays
        ═══════════════════════════════════════════════════════════════

          Each row of `X` is one sample. The prediction is ŷ, the error *δ = ŷ − y*, and
          **nothing** here depends on N. 日本語の文章も、行の終わりで折り返されます。
          Ünïcödé — “quotes” …

          • the first thing, which is long enough to need a second line at 40
          • the second
             9. nested nine
            10. nested ten

          │ A quotation that a student should think about for a while.

            backprop-tutor lesson affine-batch --width 40 --numbers fraction \
              --precision 6 --ascii

                Y = X @ W + b

          ──────────────────────────────────────────────────────────────────────────────

        A table
        ·······

          name  axes             value    error ≈       data
          ────  ─────────────  ───────  ─────────  ─────────
          W     (in 2, out 3)     2.5   1.250e-11  ⎡ 1   2 ⎤
                                                   ⎣ 3  -1 ⎦

          b     (out 3)        ≈ 12.35  0.001230           7

          ✓ softmax(z) sums to 1 over the axis class
          ✗ the gradient from the Jacobian's diagonal alone is the same as the right one

          dX = dY @ Wᵀ
             = (1/N) · Σₙ (Yₙ − Tₙ) @ Wᵀ + λ · (W₁ + W₂ + W₃) / sqrt(variance + eps)
              a remark that is far too long to stand at the right edge of any of these
              lines
             = nothing      short

        """#)
  }

  @Test(
    "a short formula of values and signs stays on one line, a longer one breaks before a relation")
  func formulas() {
    func lines(_ values: [String], width: Int) -> [String] {
      var text: [Inline] = [.text("The likelihood, a product, is ")]
      for (index, value) in values.enumerated() {
        if index > 0 { text.append(.text(index == values.count - 1 ? " = " : " · ")) }
        text.append(.math(.typed(value)))
      }
      return TextFormat.lines(Document([.paragraph(text)]), TextStyle(width: width))
    }
    #expect(
      lines(["0.09003", "0.8668", "0.07804"], width: 44) == [
        " The likelihood, a product, is", " 0.09003 · 0.8668 = 0.07804",
      ])
    #expect(
      lines(["0.0900312", "0.8668123", "0.5123456", "0.0399846"], width: 65) == [
        "  The likelihood, a product, is 0.0900312 · 0.8668123 · 0.5123456",
        "  = 0.0399846",
      ])
  }

  @Test("a table too wide follows in blocks of columns, and all text is filled")
  func narrow() {
    #expect(
      TextFormat.text(Samples.prose, TextStyle(width: 40))
        == #"""
        The batch affine layer, and why the
        shape of its gradient stays
        ═══════════════════════════════════

         Each row of `X` is one sample. The
         prediction is ŷ, the error *δ = ŷ − y*,
         and **nothing** here depends on N. 日本
         語の文章も、行の終わりで折り返されま
         す。 Ünïcödé — “quotes” …

         • the first thing, which is long enough
           to need a second line at 40
         • the second
            9. nested nine
           10. nested ten

         │ A quotation that a student should
         │ think about for a while.

         backprop-tutor lesson affine-batch \
           --width 40 --numbers fraction \
           --precision 6 --ascii

             Y = X @ W + b

         ───────────────────────────────────────

        A table
        ·······

         name  axes             value
         ────  ─────────────  ───────
         W     (in 2, out 3)     2.5
         b     (out 3)        ≈ 12.35

         name    error ≈       data
         ────  ─────────  ─────────
         W     1.250e-11  ⎡ 1   2 ⎤
                          ⎣ 3  -1 ⎦

         b     0.001230           7

         ✓ softmax(z) sums to 1 over the axis
           class
         ✗ the gradient from the Jacobian's
           diagonal alone is the same as the
           right one

         dX = dY @ Wᵀ
            = (1/N) · Σₙ (Yₙ − Tₙ) @ Wᵀ +
              λ · (W₁ + W₂ + W₃) /
              sqrt(variance + eps)
           a remark that is far too long to
           stand at the right edge of any of
           these lines
            = nothing      short

        """#)
  }

  @Test(
    "a line does not end inside short brackets",
    arguments: [
      ("What is dY[1, 2] here?", ["What is", "dY[1, 2]", "here?"]),
      ("the shape (N 2, in 3)", ["the shape", "(N 2, in 3)"]),
      ("(words that go on for longer)", ["(words that", "go on for", "longer)"]),
      ("open [1, and more", ["open [1, and", "more"]),
      ("cut (if, too long)", ["cut", "(if, too", "long)"]),
      ("average(of, it)", ["average(of,", "it)"]),
    ])
  func brackets(_ text: String, _ lines: [String]) {
    let layout = TextLayout(TextStyle(width: 12))
    #expect(layout.prose(text, width: 12) == lines)
  }

  @Test(
    "a table repeats its first column in each block, and is told row by row where not even two fit",
    arguments: [
      (
        12,
        ["n  role", "─  ─────", "X  input", "Y  value", "", "n  formula", "─  ───────", "Y  X + 1"]
      ),
      (
        7,
        ["n: X", "role:", "  input", "", "n: Y", "role:", "  value", "formula", "  : X +", "  1"]
      ),
    ])
  func tableBlocks(_ width: Int, _ lines: [String]) {
    let table = Table(
      header: ["n", "role", "formula"],
      rows: [
        [.text("X"), .text("input"), .text("")], [.text("Y"), .text("value"), .text("X + 1")],
      ])
    #expect(TextLayout(TextStyle(width: 80)).table(table, width: width) == lines)
  }

  @Test("running text ends at column 80, however wide the window", arguments: [100, 120, 200, 400])
  func readableWidth(width: Int) {
    let text = String(repeating: "words of a sentence that goes on ", count: 20)
    let blocks: [Block] = [
      .paragraph(text), .remark(label: "why", text), .claim("\(text)", holds: true),
      .heading(level: 2, [.text(text)]), .quote([.paragraph(text)]),
      .list(.bullets, items: [[.paragraph(text), .list(.bullets, items: [[.paragraph(text)]])]]),
    ]
    for block in blocks {
      let lines = TextFormat.lines(Document([block]), TextStyle(width: width))
      let widest = lines.map { DisplayWidth.of($0) }.max() ?? 0
      #expect((70...80).contains(widest), "\(lines)")
    }
  }

  @Test("a shape stands near its formula, as bright as the formula", arguments: [60, 80, 200])
  func nearRemarks(width: Int) {
    let shape = Sentence(.shape(Shape([Samples.n, Samples.outputs])))
    let lines = TextFormat.lines(
      Document([.equations([Equation("Y", .name("X"), remark: shape)])]),
      TextStyle(width: width, color: true))
    #expect(lines == ["  Y = X      (N 2, out 3)"])
  }

  @Test("bold text has asterisks only where it is not bold")
  func bold() {
    let document = Document([
      .paragraph([.strong([.text("here")]), .text(" and "), .emphasis([.text("there")])])
    ])
    #expect(TextFormat.lines(document, TextStyle()) == ["  **here** and *there*"])
    #expect(
      TextFormat.lines(document, TextStyle(color: true)) == [
        "  \u{1B}[1mhere\u{1B}[0m and \u{1B}[3mthere\u{1B}[0m"
      ])
  }

  @Test("a line of code too long breaks outside of brackets first")
  func code() {
    let lines = TextFormat.lines(
      Document([.code(["input X: (N, in) = [[2, -2], [3, 1], [2, 1], [-3, -3]]", "Y = X"])]),
      TextStyle(width: 40))
    #expect(
      lines == [
        " input X: (N, in) = \\", "   [[2, -2], [3, 1], [2, 1], [-3, -3]]", " Y = X",
      ])
  }
}
