import Backprop
import Formulas
import MatrixCore

extension DerivationBuilder {
  /// A formula of a step with its value and those of its names.
  package struct Evaluated: Sendable {
    package let formula: Formula
    package let value: ExpressionValue
    /// Whether it is a list, whose axes are unnamed.
    package let isList: Bool
  }

  /// An expression with valid names and axes; its numbers aren't computed yet.
  struct ResolvedExpression: Sendable {
    let formula: Formula
    let source: Source
    /// Whether it is a list, whose axes are unnamed.
    let isList: Bool

    indirect enum Source: Sendable {
      case number(Number)
      /// A computed value or a literal.
      case leaf(Graph.Reference, Shape)
      case computed(Graph, result: Int)
      /// `shape(…)`
      case shape(Shape)
    }

    /// The axes of its value; nil if the value is itself a shape.
    var axes: Shape? {
      switch source {
      case .number: .scalar
      case .leaf(_, let shape): shape
      case .computed(let graph, let result): graph.nodes[result].shape
      case .shape: nil
      }
    }
  }

  /// The value of an expression in `steps`, `ask`, `expect` or prose; without a network, of one
  /// made only of numbers.
  package mutating func evaluate(
    _ formula: Formula, current: Int?
  ) throws(Problem) -> Evaluated {
    try evaluate(try resolve(formula, current))
  }

  /// Resolves the names of an expression and checks its axes.
  mutating func resolve(_ formula: Formula, _ current: Int?) throws(Problem)
    -> ResolvedExpression
  {
    if case .call(let call) = formula.kind, call.function == "shape", call.arguments.count == 1 {
      guard let axes = try resolve(call.arguments[0].value, current).axes else {
        throw Problem(.shapeValueHere, at: formula.range)
      }
      return ResolvedExpression(formula: formula, source: .shape(axes), isList: false)
    }
    var lowering = Lowering(Graph(), scope: current.map(scope) ?? .empty)
    let source = lowering.reporting { (lowering) throws(Problem) in
      try self.source(formula, &lowering)
    }
    findings += lowering.problems
    guard let source, lowering.problems.isEmpty else { throw .reported }
    let resolved = ResolvedExpression(formula: formula, source: source, isList: false)
    return ResolvedExpression(
      formula: formula, source: source,
      isList: resolved.axes.map(ListLiteral.isAnonymous) ?? false)
  }

  private func source(
    _ formula: Formula, _ lowering: inout Lowering
  ) throws(Problem) -> ResolvedExpression.Source {
    // A single name is computed already, and so is a list.
    if formula.isLeaf,
      case .node(let node, transposed: false) = try lowering.lower(formula),
      case .leaf(let reference) = lowering.graph.nodes[node].source
    {
      return .leaf(reference, lowering.graph.nodes[node].shape)
    }
    // All problems of an invalid expression are reported where it is defined.
    if let number = try? lowering.constant(formula) { return .number(number) }
    let node = try lowering.define("value", formula)
    return .computed(lowering.graph, result: node)
  }

  private mutating func evaluate(_ resolved: ResolvedExpression) throws(Problem) -> Evaluated {
    let formula = resolved.formula
    func evaluated(_ value: ExpressionValue) -> Evaluated {
      Evaluated(formula: formula, value: value, isList: resolved.isList)
    }
    switch resolved.source {
    case .number(let number): return evaluated(.tensor(Tensor(number)))
    case .shape(let shape): return evaluated(.shape(shape))
    case .leaf(let reference, _):
      guard let tensor = tensor(reference) else { throw Problem(.consequence, at: formula.range) }
      // 16 bytes an entry where it is exact.
      if resolved.isList { try budget.spend(entries: 2 * tensor.count, at: formula.range) }
      return evaluated(.tensor(tensor))
    case .computed(let graph, let result):
      try budget.spend(multiplications: graph.cost, at: formula.range)
      try budget.spend(entries: 2 * graph.nodes[result].shape.count, at: formula.range)
      let tensor = try Graph.Body(graph: graph, result: result)
        .finiteResult(of: formula, label: formula.text(), leaf: self.tensor)
      return evaluated(.tensor(tensor))
    }
  }

  /// The tensor that a leaf refers to; updated networks follow the others.
  func tensor(_ reference: Graph.Reference) -> Tensor? {
    switch reference {
    case .value(let network, let node) where network >= networks.count:
      training[network - networks.count]?.after.tensor(node)
    case .gradient(let network, let node) where network >= networks.count:
      training[network - networks.count].flatMap { state in
        state.after.value(at: node).flatMap { state.after.gradient(of: $0) }
      }
    default: networks.tensor(reference)
    }
  }

  private func scope(_ current: Int) -> Scope {
    let training = training
    let networks = networks.map(\.network)
    return Scope(
      allowsInternal: false,
      isNetwork: { name in
        let isValue = networks[current].value(named: name) != nil
        return name == "after"
          ? !isValue || networks[current].value(named: "T") != nil
          : Array(networks[...current]).isMemberAccess(name, isValue: isValue)
      },
      axisSize: { name in Shape(networks[current].axes).size(of: name) }
    ) { qualifier, name in
      guard let qualifier else {
        // Data from a network with an error may have introduced that network's axes.
        let isLostAxis = networks[current].isBroken && networks[..<current].mayHaveAxis(name)
        let answer = networks[current].lookUp(name, label: name)
        if case .failure(NetworkProblem.unknownName, _) = answer {
          if isLostAxis { return .failure(NetworkProblem.consequence, related: nil) }
          if let owner = networks[..<current].last(where: { $0.defines(name) }) {
            return .problem(.unknownName(name, suggestion: "\(owner.name).\(name)"))
          }
        }
        return answer
      }
      if let inner = networks[current].lookUp(name, inside: qualifier) { return inner }
      guard qualifier == "after" else {
        return Array(networks[...current]).lookUp(qualifier, name)
      }
      guard let after = training[current]?.after else {
        let answer = networks[current].lookUp(name, label: name)
        return if case .failure = answer { answer } else {
          .failure(Finding.nothingAfter(name), related: nil)
        }
      }
      return after.lookUp(name, label: "after.\(name)").moved(by: networks.count)
    }
  }

  /// The two sides of a comparison; a list takes the axes of the other side.
  package mutating func pair(
    _ left: Formula, _ right: Formula, current: Int, at range: SourceRange
  ) throws(Problem) -> (Evaluated, Evaluated) {
    let sides = try each([left, right]) { (builder, side) throws(Problem) in
      try builder.resolve(side, current)
    }
    do throws(Problem) {
      let a = try evaluate(sides[0])
      let b = try evaluate(sides[1])
      return (try a.adopting(b), try b.adopting(a))
    } catch {
      // If the numbers are unknown, the axes can still be checked.
      if error.isConsequence { try sides[0].requireAxes(of: sides[1], at: range) }
      throw error
    }
  }
}

extension DerivationBuilder.ResolvedExpression {
  /// Throws if the two sides of a comparison have different axes.
  fileprivate func requireAxes(
    of other: DerivationBuilder.ResolvedExpression, at range: SourceRange
  ) throws(Problem) {
    guard let axes, let others = other.axes else { return }
    if isList != other.isList {
      let (list, shape) = isList ? (self, others) : (other, axes)
      guard let found = list.axes?.sizes, found != shape.sizes else { return }
      throw Problem(.listShape(found: found, expected: shape), at: list.formula.range)
    }
    if axes != others { throw Problem(.axesNotEqual(left: axes, right: others), at: range) }
  }
}

extension Formula {
  /// Whether its value needs no operation.
  fileprivate var isLeaf: Bool {
    switch kind {
    case .name, .list: true
    default: false
    }
  }
}

extension Scope.Answer {
  /// The same answer for a network whose index is larger by `offset`.
  fileprivate func moved(by offset: Int) -> Scope.Answer {
    guard case .meaning(.leaf(let reference, let label, let shape, let constant)) = self else {
      return self
    }
    let moved: Graph.Reference =
      switch reference {
      case .value(let network, let node): .value(network: network + offset, node: node)
      case .gradient(let network, let node): .gradient(network: network + offset, node: node)
      default: reference
      }
    return .meaning(.leaf(moved, label: label, shape: shape, constant: constant))
  }
}

extension DerivationBuilder.Evaluated {
  /// The list under the axes of the other side.
  fileprivate func adopting(_ other: DerivationBuilder.Evaluated) throws(Problem)
    -> DerivationBuilder.Evaluated
  {
    guard isList, !other.isList, case .tensor(let tensor) = value else { return self }
    switch other.value {
    case .tensor(let model):
      guard tensor.shape.sizes == model.shape.sizes else {
        throw Problem(
          .listShape(found: tensor.shape.sizes, expected: model.shape), at: formula.range)
      }
      return DerivationBuilder.Evaluated(
        formula: formula, value: .tensor(tensor.under(model.shape)), isList: false)
    case .shape(let shape):
      let sizes = tensor.numbers.compactMap(\.integer)
      guard tensor.shape.rank == 1, sizes.count == tensor.count else { return self }
      let names = shape.names + Array(repeating: "?", count: max(0, sizes.count - shape.rank))
      return DerivationBuilder.Evaluated(
        formula: formula, value: .shape(Shape(zip(names, sizes).map { Axis($0, $1) })),
        isList: false)
    }
  }
}

extension Step {
  /// The difference of two values; nil if they are equal.
  package static func difference(
    _ left: ExpressionValue, _ right: ExpressionValue, at range: SourceRange,
    within: Number? = nil
  ) throws(Problem) -> Difference? {
    switch (left, right) {
    case (.tensor(let a), .tensor(let b)):
      guard a.shape == b.shape else {
        throw Problem(.axesNotEqual(left: a.shape, right: b.shape), at: range)
      }
      guard let difference = a.largestDifference(from: b, within: within) else { return nil }
      let offsets = a.offsets(from: b, differingBy: difference.size)
      return Difference(
        indices: a.shape.indices(at: difference.offset).map { $0 + 1 },
        places: offsets.map { a.shape.indices(at: $0).map { $0 + 1 } },
        isOnePair: offsets.allSatisfy { a[$0].isEqual(to: difference.left) },
        left: difference.left, right: difference.right)
    case (.shape(let a), .shape(let b)):
      guard a != b else { return nil }
      throw Problem(.axesNotEqual(left: a, right: b), at: range)
    default:
      throw Problem(.shapeValueHere, at: range)
    }
  }
}
