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
    let uses = network.usesByValue
    let rows = network.values.flatMap { value in
      (uses[value.node] ?? []).flatMap(network.innerRows) + [
        Step.ShapeRow(
          name: value.name, role: value.role.rawValue, shape: network.shape(value.node),
          formula: value.formula)
      ]
    }
    builder.append(
      Step(
        id: builder.id(network, "shapes"), network: network.name, kind: Step.Kind("shapes"),
        title: network.isMain ? "names and axes" : "names and axes of \(network.name)",
        formula: nil,
        indexFormula: nil, content: .shapes(rows), claims: []))
  }
}

extension EvaluatedNetwork {
  /// The uses of definitions in each value's statement, by the value's node.
  fileprivate var usesByValue: [Int: [Graph.DefinitionUse]] {
    var rest = graph.definitionUses[...]
    var uses: [Int: [Graph.DefinitionUse]] = [:]
    for value in values {
      while let use = rest.first, use.nodes.upperBound <= value.node + 1 {
        uses[value.node, default: []].append(use)
        rest.removeFirst()
      }
    }
    return uses
  }

  /// The named values inside a use of a definition.
  fileprivate func innerRows(_ use: Graph.DefinitionUse) -> [Step.ShapeRow] {
    use.nodes.filter { $0 != use.result && network.isNamed($0) }.map { node in
      Step.ShapeRow(
        name: graph.nodes[node].label, role: "value", shape: shape(node),
        formula: graph.written[node], isInner: true)
    }
  }
}
