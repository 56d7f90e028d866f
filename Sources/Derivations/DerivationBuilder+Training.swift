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
    // Values and gradients; each of the optimiser's statements is a step with its value.
    let entries = network.graph.nodes.reduce(0) { $0 + 3 * $1.shape.count }
    let lines = changing.reduce(0) { $0 + 12 * network.shape($1.entry).count }
    try budget.spend(entries: entries + lines, at: range)
    let before = state.after
    let qualifier = state.qualifier
    var changed: [Int: Tensor] = [:]
    for (name, value) in zip(names, changing) {
      // A param named twice still takes one step.
      if changed[value.entry] != nil { continue }
      guard let gradient = before.gradient(of: value), let current = before.tensor(value.entry)
      else { throw Problem(.consequence, at: name.range) }
      let memory = state.memory[optimiser.name]?[value.entry] ?? [:]
      let number = (state.memory[optimiser.name]?[value.entry]?["#"]?.number?.integer ?? 0) + 1
      let lines = try optimiser.step(
        name.text, current, gradient: gradient, options: options, memory: memory, number: number,
        qualifier: state.qualifier)
      for line in lines {
        result.steps.append(updateStep(network, name.text, line, optimiser, state))
        if line.name == "new" { changed[value.entry] = line.value }
      }
      remember(lines, number, optimiser, value.entry, &state)
    }
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
    try budget.spend(training: network, steps, at: range)
    var state = try state(network, range)
    state.after = state.after.approximate
    let first = state.step
    var losses = [state.loss].compactMap { $0 }
    for step in 0..<steps {
      report(step, of: steps)
      var changed: [Int: Tensor] = [:]
      for value in network.parameters {
        guard let gradient = state.after.gradient(of: value),
          let current = state.after.tensor(value.entry)
        else { throw Problem(.consequence, at: range) }
        let memory = state.memory[optimiser.name]?[value.entry] ?? [:]
        let number = (memory["#"]?.number?.integer ?? 0) + 1
        let lines = try optimiser.step(
          value.name, current, gradient: gradient, options: options, memory: memory,
          number: number)
        if let new = lines.last { changed[value.entry] = new.value.approximate }
        remember(lines, number, optimiser, value.entry, &state)
      }
      state.after = state.after.replacing(changed)
      state.step += 1
      guard state.after.failure == nil, state.after.backwardFailure == nil, let loss = state.loss
      else { throw Problem(.trainingDiverged(step: step + 1, rate: options["rate"]), at: range) }
      losses.append(loss)
      updates.append(state.update(network))
    }
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

  private func remember(
    _ lines: [Optimiser.EvaluatedStatement], _ number: Int, _ optimiser: Optimiser, _ entry: Int,
    _ state: inout TrainingState
  ) {
    var memory: [String: Tensor] = ["#": Tensor(Number(number))]
    for line in lines where optimiser.memoryNames.contains(line.name) {
      memory[line.name] = line.value
    }
    state.memory[optimiser.name, default: [:]][entry] = memory
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

extension DerivationBuilder {
  /// The first training run with which all together pass a limit, known before any is worked out.
  package func trainingPastLimit(_ requests: [(request: StepRequest, network: Int)]) -> Problem? {
    var budget = budget
    for (request, network) in requests {
      guard case .train(let steps, _) = request.kind else { continue }
      do throws(Problem) {
        try budget.spend(training: networks[network], steps, at: request.range)
      } catch {
        return error
      }
    }
    return nil
  }
}

extension Budget {
  /// Charges a training run.
  fileprivate mutating func spend(
    training network: EvaluatedNetwork, _ steps: Int, at range: SourceRange
  ) throws(Problem) {
    if steps > Limits.trainingSteps {
      throw Problem(.limit(.trainingSteps, found: "\(steps)"), at: range)
    }
    // Each step costs one forward pass and a backward pass of twice its cost.
    let entries = network.parameters.reduce(0) { $0 + network.shape($1.entry).count }
    // The optimiser's formulas have a fixed cost, however small the param.
    let formulas = 30_000 * network.parameters.count
    let step = 3 * (network.graph.cost + entries) + formulas
    let (cost, overflow) = step.multipliedReportingOverflow(by: steps)
    try spend(multiplications: overflow ? .max : cost, at: range)
    // The params after every step are stored; so are the values, gradients and the optimiser's.
    let values = network.graph.nodes.reduce(0) { $0 + 3 * $1.shape.count }
    try spend(entries: entries * (steps + 12) + values, at: range)
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
