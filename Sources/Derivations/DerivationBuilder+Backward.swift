import Backprop
import Formulas
import MatrixCore

extension DerivationBuilder {
  /// The backward steps not yet shown, from the loss through that of `until`.
  mutating func backward(
    _ network: EvaluatedNetwork, _ until: Name?, _ range: SourceRange, _ result: inout Result
  ) throws(Problem) {
    try network.requireLoss(at: range)
    let entry = try until.map { (name) throws(Problem) in try gradientEntry(network, name) }
    try network.requireGradients(at: range)
    var plan = plan(network)
    var last = plan.backward.count
    if let entry {
      last = (plan.backward.firstIndex { $0.completes == entry } ?? -1) + 1
    }
    defer { plans[network.index] = plan }
    while plan.backwardShown < last {
      let planned = plan.backward[plan.backwardShown]
      result.steps.append(try backwardStep(network, planned, plan.letters))
      plan.backwardShown += 1
      try checkCount(result, network)
    }
  }

  /// The node whose gradient a name denotes.
  func gradientEntry(_ network: EvaluatedNetwork, _ name: Name) throws(Problem) -> Int {
    if let target = name.text.gradientTarget, network.isLost(target) {
      throw Problem(.consequence, at: name.range)
    }
    if let target = name.text.gradientTarget, let value = network.value(named: target) {
      if value.entry == network.loss { return value.entry }
      if network.valuesWithGradients.contains(where: { $0.entry == value.entry }) {
        return value.entry
      }
      if case .failure(let kind, let related) = network.lookUp(name.text, label: name.text) {
        throw Problem(kind: kind, at: name.range, related: related)
      }
      return value.entry
    }
    let gradients =
      network.loss == nil
      ? network.values.map { "d" + $0.name }
      : network.valuesWithGradients.map { "d" + $0.name }
        + network.values.filter { $0.entry == network.loss }.map { "d" + $0.name }
    if network.value(named: name.text) != nil || network.isLost(name.text) {
      let suggestion = gradients.first { $0 == "d" + name.text }
      throw Problem(.gradientExpected(name.text, suggestion: suggestion), at: name.range)
    }
    throw network.unknown(name, among: gradients)
  }

  private mutating func backwardStep(
    _ network: EvaluatedNetwork, _ planned: BackwardStep, _ letters: AxisLetters
  ) throws(Problem) -> Step {
    let graph = network.graph
    guard let gradients = network.gradients else {
      preconditionFailure("a way back is planned only where there are gradients")
    }
    switch planned {
    case .seed(let entry):
      let label = graph.nodes[entry].label
      return Step(
        id: id(network, "backward", "d" + label), network: network.name, kind: .backward,
        title: "d" + label, formula: "1", indexFormula: nil,
        content: .seed(label: "d" + label, loss: label), claims: [])
    case .zero(let entry):
      let label = "d" + graph.nodes[entry].label
      return Step(
        id: id(network, "backward", label), network: network.name, kind: .backward, title: label,
        formula: "0", indexFormula: nil,
        content: .zero(
          label: label, value: .zeros(graph.nodes[entry].shape),
          of: graph.nodes[entry].label,
          loss: network.loss.map { graph.nodes[$0].label } ?? ""), claims: [])
    case .passThrough(let consumer, let receivers):
      let gradient = gradients.gradient(of: consumer)
      let label = gradient?.label ?? ""
      var described: [Step.Described] = []
      for receiver in receivers {
        guard case .operation(let use) = graph.nodes[receiver].source else { continue }
        described.append(
          Step.Described(label: graph.nodes[receiver].label, formula: use.formula))
      }
      let operation: String =
        if case .operation(let use) = graph.nodes[consumer].source {
          use.operation.name
        } else {
          ""
        }
      let names = described.map { "d" + $0.label }
      return Step(
        id: id(network, "backward", names.first ?? label), network: network.name, kind: .backward,
        title: names.joined(separator: ", "), formula: label, indexFormula: nil,
        content: .passThrough(
          Step.PassThrough(
            upstream: label,
            value: gradients.value(of: consumer) ?? .zeros(graph.nodes[consumer].shape),
            receivers: described,
            operation: operation)),
        claims: [])
    case .contribution(let entry, let index, let isOnly):
      let gradient = try known(gradients.gradient(of: entry))
      let label = isOnly ? gradient.label : gradient.contributionLabel(index, graph)
      let rule = AppliedRule(gradient.contributions[index], of: gradients)
      return contributionStep(network, rule, label, letters)
    case .total(let entry):
      return totalStep(network, try known(gradients.gradient(of: entry)), gradients)
    }
  }

  private func known(
    _ gradient: GradientGraph.Gradient?
  ) throws(Problem) -> GradientGraph.Gradient {
    guard let gradient else { throw .reported }
    return gradient
  }

  private mutating func contributionStep(
    _ network: EvaluatedNetwork, _ rule: AppliedRule, _ label: String, _ letters: AxisLetters
  ) -> Step {
    let letterNames = rule.value.shape.names.map { letters[$0] }
    let written = rule.indexForm(letters)
    let form = written.isFunctionOfWhole ? nil : written
    var claims: [Claim] = []
    let text = form.map { indexText(label, letterNames, $0) }
    if let form, let text, let claim = indexClaim(form, text, letterNames, rule.value) {
      claims.append(claim)
    }
    // Many large terms are neither shown nor summed again.
    let isAffordable = rule.entriesOfTerms <= 4_000_000
    let terms = isAffordable ? rule.sumOfTerms(label, letters) : nil
    if let terms { claims += terms.claims }
    return Step(
      id: id(network, "backward", label), network: network.name, kind: .backward, title: label,
      formula: rule.formula.text(),
      indexFormula: text,
      content: .evaluation(
        Step.Evaluation(
          label: label, value: rule.value, formula: rule.formula, statement: nil,
          operands: rule.operands, indexForm: form, indexLetters: letterNames,
          why: rule.why, conventions: rule.conventions, textbook: nil, terms: terms,
          summedAxes: rule.summedAxes, axes: network.axes,
          meanings: rule.meanings(isNamed: network.network.isNamed))),
      claims: claims)
  }

  private mutating func totalStep(
    _ network: EvaluatedNetwork, _ gradient: GradientGraph.Gradient, _ gradients: Gradients
  ) -> Step {
    let labels = gradient.contributions.indices.map {
      gradient.contributionLabel($0, network.graph)
    }
    return Step(
      id: id(network, "backward", gradient.label), network: network.name, kind: .backward,
      title: gradient.label, formula: sum(of: labels).text(), indexFormula: nil,
      content: .evaluation(
        Step.Evaluation(
          label: gradient.label, value: gradients.value(gradient), formula: sum(of: labels),
          statement: nil,
          operands: zip(labels, gradient.contributions).map {
            Step.Named(label: $0, tensor: gradients.value($1))
          }, indexForm: nil, indexLetters: [],
          why:
            "\(network.graph.nodes[gradient.node].label) is used \(timesInWords(labels.count)): "
            + "what comes back from each use is added.",
          conventions: [], textbook: nil, terms: nil, summedAxes: [], axes: network.axes)),
      claims: [])
  }

  /// The sum of values with these labels, as a formula.
  func sum(of labels: [String]) -> Formula {
    labels.dropFirst().reduce(.name(labels[0])) { Formula(.binary(.add, $0, .name($1))) }
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
    let sameUse = contributions.filter { $0.consumer == contribution.consumer }.count
    guard sameUse > 1,
      case .operation(let use) = graph.nodes[contribution.consumer].source
    else { return base }
    return "\(base).\(use.operation.operands[contribution.operand].name)"
  }
}
