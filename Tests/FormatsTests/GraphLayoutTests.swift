import Backprop
import MatrixCore
import Testing
import Typography

@testable import Documents
@testable import Formats

/// What holds of every graph in every style.
@Suite struct GraphLayoutTests {
  static let pictures: [GraphPicture] = [
    GraphTextTests.affine, GraphTextTests.likelihood, GraphTextTests.scalars,
    GraphTextTests.residual, GraphTextTests.shared,
    GraphTextTests.transposed, GraphTextTests.twoLayers, chain(30), chain(400), ladder(20),
    ladder(200),
    hostile, GraphPicture([]),
  ]

  /// Each value is made of the one before.
  static func chain(_ count: Int) -> GraphPicture {
    GraphPicture(
      (0..<count).map { index in
        node("x.\(index)", uses: index == 0 ? nil : [index - 1], operation: "tanh")
      })
  }

  /// Each value is made of all of the three before.
  static func ladder(_ count: Int) -> GraphPicture {
    GraphPicture(
      (0..<count).map { index in
        node(
          "y.\(index)", uses: index == 0 ? nil : Array(max(0, index - 3)..<index), operation: "f")
      })
  }

  static let hostile = GraphPicture([
    node("日本語\u{1B}[31m", uses: nil, operation: ""),
    node(.repeated("name", 30), uses: nil, operation: ""),
    node("e\u{301}", uses: [0, 1, 0, 0], operation: .repeated("long", 12)),
    node("", uses: [], operation: "\n"),
    node("ŷ", uses: [2, 3, 2], operation: "⊗"),
  ])

  static func node(_ label: String, uses: [Int]?, operation: String) -> GraphPicture.Node {
    GraphPicture.Node(
      label: label, role: uses == nil ? .input : .value, isNamed: label.utf8.count % 2 == 0,
      shape: label.utf8.count % 3 == 0 ? .scalar : Shape([Axis("N", 2), Axis("日", 3)]),
      number: .floating(-1.25e-7),
      gradient: .init(
        label: "d" + label, number: .floating(0.5),
        contributions: (1...4).map { .init(label: "d\(label).\($0)", number: .floating(0.1)) }),
      use: uses.map { uses in
        GraphPicture.Use(
          operation: operation, formula: "\(operation)(…)",
          operands: uses.enumerated().map { place, node in
            GraphPicture.Operand(node, contributions: [place])
          })
      })
  }

  @Test(
    "no line is wider than the width, ends in a space or holds a control",
    arguments: Array(20..<50) + [57, 64, 79, 80, 101, 120])
  func bounds(_ width: Int) {
    for picture in Self.pictures {
      for spelling in [Spelling.unicode, .ascii] {
        let lines = TextFormat.lines(
          Document([.graph(picture)]), TextStyle(width: width, spelling: spelling))
        let bad = lines.filter { line in
          DisplayWidth.of(line) > width || line.last == " "
            || line.unicodeScalars.contains { $0.isNeverPrinted }
            || spelling == .ascii && line.utf8.contains { $0 >= 0x7F }
        }
        #expect(bad.isEmpty)
      }
    }
  }

  @Test("for a screen reader nothing is drawn", arguments: [20, 40, 80])
  func accessible(_ width: Int) {
    for picture in Self.pictures {
      let lines = TextFormat.lines(
        Document([.graph(picture)]), TextStyle(width: width, accessible: true))
      #expect(
        lines.allSatisfy { line in
          line.unicodeScalars.allSatisfy { !(0x2500..<0x2600 ~= $0.value) && $0 != "→" }
        })
    }
  }

  @Test("a graph of hundreds of values is listed, and cut in the middle")
  func abridged() {
    let lines = TextFormat.lines(Document([.graph(Self.chain(400))]), TextStyle())
    #expect(lines.contains { $0.contains("(340 left out)") })
    #expect(lines.count < 130)
  }

  @Test("colour adds nothing but colour, and the operations are bold")
  func color() {
    for picture in Self.pictures {
      let plain = GraphTextTests.text(picture, TextStyle())
      let colored = GraphTextTests.text(picture, TextStyle(color: true))
      #expect(TextFormatTests.withoutColor(colored) == plain)
    }
    #expect(
      GraphTextTests.text(GraphTextTests.affine, TextStyle(color: true)).contains(
        "\u{1B}[1m(@)\u{1B}[0m"))
  }
}
