import Formulas
import MatrixCore

/// A network's values and gradients, followed by one step of an optimiser for some of its params.
///
/// The optimiser's statements are lowered once; a training run evaluates the graph again and again.
package struct TrainingGraph: Sendable {
  /// A statement of the optimiser with its node.
  package struct Statement: Sendable {
    /// Its formula has the names of options, `W`, `g` and other statements.
    package let written: Optimiser.Statement
    package let node: Int

    package var name: String { written.name }
    package var formula: Formula { written.formula }
  }

  /// The nodes of the optimiser's statements for one param.
  package struct Rule: Sendable {
    package let param: Int
    package let gradient: Int
    /// The last one's node holds the param's new value.
    package let statements: [Statement]
    /// The leaves that hold values of the previous step, with the indices of their statements.
    package let memory: [(statement: Int, leaf: Int)]
    /// The leaves that hold numbers which depend on the step's number `t`.
    package let counted: [(formula: Formula, leaf: Int)]

    package var result: Int { statements.last?.node ?? param }
  }

  /// What an optimiser remembers of one param.
  package struct Memory: Sendable {
    /// The number of steps taken.
    package var steps = 0
    /// The values of the statements that the next step needs, in the order of the rule's `memory`;
    /// empty before the first step.
    package var values: [Tensor] = []

    package init() {}
  }

  package let graph: Graph
  /// The statements for all params together, where `g1` is the gradient of the first rule's param.
  package let common: [Statement]
  package let rules: [Rule]
  /// The nodes of the optimiser.
  private let added: [Int]
  /// The nodes that depend on the params and that the loss or the gradients depend on. A value beside
  /// them may leave the range of numbers without harm.
  private let changing: [Int]

  package init(
    _ gradients: GradientGraph, params: [Int], _ optimiser: Optimiser, options: [String: Number]
  ) throws(Problem) {
    let results =
      gradients.gradients.prefix(1).map(\.node)
      + (gradients.forwardCount..<gradients.graph.nodes.count)
    changing = gradients.graph.nodes(from: params, to: results)
    let networkCount = gradients.graph.nodes.count
    let options = optimiser.effective(options)
    var lowering = Lowering(gradients.graph, scope: .empty)
    let nodes = params.map { param in
      gradients.gradient(of: param)?.value ?? lowering.zeros("g", like: param)
    }
    let gradients = nodes.enumerated().map { index, node in
      (name: "g\(index + 1)", isScalar: lowering.graph.nodes[node].shape.isScalar)
    }
    for (gradient, node) in zip(gradients, nodes) { lowering.locals[gradient.name] = node }
    common = try lowering.append(
      optimiser.commonStatements(options, gradients: gradients), options)
    let known = lowering.locals
    rules = try zip(params, nodes).map { (param, gradient) throws(Problem) in
      lowering.locals = known
      return try lowering.append(
        optimiser.statements(options), options, param: param, gradient: gradient)
    }
    graph = lowering.graph
    added = Array(networkCount..<graph.nodes.count)
  }
}

// MARK: - Evaluation

extension TrainingGraph {
  /// Evaluates the optimiser's statements. `values` begin with those of the network and its
  /// gradients; `memory` belongs to the rules, in their order.
  package func step(_ values: inout [Tensor], _ memory: inout [Memory]) throws(Problem) {
    while values.count < graph.nodes.count { values.append(graph.data(values.count)) }
    for (index, rule) in rules.enumerated() {
      memory[index].steps += 1
      for (place, (_, leaf)) in rule.memory.enumerated() {
        values[leaf] =
          place < memory[index].values.count
          ? memory[index].values[place] : .zeros(graph.nodes[leaf].shape)
      }
      let steps = memory[index].steps
      let t = values[rule.param].isExact ? Number(steps) : .floating(Double(steps))
      for (formula, leaf) in rule.counted { values[leaf] = Tensor(try formula.number(t: t)) }
    }
    try graph.recompute(added, in: &values, mustBeFinite: true)
    for (index, rule) in rules.enumerated() {
      memory[index].values = rule.memory.map { values[rule.statements[$0.statement].node] }
    }
  }

  /// Gives the params their new values and evaluates the network and its gradients. All `values` must
  /// be known.
  package func advance(_ values: inout [Tensor]) throws(Problem) {
    for rule in rules { values[rule.param] = values[rule.result] }
    try graph.recompute(changing, in: &values, mustBeFinite: true)
  }
}

// MARK: - Lowering

extension Lowering {
  /// Appends a leaf of zeros with the shape of another node.
  fileprivate mutating func zeros(_ label: String, like node: Int) -> Int {
    let shape = graph.nodes[node].shape
    return append(
      label, shape, .leaf(.tensor(.zeros(shape))), graph.nodes[node].range, isDifferentiable: false)
  }

  /// Appends the statements of an optimiser for all params.
  fileprivate mutating func append(
    _ statements: [Optimiser.Statement], _ options: [String: Number]
  ) throws(Problem) -> [TrainingGraph.Statement] {
    try statements.map { (statement) throws(Problem) in
      let formula = statement.formula.replacing { options[$0].map(Formula.number) }.simplified
      return try define(statement, as: formula)
    }
  }

  /// Appends the statements of an optimiser for one param.
  fileprivate mutating func append(
    _ statements: [Optimiser.Statement], _ options: [String: Number], param: Int, gradient: Int
  ) throws(Problem) -> TrainingGraph.Rule {
    locals["W"] = param
    locals["g"] = gradient
    let names = Set(statements.flatMap(\.formula.names))
    var memory: [(statement: Int, leaf: Int)] = []
    for (index, statement) in statements.enumerated() {
      let name = statement.name + "_before"
      guard names.contains(name) else { continue }
      memory.append((index, zeros(name, like: param)))
      locals[name] = memory[memory.count - 1].leaf
    }
    var counted: [(formula: Formula, leaf: Int)] = []
    var lowered: [TrainingGraph.Statement] = []
    for statement in statements {
      let formula = statement.formula.replacing { options[$0].map(Formula.number) }.simplified
        .replacingCounted { formula in
          let name = "t\(counted.count)"
          let leaf = append(
            name, .scalar, .leaf(.tensor(.zeros(.scalar))), graph.nodes[param].range,
            isDifferentiable: false)
          counted.append((formula, leaf))
          locals[name] = leaf
          return .name(name)
        }
      lowered.append(try define(statement, as: formula))
    }
    return TrainingGraph.Rule(
      param: param, gradient: gradient, statements: lowered, memory: memory, counted: counted)
  }

  private mutating func define(
    _ statement: Optimiser.Statement, as formula: Formula
  ) throws(Problem) -> TrainingGraph.Statement {
    let node = try define(statement.name, formula)
    locals[statement.name] = node
    return TrainingGraph.Statement(written: statement, node: node)
  }
}

extension Graph {
  /// The data of a leaf; a placeholder for an operation.
  fileprivate func data(_ node: Int) -> Tensor {
    if case .leaf(let reference) = nodes[node].source { reference.data } else { Tensor(0) }
  }
}

extension Formula {
  /// The formula with its largest parts made of numbers and the step's number `t` replaced.
  fileprivate func replacingCounted(_ replacement: (Formula) -> Formula) -> Formula {
    let names = names
    guard names.contains("t") else { return self }
    if names.allSatisfy({ $0 == "t" }) { return replacement(self) }
    return switch kind {
    case .negated(let x): Formula(.negated(x.replacingCounted(replacement)))
    case .binary(let operation, let x, let y):
      Formula(
        .binary(operation, x.replacingCounted(replacement), y.replacingCounted(replacement)))
    default: self
    }
  }

  /// The value of a formula of numbers and the step's number.
  fileprivate func number(t: Number) throws(Problem) -> Number {
    guard let number = plainNumber({ _ in t }) else {
      throw Problem(.optionNotConstant(option: "t"), at: range)
    }
    return number
  }
}
