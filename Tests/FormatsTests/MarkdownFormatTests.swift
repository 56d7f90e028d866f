import Formats
import Formulas
import MatrixCore
import Testing

@testable import Documents

@Suite struct MarkdownFormatTests {
  @Test("each kind of block has its Markdown")
  func blocks() {
    let document = Document([
      .stepHeader(StepHeader(position: 8, total: 14, section: "backward", title: "dW_1")),
      .paragraph([
        .text("1. a*b | c and "), .code("X `@` W"), .text(", "), .strong([.text("not")]),
        .text(" "), .emphasis([.text("x")]),
      ]),
      .list(
        .numbers(from: 9),
        items: [
          [.paragraph([.text("nine")]), .code(["Y = X @ W", "```"])],
          [.list(.letters, items: [[.paragraph([.text("α")])], []])],
        ]),
      .quote([.paragraph([.text("- said")]), .rule]),
      .definitions(
        title: "Options:", [Definition("--all", [.text("no pauses")]), Definition("-o", [])]),
      .table(
        Table(
          header: ["name", "a|b"],
          rows: [[.text("W"), .number(.exact(Rational(5, 2)!))], [.tensor(Samples.x)]])),
      .claim("the sum equals dW", holds: true), .remark(label: "why", [.text("so")]),
      .equations([
        Equation("dW", .binary(.product, .transposed("X"), "dY"), remark: "(in 2, out 3)")
      ]),
      .paragraph([.text("a\u{1B}[2Jb\nc")]),
    ])
    #expect(
      MarkdownFormat.text(document, TextStyle(width: 40, color: true)) == #"""
        ## 8/14 · backward · dW\_1

        1\. a\*b \| c and ``X `@` W``, **not** *x*

        9. nine

           ````
           Y = X @ W
           ```
           ````
        10. - a) α
            - b)

        > \- said
        >
        > ---

        Options:

        - **--all**: no pauses
        - **-o**

        | name | a\|b |
        | --- | --- |
        | W | 2.5 |
        | \[\[1, 2\], \[3, -1\]\] |  |

        ✓ the sum equals dW

        **why**: so

        ```math
        \mathit{dW} = {X}^{\top} \mathbin{@} \mathit{dY}
        ```

        (in 2, out 3)

        a�\[2Jb c

        """#)
  }

  @Test("no document brings a terminal escape")
  func hostile() {
    for document in Samples.all {
      let text = MarkdownFormat.text(document, TextStyle())
      #expect(text.hasSuffix("\n") && !text.unicodeScalars.contains("\u{1B}"))
    }
  }
}
