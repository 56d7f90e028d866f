import Backprop
import Formulas
import MatrixCore
import Typography

extension DerivationBuilder {
  /// One step of an optimiser, as a derivation.
  mutating func update(
    _ network: EvaluatedNetwork, _ names: [Name], _ optimisation: StepRequest.Optimisation,
    _ range: SourceRange, _ result: inout Result
  ) throws(Problem) {
    let changing = reporting { (builder) throws(Problem) in
      try builder.each(names) { (_, name) throws(Problem) in
        let value = try network.value(name, among: network.parameters)
        guard value.role == .param else { throw Problem(.notTrainable(name.text), at: name.range) }
        return value
      }
    }
    let (optimiser, options) = try optimiser(optimisation, network)
    guard let changing else { throw .reported }
    var state = try state(network, range)
    // The network is evaluated again, forward and backward.
    let (cost, overflow) = network.graph.cost.multipliedReportingOverflow(by: 3)
    try budget.spend(multiplications: overflow ? .max : cost, at: range)
    let entries = network.graph.nodes.reduce(0) { $0 + $1.shape.count }
    try budget.spend(entries: entries, at: range)
    let before = state.after
    let qualifier = state.qualifier
    guard let gradients = before.gradients else { throw Problem(.consequence, at: range) }
    // A param named twice still takes one step.
    var params: [(name: String, node: Int)] = []
    for (name, value) in zip(names, changing)
    where !params.contains(where: { $0.node == value.entry }) {
      params.append((name.text, value.entry))
    }
    let nodes = params.map(\.node)
    let graph = try TrainingGraph(gradients.graph, params: nodes, optimiser, options: options)
    var memory = state.memory(of: optimiser, nodes)
    var values = gradients.values
    do throws(Problem) { try graph.step(&values, &memory) } catch {
      throw Problem(kind: error.kind, at: range)
    }
    var changed: [Int: Tensor] = [:]
    for (index, rule) in graph.rules.enumerated() {
      let statements = optimiser.statements(
        of: rule, values, params[index].name, options: options, number: memory[index].steps,
        qualifier: qualifier)
      for statement in statements {
        result.steps.append(
          updateStep(network, params[index].name, statement, optimiser, state))
      }
      changed[rule.param] = values[rule.result]
    }
    state.remember(memory, of: optimiser, nodes)
    state.after = before.replacing(changed)
    state.step += 1
    if let failure = state.after.failure ?? state.after.backwardFailure {
      throw Problem(kind: failure.kind, at: range)
    }
    training[network.index] = state
    updates.append(state.update(network))
    if let loss = network.loss, let old = before.tensor(loss), let new = state.after.tensor(loss) {
      let name = network.graph.nodes[loss].label
      result.steps.append(
        Step(
          id: id(network, "update", name), network: network.name, kind: .update,
          title: "\(name) before and after", formula: nil, indexFormula: nil,
          content: .values([
            Step.Shown(text: qualifier + name, value: .tensor(old)),
            Step.Shown(text: "after.\(name)", value: .tensor(new)),
          ]), claims: []))
    }
  }

  private mutating func updateStep(
    _ network: EvaluatedNetwork, _ parameter: String, _ line: Optimiser.EvaluatedStatement,
    _ optimiser: Optimiser,
    _ state: TrainingState
  ) -> Step {
    let isNew = line.name == "new"
    let label = isNew ? "after.\(parameter)" : line.name
    let isLater = line.operands.contains { $0.label.hasPrefix(TrainingState.later) }
    let why = [
      isNew ? optimiser.why : "",
      isLater
        ? "“before” is the network as \(inWords(steps: state.step)) left it."
        : "",
    ].filter { !$0.isEmpty }
    return Step(
      id: isNew ? id(network, "update", parameter) : id(network, "update", parameter, line.name),
      network: network.name, kind: .update,
      title: isNew ? parameter : "\(parameter): \(line.name)", formula: line.formula.text(),
      indexFormula: nil,
      content: .evaluation(
        Step.Evaluation(
          label: label, value: line.value, formula: line.formula, statement: nil,
          operands: line.operands, indexForm: nil, indexLetters: [],
          why: why.joined(separator: " "), conventions: [], textbook: nil, terms: nil,
          summedAxes: [], axes: network.axes)),
      claims: [])
  }

  /// A training run of all params, in floating point.
  mutating func train(
    _ network: EvaluatedNetwork, _ steps: Int, _ optimisation: StepRequest.Optimisation,
    _ range: SourceRange, _ result: inout Result
  ) throws(Problem) {
    let (optimiser, options) = try self.optimiser(optimisation, network)
    guard !network.parameters.isEmpty else {
      throw network.isBroken ? Problem(.consequence, at: range) : Problem(.noParameters, at: range)
    }
    if steps > Limits.trainingSteps {
      throw Problem(.limit(.trainingSteps, found: "\(steps)"), at: range)
    }
    // Each step costs one forward pass and a backward pass of twice its cost.
    let entries = network.parameters.reduce(0) { $0 + network.shape($1.entry).count }
    // The optimiser's formulas have a fixed cost, however small the param.
    let formulas = 30_000 * network.parameters.count
    let step = 3 * (network.graph.cost + entries) + formulas
    let (cost, overflow) = step.multipliedReportingOverflow(by: steps)
    try budget.spend(multiplications: overflow ? .max : cost, at: range)
    // The params after every step are stored.
    try budget.spend(entries: entries * steps, at: range)
    var state = try state(network, range)
    state.after = state.after.approximate
    let first = state.step
    var losses = [state.loss].compactMap { $0 }
    guard let gradients = state.after.gradients?.graph, let loss = network.loss else {
      throw Problem(.consequence, at: range)
    }
    let params = network.parameters.map(\.entry)
    let graph = try TrainingGraph(gradients, params: params, optimiser, options: options)
    var memory = state.memory(of: optimiser, params)
    var values = try gradients.evaluate(
      state.after.tensors, seed: .ones(.scalar), keepsRules: true
    ).map(\.approximate)
    for step in 0..<steps {
      report(step, of: steps)
      do throws(Problem) {
        try graph.step(&values, &memory)
        try graph.advance(&values)
      } catch {
        throw Problem(.trainingDiverged(step: step + 1, rate: options["rate"]), at: range)
      }
      let number = values[loss].number
      losses.append(number?.double ?? 0)
      updates.append(
        Update(
          network: network.name, step: first + step + 1, loss: number,
          params: zip(network.parameters, params).map { ($0.name, values[$1]) }))
    }
    state.step += steps
    state.after = state.after.replacing(
      Dictionary(uniqueKeysWithValues: params.map { ($0, values[$0]) }))
    state.remember(memory, of: optimiser, params)
    report(steps, of: steps)
    training[network.index] = state
    result.steps.append(
      Step(
        id: id(network, "train", "\(steps)"), network: network.name, kind: .train,
        title: "\(steps) \(steps == 1 ? "step" : "steps") of \(optimiser.name)", formula: nil,
        indexFormula: nil,
        content: .training(
          TrainingRun(
            optimiser: optimiser.name,
            options: optimiser.options.compactMap { option in
              options[option.name].map { (option.name, $0) }
            },
            lossName: network.loss.map { network.graph.nodes[$0].label } ?? "",
            losses: losses, params: state.params(network), firstStep: first)), claims: []))
  }

  private func state(_ network: EvaluatedNetwork, _ range: SourceRange) throws(Problem)
    -> TrainingState
  {
    try network.requireLoss(at: range)
    try network.requireGradients(at: range)
    return training[network.index] ?? TrainingState(after: network)
  }

  /// The optimiser that a command names, with default options filled in.
  private mutating func optimiser(
    _ written: StepRequest.Optimisation, _ network: EvaluatedNetwork
  ) throws(Problem) -> (Optimiser, [String: Number]) {
    let bound = reporting { (_) throws(Problem) in try Optimiser.bound(written) }
    let values = try each(written.arguments) { (builder, argument) throws(Problem) in
      try builder.evaluate(argument.value, current: network.index).value
    }
    guard let (optimiser, arguments) = bound else { throw .reported }
    var options: [String: Number] = [:]
    for ((name, formula), value) in zip(arguments, values) {
      guard case .tensor(let tensor) = value, let number = tensor.number else {
        throw Problem(.optionNotConstant(option: name), at: formula.range)
      }
      if let rule = optimiser.options.first(where: { $0.name == name })?.rule,
        !rule.allows(number)
      {
        throw Problem(.optionOutOfRange(option: name, rule: rule.text), at: formula.range)
      }
      options[name] = number
    }
    for option in optimiser.options where options[option.name] == nil {
      guard let number = option.number else {
        throw Problem(
          .missingOption(function: optimiser.name, option: option.name, value: nil),
          at: written.name.range)
      }
      options[option.name] = number
    }
    return (optimiser, options)
  }
}

extension Optimiser {
  /// The optimiser of that name, and its arguments by option.
  fileprivate static func bound(
    _ written: StepRequest.Optimisation
  ) throws(Problem) -> (Optimiser, [(name: String, value: Formula)]) {
    guard let optimiser = Optimiser.named(written.name.text) else {
      throw Problem(
        .unknownOptimiser(
          written.name.text, suggestion: nearest(written.name.text, Optimiser.all.map(\.name))),
        at: written.name.range)
    }
    let known = optimiser.options.map(\.name)
    let arguments = try written.arguments.bound(to: known) { fault in
      switch fault {
      case .unknown(let option):
        .unknownOption(function: optimiser.name, option: option, known: known)
      case .repeated(let option): .repeatedOption(option)
      }
    }
    return (optimiser, arguments)
  }
}

/// `step 1`, `steps 1 to 5`
private func inWords(steps: Int) -> String { steps == 1 ? "step 1" : "steps 1 to \(steps)" }

extension EvaluatedNetwork {
  /// The values that are trainable.
  package var parameters: [Network.Value] { values.filter { $0.role == .param } }

  /// The same network computed in floating point.
  var approximate: EvaluatedNetwork {
    var leaves: [Int: Tensor] = [:]
    for entry in graph.nodes.indices where graph.isLeaf(entry) {
      if let tensor = tensor(entry), tensor.isExact { leaves[entry] = tensor.approximate }
    }
    return replacing(leaves)
  }
}
