import Backprop
import Formulas
import MatrixCore

extension StepKind {
  static let shapes = StepKind(word: "shapes", form: "`shapes` stands alone") { _ in ShapesRequest()
  }
}

/// The names of a network with their axes.
package struct ShapesRequest: StepRequest {
  package init() {}

  package func derive(
    _ network: EvaluatedNetwork, at range: SourceRange, in builder: inout DerivationBuilder
  ) throws(Problem) {
    try builder.spend(lines: network.values.count, at: range)
    let rows = network.values.map { value in
      Step.ShapeRow(
        name: value.name, role: value.role.rawValue, shape: network.shape(value.entry),
        formula: value.formula)
    }
    builder.append(
      Step(
        id: builder.id(network, "shapes"), network: network.name, kind: Step.Kind("shapes"),
        title: network.isMain ? "names and axes" : "names and axes of \(network.name)",
        formula: nil,
        indexFormula: nil, content: .shapes(rows), claims: []))
  }
}
