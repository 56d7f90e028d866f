import Backprop
import Formulas
import MatrixCore
import Typography

extension StepKind {
  static let train = StepKind(
    word: "train", form: "it is written `train … steps with sgd(rate=…)`", changesParams: true
  ) { (parser) throws(Problem) in
    let range = parser.token.range
    guard parser.token.kind == .number else { throw parser.unexpected(.stepCount) }
    let digits = Array(parser.word.utf8)
    let number = NumberReader.read(digits, 0..<digits.count)
    guard let steps = number?.integer, steps >= 1 else {
      throw number?.isWhole == true && number?.isZero == false
        ? Problem(.limit(.trainingSteps, found: parser.word), at: range)
        : Problem(.stepsNotWhole(parser.word), at: range)
    }
    parser.advance()
    guard parser.take(name: "steps") || parser.take(name: "step") else {
      throw parser.unexpected(.words(["steps"]))
    }
    return TrainRequest(steps: steps, try parser.optimisation())
  }
}

/// A training run of all params, in floating point.
package struct TrainRequest: StepRequest {
  package let steps: Int
  package var trainingSteps: Int? { steps }
  package let optimisation: Optimisation

  package init(steps: Int, _ optimisation: Optimisation) {
    self.steps = steps
    self.optimisation = optimisation
  }

  package var references: [Formula] { optimisation.arguments.map(\.value) }
  package var end: SyntaxProblem.Expected { .end() }

  package func derive(
    _ network: EvaluatedNetwork, at range: SourceRange, in builder: inout DerivationBuilder
  ) throws(Problem) {
    let (optimiser, options) = try optimisation.bound(network, &builder)
    guard !network.parameters.isEmpty else {
      throw network.isBroken ? Problem(.consequence, at: range) : Problem(.noParameters, at: range)
    }
    try builder.budget.spend(training: network, steps, at: range)
    var state = try builder.state(network, range)
    state.after = state.after.approximate
    let first = state.step
    var losses = [state.loss].compactMap { $0 }
    guard let gradients = state.after.gradients?.graph, let loss = network.loss else {
      throw Problem(.consequence, at: range)
    }
    let params = network.parameters.map(\.node)
    let graph = try TrainingGraph(gradients, params: params, optimiser, options: options)
    var memory = state.memory(of: optimiser, params)
    let stepsBefore = memory.map(\.steps)
    var values = try gradients.evaluate(
      state.after.tensors, seed: .ones(.scalar), keepsRules: true
    ).map(\.approximate)
    for step in 0..<steps {
      builder.report(step, of: steps)
      do throws(Problem) {
        try graph.step(&values, &memory)
        try graph.advance(&values)
      } catch {
        throw Problem(.trainingDiverged(step: step + 1, rate: options["rate"]), at: range)
      }
      let number = values[loss].number
      losses.append(number?.double ?? 0)
      builder.updates.append(
        Update(
          network: network.name, step: first + step + 1, loss: number,
          params: zip(network.parameters, params).map { ($0.name, values[$1]) }))
    }
    state.step += steps
    state.after = state.after.replacing(
      Dictionary(uniqueKeysWithValues: params.map { ($0, values[$0]) }))
    state.remember(memory, of: optimiser, params)
    // The loss may stay finite while a value beside it does not.
    if let failure = state.after.failure ?? state.after.backwardFailure {
      builder.findings.append(Problem(kind: failure.kind, at: range))
    }
    builder.report(steps, of: steps)
    builder.training[network.index] = state
    builder.append(
      Step(
        id: builder.id(network, "train", "\(steps)"), network: network.name,
        kind: Step.Kind("train"),
        title: "\(steps) \(steps == 1 ? "step" : "steps") of \(optimiser.name)", formula: nil,
        indexFormula: nil,
        content: .training(
          TrainingRun(
            optimiser: optimiser.name,
            options: optimiser.allOptions.compactMap { option in
              options[option.name].map { (option.name, $0) }
            },
            lossName: network.loss.map { network.graph.nodes[$0].label } ?? "",
            losses: losses, params: state.params(network), firstStep: first)), claims: []))
    builder.trainings.append(
      Training(
        network: network.index, step: builder.lastStep ?? "", optimiser: optimiser,
        options: options, graph: graph, steps: steps, stepsBefore: stepsBefore, statements: [],
        after: state.after))
  }
}

extension DerivationBuilder {
  /// The first training run with which all together pass a limit, known before any is worked out.
  package func trainingPastLimit(_ lines: [(line: StepLine, network: Int)]) -> Problem? {
    var budget = budget
    for (line, network) in lines {
      guard let steps = line.request.trainingSteps else { continue }
      do throws(Problem) {
        try budget.spend(training: networks[network], steps, at: line.range)
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
    let entries = network.parameters.reduce(0) { $0 + network.shape($1.node).count }
    // The optimiser's formulas have a fixed cost, however small the param.
    let formulas = 30_000 * network.parameters.count
    let step = 3 * (network.graph.cost + entries) + formulas
    try spend(multiplications: step.multipliedSaturating(by: steps), at: range)
    // The params after every step are stored; so are the values, gradients and the optimiser's.
    let values = network.graph.nodes.reduce(0) { $0 + 3 * $1.shape.count }
    try spend(entries: entries * (steps + 12) + values, at: range)
  }
}

extension DerivationBuilder {
  /// The state of a network's training, whose loss and gradients are known.
  func state(_ network: EvaluatedNetwork, _ range: SourceRange) throws(Problem)
    -> TrainingState
  {
    try network.requireLoss(at: range)
    try network.requireGradients(at: range)
    return training[network.index] ?? TrainingState(after: network)
  }
}

extension EvaluatedNetwork {
  /// The values that are trainable.
  package var parameters: [Network.Value] { values.filter { $0.role == .param } }

  /// The same network computed in floating point.
  var approximate: EvaluatedNetwork {
    var leaves: [Int: Tensor] = [:]
    for node in graph.nodes.indices where graph.isLeaf(node) {
      if let tensor = tensor(node), tensor.isExact { leaves[node] = tensor.approximate }
    }
    return replacing(leaves)
  }
}
