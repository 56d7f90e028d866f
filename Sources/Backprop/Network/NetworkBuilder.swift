import Formulas
import MatrixCore

/// Takes the statements of a network one by one and checks names, axes and shapes; nothing is
/// evaluated. Problems are collected, so that they are all reported together.
package struct NetworkBuilder {
  package private(set) var problems: [Problem] = []
  let name: String
  let nameRange: SourceRange
  let earlier: [Network]
  /// The range of an entry of the list that begins at the start of the given range.
  private let entryRange: @Sendable (_ list: SourceRange, _ offset: Int) -> SourceRange?
  /// The names of the block, valid or not.
  let declared: Network.Declared?
  /// The remaining budget of the lesson.
  package private(set) var budget: Budget
  /// Whether a loss is declared, so that gradients take memory too.
  private let hasLoss: Bool
  /// Whether a limit of the whole lesson is reached.
  private var isExhausted = false
  var graph = Graph()
  package var values: [Network.Value] = []
  var byName = NameTable<Int>()
  var broken = NameSet()
  var axisSizes = NameTable<KnownAxis>()
  /// Axes named by invalid statements: problems with them are only consequences.
  var brokenAxes = NameSet()
  /// Conflicting sizes already reported, by axis.
  private var conflicts: [String: Set<Int>] = [:]
  /// Bad labels already reported.
  private var badLabels: Set<SourceRange> = []
  var constants: [Int: Number] = [:]
  var definitions = Definitions()
  private var loss: Int?
  /// The ranges of problems in definitions already reported.
  private var rangesInDefinitions: Set<SourceRange> = []
  /// All names of the block, with the range of the first definition.
  let allNames: NameTable<SourceRange>
  /// The names of all `loss` statements, valid or not.
  private var losses: [Name] = []

  package init(
    name: String, nameRange: SourceRange, earlier: [Network], names: NameTable<SourceRange>,
    declared: Network.Declared? = nil, budget: Budget = Budget(),
    hasLoss: Bool = false,
    entryRange: @escaping @Sendable (_ list: SourceRange, _ offset: Int) -> SourceRange?
  ) {
    self.name = name
    self.nameRange = nameRange
    self.earlier = earlier
    self.declared = declared
    self.budget = budget
    self.hasLoss = hasLoss
    self.entryRange = entryRange
    allNames = names
  }

  /// Adds a statement.
  package mutating func add(_ statement: Statement) {
    // After a limit of the whole lesson is reached, nothing more is added.
    if isExhausted {
      broken.insert(statement.name)
      return
    }
    let before = problems.count
    if statement.role == .loss {
      losses.append(Name(statement.name, at: statement.nameRange))
    }
    checkName(statement)
    if case .definition(let definition) = statement.data {
      checkDefinition(definition)
      if problems.count == before { definitions.add(definition) } else { lose(definition) }
      return
    }
    let areAxesFine = checkAxes(statement.axes ?? [], statement)
    var isSound = false
    if areAxesFine, problems.count == before {
      do throws(Problem) {
        switch statement.role {
        case .value, .loss: try define(statement)
        case .input, .param, .target, .const: try declare(statement)
        }
        isSound = true
      } catch {
        add(error)
      }
    }
    if !isSound {
      lose(statement.name, axes: statement.axes ?? [], words: statement.data.optionNames)
    }
  }

  /// Adds the known parts of a statement that could not be parsed.
  package mutating func add(_ statement: IllegibleStatement) {
    if statement.role == .loss {
      losses.append(Name(statement.name, at: statement.nameRange))
    }
    lose(statement.name, axes: statement.axes, words: statement.words)
  }

  /// Marks a name as lost, with the axes that its statement named and other words that may be axes,
  /// so that its uses aren't reported as further problems.
  private mutating func lose(_ name: String, axes: [AxisDeclaration], words: [String]) {
    broken.insert(name)
    brokenAxes.formUnion(words)
    for axis in axes {
      brokenAxes.insert(axis.name)
      // A written size is valid, unless it is what caused the error.
      let isTold = problems.contains { problem in
        if case NetworkProblem.sizeMismatch(axis.name, _, _) = problem.kind { true } else { false }
      }
      if let size = axis.size, size > 0, axisSizes[axis.name] == nil, !isTold,
        byName[axis.name] == nil
      {
        axisSizes.set(axis.name, to: KnownAxis(size: size, range: axis.range))
      }
    }
  }

  private mutating func lose(_ definition: Definition) {
    lose(
      definition.name.text, axes: [],
      words: NetworkBuilder.Data.definition(definition).optionNames)
  }

  /// Adds a problem, unless it is only a consequence of another.
  package mutating func add(_ problem: Problem) {
    switch problem.kind {
    case NetworkProblem.consequence: return
    case NetworkProblem.axisSizeUnknown(let axis, _) where brokenAxes.contains(axis): return
    case NetworkProblem.axisSizeConflict(let axis, _, let size):
      if !conflicts[axis, default: []].insert(size).inserted { return }
    case NetworkProblem.reservedName(let word, _, isAxis: true):
      if brokenAxes.contains(word) { return }
    // A bad label is reported only once, however often it is used.
    case NetworkProblem.labelNotWhole, NetworkProblem.labelTooLarge:
      if problem.related != nil, !badLabels.insert(problem.range).inserted { return }
    // A limit of the whole lesson, once reached, stays reached.
    case NetworkProblem.limit(let limit, _) where limit.isOfLesson:
      if isExhausted { return }
      isExhausted = true
    default: break
    }
    // The text of a definition is wrong in every use alike.
    if !problem.uses.isEmpty, !rangesInDefinitions.insert(problem.range).inserted { return }
    problems.append(problem)
  }

  /// The checked network.
  package mutating func finish() -> Network {
    checkGradientNames()
    checkLosses()
    chargeMemory()
    if values.isEmpty && problems.isEmpty && broken.isEmpty {
      add(Problem(.emptyNetwork, at: nameRange))
    }
    return Network(
      name: name, index: earlier.count, graph: graph, values: values,
      axes: axisSizes.names.compactMap { name in axisSizes[name].map { Axis(name, $0.size) } },
      loss: loss, constants: constants, placesOfNames: byName, knownAxes: axisSizes,
      declared: declared, gaps: gaps, exceedsLimit: isExhausted, definitions: definitions)
  }

  /// Charges what data takes, as measured: 16 bytes an exact entry, and the gradients and the copies
  /// of a check.
  private mutating func spend(data shape: Shape, at range: SourceRange) throws(Problem) {
    try budget.spend(entries: shape.count.multipliedSaturating(by: hasLoss ? 9 : 2), at: range)
  }

  /// Charges what computed values take beside themselves, as measured: gradients, the values within
  /// operations, and the copies of a check.
  private mutating func chargeMemory() {
    for node in graph.nodes where !isExhausted {
      guard case .operation(let use) = node.source else { continue }
      let inside = use.body?.graph.nodes.reduce(0) { $0 + $1.shape.count } ?? 0
      let entries = hasLoss ? 6 * node.shape.count + 2 * inside : node.shape.count + inside
      do throws(Problem) { try budget.spend(entries: entries, at: node.range) } catch { add(error) }
    }
  }

  /// Only the first loss statement counts; if it is invalid, no other replaces it.
  private mutating func checkLosses() {
    let inOrder = losses.sorted { $0.range.lowerBound < $1.range.lowerBound }
    guard let first = inOrder.first else { return }
    if let loss, graph.nodes[loss].label != first.text { self.loss = nil }
    for second in inOrder.dropFirst() {
      add(Problem(.secondLoss(first: first.text), at: second.range, related: first.range))
    }
  }

  private var gaps: Network.Gaps? {
    guard !problems.isEmpty || !broken.isEmpty else { return nil }
    return Network.Gaps(
      names: broken, holdsLoss: loss == nil && (declared == nil || !losses.isEmpty))
  }
}

// MARK: - Statements

extension NetworkBuilder {
  private mutating func declare(_ statement: Statement) throws(Problem) {
    let data: Graph.Reference
    let shape: Shape
    var listRange: SourceRange?
    var isGenerated = false
    switch statement.data {
    case .list(let sizes, let numbers, let range):
      guard let axes = statement.axes else {
        throw Problem(.axesMissing(rank: sizes.count), at: statement.nameRange)
      }
      guard axes.count == sizes.count else {
        throw Problem(.rankMismatch(declared: axes.count, found: sizes.count), at: range)
      }
      for (axis, size) in zip(axes, sizes) {
        try setSize(axis, size, found: range)
      }
      shape = Shape(zip(axes, sizes).map { Axis($0.name, $1) })
      do throws(ShapeError) { data = .tensor(try Tensor(shape, numbers: numbers)) } catch {
        throw Problem(.raggedList(expected: shape.count, found: numbers.count), at: range)
      }
      listRange = range
    case .generator(let call):
      guard let axes = statement.axes else {
        throw Problem(.axesMissing(rank: nil), at: statement.nameRange)
      }
      shape = try knownShape(call.generator?.isSquare == true ? squared(axes) : axes)
      try checkSize(shape, statement.nameRange)
      try spend(data: shape, at: statement.nameRange)
      isGenerated = true
      data = .tensor(try DataGenerator.data(call, shape))
    case .formula(let formula):
      (data, shape) = try self.data(formula, statement)
    case .definition: throw Problem(.consequence, at: statement.nameRange)
    }
    if !isGenerated { try spend(data: shape, at: statement.nameRange) }
    try budget.spend(operations: 1, at: statement.nameRange)
    graph.nodes.append(
      Graph.Node(
        label: statement.name, shape: shape, source: .leaf(data), range: statement.nameRange,
        isDifferentiable: statement.role == .input || statement.role == .param))
    let node = graph.nodes.count - 1
    if statement.role == .const, shape.isScalar, case .tensor(let tensor) = data {
      constants[node] = tensor[0]
    }
    if statement.role == .param { graph.parameters.append(node) }
    remember(statement, node, nil, list: listRange)
  }

  private mutating func define(_ statement: Statement) throws(Problem) {
    guard case .formula(let formula) = statement.data else {
      throw Problem(.dataWithoutRole(statement.name), at: statement.nameRange)
    }
    let before = graph.nodes.count
    var isDefined = false
    defer { if !isDefined { graph.removeNodes(from: before) } }
    let node = try lower(statement, formula)
    if let declared = statement.axes {
      for (axis, found) in zip(declared, graph.nodes[node].shape.axes) {
        try setSize(axis, found.size, found: formula.range)
      }
    }
    let added = graph.nodes[before...]
    try budget.spend(operations: added.count, at: statement.nameRange)
    try budget.spend(multiplications: added.multiplications, at: formula.range)
    try budget.spend(entries: added.reduce(0) { $0 + $1.shape.count }, at: statement.nameRange)
    for part in added {
      // Axes that a function creates are axes of the network too.
      for axis in part.shape.axes where axisSizes[axis.name]?.size != axis.size {
        let bearer =
          axis.name == statement.name
          ? statement.nameRange : byName[axis.name].map { values[$0].nameRange }
        if let bearer {
          throw Problem(.axisBearsValueName(axis.name), at: formula.range, related: bearer)
        }
        if let word = ReservedWord(axis.name) {
          throw Problem(.reservedName(axis.name, word, isAxis: true), at: formula.range)
        }
        try setSize(
          AxisDeclaration(name: axis.name, size: nil, range: formula.range), axis.size,
          found: formula.range)
      }
    }
    if statement.role == .loss {
      guard graph.nodes[node].shape.isScalar else {
        throw Problem(.lossNotScalar(graph.nodes[node].shape), at: formula.range)
      }
      loss = loss ?? node
    }
    isDefined = true
    remember(statement, node, formula)
  }

  /// Adds the nodes of a statement's formula to the graph. The graph is moved, and what the lowering
  /// refers to is released at the end, so that nothing is copied for each statement.
  private mutating func lower(
    _ statement: Statement, _ formula: Formula
  ) throws(Problem) -> Int {
    var lowering = Lowering(
      graph, scope: scope(), constants: constants,
      dataRange: { [values, entryRange] leaf, offset in
        guard let value = values.first(where: { $0.node == leaf }) else { return nil }
        return value.list.map { entryRange($0, offset) } ?? value.dataFormula?.range
      })
    graph = Graph()
    lowering.definitions = definitions
    lowering.operationsLeft = budget.operations
    defer {
      graph = lowering.graph
      definitions.used.formUnion(lowering.usedDefinitions.names)
    }
    let axes = statement.axes?.map { axis in
      Axis(axis.name, axis.size ?? axisSizes[axis.name]?.size ?? 0)
    }
    return try define(statement.name, formula, axes, &lowering)
  }

  /// Adds the nodes of a formula and reports all its problems.
  private mutating func define(
    _ name: String, _ formula: Formula, _ axes: [Axis]?, _ lowering: inout Lowering
  ) throws(Problem) -> Int {
    let node = lowering.reporting { (lowering) throws(Problem) in
      try lowering.define(name, formula, axes: axes)
    }
    for problem in lowering.problems { add(problem) }
    guard let node else { throw Problem(.consequence, at: formula.range) }
    return node
  }

  private mutating func remember(
    _ statement: Statement, _ node: Int, _ formula: Formula?, list: SourceRange? = nil
  ) {
    var dataFormula: Formula?
    if formula == nil, case .formula(let written) = statement.data { dataFormula = written }
    byName.set(statement.name, to: values.count)
    values.append(
      Network.Value(
        name: statement.name, role: statement.role, node: node,
        nameRange: statement.nameRange, formula: formula, dataFormula: dataFormula, list: list))
  }

  /// Data computed from values and gradients of earlier networks and from data of this one. Only
  /// results of known scalars are computed here: exponents and options may need them.
  private mutating func data(
    _ formula: Formula, _ statement: Statement
  ) throws(Problem) -> (Graph.Reference, Shape) {
    let size = statement.axes?.map { axis in
      Axis(axis.name, axis.size ?? axisSizes[axis.name]?.size ?? 0)
    }
    let scope = dataScope()
    try checkNetworkNames(in: formula, scope)
    var lowering = Lowering(Graph(), scope: scope)
    let result: Int
    // Problems of a formula are reported when it is lowered.
    if let number = try? lowering.constant(formula) {
      guard size?.isEmpty ?? true else {
        throw Problem(.rankMismatch(declared: size?.count ?? 0, found: 0), at: formula.range)
      }
      return (.tensor(Tensor(number)), .scalar)
    } else if let axes = size, !axes.isEmpty {
      result = try define(statement.name, formula, axes, &lowering)
      for (axis, found) in zip(statement.axes ?? [], lowering.graph.nodes[result].shape.axes) {
        try setSize(axis, found.size, found: formula.range)
      }
    } else {
      result = try define(statement.name, formula, nil, &lowering)
      for axis in lowering.graph.nodes[result].shape.axes {
        try setSize(
          AxisDeclaration(name: axis.name, size: nil, range: formula.range), axis.size,
          found: formula.range)
      }
    }
    if !lowering.problems.isEmpty { throw Problem(.consequence, at: formula.range) }
    try budget.spend(multiplications: lowering.graph.cost, at: formula.range)
    let body = Graph.Body(graph: lowering.graph, result: result)
    let shape = body.graph.nodes[result].shape
    guard body.graph.isOfKnownScalars else { return (.data(body, written: formula), shape) }
    let tensor = try body.finiteResult(of: formula, label: statement.name) { reference in
      if case .tensor(let tensor) = reference { tensor } else { nil }
    }
    return (.tensor(tensor), shape)
  }
}

extension Graph {
  /// Whether all nodes are scalars and all leaves are known.
  fileprivate var isOfKnownScalars: Bool {
    nodes.allSatisfy { node in
      switch node.source {
      case .leaf(.tensor), .operation: node.shape.isScalar
      case .leaf: false
      }
    }
  }
}

extension NetworkBuilder.Data {
  /// The names in options, which may be axes that a function creates.
  package var optionNames: [String] {
    switch self {
    case .list: []
    case .generator(let formula), .formula(let formula): formula.optionNames
    case .definition(let definition): definition.formulas.flatMap(\.optionNames)
    }
  }
}

extension Formula {
  fileprivate var optionNames: [String] {
    if case .call(let call) = kind {
      return call.arguments.flatMap { $0.label == nil ? $0.value.optionNames : $0.value.names }
    }
    return parts.flatMap(\.optionNames)
  }
}
