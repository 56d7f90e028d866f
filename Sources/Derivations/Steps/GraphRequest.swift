import Backprop
import Formulas
import MatrixCore

extension StepKind {
  static let graph = StepKind(word: "graph", form: "`graph` stands alone") { _ in GraphRequest() }
}

/// The values and gradients of a network as a graph.
package struct GraphRequest: StepRequest {
  package init() {}

  package func derive(
    _ network: EvaluatedNetwork, at range: SourceRange, in builder: inout DerivationBuilder
  ) throws(Problem) {
    try builder.spend(lines: network.graph.nodes.count, at: range)
    builder.append(
      Step(
        id: builder.id(network, "graph"), network: network.name, kind: Step.Kind("graph"),
        title: network.isMain ? "values and gradients" : "values and gradients of \(network.name)",
        formula: nil, indexFormula: nil, content: .graph(network), claims: []))
  }
}
