import Formulas
import MatrixCore

/// A network with its values and gradients, as far as they could be computed.
package struct EvaluatedNetwork: Sendable {
  package let network: Network
  private let computed: Graph.Computation
  /// What stopped nodes whose operands all have values: what is not finite, and data that depends on
  /// a failure of an earlier network.
  package let failures: [Problem]
  /// Those of them that are mistakes of the data.
  package let dataFailures: [Problem]
  /// The gradients; nil without a loss or where it could not be computed.
  package private(set) var gradients: Gradients?
  /// What stopped the backward pass.
  package private(set) var backwardFailure: Problem?

  fileprivate init(
    _ network: Network, _ computed: Graph.Computation,
    failures: [(problem: Problem, isOfData: Bool)], gradientGraph: GradientGraph? = nil
  ) {
    self.network = network
    self.computed = computed
    self.failures = failures.map(\.problem)
    dataFailures = failures.filter(\.isOfData).map(\.problem)
    guard let loss = network.loss, computed[loss] != nil else { return }
    do throws(Problem) {
      let graph = if let gradientGraph { gradientGraph } else { try network.differentiated() }
      gradients = try graph.map { (graph) throws(Problem) in
        Gradients(graph, values: try graph.evaluate(computed.values, seed: .ones(.scalar)))
      }
    } catch {
      backwardFailure = error
    }
  }
}

extension Network {
  /// Computes the values and the gradients; `earlier` are the networks before it in the lesson. What
  /// asks for more than a lesson may take is not computed.
  package func evaluated(after earlier: [EvaluatedNetwork] = []) -> EvaluatedNetwork {
    guard !exceedsLimit else { return EvaluatedNetwork(self, Graph.Computation(), failures: []) }
    let computed = graph.evaluateFinite { (node, values) throws(Problem) in
      func tensor(_ reference: Graph.Reference) -> Tensor? {
        if case .value(index, let entry) = reference { return values[entry] }
        return earlier.tensor(reference)
      }
      guard case .leaf(let reference) = graph.nodes[node].source else { return nil }
      if case .data(let body, let formula) = reference {
        return try body.finiteResult(of: formula, label: graph.nodes[node].label, leaf: tensor)
      }
      return tensor(reference)
    }
    return EvaluatedNetwork(self, computed, failures: computed.failures.map(graph.located))
  }

  /// How the gradients of the loss are worked out; nil without a loss.
  func differentiated(
    _ changes: GradientGraph.Changes = GradientGraph.Changes()
  ) throws(Problem) -> GradientGraph? {
    guard let loss else { return nil }
    return try GradientGraph(
      graph, output: loss, seedLabel: "d" + graph.nodes[loss].label,
      needed: graph.entriesBetween(loss), isNamed: isNamed, changes: changes)
  }

  /// Whether a node is a named value.
  package var isNamed: (Int) -> Bool {
    let entries = Set(values.map(\.entry))
    return { entries.contains($0) }
  }
}

extension EvaluatedNetwork {
  /// The same network with other data for some leaves, evaluated anew.
  package func replacing(_ leaves: [Int: Tensor]) -> EvaluatedNetwork {
    let computed = graph.evaluateFinite { node, _ in leaves[node] ?? tensor(node) }
    return EvaluatedNetwork(
      network, computed, failures: computed.failures.map { ($0.problem, false) },
      gradientGraph: gradients?.graph)
  }

  /// The same network with other gradients.
  package func replacing(gradients: Gradients) -> EvaluatedNetwork {
    var replaced = self
    replaced.gradients = gradients
    return replaced
  }
}

// MARK: - What is known before it is evaluated

extension EvaluatedNetwork {
  package var name: String { network.name }
  package var isMain: Bool { network.isMain }
  package var index: Int { network.index }
  package var graph: Graph { network.graph }
  package var values: [Network.Value] { network.values }
  package var valuesWithGradients: [Network.Value] { network.valuesWithGradients }
  package var axes: [Axis] { network.axes }
  package var loss: Int? { network.loss }

  package func value(named name: String) -> Network.Value? { network.value(named: name) }
  package func value(at entry: Int) -> Network.Value? { network.value(at: entry) }
  package func shape(_ entry: Int) -> Shape { network.shape(entry) }
  package func isLost(_ name: String) -> Bool { network.isLost(name) }

  package func value(
    _ name: Name, among candidates: [Network.Value]
  ) throws(Problem) -> Network.Value {
    try network.value(name, among: candidates)
  }

  package func unknown(_ name: Name, among candidates: [String]) -> Problem {
    network.unknown(name, among: candidates)
  }

  package func requireLoss(at range: SourceRange) throws(Problem) {
    try network.requireLoss(at: range)
  }

  package func lookUp(_ name: String, label: String) -> Scope.Answer {
    network.lookUp(name, label: label)
  }
}

// MARK: - What the evaluation gives

extension EvaluatedNetwork {
  /// Whether there is an error in one of its statements or in its data.
  package var isBroken: Bool { network.isBroken || !dataFailures.isEmpty }

  /// What stopped the forward pass first.
  package var failure: Problem? { failures.first }

  /// The values of the nodes; a node that could not be computed has a placeholder.
  package var tensors: [Tensor] { computed.values }

  /// The value of a node, where it could be computed.
  package func tensor(_ entry: Int) -> Tensor? {
    if entry < tensors.count { return computed[entry] }
    if case .leaf(.tensor(let data)) = graph.nodes[entry].source { return data }
    return nil
  }

  /// The gradient of the loss with respect to a value; zeros for an input or param on which the loss
  /// does not depend.
  package func gradient(of value: Network.Value) -> Tensor? {
    guard let gradients else { return nil }
    if let gradient = gradients.value(of: value.entry) { return gradient }
    return valuesWithGradients.contains { $0.entry == value.entry }
      ? .zeros(graph.nodes[value.entry].shape) : nil
  }

  /// The entry of the loss. Fails where the values and gradients could not be computed, with what
  /// stopped that.
  @discardableResult
  package func requireGradients(at range: SourceRange) throws(Problem) -> Int {
    if let failure = failure ?? backwardFailure { throw failure }
    guard let loss, gradients != nil else { throw Problem(.consequence, at: range) }
    return loss
  }
}

extension [EvaluatedNetwork] {
  /// The tensor that a leaf refers to; nil where errors or failures left it without a value.
  package func tensor(_ reference: Graph.Reference) -> Tensor? {
    switch reference {
    case .tensor(let tensor): tensor
    case .value(let network, let entry): self[network].tensor(entry)
    case .gradient(let network, let entry):
      self[network].value(at: entry).flatMap { self[network].gradient(of: $0) }
    case .argument, .data, .upstream: nil
    }
  }
}

extension Graph {
  /// Where the mistake behind a failure is, and whether it is one of the data: a bad label is where
  /// the labels come from, and was reported by the reading where they are known then.
  fileprivate func located(_ failure: Computation.Failure) -> (problem: Problem, isOfData: Bool) {
    let problem = failure.problem
    guard case .operation(let use) = nodes[failure.node].source else { return (problem, true) }
    switch problem.kind {
    case NetworkProblem.labelNotWhole, NetworkProblem.labelTooLarge: break
    default: return (problem, false)
    }
    for (parameter, operand) in zip(use.operation.operands, use.operands) {
      guard case .labels = parameter.kind, case .entry(let entry, _) = operand else { continue }
      switch nodes[entry].source {
      case .leaf(.tensor): return (Problem(.consequence, at: problem.range), true)
      case .leaf(.data(_, let formula)):
        return (Problem(kind: problem.kind, at: formula.range, related: problem.range), true)
      case .leaf: return (problem, true)
      case .operation: break
      }
    }
    return (problem, false)
  }
}
