import Backprop
import Derivations
import Formulas
import Lessons
import MatrixCore

extension LessonDocument {
  /// What the lesson computes, as a program for a library. The lesson has no errors.
  package func program(id: String, in language: Program.Language) -> Program {
    var builder = ProgramBuilder(run, language)
    for network in run.networks {
      builder.append(network)
      for training in run.trainings where training.network == network.index {
        builder.append(training, of: network)
      }
    }
    return Program(
      language: language, id: id, title: run.lesson.front.title,
      functions: builder.expressions.functions.map {
        Program.Function(name: $0.name, lines: $0.lines)
      }, parts: builder.parts)
  }
}

/// Writes the networks of a lesson one after the other: their data, values, gradients and updates.
struct ProgramBuilder {
  let run: LessonRun
  var expressions: ExpressionBuilder
  var parts: [Program.Part] = []
  /// What stands for the nodes of the current network and of its gradients.
  var values: [Int: ExpressionBuilder.Value] = [:]
  /// How often each of these nodes is used in the lines of the program.
  var uses: [Int] = []
  /// The values and gradients of the current network as assignments, from its data.
  var pass: [Program.Line] = []
  var training = TrainingNames()
  private var heading: String?

  var language: Program.Language { expressions.language }

  init(_ run: LessonRun, _ language: Program.Language) {
    self.run = run
    expressions = ExpressionBuilder(language)
  }

  mutating func append(_ network: EvaluatedNetwork) {
    values = [:]
    // PyTorch works the gradients out itself.
    let graph = language == .numpy ? network.gradients?.graph.graph : nil
    uses = (graph ?? network.graph).useCounts
    pass = []
    training = TrainingNames()
    begin(network, "data")
    for (index, node) in network.graph.nodes.enumerated() {
      if case .leaf(let reference) = node.source { appendLeaf(index, reference, of: network) }
    }
    switch language {
    case .numpy:
      begin(network, "forward pass")
      for node in network.graph.nodes.indices { appendValue(node, of: network) }
      if let gradients = network.gradients {
        begin(network, "backward pass")
        appendBackward(gradients, of: network)
      }
    case .torch:
      begin(network, "forward pass")
      for value in network.values { appendValue(value, of: network) }
      if network.gradients != nil {
        begin(network, "backward pass")
        appendBackward(of: network)
      }
    }
  }
}

extension EvaluatedNetwork {
  /// A name of this network's in the whole program. No network can take a name of another's, for names
  /// of lessons hold no `/`.
  func qualified(_ label: String) -> String { isMain ? label : "\(name)/\(label)" }

  /// The id of a step.
  func stepID(_ text: String) -> String { isMain ? text : "\(name).\(text)" }
}

// MARK: - Parts

extension ProgramBuilder {
  /// The next part has a heading.
  mutating func begin(_ network: EvaluatedNetwork, _ title: String) {
    heading = network.isMain ? title : "\(network.name): \(title)"
  }

  /// Ends a part, which a step shows.
  mutating func endPart(step: String? = nil) {
    let lines = expressions.takeLines()
    guard !lines.isEmpty else { return }
    parts.append(Program.Part(heading: heading, step: step, lines: lines))
    heading = nil
  }

  /// Ends a part that computes a value or a gradient.
  mutating func endPartOfPass(step: String) {
    pass += expressions.lines.filter { if case .assign = $0 { true } else { false } }
    endPart(step: step)
  }

  mutating func comment(_ text: String) { expressions.lines.append(.comment(text)) }

  mutating func check(_ name: String, _ expected: Tensor?) {
    guard let expected else { return }
    expressions.lines.append(
      .check(name.withDots, .name(name), expected: expected))
  }
}

// MARK: - Data

extension ProgramBuilder {
  private mutating func appendLeaf(
    _ index: Int, _ reference: Graph.Reference, of network: EvaluatedNetwork
  ) {
    let node = network.graph.nodes[index]
    guard let value = network.value(at: index) else {
      // A value of another network in a formula.
      values[index] = leaf(reference, node.label, of: network).map { ExpressionBuilder.Value($0) }
      return
    }
    let isTrained = value.role == .input || value.role == .param
    let name = network.qualified(node.label)
    let written = value.dataFormula.map { " = " + $0.text() } ?? ""
    comment("\(value.role.rawValue) \(node.label): \(node.shape)\(written)")
    let areLabels = network.graph.labels.contains(index) && !isTrained
    var expression: Program.Expression
    if case .data(let body, _) = reference {
      expression = data(body, of: network, name)
      if language == .torch { expression = expression.followed(by: ".detach()") }
    } else {
      expression = language.data(network.tensor(index) ?? .zeros(node.shape), areLabels: areLabels)
    }
    if language == .torch, isTrained {
      expression = expression.followed(by: ".requires_grad_()")
    }
    var isInteger = areLabels
    if case .data = reference { isInteger = false }
    expressions.assign(name, expression, areLabels: isInteger)
    if case .data = reference { check(name, network.tensor(index)) }
    values[index] = ExpressionBuilder.Value(.name(name), isDifferentiable: isTrained)
    endPart()
  }

  /// Data that is computed from earlier networks and earlier data.
  private mutating func data(
    _ body: Graph.Body, of network: EvaluatedNetwork, _ name: String
  ) -> Program.Expression {
    var values: [Int: ExpressionBuilder.Value] = [:]
    for (index, node) in body.graph.nodes.enumerated() {
      guard case .leaf(let reference) = node.source else { continue }
      values[index] = leaf(reference, node.label, of: network).map { ExpressionBuilder.Value($0) }
    }
    let labels = body.graph.nodes.map(\.label)
    return expressions.value(
      of: body.result, in: body.graph, &values, uses: body.graph.useCounts,
      name: { $0 == body.result ? name : "\(name).\(labels[$0])" }
    ).expression
  }

  private func leaf(
    _ reference: Graph.Reference, _ label: String, of network: EvaluatedNetwork
  ) -> Program.Expression? {
    switch reference {
    case .value(let index, let node):
      return .name(run.networks[index].qualified(run.networks[index].graph.nodes[node].label))
    case .gradient(let index, let node):
      return .name(
        run.networks[index].qualified("d" + run.networks[index].graph.nodes[node].label))
    case .tensor(let tensor):
      // Data of this network or of an earlier one, or else numbers that were written here.
      let parts = label.split(separator: ".").map(String.init)
      let owner = run.networks.first { parts.count == 2 && $0.name == parts[0] } ?? network
      let name = owner.qualified(parts.last ?? label)
      if expressions.assigned.contains(name) { return .name(name) }
      return language.data(tensor, areLabels: false)
    case .argument, .data, .upstream: return nil
    }
  }
}
