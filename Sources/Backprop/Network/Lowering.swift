import Formulas
import MatrixCore

/// Lowers formulas to graph nodes, one for each operation, and checks shapes, names and options.
package struct Lowering {
  package var graph: Graph
  var scope: Scope
  /// The nodes of leaves created so far.
  private var leaves: [Int] = []
  /// The label of the value being defined; its intermediate values are `label.1`, `label.2`.
  var target = ""
  var unnamed = 0
  /// The first node of the formula.
  var first = 0
  /// The first node of the statement.
  private(set) var statementStart = 0
  /// Values defined here that formulas may name.
  package var locals: [String: Int] = [:]
  /// The definitions that formulas may use.
  var definitions = Definitions()
  var usedDefinitions = NameSet()
  /// The meanings of the names of the definition that is being expanded.
  var bindings = Bindings()
  /// The ranges of the uses that are being expanded, each inside the one before.
  var uses: [SourceRange] = []
  /// The number of uses expanded.
  var expansions = 0
  /// The number of operations that the lesson may still have.
  var operationsLeft = Int.max
  /// The depth of formulas within formulas and definitions.
  private var depth = 0
  /// Scalar consts of the graph, which exponents and options may use.
  let constants: [Int: Number]
  /// The problems found so far. A problem is thrown only where a formula has no axes without what is
  /// wrong; `reporting` puts it here too.
  package internal(set) var problems: [Problem] = []
  /// The range of an entry in a leaf's data.
  let dataRange: (_ leaf: Int, _ offset: Int) -> SourceRange?

  package init(
    _ graph: Graph = Graph(), scope: Scope, constants: [Int: Number] = [:],
    dataRange: @escaping (_ leaf: Int, _ offset: Int) -> SourceRange? = { _, _ in nil }
  ) {
    self.graph = graph
    self.scope = scope
    self.constants = constants
    self.dataRange = dataRange
  }

  /// The result of `body`; nil if it throws a problem, which then stands before those found since.
  package mutating func reporting<Value>(
    _ body: (inout Lowering) throws(Problem) -> Value
  ) -> Value? {
    let count = problems.count
    do throws(Problem) { return try body(&self) } catch {
      problems.insert(error, at: count)
      return nil
    }
  }

  /// The result of lowering a formula.
  package enum Lowered {
    case node(Int, transposed: Bool)
    case constant(Number, Formula)
  }

  /// Adds the nodes of `formula`, the last one under `label`, and returns its node. `axes` rename
  /// the value's axes: those of a product in it, so that operands beside the product may use the
  /// new names, or else those of the whole.
  package mutating func define(
    _ label: String, _ formula: Formula, axes: [Axis]? = nil
  ) throws(Problem) -> Int {
    guard let axes, formula.hasSpineProduct && !formula.isProduct || isUse(formula) else {
      return try define(label, formula, axes: axes, ofProduct: axes)
    }
    let (count, known, before) = (graph.nodes.count, leaves, problems)
    do { return try define(label, formula, axes: axes, ofProduct: axes) } catch {
      let found = problems
      graph.removeNodes(from: count)
      (leaves, problems) = (known, before)
      if let node = try? define(label, formula, axes: axes, ofProduct: nil) { return node }
      problems = found
      throw error
    }
  }

  /// Whether it is a use of a definition, whose value may be a product.
  private func isUse(_ formula: Formula) -> Bool {
    if case .call(let call) = formula.kind { definitions[call.function] != nil } else { false }
  }

  private mutating func define(
    _ label: String, _ formula: Formula, axes: [Axis]?, ofProduct: [Axis]?
  ) throws(Problem) -> Int {
    target = label
    unnamed = 0
    first = graph.nodes.count
    if uses.isEmpty { statementStart = first }
    switch try lower(formula, isRoot: true, renaming: ofProduct) {
    case .constant(let number, let shown):
      if let axes, !axes.isEmpty {
        throw Problem(.renameRank(declared: axes.count, found: .scalar), at: formula.range)
      }
      return append(
        label, .scalar, .leaf(.tensor(Tensor(number))), shown.range, isDifferentiable: false)
    case .node(let node, let transposed):
      let fresh = graph.nodes[node].label == label
      if transposed {
        let turned = try apply(
          ".T", [.node(node, transposed: false)], Options(), formula.range, axes == nil)
        return try axes.map { axes throws(Problem) in try rename(turned, axes, formula.range) }
          ?? turned
      }
      if let axes {
        let renamed = try rename(node, axes, formula.range)
        if renamed != node || fresh { return renamed }
      }
      if fresh { return node }
      return try apply("same", [.node(node, transposed: false)], Options(), formula.range, true)
    }
  }

  /// Defines a value that later formulas of the same scope may name.
  mutating func defineLocal(
    _ label: String, _ formula: Formula, _ locals: inout [String: Int], _ name: String?
  ) throws(Problem) -> Int {
    self.locals = locals
    let node = try define(label, formula)
    if let name { locals[name] = node }
    return node
  }

  /// The value of a formula of numbers, axis sizes and scalar consts; nil for another formula.
  package mutating func constant(_ formula: Formula) throws(Problem) -> Number? {
    let saved = graph
    defer { graph = saved }
    let names = leaves
    defer { leaves = names }
    return try constantValue(formula)
  }
}

// MARK: - Formulas

extension Lowering {
  package mutating func lower(
    _ formula: Formula, isRoot: Bool = false, renaming axes: [Axis]? = nil
  ) throws(Problem) -> Lowered {
    // A formula alone is never so deep, but definitions use each other.
    guard depth < Limits.depthOfFormulas else {
      throw Problem(.limit(.nestedUses, found: nil), at: formula.range)
    }
    depth += 1
    defer { depth -= 1 }
    switch formula.kind {
    case .number(let number, _):
      return .constant(number, formula)
    case .constant(let number, let shown):
      return .constant(number, shown)
    case .name(let name):
      return try resolve(nil, name, formula)
    case .member(let network, let name):
      return try resolve(network, name, formula)
    case .transposed(let operand):
      if case .name(let network) = operand.kind, bindings[network] == nil,
        scope.isNetwork(network)
      {
        return try resolve(network, "T", formula)
      }
      let inner = try lower(operand)
      return try transposed(inner, operand.range)
    case .negated(let operand):
      let inner = try lower(operand, renaming: axes)
      if case .constant(let number, let shown) = inner {
        return .constant(-number, Formula(.negated(shown), at: formula.range))
      }
      return .node(
        try apply("negate", [try value(inner, operand.range)], Options(), formula.range, isRoot),
        transposed: false)
    case .binary(let operation, let left, let right):
      return try binary(operation, left, right, formula, isRoot: isRoot, renaming: axes)
    case .call(let call):
      if let definition = definitions[call.function] {
        return try expand(definition, call, formula, isRoot: isRoot, renaming: axes)
      }
      return try lower(call, formula, isRoot: isRoot)
    case .indexed(let operand, let indices):
      let inner = try lower(operand)
      return try indexed(inner, indices, formula)
    case .list:
      var found: [Problem] = []
      let literal = try ListLiteral(formula) { (item) throws(Problem) in
        do throws(Problem) { return try constantValue(item) } catch {
          found.append(error)
          return 0
        }
      }
      try report(found)
      return .node(
        append(
          "[…]", literal.shape, .leaf(.tensor(literal.tensor)), formula.range,
          isDifferentiable: false), transposed: false)
    case .tuple, .axis:
      throw Problem(.tupleOutsideOption, at: formula.range)
    }
  }

  /// Lowers a formula; if that fails, the problems of `others` are reported too.
  mutating func lower(
    _ formula: Formula, renaming axes: [Axis]? = nil, beside others: [Formula]
  ) throws(Problem) -> Lowered {
    do { return try lower(formula, renaming: axes) } catch {
      // What is nested too deep keeps the rest from being looked at too.
      if case NetworkProblem.limit = error.kind { throw error }
      for other in others {
        do throws(Problem) { _ = try lower(other) } catch { problems.append(error) }
      }
      throw error
    }
  }

  /// Throws the first of the problems and reports the others.
  private mutating func report(_ found: [Problem]) throws(Problem) {
    guard let first = found.first else { return }
    problems += found.dropFirst()
    throw first
  }

  /// The size of an axis of the scope, or of one that an operation of this formula has made.
  func axisSize(_ name: String) -> Int? {
    if let size = scope.axisSize(name) { return size }
    guard !scope.allowsInternal, statementStart < graph.nodes.count else { return nil }
    return graph.nodes[statementStart...].lazy.compactMap { $0.shape.size(of: name) }.first
  }

  private mutating func resolve(
    _ network: String?, _ name: String, _ formula: Formula
  ) throws(Problem) -> Lowered {
    if network == nil {
      if let bound = bindings[name] { return bound }
      if let local = locals[name] { return .node(local, transposed: false) }
      if let size = axisSize(name) { return .constant(Number(size), formula) }
    }
    switch scope.lookUp(network, name) {
    case .failure(let kind, let related):
      throw Problem(kind: kind, at: formula.range, related: related)
    case .meaning(.number(let number)):
      return .constant(number, formula)
    case .meaning(.node(let node)):
      return .node(node, transposed: false)
    case .meaning(.leaf(let reference, let label, let shape, _)):
      if let known = leaves.first(where: { graph.nodes[$0].label == label }) {
        return .node(known, transposed: false)
      }
      let node = append(
        label, shape, .leaf(reference), formula.range, isDifferentiable: reference.isArgument)
      leaves.append(node)
      return .node(node, transposed: false)
    }
  }

  func transposed(
    _ lowered: Lowered, _ range: SourceRange
  ) throws(Problem) -> Lowered {
    switch lowered {
    case .constant:
      throw Problem(
        .shape(.notMatrix(.scalar), operation: ".T", left: "", right: ""), at: range)
    case .node(let node, let turned):
      let shape = graph.nodes[node].shape
      guard shape.rank == 2 else {
        throw Problem(
          .shape(.notMatrix(shape), operation: ".T", left: graph.nodes[node].label, right: ""),
          at: range)
      }
      return .node(node, transposed: !turned)
    }
  }

  mutating func binary(
    _ operation: BinaryOperator, _ left: Formula, _ right: Formula, _ formula: Formula,
    isRoot: Bool, renaming axes: [Axis]?
  ) throws(Problem) -> Lowered {
    if operation == .power { return try power(left, right, formula, isRoot: isRoot) }
    let passesOn = operation != .product && left.hasSpineProduct != right.hasSpineProduct
    let a = try lower(
      left, renaming: passesOn && left.hasSpineProduct ? axes : nil, beside: [right])
    let b = try lower(right, renaming: passesOn && right.hasSpineProduct ? axes : nil)
    if case .constant(let x, _) = a, case .constant(let y, _) = b, operation != .product {
      return .constant(try combined(operation, x, y, formula), written(formula))
    }
    if operation == .product {
      return try product(a, b, left, right, formula, isRoot: isRoot, renaming: axes)
    }
    var operands = [try value(a, left.range), try value(b, right.range)]
    try broadcast(&operands, operation.rawValue, [left.range, right.range], formula.range)
    return .node(
      try apply(operation.rawValue, operands, Options(), formula.range, isRoot), transposed: false)
  }

  func combined(
    _ operation: BinaryOperator, _ x: Number, _ y: Number, _ formula: Formula
  ) throws(Problem) -> Number {
    try finite(operation(x, y), formula, [x, y])
  }

  func finite(
    _ result: Number, _ formula: Formula, _ operands: [Number]
  ) throws(Problem) -> Number {
    guard !result.double.isFinite else { return result }
    throw Problem(
      .notFinite(
        NetworkProblem.NonFinite(
          isNaN: result.double.isNaN, label: formula.text(), indices: [],
          operands: operands.map { ("", $0) }, formula: formula)), at: formula.range)
  }

  private mutating func power(
    _ base: Formula, _ exponent: Formula, _ formula: Formula, isRoot: Bool
  ) throws(Problem) -> Lowered {
    let lowered = try lower(base, beside: [exponent])
    guard let number = try constantValue(exponent) else {
      throw Problem(.exponentNotConstant, at: exponent.range)
    }
    if case .constant(let x, _) = lowered {
      return .constant(try combined(.power, x, number, formula), written(formula))
    }
    var options = Options()
    options.set("n", to: .number(number, written(exponent)))
    return .node(
      try apply("^", [try value(lowered, base.range)], options, formula.range, isRoot),
      transposed: false)
  }

  /// A matrix product; transposed operands are used as views, without a step of their own.
  private mutating func product(
    _ a: Lowered, _ b: Lowered, _ left: Formula, _ right: Formula, _ formula: Formula,
    isRoot: Bool, renaming axes: [Axis]?
  ) throws(Problem) -> Lowered {
    for side in [left, right] { try checkIsNoAxis(side) }
    let operands = try [operand(a, left), operand(b, right)]
    var operandShapes = operands.map { shape(of: $0) }
    // Sides that don't fit are reported before their names.
    if let axes, let layout = try? ProductLayout(operandShapes[0], operandShapes[1]) {
      guard axes.count == layout.axes.count else {
        throw Problem(
          .renameRank(declared: axes.count, found: Shape(layout.axes)), at: formula.range)
      }
      for (new, old) in zip(axes, layout.axes) { try checkRename(new, old, formula.range) }
      operandShapes = layout.operands(named: axes.map(\.name), operandShapes)
    }
    return .node(
      try apply("@", operands, Options(), formula.range, isRoot, operandShapes: operandShapes),
      transposed: false)
  }

  /// A wrong capital may turn a matrix into an axis, whose size can't be a side of a product.
  private func checkIsNoAxis(_ side: Formula) throws(Problem) {
    guard case .name(let name) = side.kind, bindings[name] == nil, locals[name] == nil,
      axisSize(name) != nil
    else { return }
    let meant = [name.uppercased(), name.lowercased()].first { other in
      if other != name, case .meaning = scope.lookUp(nil, other) { true } else { false }
    }
    if let meant { throw Problem(.axisInProduct(name, suggestion: meant), at: side.range) }
  }

  private mutating func indexed(
    _ lowered: Lowered, _ indices: [Formula.Index], _ formula: Formula
  ) throws(Problem) -> Lowered {
    let operand = try value(lowered, formula.range)
    try report(indices.problems(in: shape(of: operand), at: formula.range))
    if indices.numbers.isEmpty { return lowered }
    var options = Options()
    options.set("indices", to: .integers(indices.map { $0.number ?? Options.wholeAxis }))
    return .node(
      try apply("entry", [operand], options, formula.range, false), transposed: false)
  }
}

extension Formula {
  fileprivate var isProduct: Bool {
    if case .binary(.product, _, _) = kind { true } else { false }
  }

  /// Whether the formula is one `@`, alone or combined with others by `+ - * /`.
  fileprivate var hasSpineProduct: Bool {
    switch kind {
    case .binary(.product, _, _): true
    case .binary(.power, _, _): false
    case .binary(_, let left, let right): left.hasSpineProduct || right.hasSpineProduct
    case .negated(let operand): operand.hasSpineProduct
    default: false
    }
  }
}
