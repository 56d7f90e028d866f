import Backprop
import Formulas
import MatrixCore

extension DerivationBuilder {
  /// The backward steps not yet shown, from the loss, up to and with that of `until`.
  mutating func backward(
    _ network: Network, _ until: Name?, _ range: SourceRange, _ result: inout Result
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

  /// The entry whose gradient a name is.
  func gradientEntry(_ network: Network, _ name: Name) throws(Problem) -> Int {
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
    _ network: Network, _ planned: BackwardStep, _ letters: AxisLetters
  ) throws(Problem) -> Step {
    let graph = network.graph
    guard let differentiation = network.differentiation else {
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
      let gradient = differentiation.gradient(of: consumer)
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
            value: gradient?.value ?? .zeros(graph.nodes[consumer].shape), receivers: described,
            operation: operation)),
        claims: [])
    case .contribution(let entry, let index, let isOnly):
      let gradient = try known(differentiation.gradient(of: entry))
      let label = isOnly ? gradient.label : gradient.contributionLabel(index, graph)
      return contributionStep(network, gradient, index, label, letters)
    case .total(let entry):
      let gradient = try known(differentiation.gradient(of: entry))
      return totalStep(network, gradient)
    }
  }

  private func known(
    _ gradient: Differentiation.Gradient?
  ) throws(Problem) -> Differentiation.Gradient {
    guard let gradient else { throw .reported }
    return gradient
  }

  private mutating func contributionStep(
    _ network: Network, _ gradient: Differentiation.Gradient, _ index: Int, _ label: String,
    _ letters: AxisLetters
  ) -> Step {
    let graph = network.graph
    let contribution = gradient.contributions[index]
    guard case .operation(let use) = graph.nodes[contribution.consumer].source else {
      preconditionFailure("gradients come from uses")
    }
    let names = contribution.names(network)
    let values = contribution.values
    let shape = graph.nodes[gradient.entry].shape
    let letterNames = shape.names.map { letters[$0] }
    let form = contribution.indexForm(letters, names, values).flatMap { form in
      form.isFunctionOfWhole ? nil : form
    }
    var claims: [Claim] = []
    let text = form.map { indexText(label, letterNames, $0) }
    if let form, let text, let claim = indexClaim(form, text, letterNames, contribution.value) {
      claims.append(claim)
    }
    // Many large terms are neither shown nor worth adding up a second time.
    let isAffordable = contribution.entriesOfTerms <= 4_000_000
    let terms = isAffordable ? contribution.sumOfTerms(label, letters, values) : nil
    if let terms { claims += terms.claims }
    return Step(
      id: id(network, "backward", label), network: network.name, kind: .backward, title: label,
      formula: contribution.formula.text(),
      indexFormula: text,
      content: .evaluation(
        Step.Evaluation(
          label: label, value: contribution.value, formula: contribution.formula, statement: nil,
          operands: contribution.named(names), indexForm: form, indexLetters: letterNames,
          why: use.operation.why(contribution.operand),
          conventions: use.operation.conventions,
          textbook: nil, terms: terms, summedAxes: contribution.summedAxes, axes: network.axes,
          meanings: network.meanings(of: contribution))),
      claims: claims)
  }

  private mutating func totalStep(_ network: Network, _ gradient: Differentiation.Gradient) -> Step
  {
    let labels = gradient.contributions.indices.map {
      gradient.contributionLabel($0, network.graph)
    }
    let formula = labels.dropFirst().reduce(Formula.name(labels[0])) {
      Formula(.binary(.add, $0, .name($1)))
    }
    return Step(
      id: id(network, "backward", gradient.label), network: network.name, kind: .backward,
      title: gradient.label, formula: formula.text(), indexFormula: nil,
      content: .evaluation(
        Step.Evaluation(
          label: gradient.label, value: gradient.value, formula: formula, statement: nil,
          operands: zip(labels, gradient.contributions).map {
            Step.Named(label: $0, tensor: $1.value)
          }, indexForm: nil, indexLetters: [],
          why:
            "\(network.graph.nodes[gradient.entry].label) is used \(timesInWords(labels.count)): "
            + "what comes back from each use is added.",
          conventions: [], textbook: nil, terms: nil, summedAxes: [], axes: network.axes)),
      claims: [])
  }
}

private func timesInWords(_ count: Int) -> String {
  switch count {
  case 2: "twice"
  case 3: "three times"
  default: "\(count) times"
  }
}

extension Network {
  /// What the values without a name are that a gradient's formula holds: `L.1` is `Y - T`.
  fileprivate func meanings(
    of contribution: Differentiation.Contribution
  ) -> [Step.Described] {
    guard case .operation(let use) = graph.nodes[contribution.consumer].source else {
      return []
    }
    var entries = [contribution.consumer]
    for case .entry(let entry, _) in use.operands { entries.append(entry) }
    let names = contribution.formula.names
    return names.enumerated().compactMap { index, name in
      guard names[..<index].allSatisfy({ $0 != name }),
        let entry = entries.first(where: { graph.nodes[$0].label == name }),
        value(at: entry) == nil, !graph.isLeaf(entry)
      else { return nil }
      return Step.Described(label: name, formula: writtenOut(entry))
    }
  }

  /// An entry as a formula of what has a name.
  private func writtenOut(_ entry: Int) -> Formula {
    graph.writtenOut(entry) { value(at: $0) != nil }
  }
}

extension Differentiation.Gradient {
  /// `dX.from.Y`: the part of dX that comes back from the use in Y; with the operand's name after it
  /// where Y uses X more than once.
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

extension Differentiation.Contribution {
  /// What the placeholders of what is run are called.
  struct Names {
    fileprivate let value: String
    fileprivate let upstream: String
    fileprivate var operands: [String?] = []
    fileprivate let locals: [String]

    subscript(placeholder: String) -> String? {
      if placeholder == "#y" { return value }
      if placeholder == "#g" { return upstream }
      let name = placeholder.dropFirst()
      if let index = Int(name) { return operands.indices.contains(index) ? operands[index] : nil }
      return locals.contains { $0 == name } ? "\(value).\(name)" : nil
    }
  }

  func names(_ network: Network) -> Names {
    names(network.graph, upstream: network.differentiation?.gradient(of: consumer)?.label ?? "")
  }

  func names(_ graph: Graph, upstream: String) -> Names {
    var names = Names(value: graph.nodes[consumer].label, upstream: upstream, locals: locals)
    if case .operation(let use) = graph.nodes[consumer].source {
      for operand in use.operands {
        if case .entry(let entry, _) = operand {
          names.operands.append(graph.nodes[entry].label)
        } else {
          names.operands.append(nil)
        }
      }
    }
    return names
  }

  /// The values of what is run; none where it can't be.
  var values: [Tensor] {
    (try? body.graph.evaluate { reference in
      guard case .argument(let index) = reference,
        leaves.indices.contains(index)
      else { return value }
      return leaves[index].tensor
    }) ?? []
  }

  func indexForm(_ letters: AxisLetters, _ names: Names, _ values: [Tensor]) -> IndexForm? {
    guard !values.isEmpty else { return nil }
    let graph = body.graph
    // The letters are those of the axes that the gradient's value has: the operand's own.
    return IndexForm(
      graph, body.result, values: values, names: letters, target: value.shape,
      isExpanded: { _ in true },
      label: { names[graph.nodes[$0].label] ?? graph.nodes[$0].label })
  }

  /// The leaves of the formula in the order in which it names them, each once.
  func named(_ names: Names) -> [Step.Named] {
    var result: [Step.Named] = []
    for label in formula.names {
      guard let leaf = leaves.first(where: { names[$0.label] == label }),
        !result.contains(where: { $0.label == label })
      else { continue }
      result.append(Step.Named(label: label, tensor: leaf.shown))
    }
    return result
  }

  /// The axes that its last operation sums away.
  var summedAxes: [Axis] {
    guard case .operation(let use) = body.graph.nodes[body.result].source else { return [] }
    return use.summedAxes(body.graph.nodes[body.result].shape)
  }
}
