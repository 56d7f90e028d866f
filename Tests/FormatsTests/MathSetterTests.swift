import Formulas
import MatrixCore
import Testing
import Typography

@testable import Documents
@testable import Formats

@Suite struct MathSetterTests {
  private static let numbers = NumberStyle()

  private func mathML(
    _ math: MathText, reference: @escaping (String, Tensor) -> NamedValue? = { _, _ in nil }
  ) -> String {
    MathSetter(
      markup: MathML(), numbers: Self.numbers, labels: .init(), reference: reference
    ).set(math)
  }

  private func tex(_ math: MathText) -> String {
    MathSetter(markup: TeXMath(isForBrowsers: false), numbers: Self.numbers, labels: .init())
      .set(math)
  }

  @Test(
    "mathematics has its LaTeX",
    arguments: [
      ("W₂", "{W}_{2}"), ("dW", "\\mathit{dW}"), (.transposed("X"), "{X}^{\\top}"),
      (.binary(.product, .transposed("X"), "G"), "{X}^{\\top} \\mathbin{@} G"),
      (
        .binary(.multiply, .binary(.add, "a", "b"), "c"), "\\left(a + b\\right) \\cdot c"
      ),
      (.binary(.divide, "a", "N"), "\\frac{a}{N}"),
      (.binary(.multiply, .binary(.divide, "a", "N"), "b"), "\\frac{a}{N} \\cdot b"),
      (.binary(.power, "x", "n"), "{x}^{n}"),
      (.entry("X", ["n", "i"]), "{X}_{n,i}"), (.negated("x"), "-x"),
      (.number(.exact(Rational(-3, 2)!)), "-1.5"), (.typed("-3/2"), "-\\tfrac{3}{2}"),
      (.call("sqrt", [MathArgument("v")]), "\\sqrt{v}"),
      (.sum(over: "n", "x"), "\\sum_{n} x"),
    ] as [(MathText, String)])
  func latex(_ math: MathText, _ expected: String) {
    #expect(tex(math) == expected)
  }

  @Test(
    "mathematics has its MathML",
    arguments: [
      ("dW", "<mi mathvariant=\"normal\">dW</mi>"),
      (.typed("-2"), "<mrow><mo form=\"prefix\">−</mo><mn>2</mn></mrow>"),
      (.typed("3/2"), "<mrow><mfrac><mn>3</mn><mn>2</mn></mfrac></mrow>"),
      (.transposed("X"), "<msup><mi mathvariant=\"normal\">X</mi><mo>⊤</mo></msup>"),
      (
        .entry("X", ["n", "i"]),
        "<msub><mi mathvariant=\"normal\">X</mi><mtext>n,i</mtext></msub>"
      ),
      (.typed("<2"), "<mn>&lt;2</mn>"),
      (.typed("[2, -1]"), "<mtext class=\"numbers\">[2, −1]</mtext>"),
      (
        .shape(Shape([Axis("N", 2)])), "<mi class=\"shape\" mathvariant=\"normal\">(N 2)</mi>"
      ),
    ] as [(MathText, String)])
  func markup(_ math: MathText, _ expected: String) {
    #expect(mathML(math) == expected)
  }

  @Test("brackets stretch around what is taller than a line, and around nothing else")
  func stretching() {
    let flat = MathText.tuple(["N", "out"])
    #expect(
      mathML(flat).hasPrefix("<mrow><mo fence=\"true\" form=\"prefix\" stretchy=\"false\">(</mo>"))
    let tall = MathText.tuple([.binary(.divide, "dY", "N")])
    #expect(!mathML(tall).contains("stretchy"))
    #expect(!mathML(.tensor(Samples.dW, name: "dW")).contains("stretchy"))
  }

  @Test("a rounded result stands behind ≈, an exact one behind =")
  func rounding() {
    #expect(tex(.equation("L", .number(.floating(0.731058578)))) == "L \\approx 0.7311")
    #expect(tex(.equation("L", .number(.exact(Rational(5, 2)!)))) == "L = 2.5")
  }

  @Test("each entry of a named value bears its own exact number, whatever is shown")
  func cells() {
    let own = Samples.dW
    let html = mathML(.tensor(own, name: "dW")) { name, _ in
      name == "dW" ? NamedValue(name: "early.dW", tensor: own) : nil
    }
    #expect(html.contains("<mtd data-cell=\"early.dW[1,1]\" data-value=\"5/2\"><mn>2.5</mn></mtd>"))
    #expect(html.contains("data-cell=\"early.dW[2,2]\" data-value=\"-1/2\""))
    #expect(html.hasPrefix("<munderover>"))
    #expect(html.contains("<mtext>(in 2, out 3)</mtext>"))
    #expect(!mathML(.tensor(own, name: "other")).contains("data-cell"))
  }

  @Test("text of a handout can't leave its place")
  func hostileText() {
    let hostile = "\\end{document} $x$ {%} # ~ ^ & _ `` \u{1B}"
    let text = LaTeXFormat.text(
      Document([.paragraph([.text(hostile), .code(hostile)])]), TextStyle(width: 80))
    #expect(text.components(of: "\\end{document}") == 1)
    #expect(!text.contains("$x$"))
    #expect(text.contains("\\textbackslash{}end\\{document\\} \\$x\\$ \\{\\%\\} \\#"))
    #expect(!text.contains("\u{1B}"))
  }
}

extension String {
  /// How often a text stands in it.
  fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
