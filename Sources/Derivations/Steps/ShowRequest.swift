import Backprop
import Formulas
import MatrixCore

extension StepKind {
  static let show = StepKind(word: "show", form: "it is written `show …` or `show …, …`") {
    (parser) throws(Problem) in
    var formulas = [try parser.formula()]
    while parser.take(.comma) { formulas.append(try parser.formula()) }
    return ShowRequest(formulas)
  }
}

/// The values of expressions.
package struct ShowRequest: StepRequest {
  package let formulas: [Formula]

  package init(_ formulas: [Formula]) { self.formulas = formulas }

  package var references: [Formula] { formulas }
  package var end: SyntaxProblem.Expected { .end(or: [","]) }

  package func derive(
    _ network: EvaluatedNetwork, at range: SourceRange, in builder: inout DerivationBuilder
  ) throws(Problem) {
    var shown: [Step.Shown] = []
    let values = try builder.each(formulas) { (builder, formula) throws(Problem) in
      (
        try builder.evaluate(formula, current: network.index),
        try builder.labelPlaces(formula, network)
      )
    }
    let names = formulas.qualified(in: network, among: builder.networks)
    for (name, (evaluated, labels)) in zip(names, values) {
      shown.append(
        Step.Shown(
          math: name.math, value: evaluated.value, working: builder.working(name, in: network),
          labels: labels))
    }
    let typed = formulas.map { $0.text() }.joined(separator: "-")
    builder.append(
      Step(
        id: builder.id(network, "show", typed.filter { $0 != " " }), network: network.name,
        kind: Step.Kind("show"),
        title: StepTitle(network: network, networks: builder.networks).of(names),
        formula: formulas.count == 1 ? formulas[0] : nil, indexFormula: nil,
        content: .values(shown), claims: []))
  }
}

extension DerivationBuilder {
  /// The label locations of the entries that a formula indexes.
  fileprivate mutating func labelPlaces(
    _ formula: Formula, _ network: EvaluatedNetwork
  ) throws(Problem) -> [LabelPlace] {
    var places: [LabelPlace] = []
    for part in formula.parts { places += try labelPlaces(part, network) }
    guard case .indexed(let operand, let indices) = formula.kind,
      case .tensor(let tensor) = try evaluate(operand, current: network.index).value
    else { return places }
    var owner = network
    if case .member(let name, _) = operand.kind {
      owner = networks.first { $0.name == name } ?? network
    }
    return places + owner.labelPlaces(indices.map(\.number), tensor.shape)
  }
}
