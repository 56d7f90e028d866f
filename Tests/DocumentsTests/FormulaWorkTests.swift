import Backprop
import Formulas
import MatrixCore
import Testing
import Typography

@testable import Derivations
@testable import Documents

/// How the operands of a step are drawn beside each other.
@Suite struct FormulaWorkTests {
  @Test(
    "a vector along the samples is a column, another is a row",
    arguments: [
      ("s * Z", ["column", "row"], "row"), ("sum(Z, axis=class)", ["row"], "column"),
      ("Z + b", ["row", "row"], "row"), ("s / 2", ["column"], "column"),
      ("sum(s)", ["column"], "row"),
      ("Z @ b", ["row", "column"], "column"), ("s @ Z", ["row", "row"], "row"),
    ])
  func orientation(_ text: String, _ operands: [String], _ value: String) throws {
    let tensors = [
      "Z": counting([Axis("N", 2), Axis("class", 3)]),
      "s": counting([Axis("N", 2)]), "b": counting([Axis("class", 3)]),
      "total": Tensor(10),
    ]
    let formula = try FormulaParser.formula(Array(text.utf8), 0..<text.utf8.count, place: .anywhere)
    let named = formula.names.compactMap { name in
      tensors[name].map { Step.Named(label: name, tensor: $0) }
    }
    let results = [
      "sum(s)": tensors["total"], "s * Z": tensors["Z"], "Z + b": tensors["Z"],
      "s @ Z": tensors["b"],
    ]
    let result = try #require(results[text] ?? tensors["s"])
    let work = FormulaWork(named, axes: [], VectorLayout(upright: ["N"]))
    let views = work.math(formula).tokens().compactMap { token -> TensorView? in
      if case .tensor(let view) = token { view } else { nil }
    }
    #expect(views.map { "\($0.orientation)" } == operands)
    #expect("\(work.orientation(formula, result))" == value)
  }

  @Test("values that are shown together stand as they would in work")
  func shownTogether() {
    let shown = [
      Step.Shown(math: "Z", value: .tensor(counting([Axis("N", 2), Axis("class", 3)]))),
      Step.Shown(math: "s", value: .tensor(counting([Axis("N", 2)]))),
      Step.Shown(math: "b", value: .tensor(counting([Axis("class", 3)]))),
    ]
    let orientations = shown.blocks(VectorLayout(upright: ["N"])).map { block -> String in
      guard case .work(let rows) = block, case .line(_, let parts) = rows.first,
        case .tensor(let view) = parts.first
      else { return "" }
      return "\(view.orientation)"
    }
    #expect(orientations == ["row", "column", "row"])
  }

  @Test(
    "an arrow stands before copies, and an equals sign before what is equal",
    arguments: [
      ("broadcast(b, to=(N, class))", "→"), ("broadcast(b, to=(N, class)) / N", "→"),
      ("Z * broadcast(b, to=(N, class))", "="), ("Z * 2", "="),
    ])
  func copies(_ text: String, _ sign: String) throws {
    let formula = try FormulaParser.formula(Array(text.utf8), 0..<text.utf8.count, place: .anywhere)
    let z = counting([Axis("N", 2), Axis("class", 3)])
    let operands = [
      Step.Named(label: "Z", tensor: z),
      Step.Named(label: "b", tensor: counting([Axis("class", 3)])),
    ].filter { formula.names.contains($0.label) }
    let operation = Step.Evaluation(
      label: "dY", value: z, formula: formula, statement: nil, operands: operands, indexForm: nil,
      indexLetters: [], why: "", conventions: [], textbook: nil, terms: nil, summedAxes: [],
      axes: [Axis("N", 2)])
    var blocks: [Block] = []
    operation.append(to: &blocks, nil, .normal, NumberStyle(), .rows)
    let signs = blocks.compactMap { block -> String? in
      guard case .work(let rows) = block, case .line(_, let parts) = rows.first,
        case .relations(_, let relations) = parts.first
      else { return nil }
      return relations.last?.sign.rawValue
    }
    #expect(signs == [sign])
  }
}

/// 1, 2, 3 … in a shape.
private func counting(_ axes: [Axis]) -> Tensor {
  let shape = Shape(axes)
  return try! Tensor(shape, rationals: (0..<shape.count).map { Rational(Int32($0 + 1)) })
}
