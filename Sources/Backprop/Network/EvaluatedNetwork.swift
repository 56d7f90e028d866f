import Formulas
import MatrixCore

/// A network with its values and gradients, as far as they could be computed.
package struct EvaluatedNetwork: Sendable {
  package let network: Network
  private var computed: Graph.Computation
  /// Failures of nodes whose operands all have values: non-finite results, and data that depends on
  /// a failure of an earlier network.
  package let failures: [Problem]
  /// The failures that are mistakes in the data.
  package let dataFailures: [Problem]
  /// The gradients; nil if there is no loss or it could not be computed.
  package private(set) var gradients: Gradients?
  /// The failure of the backward pass.
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
  /// Computes the values and the gradients, unless the network exceeds a limit; `earlier` are the
  /// previous networks of the lesson.
  package func evaluated(after earlier: [EvaluatedNetwork] = []) -> EvaluatedNetwork {
    guard !exceedsLimit else { return EvaluatedNetwork(self, Graph.Computation(), failures: []) }
    let computed = graph.evaluateFinite { (node, values) throws(Problem) in
      func tensor(_ reference: Graph.Reference) -> Tensor? {
        if case .value(index, let target) = reference { return values[target] }
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

  /// The gradient graph of the loss; nil without a loss.
  package func differentiated(
    _ changes: GradientGraph.Changes = GradientGraph.Changes()
  ) throws(Problem) -> GradientGraph? {
    guard let loss else { return nil }
    return try GradientGraph(
      graph, output: loss, seedLabel: "d" + graph.nodes[loss].label,
      needed: graph.nodesBetween(loss), isNamed: isNamed, changes: changes)
  }

  /// Whether a node is a named value, of the network or of a definition that it uses.
  package func isNamed(_ node: Int) -> Bool {
    value(at: node) != nil || graph.written[node] != nil && graph.nodes[node].isNamed
  }
}

extension EvaluatedNetwork {
  /// The network evaluated with other data for some leaves.
  package func replacing(_ leaves: [Int: Tensor]) -> EvaluatedNetwork {
    let computed = graph.evaluateFinite { node, _ in leaves[node] ?? tensor(node) }
    return EvaluatedNetwork(
      network, computed, failures: computed.failures.map { ($0.problem, false) },
      gradientGraph: gradients?.graph)
  }

  /// The network with other gradients.
  package func replacing(gradients: Gradients) -> EvaluatedNetwork {
    var replaced = self
    replaced.gradients = gradients
    return replaced
  }

  /// The network with another value at one node, from which nothing is computed again.
  package func replacing(_ value: Tensor, at node: Int) -> EvaluatedNetwork {
    var replaced = self
    replaced.computed.replace(node, by: value)
    return replaced
  }

  /// The network with another gradient of one node, from which nothing is computed again; nil if
  /// the node has no gradient.
  package func replacing(_ gradient: Tensor, ofNode node: Int) -> EvaluatedNetwork? {
    guard let gradients, let known = gradients.gradient(of: node) else { return nil }
    var values = gradients.values
    values[known.value] = gradient
    return replacing(gradients: Gradients(gradients.graph, values: values))
  }

  /// The network computed again with values and gradients, by node, that are taken as they are.
  package func taking(values: [Int: Tensor], gradients: [Int: Tensor]) -> EvaluatedNetwork {
    let computed = graph.evaluateFinite(fixed: values) { node, _ in tensor(node) }
    let network = EvaluatedNetwork(
      network, computed, failures: computed.failures.map { ($0.problem, false) },
      gradientGraph: self.gradients?.graph)
    guard !gradients.isEmpty,
      let taken = network.gradients(under: GradientGraph.Changes(), taking: gradients)
    else { return network }
    return network.replacing(gradients: taken)
  }
}

// MARK: - Known before evaluation

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
  package func value(at node: Int) -> Network.Value? { network.value(at: node) }
  package func shape(_ node: Int) -> Shape { network.shape(node) }
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

// MARK: - Results of the evaluation

extension EvaluatedNetwork {
  /// Whether a statement or the data has an error.
  package var isBroken: Bool { network.isBroken || !dataFailures.isEmpty }

  /// The first failure of the forward pass.
  package var failure: Problem? { failures.first }

  /// The values of the nodes; a placeholder where a value could not be computed.
  package var tensors: [Tensor] { computed.values }

  /// The value of a node, if it could be computed.
  package func tensor(_ node: Int) -> Tensor? {
    if node < tensors.count { return computed[node] }
    if case .leaf(.tensor(let data)) = graph.nodes[node].source { return data }
    return nil
  }

  /// The gradient of the loss with respect to a value; zeros for an input or param that doesn't
  /// affect the loss.
  package func gradient(of value: Network.Value) -> Tensor? {
    guard let gradients else { return nil }
    if let gradient = gradients.value(of: value.node) { return gradient }
    return valuesWithGradients.contains { $0.node == value.node }
      ? .zeros(graph.nodes[value.node].shape) : nil
  }

  /// The gradient of a named node; zeros for an input or param that doesn't affect the loss.
  fileprivate func gradient(at node: Int) -> Tensor? {
    value(at: node).map(gradient) ?? gradients?.value(of: node)
  }

  /// The node of the loss. Throws the failure if values or gradients could not be computed.
  @discardableResult
  package func requireGradients(at range: SourceRange) throws(Problem) -> Int {
    if let failure = failure ?? backwardFailure { throw failure }
    guard let loss, gradients != nil else { throw Problem(.consequence, at: range) }
    return loss
  }
}

extension [EvaluatedNetwork] {
  /// The tensor of a leaf; nil if errors or failures left it without a value.
  package func tensor(_ reference: Graph.Reference) -> Tensor? {
    switch reference {
    case .tensor(let tensor): tensor
    case .value(let network, let node): self[network].tensor(node)
    case .gradient(let network, let node): self[network].gradient(at: node)
    case .argument, .data, .upstream: nil
    }
  }
}

extension Graph {
  /// The location of the mistake behind a failure, and whether it is in the data: a bad label is
  /// located where the labels are defined, and has been reported already if they were known when
  /// the lesson was parsed.
  fileprivate func located(_ failure: Computation.Failure) -> (problem: Problem, isOfData: Bool) {
    let problem = failure.problem
    guard case .operation(let use) = nodes[failure.node].source else { return (problem, true) }
    switch problem.kind {
    case NetworkProblem.labelNotWhole, NetworkProblem.labelTooLarge: break
    default: return (problem, false)
    }
    for (parameter, operand) in zip(use.operation.operands, use.operands) {
      guard case .labels = parameter.kind, case .node(let node, _) = operand else { continue }
      switch nodes[node].source {
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
