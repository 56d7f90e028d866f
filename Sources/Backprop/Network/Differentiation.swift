import Formulas
import MatrixCore

/// The gradients of one entry of a graph with respect to those it comes of: reverse mode, every rule a
/// formula of the table of operations.
package struct Differentiation: Sendable {
  /// What one use of a value sends back to it.
  package struct Contribution: Sendable {
    /// The entry that uses the value, and as which of its operands.
    package let consumer: Int
    package let operand: Int
    /// The gradient as a formula whose names are labels: `X.T @ dY`.
    package let formula: Formula
    /// What is run: the same formula, lowered; its leaves are operands, the value and what arrives.
    package let body: Graph.Body
    /// Under the placeholders' names: `#0`, `#1` for operands, `#y` for the value, `#g` for what
    /// arrives, `#spread` for a value inside the operation. A leaf's reference is its place here.
    package let leaves: [Leaf]
    /// The names of values inside the operation.
    package let locals: [String]
    package let value: Tensor
    /// Whether it is what arrives, unchanged.
    package let isIdentity: Bool
  }

  /// What a name of a contribution's formula stands for, under the axes that the operation sees.
  package struct Leaf: Sendable {
    package let label: String
    package let tensor: Tensor
    /// Under its own axes, as it is shown.
    package let shown: Tensor
  }

  package struct Gradient: Sendable {
    package let entry: Int
    /// `dW`, or the name of what arrives where it is passed on to an unnamed entry.
    package let label: String
    package let contributions: [Contribution]
    package let value: Tensor
  }

  /// The gradients in the order in which they become complete.
  package let gradients: [Gradient]
  /// Where the gradient of each entry stands among them.
  private let places: [Int?]

  /// The gradient of the output with respect to an entry; nil where it has none.
  package func gradient(of entry: Int) -> Gradient? {
    places[entry].map { gradients[$0] }
  }

  /// Goes backward through `graph` from `output`, at which `seed` arrives. Entries that are not named
  /// and get what arrives unchanged take over its label. `values` are the entries' values.
  ///
  /// Throws where a gradient is NaN or infinite, with the entry and its operands.
  package init(
    _ graph: Graph, values: [Tensor], output: Int, seed: Tensor, seedLabel: String,
    isNamed: (Int) -> Bool
  ) throws(Problem) {
    let needed = graph.entriesBetween(output)
    var pending = [[Contribution]](repeating: [], count: graph.nodes.count)
    var finished: [Gradient] = []
    var places = [Int?](repeating: nil, count: graph.nodes.count)

    func finish(_ entry: Int) -> Gradient {
      let contributions = pending[entry]
      let label: String
      if entry == output {
        label = seedLabel
      } else if !isNamed(entry), contributions.count == 1, contributions[0].isIdentity {
        label = places[contributions[0].consumer].map { finished[$0].label } ?? ""
      } else {
        label = "d" + graph.nodes[entry].label
      }
      var value = entry == output ? seed : contributions.first?.value
      for contribution in contributions.dropFirst() {
        value = value.flatMap { try? Tensor.combine(.add, $0, contribution.value) }
      }
      return Gradient(
        entry: entry, label: label, contributions: contributions,
        value: value ?? .zeros(graph.nodes[entry].shape))
    }

    // An entry is ready once every use of it has sent its gradient back.
    var waiting = graph.uses(among: needed)
    var ready = [output]
    while let entry = graph.takeNext(&ready, isNamed) {
      let gradient = finish(entry)
      places[entry] = finished.count
      finished.append(gradient)
      guard case .operation(let use) = graph.nodes[entry].source else { continue }
      for operand in use.operands.indices {
        guard case .entry(let target, _) = use.operands[operand], needed[target]
        else { continue }
        if let contribution = try Contribution(
          graph, entry, use, operand, values, gradient.value, gradient.label)
        {
          pending[target].append(contribution)
        }
        waiting[target] -= 1
        if waiting[target] == 0 { ready.append(target) }
      }
    }
    gradients = finished
    self.places = places
  }

  private init(_ gradients: [Gradient], places: [Int?]) {
    self.gradients = gradients
    self.places = places
  }

  /// The same with other values, asked for in the order of the gradients; nil where one has none.
  package func replacing(_ value: (Gradient) -> Tensor?) -> Differentiation? {
    var replaced: [Gradient] = []
    for gradient in gradients {
      guard let value = value(gradient) else { return nil }
      replaced.append(
        Gradient(
          entry: gradient.entry, label: gradient.label, contributions: gradient.contributions,
          value: value))
    }
    return Differentiation(replaced, places: places)
  }
}

extension Differentiation.Contribution {
  /// What `consumer` sends back to its operand; nil where no gradient passes. With `rule` it follows
  /// that formula, a mistake, instead of the operation's own.
  package init?(
    _ graph: Graph, _ consumer: Int, _ use: Graph.OperationUse, _ operand: Int,
    _ values: [Tensor], _ upstream: Tensor, _ upstreamLabel: String, rule mistake: String? = nil
  ) throws(Problem) {
    let operation = use.operation
    guard let rule = mistake ?? operation.gradients[operand],
      case .entry(let target, let transposed) = use.operands[operand]
    else { return nil }
    let row = Operation.formula(rule)
    let range = graph.nodes[consumer].range
    let turn = { (formula: Formula) in
      transposed ? Formula(.transposed(formula)).simplified : formula
    }
    let label = graph.nodes[consumer].label
    let inner = try use.inner(values)
    let locals = inner.map { $0.label }
    let shown = turn(
      operation.substituted(
        row, operands: use.labels(graph), shapes: use.operandShapes,
        options: use.options, value: .name(label), upstream: .name(upstreamLabel),
        local: { locals.contains($0) ? .name("\(label).\($0)") : nil }))
    let run = turn(
      operation.substituted(
        row, operands: use.placeholders, shapes: use.operandShapes,
        options: use.options, value: .name("#y"), upstream: .name("#g"), isRun: true,
        local: { locals.contains($0) ? .name("#\($0)") : nil }))

    let leaves = use.leaves(values, result: values[consumer], upstream: upstream, inner)
    let own = graph.nodes[consumer].shape
    var lowering = Lowering(
      Graph(),
      scope: Scope(
        allowsInternal: true,
        axisSize: { name in
          own.size(of: name) ?? Operation.size(of: name, use.operandShapes, use.options)
        }
      ) { _, name in
        guard let index = leaves.firstIndex(where: { $0.label == name }) else {
          return .problem(.unknownName(name, suggestion: nil), related: nil)
        }
        return .meaning(
          .leaf(
            .argument(index), label: name, shape: leaves[index].tensor.shape, constant: nil))
      })
    let result: Int
    do { result = try lowering.define("gradient", run) } catch {
      throw Problem(kind: error.kind, at: range)
    }
    let body = Graph.Body(graph: lowering.graph, result: result)
    let gradientLabel = "d" + graph.nodes[target].label
    let computed: [Tensor]
    do { computed = try body.values(leaves.map(\.tensor)) } catch {
      throw error.moved(to: range, .onTheWay(to: gradientLabel))
    }
    let hidden = body.hiddenNonFinite(computed) { name in
      use.name(of: name, label: label, upstream: upstreamLabel, graph)
    }
    if let hidden {
      throw Problem(.notFinite(hidden.placed(.onTheWay(to: gradientLabel))), at: range)
    }
    let shape = graph.nodes[target].shape
    let value = computed[result].inOrder(of: shape)
    if let offset = value.firstNonFinite {
      throw Problem(
        .notFinite(
          NetworkProblem.NonFinite(
            isNaN: value[offset].double.isNaN,
            label: gradientLabel, indices: shape.indices(at: offset),
            operands: [(upstreamLabel, upstream)].compactMap { name, tensor in
              tensor.shape == shape ? (name, tensor[offset]) : nil
            }, formula: use.formula)), at: range)
    }
    self.consumer = consumer
    self.operand = operand
    formula = shown
    self.body = body
    self.leaves = leaves
    self.locals = locals
    self.value = value
    if case .name(upstreamLabel) = shown.kind { isIdentity = true } else { isIdentity = false }
  }
}

extension Graph.OperationUse {
  /// The operands as formulas of labels.
  package func labels(_ graph: Graph) -> [Formula] {
    operands.map { operand in
      switch operand {
      case .constant(_, let formula): formula
      case .entry(let entry, false): .name(graph.nodes[entry].label)
      case .entry(let entry, true): Formula(.transposed(.name(graph.nodes[entry].label)))
      }
    }
  }

  /// The operands as formulas of placeholders.
  package var placeholders: [Formula] {
    operands.enumerated().map { index, operand in
      switch operand {
      // The number is run; its text stays the one that was written.
      case .constant(let number, let formula): Formula(.number(number, text: formula.text()))
      case .entry(_, false): .name("#\(index)")
      case .entry(_, true): Formula(.transposed(.name("#\(index)")))
      }
    }
  }

  /// What a placeholder in a gradient's formula is called.
  fileprivate func name(
    of placeholder: String, label: String, upstream: String, _ graph: Graph
  ) -> Formula? {
    guard placeholder.hasPrefix("#") else { return nil }
    if placeholder == "#y" { return .name(label) }
    if placeholder == "#g" { return .name(upstream) }
    let name = String(placeholder.dropFirst())
    if let index = Int(name) {
      return operands.indices.contains(index) ? labels(graph)[index] : nil
    }
    return .name("\(label).\(name)")
  }

  /// The values inside the operation that have a name, which its gradients may use again, in the
  /// order of their names.
  func inner(_ values: [Tensor]) throws(Problem) -> [Differentiation.Leaf] {
    guard let body else { return [] }
    let used = operation.gradients.compactMap { $0 }.flatMap { Operation.formula($0).names }
    let wanted = operation.statements.compactMap(\.name).filter(used.contains)
    guard !wanted.isEmpty else { return [] }
    let operands = tensors(values)
    let computed = try body.values(operands)
    var inner: [Differentiation.Leaf] = []
    for (entry, tensor) in zip(body.graph.nodes, computed) where wanted.contains(entry.label) {
      inner.append(Differentiation.Leaf(label: entry.label, tensor: tensor, shown: tensor))
    }
    return inner.sorted { $0.label < $1.label }
  }

  /// What the placeholders stand for.
  func leaves(
    _ values: [Tensor], result: Tensor, upstream: Tensor, _ inner: [Differentiation.Leaf]
  ) -> [Differentiation.Leaf] {
    var leaves: [Differentiation.Leaf] = []
    leaves.reserveCapacity(operands.count + inner.count + 2)
    for (index, operand) in operands.enumerated() {
      guard case .entry(let entry, let transposed) = operand else { continue }
      let shape = transposed ? Shape(operandShapes[index].axes.reversed()) : operandShapes[index]
      leaves.append(
        Differentiation.Leaf(
          label: "#\(index)", tensor: values[entry].under(shape), shown: values[entry]))
    }
    for leaf in inner {
      leaves.append(
        Differentiation.Leaf(label: "#" + leaf.label, tensor: leaf.tensor, shown: leaf.shown))
    }
    leaves.append(Differentiation.Leaf(label: "#g", tensor: upstream, shown: upstream))
    leaves.append(Differentiation.Leaf(label: "#y", tensor: result, shown: result))
    return leaves
  }
}

extension Graph {
  package func isLeaf(_ entry: Int) -> Bool {
    if case .leaf = nodes[entry].source { true } else { false }
  }

  /// For each entry, whether `output` depends on it and it on an input or a parameter; so is `output`.
  package func entriesBetween(_ output: Int) -> [Bool] {
    var needed = [Bool](repeating: false, count: nodes.count)
    needed[output] = true
    for entry in stride(from: output, through: 0, by: -1) where needed[entry] {
      guard case .operation(let use) = nodes[entry].source else { continue }
      for case .entry(let operand, _) in use.operands
      where nodes[operand].isDifferentiable {
        needed[operand] = true
      }
    }
    return needed
  }

  /// How often each entry is used by those that are needed.
  fileprivate func uses(among needed: [Bool]) -> [Int] {
    var uses = [Int](repeating: 0, count: nodes.count)
    for entry in nodes.indices where needed[entry] {
      guard case .operation(let use) = nodes[entry].source else { continue }
      for case .entry(let operand, _) in use.operands { uses[operand] += 1 }
    }
    return uses
  }

  /// The ready entry that a person would work out next: data first (parameters, then the rest), then
  /// steps without a name in their order, then what the chain goes on through, latest first.
  fileprivate func takeNext(_ ready: inout [Int], _ isNamed: (Int) -> Bool) -> Int? {
    func rank(_ entry: Int) -> (Int, Int) {
      if isParameter(entry) { return (0, entry) }
      if !isNamed(entry) { return (1, entry) }
      return isLeaf(entry) ? (2, entry) : (3, -entry)
    }
    var best: Int?
    for index in ready.indices where best.map({ rank(ready[index]) < rank(ready[$0]) }) ?? true {
      best = index
    }
    guard let index = best else { return nil }
    return ready.remove(at: index)
  }

  private func isParameter(_ entry: Int) -> Bool {
    var (low, high) = (0, parameters.count)
    while low < high {
      let middle = (low + high) / 2
      if parameters[middle] < entry { low = middle + 1 } else { high = middle }
    }
    return low < parameters.count && parameters[low] == entry
  }
}

extension Tensor {
  /// The entries under the axes of `target`: the same axes in its order, or other names in the same
  /// order.
  package func inOrder(of target: Shape) -> Tensor {
    if shape == target { return self }
    if shape.isContained(in: target), shape.rank == target.rank { return permuted(target) }
    return under(target)
  }
}
