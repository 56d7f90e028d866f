import Backprop
import Formulas
import MatrixCore
import Typography

extension StepKind {
  static let update = StepKind(
    word: "update", form: "it is written `update with sgd(rate=…)` or `update … with sgd(rate=…)`",
    changesParams: true
  ) { (parser) throws(Problem) in
    let names = parser.isName("with") ? [] : try parser.names(.paramName)
    return UpdateRequest(names, try parser.optimisation())
  }
}

/// One step of an optimiser, as a derivation.
package struct UpdateRequest: StepRequest {
  /// The params that it changes; all if empty.
  package let names: [Name]
  package let optimisation: Optimisation

  package init(_ names: [Name], _ optimisation: Optimisation) {
    self.names = names
    self.optimisation = optimisation
  }

  package var references: [Formula] {
    names.map(\.formula) + optimisation.arguments.map(\.value)
  }
  package var end: SyntaxProblem.Expected { .end() }

  package func derive(
    _ network: EvaluatedNetwork, at range: SourceRange, in builder: inout DerivationBuilder
  ) throws(Problem) {
    let names =
      self.names.isEmpty ? network.parameters.map { Name($0.name, at: range) } : self.names
    if names.isEmpty {
      throw network.isBroken ? Problem(.consequence, at: range) : Problem(.noParameters, at: range)
    }
    let changing = builder.reporting { (builder) throws(Problem) in
      try builder.each(names) { (_, name) throws(Problem) in
        let value = try network.value(name, among: network.parameters)
        guard value.role == .param else { throw Problem(.notTrainable(name.text), at: name.range) }
        return value
      }
    }
    let (optimiser, options) = try optimisation.bound(network, &builder)
    guard let changing else { throw .reported }
    var state = try builder.state(network, range)
    // The network is evaluated again, forward and backward.
    try builder.budget.spend(
      multiplications: network.graph.cost.multipliedSaturating(by: 3), at: range)
    // Values and gradients; each of the optimiser's statements is a step with its value.
    let entries = network.graph.nodes.reduce(0) { $0 + 3 * $1.shape.count }
    let lines = changing.reduce(0) { $0 + 12 * network.shape($1.node).count }
    try builder.budget.spend(entries: entries + lines, at: range)
    let before = state.after
    let qualifier = state.qualifier
    guard let gradients = before.gradients else { throw Problem(.consequence, at: range) }
    // A param named twice still takes one step.
    var params: [(name: String, node: Int)] = []
    for (name, value) in zip(names, changing)
    where !params.contains(where: { $0.node == value.node }) {
      params.append((name.text, value.node))
    }
    let nodes = params.map(\.node)
    let graph = try TrainingGraph(gradients.graph, params: nodes, optimiser, options: options)
    var memory = state.memory(of: optimiser, nodes)
    var values = gradients.values
    do throws(Problem) { try graph.step(&values, &memory) } catch {
      throw Problem(kind: error.kind, at: range)
    }
    let step = OptimiserStep(
      graph: graph, values: values, options: optimiser.effective(options),
      names: params.map(\.name), qualifier: qualifier, taken: Set(network.values.map(\.name)))
    for statement in step.common {
      builder.append(self.step(network, nil, statement, state, &builder))
    }
    let stepsBefore = memory.map { $0.steps - 1 }
    var shown: [[Training.Statement]] = []
    var changed: [Int: Tensor] = [:]
    for (index, rule) in graph.rules.enumerated() {
      let statements = step.statements(ofRule: index, number: memory[index].steps)
      for statement in statements {
        builder.append(
          self.step(network, params[index].name, statement, state, &builder))
      }
      shown.append(
        statements.map { Training.Statement(formula: $0.formula, value: $0.value) })
      changed[rule.param] = values[rule.result]
    }
    state.remember(memory, of: optimiser, nodes)
    state.after = before.replacing(changed)
    state.step += 1
    if let failure = state.after.failure ?? state.after.backwardFailure {
      throw Problem(kind: failure.kind, at: range)
    }
    builder.training[network.index] = state
    builder.updates.append(state.update(network))
    if let loss = network.loss, let old = before.tensor(loss), let new = state.after.tensor(loss) {
      let name = network.graph.nodes[loss].label
      builder.append(
        Step(
          id: builder.id(network, "update", name), network: network.name, kind: Step.Kind("update"),
          title: "\(name: name) before and after", formula: nil, indexFormula: nil,
          content: .values([
            Step.Shown(math: .name(qualifier + name), value: .tensor(old)),
            Step.Shown(math: .name("after.\(name)"), value: .tensor(new)),
          ]), claims: []))
    }
    builder.trainings.append(
      Training(
        network: network.index, step: builder.lastStep ?? "", optimiser: optimiser,
        options: options, graph: graph, steps: 1, stepsBefore: stepsBefore, statements: shown,
        after: state.after))
  }

  /// The step that shows a statement for a param, or for all of them.
  private func step(
    _ network: EvaluatedNetwork, _ parameter: String?, _ line: OptimiserStep.Statement,
    _ state: TrainingState, _ builder: inout DerivationBuilder
  ) -> Step {
    let isNew = line.written.isResult
    let isLater = line.operands.contains { $0.label.hasPrefix(TrainingState.later) }
    let why = [
      line.written.why,
      isLater
        ? "“before” is the network as \(inWords(steps: state.step)) left it."
        : "",
    ].filter { !$0.isEmpty }
    let id: String
    let title: Sentence
    switch (parameter, isNew) {
    case (let parameter?, true):
      (id, title) = (builder.id(network, "update", parameter), "\(name: parameter)")
    case (let parameter?, false):
      (id, title) = (
        builder.id(network, "update", parameter, line.written.name),
        "\(name: parameter): \(name: line.label)"
      )
    case (nil, _):
      (id, title) = (builder.id(network, "update", line.written.name), "\(name: line.label)")
    }
    return Step(
      id: id, network: network.name, kind: Step.Kind("update"), title: title,
      formula: line.formula, indexFormula: nil,
      content: .evaluation(
        Step.Evaluation(
          label: isNew ? "after.\(parameter ?? "")" : line.label, value: line.value,
          formula: line.formula, statement: nil,
          operands: line.operands, indexForm: nil, indexLetters: [],
          why: why.joined(separator: " "), conventions: [], textbook: nil, terms: nil,
          summedAxes: [], axes: network.axes)),
      claims: [])
  }
}

/// `step 1`, `steps 1 to 5`
private func inWords(steps: Int) -> String { steps == 1 ? "step 1" : "steps 1 to \(steps)" }
