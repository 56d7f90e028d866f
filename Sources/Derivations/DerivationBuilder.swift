import Backprop
import Formulas
import MatrixCore

/// Works out the steps that a lesson's commands ask for, one command after the other; it remembers
/// which forward and backward steps have been shown.
package struct DerivationBuilder: Sendable {
  package let networks: [EvaluatedNetwork]
  /// The plans of the networks, made when they are first needed.
  var plans: [Plan?]
  private var ids = NameSet()
  /// How often an id was wanted that was taken.
  private var repeats = NameTable<Int>()
  /// What updates have made of the networks, by their places.
  var training: [Int: TrainingState] = [:]
  /// The loss and the params after each step of an `update` or `train`.
  package internal(set) var updates: [Update] = []
  var budget = Budget()
  /// What was found and not yet taken.
  var findings: [Problem] = []
  /// Told now and then how far a training run is.
  private let onProgress: @Sendable (_ step: Int, _ of: Int) -> Void

  /// The forward and the backward steps of a network, in order, and how many have been shown.
  struct Plan: Sendable {
    let forward: [Int]
    let backward: [BackwardStep]
    let letters: AxisLetters
    var forwardShown = 0
    var backwardShown = 0
  }

  package init(
    _ networks: [EvaluatedNetwork],
    onProgress: @escaping @Sendable (_ step: Int, _ of: Int) -> Void = { _, _ in }
  ) {
    self.networks = networks
    plans = Array(repeating: nil, count: networks.count)
    self.onProgress = onProgress
  }

  func report(_ step: Int, of steps: Int) { onProgress(step, steps) }

  /// What a command gave: steps, and what was found to be wrong.
  package struct Result: Sendable {
    package var steps: [Step] = []
    package var findings: [Problem] = []

    /// The first finding that is not a warning.
    package var error: Problem? {
      findings.first { ($0.kind as? Finding)?.isWarning != true }
    }
  }

  /// The steps of a command that refers to the network of that place.
  package mutating func run(_ command: StepRequest, on index: Int) -> Result {
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
      findings.append(error)
    }
    result.findings = takeFindings()
    return result
  }

  /// What was reported since it was last taken.
  package mutating func takeFindings() -> [Problem] {
    defer { findings = [] }
    return findings
  }

  /// What `body` returns; what it throws is reported.
  mutating func reporting<Value>(
    _ body: (inout DerivationBuilder) throws(Problem) -> Value
  ) -> Value? {
    do throws(Problem) { return try body(&self) } catch {
      findings.append(error)
      return nil
    }
  }

  /// What `body` returns for each item, all that is wrong with any of them having been reported.
  mutating func each<Item, Value>(
    _ items: [Item], _ body: (inout DerivationBuilder, Item) throws(Problem) -> Value
  ) throws(Problem) -> [Value] {
    var values: [Value] = []
    for item in items {
      if let value = reporting({ (builder) throws(Problem) in try body(&builder, item) }) {
        values.append(value)
      }
    }
    guard values.count == items.count else { throw .reported }
    return values
  }

  /// Reports every index that the shape does not have.
  mutating func check(
    _ indices: [Formula.Index], in shape: Shape, _ range: SourceRange
  ) throws(Problem) {
    let found = indices.problems(in: shape, at: range)
    findings += found
    if !found.isEmpty { throw .reported }
  }

  /// An id that no other step has: the network's name first where it is not `main`, a number at the
  /// end where the same is shown again.
  mutating func id(_ network: EvaluatedNetwork, _ parts: String...) -> String {
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
  mutating func plan(_ network: EvaluatedNetwork) -> Plan {
    if let plan = plans[network.index] { return plan }
    let plan = Plan(
      forward: network.graph.nodes.indices.filter { !network.graph.isLeaf($0) },
      backward: network.backwardSteps,
      letters: AxisLetters(network.network))
    plans[network.index] = plan
    return plan
  }
}
