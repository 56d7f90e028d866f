import Backprop
import Formulas
import MatrixCore

extension StepKind {
  static let backward = StepKind(
    word: "backward", form: "it is written `backward` or `backward until …`"
  ) { (parser) throws(Problem) in
    BackwardRequest(until: try parser.name(after: "until", .gradientName))
  }
}

/// The backward steps not yet shown, from the loss through that of a gradient.
package struct BackwardRequest: PassRequest {
  package let until: Name?
  package var pass: Pass? { .backward }

  package init(until: Name? = nil) { self.until = until }

  package func derive(
    _ network: EvaluatedNetwork, at range: SourceRange, in builder: inout DerivationBuilder
  ) throws(Problem) {
    try network.requireLoss(at: range)
    let target = try until.map { (name) throws(Problem) in try network.gradientNode(name) }
    try network.requireGradients(at: range)
    guard let gradients = network.gradients else { throw Problem(.consequence, at: range) }
    var plan = builder.plan(network)
    var last = plan.backward.count
    if let target {
      last = (plan.backward.firstIndex { $0.completes == target } ?? -1) + 1
    }
    defer { builder.plans[network.index] = plan }
    let steps = EvaluationSteps(
      network: network, kind: .backward, letters: builder.letters[network.index])
    let folds = network.stepsToFold(plan.backward)
    var folded: [Step] = []
    while plan.backwardShown < last {
      let planned = plan.backward[plan.backwardShown]
      guard let step = steps.step(planned, gradients, &builder) else {
        for step in folded { builder.append(step) }
        throw .reported
      }
      if plan.backwardShown < folds {
        folded.append(step)
      } else {
        var isPart = false
        if case .contribution(_, _, isOnly: false) = planned { isPart = true }
        builder.append(step, folding: folded, of: network, isPart: isPart)
        folded = []
      }
      plan.backwardShown += 1
      try builder.checkCount(of: network)
    }
    // Without the named gradient that they lead to, each has its page.
    for step in folded { builder.append(step) }
  }
}

extension EvaluatedNetwork {
  /// The number of steps at the beginning of the backward pass that lead to the first named gradient
  /// after that of the loss; 0 if they are too many to fold.
  fileprivate func stepsToFold(_ plan: [BackwardStep]) -> Int {
    let first = plan.firstIndex { step in
      switch step {
      case .seed, .passThrough: false
      case .contribution(let node, _, _), .total(let node), .zero(let node): network.isNamed(node)
      }
    }
    guard let first, first <= Step.mostFolded else { return 0 }
    return first
  }
}

extension DerivationBuilder {
  /// Appends a step; those folded into it have no page of their own.
  fileprivate mutating func append(
    _ step: Step, folding folded: [Step], of network: EvaluatedNetwork, isPart: Bool
  ) {
    if !folded.isEmpty, let whole = step.folding(folded, of: network, isPart: isPart, self) {
      append(whole)
    } else {
      for step in folded + [step] { append(step) }
    }
  }
}

extension EvaluationSteps {
  /// A step of the backward pass; nil if it shows a gradient that is missing.
  fileprivate func step(
    _ planned: BackwardStep, _ gradients: Gradients, _ builder: inout DerivationBuilder
  ) -> Step? {
    let nodes = network.graph.nodes
    switch planned {
    case .seed(let node):
      let label = nodes[node].label
      return step(
        "d" + label, formula: .number(1), .seed(label: "d" + label, loss: label), &builder)
    case .zero(let node):
      let label = "d" + nodes[node].label
      return step(
        label, formula: .number(0),
        .zero(
          label: label, value: .zeros(nodes[node].shape), of: nodes[node].label,
          loss: network.loss.map { nodes[$0].label } ?? ""), &builder)
    case .passThrough(let consumer, let receivers):
      let label = gradients.gradient(of: consumer)?.label ?? ""
      let described = receivers.compactMap { receiver -> Step.Described? in
        network.graph.meaning(of: receiver, isNamed: network.network.isNamed)
      }
      var operation = ""
      if case .operation(let use) = nodes[consumer].source { operation = use.operation.name }
      let names = described.map { "d" + $0.label }
      return step(
        names.first ?? label, title: names.map { Sentence(.name($0)) }.joined(separator: ", "),
        formula: .name(label),
        .passThrough(
          Step.PassThrough(
            upstream: label, value: gradients.value(of: consumer) ?? .zeros(nodes[consumer].shape),
            receivers: described, operation: operation)), &builder)
    case .contribution(let node, let index, let isOnly):
      guard let gradient = gradients.gradient(of: node) else { return nil }
      return contribution(
        AppliedRule(gradient.contributions[index], of: gradients), to: gradient.label,
        partLabel: isOnly ? nil : gradient.contributionLabel(index, network.graph), &builder)
    case .total(let node):
      guard let gradient = gradients.gradient(of: node) else { return nil }
      let parts = gradient.contributions.indices.map {
        gradient.contributionLabel($0, network.graph)
      }
      return total(
        gradient, of: gradients, parts,
        why: "\(nodes[node].label) is used \(timesInWords(parts.count)): "
          + "what comes back from each use is added.", &builder)
    }
  }

  private func step(
    _ name: String, title: Sentence? = nil, formula: Formula, _ content: Step.Content,
    _ builder: inout DerivationBuilder
  ) -> Step {
    Step(
      id: builder.id(network, kind.word, name), network: network.name, kind: kind,
      title: title ?? Sentence(.name(name)), formula: formula, indexFormula: nil, content: content,
      claims: [])
  }
}

extension EvaluatedNetwork {
  /// The node whose gradient a name denotes.
  func gradientNode(_ name: Name) throws(Problem) -> Int {
    if let target = name.text.gradientTarget, isLost(target) {
      throw Problem(.consequence, at: name.range)
    }
    if let target = name.text.gradientTarget, let value = value(named: target) {
      if value.node == loss { return value.node }
      if valuesWithGradients.contains(where: { $0.node == value.node }) {
        return value.node
      }
      if case .failure(let kind, let related) = lookUp(name.text, label: name.text) {
        throw Problem(kind: kind, at: name.range, related: related)
      }
      return value.node
    }
    let gradients =
      loss == nil
      ? values.map { "d" + $0.name }
      : valuesWithGradients.map { "d" + $0.name }
        + values.filter { $0.node == loss }.map { "d" + $0.name }
    if value(named: name.text) != nil || isLost(name.text) {
      let suggestion = gradients.first { $0 == "d" + name.text }
      throw Problem(.gradientExpected(name.text, suggestion: suggestion), at: name.range)
    }
    throw unknown(name, among: gradients)
  }
}

private func timesInWords(_ count: Int) -> String {
  switch count {
  case 2: "twice"
  case 3: "three times"
  default: "\(count) times"
  }
}

extension GradientGraph.Gradient {
  /// `dX.from.Y`: the contribution to dX of its use in Y, followed by the operand's name if Y uses
  /// X more than once.
  package func contributionLabel(_ index: Int, _ graph: Graph) -> String {
    let contribution = contributions[index]
    let base = "\(label).from.\(graph.nodes[contribution.consumer].label)"
    // The contributions of one use stand side by side.
    let sharesUse = [index - 1, index + 1].contains {
      contributions.indices.contains($0)
        && contributions[$0].consumer == contribution.consumer
    }
    guard sharesUse,
      case .operation(let use) = graph.nodes[contribution.consumer].source
    else { return base }
    return "\(base).\(use.operation.operands[contribution.operand].name)"
  }
}
