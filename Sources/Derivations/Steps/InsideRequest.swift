import Backprop
import Formulas
import MatrixCore

extension StepKind {
  static let inside = StepKind(word: "inside", form: "it is written `inside …`, with one name") {
    (parser) throws(Problem) in
    InsideRequest(try parser.name(.valueName))
  }
}

/// The values inside each use of a definition in a value's statement; the steps inside each composed
/// operation, forward and backward, and the claim that they agree with the compact formulas.
package struct InsideRequest: StepRequest {
  package let name: Name

  package init(_ name: Name) { self.name = name }

  package var references: [Formula] { [name.formula] }

  package func derive(
    _ network: EvaluatedNetwork, at range: SourceRange, in builder: inout DerivationBuilder
  ) throws(Problem) {
    let value = try network.value(name, among: network.values)
    let prefix = name.text + "."
    let nodes = network.graph.nodes.indices.filter { index in
      let label = network.graph.nodes[index].label
      guard index == value.node || label.hasPrefix(prefix),
        case .operation(let use) = network.graph.nodes[index].source
      else { return false }
      return use.body != nil
    }
    let uses = network.graph.definitionUses.filter { use in
      (use.label == name.text || use.label.hasPrefix(prefix)) && !use.nodes.isEmpty
    }
    guard !nodes.isEmpty || !uses.isEmpty else {
      throw Problem(.nothingInside(name.text), at: name.range)
    }
    if let failure = network.failure { throw failure }
    for use in uses { builder.append(step(network, use, &builder)) }
    for node in nodes {
      try open(network, node, &builder)
      try builder.checkCount(of: network)
    }
  }

  /// The values inside a use of a definition, in order.
  private func step(
    _ network: EvaluatedNetwork, _ use: Graph.DefinitionUse, _ builder: inout DerivationBuilder
  ) -> Step {
    Step(
      id: builder.id(network, "inside", use.label), network: network.name, kind: .inside,
      title: "\(name: use.label): \(use.formula)", formula: use.formula,
      indexFormula: nil,
      content: .values(
        use.nodes.filter { $0 == use.result || network.network.isNamed($0) }.compactMap { node in
          network.tensor(node).map {
            Step.Shown(math: .name(network.graph.nodes[node].label), value: .tensor($0))
          }
        }), claims: [])
  }

  private func open(
    _ network: EvaluatedNetwork, _ node: Int, _ builder: inout DerivationBuilder
  ) throws(Problem) {
    let graph = network.graph
    guard case .operation(let use) = graph.nodes[node].source else { return }
    let label = graph.nodes[node].label
    let operandLabels = use.operands.enumerated().map { index, operand -> String in
      switch operand {
      case .node(let target, _): graph.nodes[target].label
      case .constant(_, let formula): formula.text()
      }
    }
    let isTaken = graph.nodes.contains { $0.label == label + ".1" }
    let operands = use.tensors(network.tensors)
    let open = { (text: String?) throws(Problem) -> (Graph.Body, [Tensor])? in
      let body = try use.operation.body(
        labels: operandLabels, use.operandShapes, use.options, graph.nodes[node].range,
        result: isTaken ? label + "′" : label, written: text)
      guard let body else { return nil }
      return (body, try body.values(operands))
    }
    // The textbook form is expanded if it gives the same numbers without overflow.
    var opened = try open(nil)
    if let text = use.operation.expansion, let book = try open(text),
      book.1.allSatisfy({ $0.firstNonFinite == nil }),
      book.1[book.0.result].largestDifference(from: network.tensors[node]) == nil
    {
      opened = book
    }
    guard let (body, values) = opened else { return }
    let letters = AxisLetters(
      network.axes.map(\.name) + body.graph.nodes.flatMap(\.shape.names),
      taken: network.values.map(\.name))
    let steps = EvaluationSteps(network: network, kind: .inside, opened: label, letters: letters)
    for index in body.graph.nodes.indices where !body.graph.isLeaf(index) {
      let shown = index == body.result ? label : body.graph.nodes[index].label
      builder.append(steps.forward(index, of: body.graph, values, label: shown, &builder))
    }
    try openBackward(steps, node, use, body, values, &builder)
  }

  /// The backward pass through the expansion and its agreement with the compact gradient.
  private func openBackward(
    _ steps: EvaluationSteps, _ node: Int, _ use: Graph.OperationUse, _ body: Graph.Body,
    _ values: [Tensor], _ builder: inout DerivationBuilder
  ) throws(Problem) {
    let network = steps.network
    let label = network.graph.nodes[node].label
    let upstream = network.gradients?.gradient(of: node)
    // Without a gradient from the loss, a gradient of distinct entries is used, which hides no
    // mistake.
    let seed =
      network.gradients?.value(of: node) ?? Tensor.uneven(network.graph.nodes[node].shape)
    let seedLabel = upstream?.label ?? "g"
    let graph = body.graph
    var leaves: [(target: Int, leaf: Int)] = []
    for (index, operand) in use.operands.enumerated() {
      guard case .node(let target, _) = operand, network.graph.nodes[target].isDifferentiable,
        let leaf = graph.leafNode(argument: index)
      else { continue }
      leaves.append((target, leaf))
    }
    let differentiablePath = graph.nodesPassing(from: body.result, to: leaves.map(\.leaf))
    // The compact gradients of this one use.
    var ends = [Bool](repeating: false, count: network.graph.nodes.count)
    for (target, _) in leaves { ends[target] = true }
    ends[node] = true
    let (inside, compact): (Gradients, Gradients)
    do throws(Problem) {
      inside = try Gradients(
        of: body.result, in: graph, values, seed: seed, seedLabel,
        needed: graph.nodes.indices.map { differentiablePath.contains($0) || $0 == body.result },
        isNamed: { graph.isLeaf($0) || !graph.nodes[$0].label.contains(".") })
      compact = try Gradients(
        of: node, in: network.graph, network.tensors, seed: seed, seedLabel, needed: ends,
        isNamed: network.network.isNamed)
    } catch {
      throw Problem(kind: error.kind, at: network.graph.nodes[node].range)
    }
    for gradient in inside.all where gradient.node != body.result {
      let parts = gradient.contributions.map {
        "\(gradient.label).from.\(graph.nodes[$0.consumer].label)"
      }
      let isSum = parts.count > 1
      for (contribution, part) in zip(gradient.contributions, parts)
      where isSum || !gradient.isIdentity(graph) {
        builder.append(
          steps.contribution(
            AppliedRule(contribution, of: inside), to: gradient.label,
            partLabel: isSum ? part : nil, &builder))
      }
      if isSum {
        builder.append(
          steps.total(
            gradient, of: inside, parts,
            why:
              "\(graph.nodes[gradient.node].label) is used more than once: what comes back is added.",
            &builder))
      }
    }
    var compared: [(operand: String, formula: Formula, compact: Tensor, opened: Tensor)] = []
    var claims: [Claim] = []
    for (target, leaf) in leaves {
      // A value used as several operands is one leaf of the expansion, where their gradients are
      // added.
      guard let gradient = compact.gradient(of: target), !gradient.contributions.isEmpty else {
        continue
      }
      let formula = Formula.sum(of: gradient.contributions.map(\.formula))
      let value = compact.value(gradient)
      let opened = (inside.value(of: leaf) ?? .zeros(graph.nodes[leaf].shape))
        .inOrder(of: value.shape)
      let name = network.graph.nodes[target].label
      compared.append((name, formula, value, opened))
      claims.append(
        Claim(
          "the steps inside give the same \(name: "d" + name) as \(formula)",
          holds: value.largestDifference(from: opened) == nil))
    }
    guard !compared.isEmpty else { return }
    builder.append(
      Step(
        id: builder.id(network, "inside", label), network: network.name, kind: .inside,
        title: "\(name: label): opened and compact", formula: compared[0].formula,
        indexFormula: nil,
        content: .expansion(
          Step.ExpansionCheck(
            label: label, operation: use.operation.name, gradients: compared,
            isSeededUnevenly: upstream == nil)),
        claims: claims))
  }
}

extension Graph {
  /// The nodes on a path that a gradient takes from `result` to one of the leaves, without those
  /// that lead only to detached values or data.
  fileprivate func nodesPassing(from result: Int, to leaves: [Int]) -> Set<Int> {
    var reaching = Set(leaves)
    for node in nodes.indices
    where operandsWithGradient(of: node).contains(where: reaching.contains) {
      reaching.insert(node)
    }
    var passing: Set<Int> = []
    var arrived: Set<Int> = [result]
    for node in nodes.indices.reversed() where arrived.contains(node) {
      if reaching.contains(node) { passing.insert(node) }
      arrived.formUnion(operandsWithGradient(of: node))
    }
    return passing
  }

  private func operandsWithGradient(of node: Int) -> [Int] {
    guard case .operation(let use) = nodes[node].source else { return [] }
    return zip(use.operands, use.operation.gradients).compactMap {
      operand, gradient in
      if case .node(let target, _) = operand, gradient != nil { target } else { nil }
    }
  }

  /// The leaf that represents an operand.
  fileprivate func leafNode(argument: Int) -> Int? {
    nodes.firstIndex { node in
      if case .leaf(.argument(argument)) = node.source { true } else { false }
    }
  }
}
