import Backprop
import Formulas
import MatrixCore

/// Derives the steps that a lesson asks for, in order, and remembers which forward and
/// backward steps have been shown.
package struct DerivationBuilder: Sendable {
  package let networks: [EvaluatedNetwork]
  /// The axis letters of each network.
  package let letters: [AxisLetters]
  /// The plans of the networks, created on first use.
  var plans: [Plan?]
  private var ids = NameSet()
  /// The number of repeated requests for an id.
  private var repeats = NameTable<Int>()
  /// The training states of the networks, by index.
  var training: [Int: TrainingState] = [:]
  /// The loss and the params after each step of an `update` or `train`.
  package internal(set) var updates: [Update] = []
  /// What each `update` and `train` did.
  package internal(set) var trainings: [Training] = []
  var budget: Budget
  /// The steps of the current line.
  private var steps: [Step] = []
  /// Problems found since they were last taken.
  var findings: [Problem] = []
  /// Whether a step has said that rounding is shown as 0.
  var hasToldRounding = false
  /// Whether a step has said what a letter such as `c′` is.
  var hasToldSecondLetter = false
  /// Called regularly with the progress of a training run.
  private let onProgress: @Sendable (_ step: Int, _ of: Int) -> Void

  /// The forward and backward steps of a network, in order, and the numbers already shown.
  struct Plan: Sendable {
    let forward: [Int]
    let backward: [BackwardStep]
    var forwardShown = 0
    var backwardShown = 0
  }

  package init(
    _ networks: [EvaluatedNetwork], budget: Budget = Budget(),
    onProgress: @escaping @Sendable (_ step: Int, _ of: Int) -> Void = { _, _ in }
  ) {
    self.networks = networks
    self.budget = budget
    letters = networks.map { AxisLetters($0.network) }
    plans = Array(repeating: nil, count: networks.count)
    self.onProgress = onProgress
  }

  func report(_ step: Int, of steps: Int) { onProgress(step, steps) }

  /// The result of a command: steps and findings.
  package struct Result: Sendable {
    package let steps: [Step]
    package let findings: [Problem]

    /// The first finding that is not a warning.
    package var error: Problem? {
      findings.first { ($0.kind as? Finding)?.isWarning != true }
    }
  }

  /// The steps and findings since they were last taken.
  mutating func takeResult() -> Result {
    defer { steps = [] }
    return Result(steps: steps, findings: takeFindings())
  }

  mutating func append(_ step: Step) { steps.append(step) }

  /// The id of the last step of the current line.
  var lastStep: String? { steps.last?.id }

  /// Throws if a line has too many steps.
  func checkCount(of network: EvaluatedNetwork) throws(Problem) {
    if steps.count > Limits.steps {
      throw Problem(
        .limit(.steps, found: "\(steps.count)"), at: network.values.first?.nameRange ?? .nowhere)
    }
  }

  /// Returns and clears the findings.
  package mutating func takeFindings() -> [Problem] {
    defer { findings = [] }
    return findings
  }

  /// The result of `body`; an error that it throws is reported.
  mutating func reporting<Value>(
    _ body: (inout DerivationBuilder) throws(Problem) -> Value
  ) -> Value? {
    do throws(Problem) { return try body(&self) } catch {
      findings.append(error)
      return nil
    }
  }

  /// The results of `body` for each item; all errors are reported.
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

  /// Reports every index that is out of range for the shape.
  mutating func check(
    _ indices: [Formula.Index], in shape: Shape, _ range: SourceRange
  ) throws(Problem) {
    let found = indices.problems(in: shape, at: range)
    findings += found
    if !found.isEmpty { throw .reported }
  }

  /// A unique step id, prefixed with the network's name unless it is `main`, and numbered if
  /// repeated.
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

  /// Charges the memory of this many lines of text or written-out products.
  mutating func spend(lines: Int, at range: SourceRange) throws(Problem) {
    try budget.spend(entries: lines.multipliedSaturating(by: 16), at: range)
  }

  /// Charges this many evaluations of what depends on a leaf.
  mutating func spend(
    evaluations: Int, of network: EvaluatedNetwork, moving leaf: Network.Value, loss: Int,
    at range: SourceRange
  ) throws(Problem) {
    let nodes = network.graph.nodes(from: [leaf.node], to: [loss])
    let cost = network.graph.cost(of: nodes).multipliedSaturating(by: evaluations)
    try budget.spend(multiplications: cost, at: range)
  }

  /// The plan of a network, created on first use.
  mutating func plan(_ network: EvaluatedNetwork) -> Plan {
    if let plan = plans[network.index] { return plan }
    let plan = Plan(
      forward: network.graph.nodes.indices.filter { !network.graph.isLeaf($0) },
      backward: network.backwardSteps)
    plans[network.index] = plan
    return plan
  }
}
