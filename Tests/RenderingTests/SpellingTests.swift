import Backprop
import MatrixCore
import Testing

@testable import Rendering

@Suite struct SpellingTests {
  @Test(
    "known symbols are spelt in ASCII",
    arguments: [
      ("dW = Xᵀ @ dY", "dW = X.T @ dY"), ("Σₙ X[n,i] · dY", "sum_n X[n,i] * dY"),
      ("Σₙxₙᵀ dyₙ", "sum_n x_n.T dy_n"), ("2Σx", "2 sum x"), ("δ₁₂", "delta12"), ("Δ", "Delta"),
      ("λ", "lambda"), ("Σᵢ₌₁ⁿ", "sum_i=1^n"), ("x² + 10⁻⁷", "x^2 + 10^-7"), ("∂L/∂W", "dL/dW"),
      ("∇L", "grad L"), ("√2", "sqrt 2"), ("√(x)", "sqrt(x)"), ("a ⊗ b ∘ c", "a (x) b .* c"),
      ("≈ − – … ≤ → ∞", "~ - - ... <= -> inf"), ("“é” ‘Ü’", "\"e\" 'U'"),
      ("naïve rôle", "naive role"),
      ("ŷ = y\u{302}", "y_hat = y_hat"), ("x\u{304} ẑ ñ", "x_bar z_hat n"), ("𝐖", "W"),
      ("ß Æ ø", "ss AE o"), ("日本", "??"), ("½ ±", "1/2 +/-"), ("✓", "[ok]"), ("a\u{A0}b", "a b"),
      ("a\tb\u{1B}[c", "a b?[c"), ("θ̂", "theta_hat"),
    ])
  func ascii(_ text: String, _ spelt: String) {
    #expect(Spelling.ascii(text) == spelt)
  }

  @Test(
    "control characters become a replacement character, and tabs spaces",
    arguments: [
      ("a\u{1B}[31m", "a\u{FFFD}[31m"), ("a\u{9B}b", "a\u{FFFD}b"), ("a\u{202E}b", "a\u{FFFD}b"),
      ("a\tb\nc", "a b c"), ("a\u{AD}b\u{200B}c", "abc"), ("ŷ 日本 ✓", "ŷ 日本 ✓"),
      ("\u{7F}", "\u{FFFD}"),
    ])
  func unicode(_ text: String, _ spelt: String) {
    #expect(Spelling.unicode(text) == spelt)
  }

  @Test("a lesson is printed as it is only where it holds no character that is never printed")
  func cleanLessons() {
    for value in UInt32(0)...0x10FFFF where value != 0x0A {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = "a" + String(Character(scalar))
      if Spelling.unicode(text) != text { #expect(!Spelling.keeps(Array(text.utf8)), "\(value)") }
    }
    #expect(Spelling.keeps(Array("“é” – … · Xᵀ ∘ Σₙ\n".utf8)))
  }

  @Test("each text of a document is spelt, though it be the only one that changes")
  func everyText() {
    var places = 0
    _ = document { _ in
      places += 1
      return "a"
    }
    #expect(places > 30)
    for odd in 0..<places {
      var place = 0
      let document = document { usual in
        defer { place += 1 }
        return place == odd ? "λ\u{1B}" : usual
      }
      for spelling in [Spelling.ascii, .unicode] {
        let text = TextFormat.text(document, TextStyle(width: 120, spelling: spelling))
        #expect(!text.utf8.contains(0x1B), "text \(odd)")
        if spelling == .ascii { #expect(!text.contains("λ"), "text \(odd)") }
      }
    }
  }

  /// A document of every kind of block, in which `text` says what stands at each place.
  private func document(_ text: (_ usual: String) -> String) -> Document {
    let tensor = Tensor.zeros(Shape([Axis(text("n"), 2)]))
    return Document([
      .heading(level: 1, [.text(text("a"))]),
      .paragraph([
        .text(text("a")), .code(text("a")), .emphasis([.text(text("a"))]),
        .strong([.code(text("a"))]),
      ]),
      .list(.bullets, items: [[.paragraph([.text(text("a"))])]]),
      .quote([.paragraph([.text(text("a"))])]), .code([text("a")]), .rule,
      .stepHeader(
        StepHeader(
          place: 1, total: 1, network: text("a"), section: text("a"), title: text("a"))),
      .equations([Equation(text("a"), [text("a")], remark: text("a"))]),
      .work([
        .pieces(
          label: text("a"),
          [
            .text(text("a")), .symbol(text("+")), .tensor(TensorView(tensor, name: text("a"))),
            .relation(text("=")),
          ])
      ]),
      .table(
        Table(
          header: [text("a"), text("a")],
          rows: [[.text(text("a")), .tensor(Tensor.zeros(Shape([Axis(text("n"), 2)])))]])),
      .graph(
        GraphPicture([
          GraphPicture.Node(
            label: text("x"), role: .input, isNamed: true, shape: Shape([Axis(text("n"), 2)]),
            number: nil, gradient: GraphPicture.Gradient(label: text("dx"), number: nil), use: nil),
          GraphPicture.Node(
            label: text("y"), role: .value, isNamed: true, shape: .scalar, number: nil,
            gradient: nil,
            use: GraphPicture.Use(
              operation: text("sum"), formula: text("sum(x)"),
              operands: [GraphPicture.Operand(0, part: nil)])),
        ])),
      .plot(
        Plot(title: text("a"), xLabel: text("a"), yLabel: text("a"), points: [(0, 1), (1, 2)])),
      .claim(text("a"), holds: true), .remark(label: text("a"), [.text(text("a"))]),
    ])
  }
}
