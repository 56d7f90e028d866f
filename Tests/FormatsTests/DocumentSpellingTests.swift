import Backprop
import Formulas
import MatrixCore
import Testing
import Typography

@testable import Documents
@testable import Formats

@Suite struct DocumentSpellingTests {
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
      .paragraph([.math(.name(text("a")))]), .sentences([text("a")]),
      .definitions(title: text("a"), [Definition(text("a"), [.text(text("a"))])]),
      .diagnostic(
        DiagnosticFrame(
          file: text("a"), line: 1, column: 1, severity: text("a"), isError: true, code: text("a"),
          message: text("a"), help: text("a"),
          marks: [.init(line: 1, source: [0x61], range: 0..<1, label: text("a"), isMain: true)])),
      .stepHeader(
        StepHeader(
          position: 1, total: 1, network: text("a"), section: text("a"), title: "\(text("a"))")),
      .equations([Equation(.name(text("a")), .name(text("a")), remark: "\(text("a"))")]),
      .work([
        .line(
          label: text("a"),
          [
            .binary(.add, .name(text("a")), .tensor(tensor, name: .name(text("a")))),
            .call(text("a"), [MathArgument(.typed(text("a")), label: text("a"))]),
            .sum(over: text("a"), .entry(.name(text("a")), [text("a")])),
          ])
      ]),
      .table(
        Table(
          header: [text("a"), text("a")],
          rows: [
            [.text(text("a")), .math(.name(text("a")))],
            [.tensor(Tensor.zeros(Shape([Axis(text("n"), 2)])))],
          ])),
      .graph(
        GraphPicture([
          GraphPicture.Node(
            label: text("x"), role: .input, isNamed: true, shape: Shape([Axis(text("n"), 2)]),
            number: nil,
            gradient: GraphPicture.Gradient(
              label: text("dx"), number: nil,
              contributions: (1...2).map { _ in .init(label: text("dx"), number: nil) }),
            use: nil),
          GraphPicture.Node(
            label: text("y"), role: .value, isNamed: true, shape: .scalar, number: nil,
            gradient: nil,
            use: GraphPicture.Use(
              operation: text("sum"), formula: text("sum(x)"),
              operands: (0..<2).map { GraphPicture.Operand(0, contributions: [$0]) })),
        ])),
      .plot(
        Plot(title: text("a"), xLabel: text("a"), yLabel: text("a"), points: [(0, 1), (1, 2)])),
      .claim("\(text("a"))", holds: true), .remark(label: text("a"), [.text(text("a"))]),
    ])
  }
}
