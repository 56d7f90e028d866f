import MatrixCore

/// Works out the steps that a lesson's commands ask for, one command after the other; it remembers
/// which forward and backward steps have been shown.
package struct Deriver: Sendable {
  package let networks: [Network]
  /// The plans of the networks, made when they are first needed.
  var plans: [Plan?]
  private var ids = NameSet()
  /// How often an id was wanted that was taken.
  private var repeats = NameTable<Int>()
  /// What updates have made of the networks, by their places.
  var training: [Int: TrainingState] = [:]
  /// The loss and the params after each step of an `update` or `train`.
  package internal(set) var updates: [Update] = []
  /// Told now and then how far a training run is.
  var budget = Budget()
  private let onProgress: @Sendable (_ step: Int, _ of: Int) -> Void

  /// The forward and the backward steps of a network, in order, and how many have been shown.
  struct Plan: Sendable {
    let forward: [Int]
    let backward: [PlannedGradient]
    let letters: AxisLetters
    var forwardShown = 0
    var backwardShown = 0
  }

  package init(
    _ networks: [Network],
    onProgress: @escaping @Sendable (_ step: Int, _ of: Int) -> Void = { _, _ in }
  ) {
    self.networks = networks
    plans = Array(repeating: nil, count: networks.count)
    self.onProgress = onProgress
  }

  func report(_ step: Int, of steps: Int) { onProgress(step, steps) }

  /// What a command gave: steps, and the problem that stopped it or that it found.
  package struct Result: Sendable {
    package var steps: [Step] = []
    package var problem: Problem?
    /// Whether a gradient check had nothing to compare, all gradients being near 0.
    package var isCheckIdle = false
    /// The kinks that a check met.
    package var kinks: [GradientCheck.Kink] = []
  }

  /// The steps of a command that refers to the network of that place.
  package mutating func run(_ command: Command, on index: Int) -> Result {
    var result = Result()
    let network = networks[index]
    do throws(Problem) {
      switch command.kind {
      case .forward(let until): try forward(network, until, &result)
      case .backward(let until): try backward(network, until, command.range, &result)
      case .show(let formulas): try show(network, formulas, &result)
      case .shapes: try shapes(network, command.range, &result)
      case .detailBySample(let name): try detailBySample(network, name, &result)
      case .detailByEntry(let name): try detailByEntry(network, name, nil, command.range, &result)
      case .detailEntry(let name, let indices):
        try detailByEntry(network, name, indices, command.range, &result)
      case .inside(let name): try inside(network, name, &result)
      case .compare(let left, let right):
        try compare(network, left, right, expectsEqual: true, command.range, &result)
      case .contrast(let left, let right):
        try compare(network, left, right, expectsEqual: false, command.range, &result)
      case .check(let names, let h, let isForward):
        try check(network, names, h, isForward, command.range, &result)
      case .sweep(let name, let indices): try sweep(network, name, indices, command.range, &result)
      case .graph: try graph(network, command.range, &result)
      case .update(let names, let optimisation):
        try update(network, names, optimisation, command.range, &result)
      case .train(let steps, let optimisation):
        try train(network, steps, optimisation, command.range, &result)
      }
    } catch {
      result.problem = error
    }
    return result
  }

  /// An id that no other step has: the network's name first where it is not `main`, a number at the
  /// end where the same is shown again.
  mutating func id(_ network: Network, _ parts: String...) -> String {
    var name = network.isMain ? "" : network.name
    for part in parts {
      if !name.isEmpty { name += "." }
      name += part
    }
    var candidate = name
    while !ids.insert(candidate) {
      let count = (repeats[name] ?? 1) + 1
      repeats.set(name, to: count)
      candidate = "\(name)-\(count)"
    }
    return candidate
  }

  /// Takes the memory of so many lines of text, or of products written out.
  mutating func spend(lines: Int, at range: SourceRange) throws(Problem) {
    let (entries, overflow) = lines.multipliedReportingOverflow(by: 16)
    try budget.spend(entries: overflow ? .max : entries, at: range)
  }

  /// The plan of a network, made when it is first needed.
  mutating func plan(_ network: Network) -> Plan {
    if let plan = plans[network.index] { return plan }
    let plan = Plan(
      forward: network.graph.entries.indices.filter { !network.graph.isLeaf($0) },
      backward: network.plannedGradients,
      letters: AxisLetters(network.axes.map(\.name), taken: network.values.map(\.name)))
    plans[network.index] = plan
    return plan
  }
}

// MARK: - Expressions in steps

extension Deriver {
  /// A formula of a step, with what it and its names come to.
  package struct Evaluated: Sendable {
    package let formula: Formula
    package let value: Step.Shown.Value
    /// Whether it is a list, whose axes have no names.
    package let isList: Bool
  }

  /// The value of an expression in `steps`, `ask`, `expect` or prose; of one made of numbers alone
  /// where there is no network.
  package mutating func evaluate(
    _ formula: Formula, current: Int?
  ) throws(Problem) -> Evaluated {
    if case .call(let call) = formula.kind, call.function == "shape", call.arguments.count == 1 {
      let inner = try evaluate(call.arguments[0].value, current: current)
      guard case .tensor(let tensor) = inner.value else {
        throw Problem(.shapeValueHere, at: formula.range)
      }
      return Evaluated(formula: formula, value: .shape(tensor.shape), isList: false)
    }
    var lowering = Lowering(Graph(), scope: current.map(scope) ?? .empty)
    // A name alone is computed already, and so is a list.
    if formula.isLeaf,
      case .entry(let entry, transposed: false) = try lowering.lower(formula),
      case .leaf(let reference) = lowering.graph.entries[entry].source
    {
      let tensor = tensor(reference)
      let isList = ListLiteral.isAnonymous(tensor.shape)
      if isList { try budget.spend(entries: tensor.count, at: formula.range) }
      return Evaluated(formula: formula, value: .tensor(tensor), isList: isList)
    }
    if let number = try lowering.constant(formula) {
      return Evaluated(formula: formula, value: .tensor(Tensor(number)), isList: false)
    }
    let entry = try lowering.define("value", formula)
    try budget.spend(multiplications: lowering.graph.cost, at: formula.range)
    try budget.spend(entries: lowering.graph.entries[entry].shape.count, at: formula.range)
    let values = try lowering.graph.evaluate { self.tensor($0) }
    let tensor = try Graph.Body(graph: lowering.graph, result: entry)
      .finiteResult(values, label: formula.text(), of: formula)
    return Evaluated(
      formula: formula, value: .tensor(tensor), isList: ListLiteral.isAnonymous(tensor.shape))
  }

  /// The tensor that a leaf refers to; networks after an update come after the others.
  private func tensor(_ reference: Graph.Reference) -> Tensor {
    switch reference {
    case .value(let network, let entry) where network >= networks.count:
      training[network - networks.count]?.after.tensor(entry) ?? Tensor(Number(Int32(0)))
    case .gradient(let network, let entry) where network >= networks.count:
      training[network - networks.count].flatMap { state in
        state.after.value(at: entry).flatMap { state.after.gradient(of: $0) }
      } ?? Tensor(Number(Int32(0)))
    default: networks.tensor(reference)
    }
  }

  private func scope(_ current: Int) -> Scope {
    let (networks, training) = (networks, training)
    return Scope(
      allowsInternal: false,
      isNetwork: { name in
        let isValue = networks[current].value(named: name) != nil
        return name == "after"
          ? !isValue || networks[current].value(named: "T") != nil
          : Array(networks[...current]).meansValueT(name, isValue: isValue)
      },
      axisSize: { name in Shape(networks[current].axes).size(of: name) }
    ) { qualifier, name in
      guard let qualifier else { return networks[current].lookUp(name, label: name) }
      guard qualifier == "after" else {
        return Array(networks[...current]).lookUp(qualifier, name)
      }
      guard let after = training[current]?.after else {
        return .problem(.nothingAfter(name), related: nil)
      }
      return after.lookUp(name, label: "after.\(name)").moved(by: networks.count)
    }
  }

  /// Two sides of a comparison, a list having taken the other side's axes.
  package mutating func pair(
    _ left: Formula, _ right: Formula, current: Int
  ) throws(Problem) -> (Evaluated, Evaluated) {
    let a = try evaluate(left, current: current)
    let b = try evaluate(right, current: current)
    return (try a.adopting(b), try b.adopting(a))
  }
}

extension Formula {
  /// Whether no operation is needed for its value.
  fileprivate var isLeaf: Bool {
    switch kind {
    case .name, .list: true
    default: false
    }
  }
}

extension Scope.Answer {
  /// The same of a network that stands further back.
  fileprivate func moved(by offset: Int) -> Scope.Answer {
    guard case .meaning(.leaf(let reference, let label, let shape, let constant)) = self else {
      return self
    }
    let moved: Graph.Reference =
      switch reference {
      case .value(let network, let entry): .value(network: network + offset, entry: entry)
      case .gradient(let network, let entry): .gradient(network: network + offset, entry: entry)
      default: reference
      }
    return .meaning(.leaf(moved, label: label, shape: shape, constant: constant))
  }
}

extension Deriver.Evaluated {
  /// The same list under the axes of the other side.
  fileprivate func adopting(_ other: Deriver.Evaluated) throws(Problem) -> Deriver.Evaluated {
    guard isList, !other.isList, case .tensor(let tensor) = value else { return self }
    switch other.value {
    case .tensor(let model):
      guard tensor.shape.sizes == model.shape.sizes else {
        throw Problem(
          .listShape(found: tensor.shape.sizes, expected: model.shape), at: formula.range)
      }
      return Deriver.Evaluated(
        formula: formula, value: .tensor(tensor.under(model.shape)), isList: false)
    case .shape(let shape):
      let sizes = tensor.numbers.compactMap(\.whole)
      guard tensor.shape.rank == 1, sizes.count == tensor.count else { return self }
      let names = shape.names + Array(repeating: "?", count: max(0, sizes.count - shape.rank))
      return Deriver.Evaluated(
        formula: formula, value: .shape(Shape(zip(names, sizes).map { Axis($0, $1) })),
        isList: false)
    }
  }
}

extension Step {
  /// How two values differ: nil where they are equal.
  package static func difference(
    _ left: Shown.Value, _ right: Shown.Value, _ formula: (left: Formula, right: Formula),
    at range: SourceRange, within: Number? = nil
  ) throws(Problem) -> Difference? {
    switch (left, right) {
    case (.tensor(let a), .tensor(let b)):
      guard a.shape == b.shape else {
        throw Problem(.axesNotEqual(left: a.shape, right: b.shape), at: range)
      }
      guard let difference = a.largestDifference(from: b, within: within) else { return nil }
      return Difference(
        indices: a.shape.indices(at: difference.offset).map { $0 + 1 }, left: difference.left,
        right: difference.right)
    case (.shape(let a), .shape(let b)):
      guard a != b else { return nil }
      throw Problem(.axesNotEqual(left: a, right: b), at: range)
    default:
      throw Problem(.shapeValueHere, at: range)
    }
  }
}
