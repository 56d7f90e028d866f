import Backprop
import Formulas
import MatrixCore
import Testing
import Typography

@testable import Derivations
@testable import Documents

/// What the pages of steps say in words and rows.
@Suite struct StepDocumentTests {
  private static func row(_ numbers: [Int32]) -> Tensor {
    try! Tensor(Shape([Axis("n", numbers.count)]), rationals: numbers.map { Rational($0) })
  }

  @Test(
    "all entries that differ most are named, or counted",
    arguments: [
      ([1, 2], [1, 5], "They differ most at [2]: 2 and 5."),
      ([0, 0, 3], [1, 1, 3], "They differ most at [1] and [2]: 0 and 1."),
      ([0, 1, 0], [1, 0, 1], "They differ most, by 1, at [1], [2] and [3]."),
      (
        [0, 0, 0, 1], [1, 1, 1, 0], "They differ most, by 1, in 4 entries, first at [1]: 0 and 1."
      ),
    ])
  func differences(_ left: [Int32], _ right: [Int32], _ expected: String) throws {
    let sides = (ExpressionValue.tensor(Self.row(left)), ExpressionValue.tensor(Self.row(right)))
    let comparison = Step.Comparison(
      left: .name("a"), right: .name("b"), leftValue: sides.0, rightValue: sides.1,
      leftWorking: nil, rightWorking: nil,
      difference: try Step.difference(sides.0, sides.1, at: .nowhere),
      expectsEqual: false, isExact: true)
    let sentences = comparison.blocks(.normal, NumberStyle(), .rows).compactMap {
      block -> String? in
      if case .paragraph(let text) = block { text.plain } else { nil }
    }
    #expect(sentences == [expected])
  }

  @Test(
    "a run of training lists its first steps, then round ones, and the last",
    arguments: [
      (10, 0, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), (49, 1, [1, 2, 3, 10, 20, 30, 40, 50]),
      (48, 2, [2, 3, 4, 10, 20, 30, 40, 50]), (12, 0, [0, 1, 2, 4, 6, 8, 10, 12]),
      (1000, 0, [0, 1, 2, 200, 400, 600, 800, 1000]),
    ])
  func training(_ count: Int, _ first: Int, _ steps: [Int]) {
    let run = TrainingRun(
      optimiser: "sgd", options: [], lossName: "L", losses: (0...count).map { 1 / Double($0 + 1) },
      params: [], firstStep: first)
    let listed = run.blocks().flatMap { block -> [String] in
      guard case .table(let table) = block else { return [] }
      return table.rows.map { if case .text(let text) = $0[0] { text } else { "" } }
    }
    #expect(listed == steps.map { "\($0)" })
  }

  @Test("parts of a gradient are added up by themselves, then together")
  func parts() {
    func term(_ label: String, _ numbers: [Int32]) -> Step.SumOfTerms.Term {
      Step.SumOfTerms.Term(label: label, factors: [], value: Self.row(numbers))
    }
    let sum = Step.SumOfTerms(
      label: "dW",
      parts: [
        Step.SumOfTerms.Part(
          label: "dW.from.A", formula: .name("a"), axes: [], gathered: [],
          terms: [term("", [1, 2])],
          value: Self.row([1, 2])),
        Step.SumOfTerms.Part(
          label: "dW.from.B", formula: .name("b"), axes: [Axis("N", 3)], gathered: [],
          terms: [term("n = 1", [1, 0]), term("n = 2", [2, 0]), term("n = 3", [3, 1])],
          value: Self.row([6, 1])),
      ], value: Self.row([7, 3]))
    let rows = sum.blocks(.rows).flatMap { block -> [String] in
      guard case .work(let rows) = block else { return [] }
      return rows.map { row in
        switch row {
        case .line(let label, let parts):
          ((label.map { [$0] } ?? []) + parts.map { $0.text() }).joined(separator: " ")
        case .aside(let math): "(\(math.text()))"
        case .sumRule: "+"
        }
      }
    }
    #expect(
      rows == [
        "dW.from.A = [1, 2]", "n = 1 [1, 0]", "n = 2 [2, 0]", "(sum so far = [3, 0])",
        "n = 3 [3, 1]", "+", "dW.from.B = [6, 1]", "dW.from.A = [1, 2]", "dW.from.B = [6, 1]", "+",
        "dW = [7, 3]",
      ])
  }
}
