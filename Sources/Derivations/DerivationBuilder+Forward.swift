import Backprop
import Formulas
import MatrixCore

extension DerivationBuilder {
  /// The forward steps not yet shown, through those of `until`.
  mutating func forward(
    _ network: EvaluatedNetwork, _ until: Name?, _ result: inout Result
  ) throws(Problem) {
    var plan = plan(network)
    var last = plan.forward.count
    if let until {
      let value = try network.value(until, among: network.values)
      last = (plan.forward.firstIndex(of: value.entry) ?? -1) + 1
    }
    defer { plans[network.index] = plan }
    while plan.forwardShown < last {
      let entry = plan.forward[plan.forwardShown]
      guard network.tensor(entry) != nil else {
        if let failure = network.failure { throw failure }
        return
      }
      result.steps.append(try forwardStep(network, entry, plan.letters))
      plan.forwardShown += 1
      try checkCount(result, network)
    }
  }

  private mutating func forwardStep(
    _ network: EvaluatedNetwork, _ entry: Int, _ letters: AxisLetters
  ) throws(Problem) -> Step {
    let graph = network.graph
    let label = graph.nodes[entry].label
    guard case .operation(let use) = graph.nodes[entry].source else {
      preconditionFailure("only computed entries have forward steps")
    }
    let value = network.tensors[entry]
    let statement = network.value(at: entry)?.formula
    let own = use.formula
    let form = graph.indexForm(
      entry, values: network.tensors, names: letters,
      isExpanded: { network.value(at: $0) == nil && !graph.isLeaf($0) })
    let shape = graph.nodes[entry].shape
    let names = shape.names.map { letters[$0] }
    let text = form.map { indexText(label, names, $0) }
    var claims: [Claim] = []
    if let form, let text, let claim = indexClaim(form, text, names, value) {
      claims.append(claim)
    }
    let differs = statement.map { $0.text() != own.text() } ?? false
    return Step(
      id: id(network, "forward", label), network: network.name, kind: .forward, title: label,
      formula: (statement ?? own).text(),
      indexFormula: text,
      content: .evaluation(
        Step.Evaluation(
          label: label, value: value, formula: own, statement: differs ? statement : nil,
          operands: use.named(graph, network.tensors), indexForm: form,
          indexLetters: names, why: forwardReason(use),
          conventions: use.operation.conventions,
          textbook: use.operation.textbook.map {
            use.operation.substituted(
              Operation.formula($0), operands: use.labels(graph),
              shapes: use.operandShapes, options: use.options)
          }, terms: nil, summedAxes: use.summedAxes(shape), axes: network.axes)),
      claims: claims)
  }

  /// The reason for a forward step, if its formula alone doesn't show it.
  func forwardReason(_ use: Graph.OperationUse) -> String {
    // Operations without a gradient give their reason on the forward pass.
    if use.operation.gradients.allSatisfy({ $0 == nil }) {
      return use.operation.why(0)
    }
    switch use.operation.structure {
    case .broadcast:
      let added = use.options.shape("to").axes.filter {
        !use.operandShapes[0].contains($0.name)
      }
      if added.isEmpty { return "The axes are put in the other operand's order." }
      let names = added.map { "\($0.name) (\($0.size))" }.joined(separator: " and ")
      return "One copy for each entry of \(names), so that the shapes agree."
    default: return ""
    }
  }

  func checkCount(_ result: Result, _ network: EvaluatedNetwork) throws(Problem) {
    if result.steps.count > Limits.steps {
      throw Problem(
        .limit(.steps, found: "\(result.steps.count)"),
        at: network.values.first?.nameRange ?? .nowhere)
    }
  }
}

extension DerivationBuilder {
  /// `dW[i,o] = Σₙ X[n,i] · dY[n,o]`.
  func indexText(_ label: String, _ letters: [String], _ form: IndexForm) -> String {
    let left = letters.isEmpty ? label : label + "[" + letters.joined(separator: ",") + "]"
    return "\(left) = \(form.text)"
  }

  /// Evaluates the form at every entry, or, if that is too expensive, at the first and the last.
  func indexClaim(
    _ form: IndexForm, _ text: String, _ letters: [String], _ value: Tensor
  ) -> Claim? {
    let affordable = 20_000
    let cost = max(1, form.cost)
    guard cost <= affordable else { return nil }
    let step = value.count <= affordable / cost ? 1 : max(1, value.count - 1)
    var bound = IndexForm.Binding(letters)
    let holds = stride(from: 0, to: value.count, by: step).allSatisfy { offset in
      bound.move(to: offset, of: value.shape)
      return form.evaluate(&bound).isEqual(to: value[offset])
    }
    return Claim(text, holds: holds, isShown: false)
  }
}

extension Graph.OperationUse {
  /// The axes that the operation sums, if its value has that shape.
  func summedAxes(_ shape: Shape) -> [Axis] {
    switch operation.structure {
    case .product: Array(operandShapes[0].axes.suffix(1))
    case .sum: operandShapes[0].axes.filter { !shape.contains($0.name) }
    default: []
    }
  }

  /// The operands with their labels, under their own axes, each once.
  package func named(_ graph: Graph, _ values: [Tensor]) -> [Step.Named] {
    var result: [Step.Named] = []
    for operand in operands {
      guard case .entry(let entry, _) = operand else { continue }
      let label = graph.nodes[entry].label
      if !result.contains(where: { $0.label == label }) {
        result.append(Step.Named(label: label, tensor: values[entry]))
      }
    }
    return result
  }
}
