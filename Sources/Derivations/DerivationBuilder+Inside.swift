import Backprop
import Formulas
import MatrixCore

extension DerivationBuilder {
  /// The steps inside each composed operation of a value's statement, forward and back, and the claim
  /// that they give what the compact formulas give.
  mutating func inside(
    _ network: Network, _ name: Name, _ result: inout Result
  ) throws(Problem) {
    let value = try network.value(name, among: network.values)
    let prefix = name.text + "."
    let nodes = network.graph.nodes.indices.filter { index in
      let label = network.graph.nodes[index].label
      guard index == value.entry || label.hasPrefix(prefix),
        case .operation(let use) = network.graph.nodes[index].source
      else { return false }
      return use.body != nil
    }
    guard !nodes.isEmpty else { throw Problem(.nothingInside(name.text), at: name.range) }
    if let failure = network.failure { throw failure }
    for entry in nodes {
      try open(network, entry, &result)
      try checkCount(result, network)
    }
  }

  private mutating func open(
    _ network: Network, _ entry: Int, _ result: inout Result
  ) throws(Problem) {
    let graph = network.graph
    guard case .operation(let use) = graph.nodes[entry].source else { return }
    let label = graph.nodes[entry].label
    let operandLabels = use.operands.enumerated().map { index, operand -> String in
      switch operand {
      case .entry(let entry, _): graph.nodes[entry].label
      case .constant(_, let formula): formula.text()
      }
    }
    let isTaken = graph.nodes.contains { $0.label == label + ".1" }
    let operands = use.tensors(network.tensors)
    let open = { (text: String?) throws(Problem) -> (Graph.Body, [Tensor])? in
      let body = try use.operation.body(
        labels: operandLabels, use.operandShapes, use.options, graph.nodes[entry].range,
        result: isTaken ? label + "′" : label, written: text)
      guard let body else { return nil }
      return (body, try body.values(operands))
    }
    // The form of the books is opened where it gives the same numbers, without overflow.
    var opened = try open(nil)
    if let text = use.operation.expansion, let book = try open(text),
      book.1.allSatisfy({ $0.firstNonFinite == nil }),
      book.1[book.0.result].largestDifference(from: network.tensors[entry]) == nil
    {
      opened = book
    }
    guard let (body, values) = opened else { return }
    let letters = AxisLetters(
      network.axes.map(\.name) + body.graph.nodes.flatMap(\.shape.names),
      taken: network.values.map(\.name))
    for index in body.graph.nodes.indices where !body.graph.isLeaf(index) {
      let step = try insideForward(network, label, body.graph, index, values, letters, body.result)
      result.steps.append(step)
    }
    try openBackward(network, entry, use, body, values, letters, &result)
  }

  private mutating func insideForward(
    _ network: Network, _ label: String, _ graph: Graph, _ index: Int, _ values: [Tensor],
    _ letters: AxisLetters, _ last: Int
  ) throws(Problem) -> Step {
    guard case .operation(let use) = graph.nodes[index].source else {
      preconditionFailure("only computed nodes are shown")
    }
    let shown = index == last ? label : graph.nodes[index].label
    let form = graph.indexForm(index, values: values, names: letters)
    let names = graph.nodes[index].shape.names.map { letters[$0] }
    var claims: [Claim] = []
    let text = form.map { indexText(shown, names, $0) }
    if let form, let text, let claim = indexClaim(form, text, names, values[index]) {
      claims.append(claim)
    }
    return Step(
      id: id(network, "inside", label, graph.nodes[index].label), network: network.name,
      kind: .inside, title: "\(label): \(shown)", formula: use.formula.text(),
      indexFormula: text,
      content: .evaluation(
        Step.Evaluation(
          label: shown, value: values[index], formula: use.formula, statement: nil,
          operands: use.named(graph, values), indexForm: form, indexLetters: names,
          why: forwardReason(use), conventions: use.operation.conventions,
          textbook: nil, terms: nil,
          summedAxes: use.summedAxes(graph.nodes[index].shape), axes: network.axes)),
      claims: claims)
  }

  /// The way back through the inside, and its agreement with the compact gradient.
  private mutating func openBackward(
    _ network: Network, _ entry: Int, _ use: Graph.OperationUse, _ body: Graph.Body,
    _ values: [Tensor], _ letters: AxisLetters, _ result: inout Result
  ) throws(Problem) {
    let label = network.graph.nodes[entry].label
    let arriving = network.differentiation?.gradient(of: entry)
    // Without a gradient from the loss, or with one that hides mistakes, an uneven one is sent in.
    let seed = arriving?.value ?? Tensor.uneven(network.graph.nodes[entry].shape)
    let seedLabel = arriving?.label ?? "g"
    let graph = body.graph
    let leaves = use.operands.enumerated().compactMap { index, operand -> Int? in
      guard case .entry(let target, _) = operand, network.graph.nodes[target].isDifferentiable
      else { return nil }
      return graph.leafEntry(argument: index)
    }
    let live = graph.entriesPassing(from: body.result, to: leaves)
    let way: Differentiation
    do throws(Problem) {
      way = try Differentiation(
        graph.moving(live), values: values, output: body.result, seed: seed, seedLabel: seedLabel,
        isNamed: { graph.isLeaf($0) || !graph.nodes[$0].label.contains(".") })
    } catch {
      throw Problem(kind: error.kind, at: network.graph.nodes[entry].range)
    }
    for gradient in way.gradients where gradient.entry != body.result {
      guard live.contains(gradient.entry) else { continue }
      let contributions = gradient.contributions.filter { live.contains($0.consumer) }
      let several = contributions.count > 1
      for contribution in contributions where several || !gradient.isIdentity(graph) {
        let title =
          several
          ? "\(gradient.label).from.\(graph.nodes[contribution.consumer].label)" : gradient.label
        result.steps.append(
          insideBackward(network, label, graph, way, gradient, contribution, title))
      }
      if several {
        result.steps.append(insideTotal(network, label, graph, gradient, contributions))
      }
    }
    var compared: [(operand: String, formula: Formula, compact: Tensor, opened: Tensor)] = []
    var claims: [Claim] = []
    for (index, operand) in use.operands.enumerated() {
      guard case .entry(let target, _) = operand,
        network.graph.nodes[target].isDifferentiable,
        let leaf = graph.leafEntry(argument: index)
      else { continue }
      // A value that is several operands is one leaf inside, at which their gradients meet.
      guard
        let compact = try compactGradient(network, entry, use, target, seed, seedLabel)
      else { continue }
      let opened = (way.gradient(of: leaf)?.value ?? .zeros(graph.nodes[leaf].shape))
        .inOrder(of: compact.value.shape)
      let name = network.graph.nodes[target].label
      compared.append((name, compact.formula, compact.value, opened))
      claims.append(
        Claim(
          "the steps inside give the same d\(name) as \(compact.formula.text(.pretty))",
          holds: compact.value.largestDifference(from: opened) == nil))
    }
    guard !compared.isEmpty else { return }
    result.steps.append(
      Step(
        id: id(network, "inside", label), network: network.name, kind: .inside,
        title: "\(label): opened and compact", formula: compared[0].formula.text(),
        indexFormula: nil,
        content: .expansion(
          Step.ExpansionCheck(
            label: label, operation: use.operation.name, gradients: compared,
            isSeededUnevenly: arriving == nil)),
        claims: claims))
  }

  /// What an operation's own formulas send back to a value, over all operands that it is.
  private func compactGradient(
    _ network: Network, _ entry: Int, _ use: Graph.OperationUse, _ target: Int,
    _ seed: Tensor, _ seedLabel: String
  ) throws(Problem) -> (formula: Formula, value: Tensor)? {
    var total: (formula: Formula, value: Tensor)?
    for (index, operand) in use.operands.enumerated() {
      guard case .entry(target, _) = operand,
        let next = try Differentiation.Contribution(
          network.graph, entry, use, index, network.tensors, seed, seedLabel)
      else { continue }
      guard let sum = total else {
        total = (next.formula, next.value)
        continue
      }
      let value = try? Tensor.combine(.add, sum.value, next.value)
      total = (Formula(.binary(.add, sum.formula, next.formula)), value ?? sum.value)
    }
    return total
  }

  private mutating func insideBackward(
    _ network: Network, _ label: String, _ graph: Graph, _ way: Differentiation,
    _ gradient: Differentiation.Gradient, _ contribution: Differentiation.Contribution,
    _ title: String
  ) -> Step {
    let upstream = way.gradient(of: contribution.consumer)?.label ?? ""
    var why = ""
    var conventions: [String] = []
    if case .operation(let use) = graph.nodes[contribution.consumer].source {
      why = use.operation.why(contribution.operand)
      conventions = use.operation.conventions
    }
    return Step(
      id: id(network, "inside", label, title), network: network.name, kind: .inside,
      title: "\(label): \(title)", formula: contribution.formula.text(), indexFormula: nil,
      content: .evaluation(
        Step.Evaluation(
          label: title, value: contribution.value, formula: contribution.formula, statement: nil,
          operands: contribution.named(contribution.names(graph, upstream: upstream)),
          indexForm: nil, indexLetters: [], why: why,
          conventions: conventions, textbook: nil, terms: nil, summedAxes: [], axes: network.axes)),
      claims: [])
  }

  private mutating func insideTotal(
    _ network: Network, _ label: String, _ graph: Graph, _ gradient: Differentiation.Gradient,
    _ contributions: [Differentiation.Contribution]
  ) -> Step {
    let labels = contributions.map {
      "\(gradient.label).from.\(graph.nodes[$0.consumer].label)"
    }
    let formula = labels.dropFirst().reduce(Formula.name(labels[0])) {
      Formula(.binary(.add, $0, .name($1)))
    }
    return Step(
      id: id(network, "inside", label, gradient.label), network: network.name, kind: .inside,
      title: "\(label): \(gradient.label)", formula: formula.text(), indexFormula: nil,
      content: .evaluation(
        Step.Evaluation(
          label: gradient.label, value: gradient.value, formula: formula, statement: nil,
          operands: zip(labels, contributions).map {
            Step.Named(label: $0, tensor: $1.value)
          }, indexForm: nil, indexLetters: [],
          why:
            "\(graph.nodes[gradient.entry].label) is used more than once: what comes back is added.",
          conventions: [], textbook: nil, terms: nil, summedAxes: [], axes: network.axes)),
      claims: [])
  }
}

extension Graph {
  /// The nodes through which a gradient passes on its way from `result` to one of the leaves: none
  /// that only lead to what is detached, or to data.
  fileprivate func entriesPassing(from result: Int, to leaves: [Int]) -> Set<Int> {
    var reaching = Set(leaves)
    for entry in nodes.indices
    where operandsWithGradient(of: entry).contains(where: reaching.contains) {
      reaching.insert(entry)
    }
    var passing: Set<Int> = []
    var arrived: Set<Int> = [result]
    for entry in nodes.indices.reversed() where arrived.contains(entry) {
      if reaching.contains(entry) { passing.insert(entry) }
      arrived.formUnion(operandsWithGradient(of: entry))
    }
    return passing
  }

  /// The same graph in which only these nodes move.
  fileprivate func moving(_ live: Set<Int>) -> Graph {
    var graph = self
    for (index, entry) in nodes.enumerated() where !live.contains(index) {
      graph.nodes[index] = Node(
        label: entry.label, shape: entry.shape, source: entry.source, range: entry.range,
        isDifferentiable: false)
    }
    return graph
  }

  private func operandsWithGradient(of entry: Int) -> [Int] {
    guard case .operation(let use) = nodes[entry].source else { return [] }
    return zip(use.operands, use.operation.gradients).compactMap {
      operand, gradient in
      if case .entry(let target, _) = operand, gradient != nil { target } else { nil }
    }
  }

  /// The leaf that stands for an operand.
  fileprivate func leafEntry(argument: Int) -> Int? {
    nodes.firstIndex { entry in
      if case .leaf(.argument(argument)) = entry.source { true } else { false }
    }
  }
}

extension Tensor {
  /// A gradient from above whose entries are all different, so that no wrong rule looks right.
  package static func uneven(_ shape: Shape) -> Tensor {
    let quarter = Number(Int32(1)) / Number(Int32(4))
    let numbers = (0..<shape.count).map { (index: Int) -> Number in
      let size = Number(1 + (index * 7) % 11) * quarter
      return index % 3 == 1 ? -size : size
    }
    return (try? Tensor(shape, numbers: numbers)) ?? .ones(shape)
  }
}
