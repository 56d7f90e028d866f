import Backprop
import Derivations
import Formulas
import Lessons
import MatrixCore

/// What a network's training has named so far.
struct TrainingNames {
  /// The optimisers that were used, with the names of PyTorch's objects.
  var optimisers: [(name: String, object: String)] = []
  /// Whether the params have new values already.
  var hasBegun = false
  /// Whether there are several optimisers, each with a memory of its own.
  var hasSeveral = false
}

extension ProgramBuilder {
  /// An `update` or a `train`.
  mutating func append(_ training: Training, of network: EvaluatedNetwork) {
    if !self.training.hasBegun {
      begin(network, "training")
      let all = run.trainings.filter { $0.network == network.index }.map(\.optimiser.name)
      self.training.hasSeveral = Set(all).count > 1
      appendPass(of: network)
    }
    switch language {
    case .numpy:
      if training.statements.isEmpty {
        appendLoop(training, of: network)
      } else {
        appendUpdate(training, of: network)
      }
    case .torch: appendOptimiser(training, of: network)
    }
    for value in network.parameters {
      check(network.after(value.name), training.after.tensor(value.node))
    }
    if let loss = network.loss {
      check(
        network.after(network.graph.nodes[loss].label), training.after.tensor(loss))
    }
    self.training.hasBegun = true
    endPart(step: training.step)
  }
}

// MARK: - Names

extension ProgramBuilder {
  /// The function that computes the loss, and with NumPy the gradients, from params. `#` stands in no
  /// name of a lesson.
  private func function(_ network: EvaluatedNetwork) -> String {
    network.qualified(language == .numpy ? "#gradients" : "#loss")
  }

  /// The labels of the loss and of the params' gradients.
  private func results(_ network: EvaluatedNetwork) -> [String] {
    let loss = network.loss.map { [network.graph.nodes[$0].label] } ?? []
    return language == .numpy ? loss + network.parameters.map { "d" + $0.name } : loss
  }

  /// Defines that function.
  private mutating func appendPass(of network: EvaluatedNetwork) {
    let results = results(network).map { network.qualified($0) }
    expressions.lines.append(
      .function(
        name: function(network), parameters: network.parameters.map { network.qualified($0.name) },
        body: pass.needed(for: results), result: results))
  }

  /// Calls that function with the newest params.
  mutating func callPass(of network: EvaluatedNetwork) {
    expressions.assign(results(network).map { network.after($0) }, passCall(network))
  }

  func passCall(_ network: EvaluatedNetwork) -> Program.Expression {
    let arguments = network.parameters.map { value -> [Program.Piece] in
      [.part(.name(network.after(value.name)), binding: 0)]
    }
    return .code(
      [.part(.name(function(network)), binding: Binding.atom), .text("(")]
        + arguments.joined(separator: [.text(", ")]) + [.text(")")], binding: Binding.atom)
  }
}

extension EvaluatedNetwork {
  func after(_ label: String) -> String { qualified("after.\(label)") }
  fileprivate func before(_ label: String) -> String { qualified("before.\(label)") }
}

extension [Program.Line] {
  /// The assignments that some names depend on.
  fileprivate func needed(for names: [String]) -> [Program.Line] {
    var wanted = Set(names)
    var lines: [Program.Line] = []
    for line in reversed() {
      guard case .assign(let assigned, let expression) = line,
        !wanted.isDisjoint(with: assigned)
      else { continue }
      wanted.formUnion(expression.names)
      lines.append(line)
    }
    return lines.reversed()
  }
}

// MARK: - NumPy

extension ProgramBuilder {
  /// One step, each statement under its formula.
  private mutating func appendUpdate(_ training: Training, of network: EvaluatedNetwork) {
    let isFirst = !self.training.hasBegun
    let labels = network.parameters.map(\.name) + results(network)
    if !isFirst {
      for label in labels { expressions.assign(network.before(label), .name(network.after(label))) }
    }
    let current = { (label: String) -> String in
      isFirst ? network.qualified(label) : network.before(label)
    }
    var changed: Set<String> = []
    appendCommon(training, of: network, current: current)
    for (index, rule) in training.graph.rules.enumerated() {
      let t = Program.Expression.number(Number(training.stepsBefore[index] + 1))
      changed.insert(network.graph.nodes[rule.param].label)
      append(rule, training, of: network, current: current, t: t) { builder, statement, name in
        let shown = training.statements[index][statement]
        builder.comment("\(training.label(statement, rule)) = \(shown.formula.math.text())")
        return shown.value
      }
    }
    for value in network.parameters where !changed.contains(value.name) {
      expressions.assign(network.after(value.name), .name(current(value.name)))
    }
    remember(training)
    callPass(of: network)
  }

  /// Many steps.
  private mutating func appendLoop(_ training: Training, of network: EvaluatedNetwork) {
    if !self.training.hasBegun {
      for value in network.parameters {
        expressions.assign(network.after(value.name), .name(network.qualified(value.name)))
      }
    }
    for rule in training.graph.rules { initialise(rule, training, of: network) }
    comment("\(training.steps) × \(training.optimiser.name)")
    let outside = expressions.takeLines()
    callPass(of: network)
    let current = { (label: String) in network.after(label) }
    let counter = "#step"
    appendCommon(training, of: network, current: current)
    for (index, rule) in training.graph.rules.enumerated() {
      let before = training.stepsBefore[index]
      let t: Program.Expression =
        before == 0
        ? .name(counter)
        : .code(
          [.part(.name(counter), binding: Binding.sum), .text(" + \(before)")],
          binding: Binding.sum)
      append(rule, training, of: network, current: current, t: t) { builder, statement, _ in
        builder.comment(training.text(of: statement, rule))
        return nil
      }
    }
    let body = expressions.takeLines()
    expressions.lines = outside + [.loop(counter: counter, count: training.steps, body: body)]
    remember(training)
    callPass(of: network)
  }

  private mutating func remember(_ training: Training) {
    if !self.training.optimisers.contains(where: { $0.name == training.optimiser.name }) {
      self.training.optimisers.append((training.optimiser.name, ""))
    }
  }

  /// The name of a statement's value for one param. Each optimiser has its own memory.
  private func memory(
    _ statement: String, _ rule: TrainingGraph.Rule, _ training: Training,
    _ network: EvaluatedNetwork
  ) -> String {
    let param = network.graph.nodes[rule.param].label
    return network.qualified(
      self.training.hasSeveral
        ? "\(param).\(training.optimiser.name).\(statement)" : "\(param).\(statement)")
  }

  /// Zeros for what the optimiser remembers, before its first step.
  private mutating func initialise(
    _ rule: TrainingGraph.Rule, _ training: Training, of network: EvaluatedNetwork
  ) {
    for (statement, _) in rule.memory {
      let name = memory(rule.statements[statement].name, rule, training, network)
      if !expressions.assigned.contains(name) {
        expressions.assign(name, language.zeros(network.shape(rule.param)))
      }
    }
  }

  /// The params and their gradients.
  private func known(
    of network: EvaluatedNetwork, current: (String) -> String
  ) -> [Int: ExpressionBuilder.Value] {
    var known: [Int: ExpressionBuilder.Value] = [:]
    for value in network.parameters {
      known[value.node] = ExpressionBuilder.Value(.name(current(value.name)))
      if let gradient = network.gradients?.gradient(of: value.node) {
        known[gradient.value] = ExpressionBuilder.Value(.name(current("d" + value.name)))
      }
    }
    return known
  }

  /// The name of the value of a statement for all params together.
  private func common(
    _ statement: String, _ training: Training, _ network: EvaluatedNetwork
  ) -> String {
    network.qualified("\(training.optimiser.name).\(statement)")
  }

  /// The statements for all params together, such as the norm of all gradients.
  private mutating func appendCommon(
    _ training: Training, of network: EvaluatedNetwork, current: (String) -> String
  ) {
    let graph = training.graph.graph
    var known = known(of: network, current: current)
    let uses = graph.useCounts
    for statement in training.graph.common {
      let name = common(statement.name, training, network)
      comment("\(statement.name) = \(statement.formula.math.text())")
      let value = expressions.value(
        of: statement.node, in: graph, &known, uses: uses,
        name: { network.qualified(graph.nodes[$0].label) })
      expressions.assign(name, value.expression)
      known[statement.node] = value.named(name)
    }
  }

  /// The optimiser's statements for one param. `begin` is called before each with its index and its
  /// name, and gives the value that it must have.
  private mutating func append(
    _ rule: TrainingGraph.Rule, _ training: Training, of network: EvaluatedNetwork,
    current: (String) -> String, t: Program.Expression,
    begin: (inout ProgramBuilder, _ statement: Int, _ name: String) -> Tensor?
  ) {
    let graph = training.graph.graph
    let param = network.graph.nodes[rule.param].label
    var known = known(of: network, current: current)
    for statement in training.graph.common {
      known[statement.node] = ExpressionBuilder.Value(
        .name(common(statement.name, training, network)))
    }
    known[rule.gradient] =
      known[rule.gradient] ?? ExpressionBuilder.Value(.name(current("d" + param)))
    for (formula, leaf) in rule.counted {
      known[leaf] = ExpressionBuilder.Value(Program.Expression(counting: formula, t: t))
    }
    initialise(rule, training, of: network)
    for (statement, leaf) in rule.memory {
      let name = memory(rule.statements[statement].name, rule, training, network)
      expressions.assign(name + "_before", .name(name))
      known[leaf] = ExpressionBuilder.Value(.name(name + "_before"))
    }
    let uses = graph.useCounts
    for (index, statement) in rule.statements.enumerated() {
      let node = statement.node
      let isLast = index == rule.statements.count - 1
      let name =
        isLast
        ? network.after(param)
        : memory(statement.name, rule, training, network)
      let expected = begin(&self, index, name)
      let value = expressions.value(
        of: node, in: graph, &known, uses: uses,
        name: { network.qualified(graph.nodes[$0].label) })
      expressions.assign(name, value.expression)
      known[node] = value.named(name)
      if !isLast { check(name, expected) }
    }
  }
}

extension Training {
  /// A statement with the names of its param and gradient, and of its options.
  fileprivate func text(of statement: Int, _ rule: TrainingGraph.Rule) -> String {
    let param = graph.graph.nodes[rule.param].label
    let formula = rule.statements[statement].formula.replacing { name in
      ["W": Formula.name(param), "g": .name("d\(param)")][name]
    }
    return "\(label(statement, rule)) = \(formula.math.text())"
  }

  /// The label of a statement's value, as the lesson shows it.
  fileprivate func label(_ statement: Int, _ rule: TrainingGraph.Rule) -> String {
    statement == rule.statements.count - 1
      ? "after.\(graph.graph.nodes[rule.param].label)" : rule.statements[statement].name
  }
}

extension Program.Expression {
  /// A formula of numbers and of the step's number `t`, in an optimiser's statement.
  fileprivate init(counting formula: Formula, t: Program.Expression) {
    switch formula.kind {
    case .number(let number, _): self = .number(number)
    case .name: self = t
    case .negated(let operand):
      self = .code(
        [
          .text("-"), .part(Program.Expression(counting: operand, t: t), binding: Binding.power),
        ], binding: Binding.negation)
    case .binary(let operation, let left, let right):
      let isPower = operation == .power
      let binding = operation.precedence
      self = .code(
        [
          .part(
            Program.Expression(counting: left, t: t), binding: isPower ? binding + 1 : binding),
          .text(isPower ? "**" : " \(operation.rawValue) "),
          .part(Program.Expression(counting: right, t: t), binding: binding + 1),
        ], binding: binding)
    default: preconditionFailure("an optimiser counts its steps in \(formula.text())")
    }
  }
}
