import Formulas
import MatrixCore
import Testing
import Typography

@testable import Documents

@Suite struct DocumentSpokenTests {
  private func sentences(_ blocks: [Block]) -> [String] {
    Document(blocks).spoken(NumberStyle()).blocks.flatMap { block -> [String] in
      if case .sentences(let sentences) = block { sentences } else { [] }
    }
  }

  private func tensor(_ axes: [Axis], _ numbers: [Double]) throws -> Tensor {
    try Tensor(Shape(axes), doubles: numbers)
  }

  @Test("work names its operators and the rows of its matrices")
  func work() throws {
    let x = try Tensor(
      Shape([Axis("N", 2), Axis("in", 2)]), rationals: [1, 2, 3, -1].map(Rational.init))
    #expect(
      sentences([
        .work([
          .line(
            label: "n = 1",
            [.equation(.binary(.outer, .tensor(x, name: "X"), .number(.floating(0.25))), "y")]),
          .sumRule,
        ])
      ]) == [
        "n = 1:", "X, N 2 by in 2", "row 1: 1, 2", "row 2: 3, -1",
        "outer product with approximately 0.2500 equals y", "their sum:",
      ])
  }

  @Test("of long axes the first and the last three are said")
  func long() throws {
    let x = try tensor([Axis("N", 26), Axis("in", 1)], (0..<26).map(Double.init))
    let rows = sentences([.work(.tensor(x))])
    #expect(rows.count == 8 && rows[0] == "N 26 by in 1, approximate")
    #expect(rows[3...5] == ["row 3: 2.000", "(20 rows left out)", "row 24: 23.00"])
  }

  @Test("a table is said row by row, a curve by its ends and extremes")
  func others() {
    #expect(
      sentences([
        .table(Table(header: ["h", ""], rows: [[.text("1e-2"), .number(.floating(0.5))]])),
        .plot(Plot(title: "", xLabel: "step", yLabel: "L", points: [(0, 2), (1, 3), (2, .nan)])),
      ]) == [
        "h: 1e-2", "approximately 0.5000", "L against step, 2 points.", "First: 2 at step 0.",
        "Lowest: 2 at step 0.", "Last: 3 at step 1.",
        "1 of 3 points are too large or no numbers, and left out.",
      ])
  }
}
