import Backprop
import Derivations
import Formulas
import Lessons
import MatrixCore
import Testing
import Typography

@testable import Documents

struct GraphFoldingTests {
  static let lesson = """
    ---
    format: 1
    title: t
    summary: s
    ---
    ```network
    input x = 3
    param w = 2
    define cell(h) = z = w * h; z + h
    a = cell(x)
    b = 2 * cell(a)
    loss L = b + w
    ```

    ```steps
    shapes
    graph
    ```
    """

  private func document() -> LessonDocument {
    LessonDocument(
      LessonRun(Lesson(SourceText(name: "a.md", bytes: Array(Self.lesson.utf8))), .errors))
  }

  private func picture(_ detail: Detail) throws -> GraphPicture {
    let blocks = document().document(1, detail: detail, numbers: NumberStyle()).blocks
    return try #require(
      blocks.compactMap { if case .graph(let picture) = $0 { picture } else { nil } }.first)
  }

  @Test("a use of a definition is one node with what it uses from outside, until it is opened")
  func folded() throws {
    let folded = try picture(.normal)
    #expect(folded.nodes.map(\.label) == ["x", "w", "a", "b.1", "b", "L"])
    let cell = try #require(folded.nodes[2].use)
    #expect(cell.operation == "cell" && cell.formula == "cell(x)")
    #expect(cell.operands.map { folded.nodes[$0.node].label } == ["w", "x"])
    #expect(
      try picture(.full).nodes.map(\.label) == [
        "x", "w", "a.z", "a", "b.1.z", "b.1", "b", "L",
      ])
  }

  @Test("what comes back from the uses of a value is each step's, and adds up to its gradient")
  func contributions() throws {
    for detail in [Detail.normal, .full] {
      let picture = try picture(detail)
      for (index, node) in zip(picture.nodes.indices, picture.nodes) {
        guard let gradient = node.gradient, !gradient.contributions.isEmpty else { continue }
        let uses = picture.nodes.flatMap { $0.use?.operands ?? [] }.filter { $0.node == index }
        #expect(
          uses.flatMap(\.contributions).sorted() == Array(gradient.contributions.indices),
          "\(node.label)")
        let sum = gradient.contributions.compactMap(\.number).reduce(Number(0), +)
        #expect(sum == gradient.number, "\(node.label)")
      }
    }
    // By hand: L = 2(w + 1)²x + w, so dw = 4(w + 1)x + 1 and dx = 2(w + 1)².
    let folded = try picture(.normal)
    #expect(folded.nodes[1].gradient?.number == 37 && folded.nodes[0].gradient?.number == 18)
    let cell = try #require(folded.nodes[2].use)
    #expect(
      cell.operands.map { folded.contributions(of: $0).map(\.label) } == [
        ["dw.from.a.z"], ["dx.from.a", "dx.from.a.z"],
      ])
    #expect(folded.contributions(of: cell.operands[0]).map(\.number) == [18])
    // The line of x does not fork, so nothing is added outside the definition.
    #expect(folded.sums(NumberStyle()).map { $0.left?.text() } == ["dw"])
  }

  @Test("the table of shapes has the values inside a definition where everything is shown")
  func shapes() throws {
    let names = try [Detail.normal, .full].map { detail in
      let blocks = document().document(0, detail: detail, numbers: NumberStyle()).blocks
      let table = try #require(
        blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }.first)
      return table.rows.compactMap { row in
        if case .text(let name) = row[0] { name } else { nil }
      }
    }
    #expect(names[0] == ["x", "w", "a", "b", "L"])
    #expect(names[1] == ["x", "w", "a.z", "a", "b.1.z", "b", "L"])
  }
}
