import MatrixCore

/// Takes the statements of a network one by one, checks them, and in the end computes the values and
/// the gradients. What is wrong is collected, so that a reader hears of everything at once.
package struct NetworkBuilder {
  package struct AxisDeclaration: Sendable {
    package let name: String
    package let size: Int?
    package let range: SourceRange

    package init(name: String, size: Int?, range: SourceRange) {
      self.name = name
      self.size = size
      self.range = range
    }
  }

  /// What stands right of a statement's `=`.
  package enum Data: Sendable {
    /// Nested lists: how long they are at each depth, and the numbers in order.
    case list(sizes: [Int], numbers: [Number], range: SourceRange)
    case generator(Formula)
    case formula(Formula)
  }

  package struct Statement: Sendable {
    package let role: Network.Role
    package let name: String
    package let nameRange: SourceRange
    package let axes: [AxisDeclaration]?
    package let data: Data

    package init(
      role: Network.Role, name: String, nameRange: SourceRange, axes: [AxisDeclaration]?,
      data: Data
    ) {
      self.role = role
      self.name = name
      self.nameRange = nameRange
      self.axes = axes
      self.data = data
    }
  }

  package private(set) var problems: [Problem] = []
  private let name: String
  private let nameRange: SourceRange
  private let earlier: [Network]
  /// Where the entry of a list, the first byte of which is at the range's beginning, was written.
  private let entryRange: @Sendable (_ list: SourceRange, _ offset: Int) -> SourceRange?
  /// The names of the block, whatever became of their statements.
  private let declared: Network.Declared?
  /// What the lesson may still take.
  package private(set) var budget: Budget
  /// Whether a limit of the lesson as a whole is reached.
  private var isExhausted = false
  private var graph = Graph()
  private var values: [Network.Value] = []
  private var byName: [String: Int] = [:]
  private var broken: Set<String> = []
  private var axisSizes: [String: (size: Int, range: SourceRange)] = [:]
  private var axisOrder: [String] = []
  private var constants: [Int: Number] = [:]
  private var lists: [Int: SourceRange] = [:]
  private var loss: Int?
  /// Every name of the block, whichever stands first.
  private let allNames: [String: SourceRange]

  package init(
    name: String, nameRange: SourceRange, earlier: [Network], names: [String: SourceRange],
    declared: Network.Declared? = nil, budget: Budget = Budget(),
    entryRange: @escaping @Sendable (_ list: SourceRange, _ offset: Int) -> SourceRange?
  ) {
    self.name = name
    self.nameRange = nameRange
    self.earlier = earlier
    self.declared = declared
    self.budget = budget
    self.entryRange = entryRange
    allNames = names
  }

  /// Takes one statement.
  package mutating func add(_ statement: Statement) {
    // Past a limit of the lesson nothing more is taken.
    if isExhausted {
      broken.insert(statement.name)
      return
    }
    let before = problems.count
    checkName(statement)
    var axes: [AxisDeclaration]? = statement.axes
    if let declared = axes, !checkAxes(declared, statement) { axes = nil }
    if problems.count == before {
      do throws(Problem) {
        switch statement.role {
        case .value, .loss: try define(statement)
        case .input, .param, .target, .const: try declare(statement)
        }
      } catch {
        add(error)
      }
    }
    if problems.count != before || byName[statement.name] == nil { broken.insert(statement.name) }
  }

  /// Marks a name whose statement could not be read, so that its uses are no further problems.
  package mutating func skip(_ name: String) {
    broken.insert(name)
  }

  /// Adds a problem, unless it only follows from another.
  package mutating func add(_ problem: Problem) {
    switch problem.kind {
    case .consequence: return
    // What is past a limit of the lesson as a whole stays so.
    case .limit(let limit, _) where limit.isOfLesson:
      if isExhausted { return }
      isExhausted = true
    default: break
    }
    problems.append(problem)
  }

  /// The network, its values and gradients computed as far as they can be.
  package mutating func finish() -> Network {
    checkGradientNames()
    if values.isEmpty && problems.isEmpty && broken.isEmpty {
      add(Problem(.emptyNetwork, at: nameRange))
    }
    if problems.isEmpty {
      do throws(Problem) {
        try budget.spend(multiplications: graph.multiplications, at: nameRange)
      } catch { add(error) }
    }
    let network = Network(
      name: name, index: earlier.count, graph: graph, values: values,
      axes: axisOrder.compactMap { name in axisSizes[name].map { Axis(name, $0.size) } },
      loss: loss, places: Network.Places(axes: axisSizes.mapValues(\.range), lists: lists),
      declared: declared, isBroken: !problems.isEmpty)
    return problems.isEmpty ? network.replacing([:]) : network
  }
}

// MARK: - Statements

extension NetworkBuilder {
  private mutating func declare(_ statement: Statement) throws(Problem) {
    let tensor: Tensor
    var listRange: SourceRange?
    var isGenerated = false
    switch statement.data {
    case .list(let sizes, let numbers, let range):
      guard let axes = statement.axes else { throw Problem(.axesMissing, at: statement.nameRange) }
      guard axes.count == sizes.count else {
        throw Problem(.rankMismatch(declared: axes.count, found: sizes.count), at: range)
      }
      for (axis, size) in zip(axes, sizes) {
        try setSize(axis, size, found: range)
      }
      let shape = Shape(zip(axes, sizes).map { Axis($0.name, $1) })
      do throws(ShapeError) { tensor = try Tensor(shape, numbers: numbers) } catch {
        throw Problem(.raggedList(expected: shape.count, found: numbers.count), at: range)
      }
      listRange = range
    case .generator(let call):
      guard let axes = statement.axes else { throw Problem(.axesMissing, at: statement.nameRange) }
      let shape = try knownShape(axes)
      try checkSize(shape, statement.nameRange)
      try budget.spend(entries: shape.count, at: statement.nameRange)
      isGenerated = true
      tensor = try generate(call, shape)
    case .formula(let formula):
      tensor = try evaluateData(formula, statement)
    }
    if !isGenerated { try budget.spend(entries: tensor.count, at: statement.nameRange) }
    try budget.spend(operations: 1, at: statement.nameRange)
    graph.entries.append(
      Graph.Entry(
        label: statement.name, shape: tensor.shape, source: .leaf(.tensor(tensor)),
        range: statement.nameRange,
        isDifferentiable: statement.role == .input || statement.role == .param))
    let entry = graph.entries.count - 1
    if statement.role == .const, tensor.shape.isScalar { constants[entry] = tensor[0] }
    lists[entry] = listRange
    if statement.role == .param { graph.parameters.insert(entry) }
    remember(statement, entry, nil)
  }

  private mutating func define(_ statement: Statement) throws(Problem) {
    guard case .formula(let formula) = statement.data else {
      throw Problem(.dataNotAllowed, at: statement.nameRange)
    }
    var lowering = Lowering(
      graph, scope: scope(), constants: constants,
      dataRange: { [lists, entryRange] leaf, offset in
        lists[leaf].flatMap { entryRange($0, offset) }
      })
    let axes = statement.axes?.map { axis in
      Axis(axis.name, axis.size ?? axisSizes[axis.name]?.size ?? 0)
    }
    let entry: Int
    do { entry = try lowering.define(statement.name, formula, axes: axes) } catch {
      for other in lowering.otherProblems { add(other) }
      throw error
    }
    if let declared = statement.axes {
      for (axis, found) in zip(declared, lowering.graph.entries[entry].shape.axes) {
        try setSize(axis, found.size, found: formula.range)
      }
    }
    let added = lowering.graph.entries[graph.entries.count...]
    try budget.spend(operations: added.count, at: statement.nameRange)
    try budget.spend(entries: added.reduce(0) { $0 + $1.shape.count }, at: statement.nameRange)
    for entry in added {
      // Axes that a function makes are axes of the network too.
      for axis in entry.shape.axes where axisSizes[axis.name]?.size != axis.size {
        if let known = byName[axis.name] {
          throw Problem(
            .axisBearsValueName(axis.name), at: formula.range, related: values[known].nameRange)
        }
        try setSize(
          AxisDeclaration(name: axis.name, size: nil, range: formula.range), axis.size,
          found: formula.range)
      }
    }
    if statement.role == .loss {
      guard lowering.graph.entries[entry].shape.isScalar else {
        throw Problem(.lossNotScalar(lowering.graph.entries[entry].shape), at: formula.range)
      }
      if let loss {
        throw Problem(
          .secondLoss(first: graph.entries[loss].label), at: statement.nameRange,
          related: values.first { $0.entry == loss }?.nameRange)
      }
      loss = entry
    }
    graph = lowering.graph
    remember(statement, entry, formula)
  }

  private mutating func remember(_ statement: Statement, _ entry: Int, _ formula: Formula?) {
    var dataFormula: Formula?
    if formula == nil, case .formula(let written) = statement.data { dataFormula = written }
    byName[statement.name] = values.count
    values.append(
      Network.Value(
        name: statement.name, role: statement.role, entry: entry,
        nameRange: statement.nameRange, formula: formula, dataFormula: dataFormula))
  }

  /// Data computed from values and gradients of earlier networks and from data of this one.
  private mutating func evaluateData(
    _ formula: Formula, _ statement: Statement
  ) throws(Problem) -> Tensor {
    let size = statement.axes?.map { axis in
      Axis(axis.name, axis.size ?? axisSizes[axis.name]?.size ?? 0)
    }
    var lowering = Lowering(Graph(), scope: dataScope())
    let result: Int
    if let number = try lowering.constant(formula), size?.isEmpty ?? true {
      return Tensor(number)
    } else if let axes = size, !axes.isEmpty {
      result = try lowering.define(statement.name, formula, axes: axes.map { $0 })
      for (axis, found) in zip(statement.axes ?? [], lowering.graph.entries[result].shape.axes) {
        try setSize(axis, found.size, found: formula.range)
      }
    } else {
      result = try lowering.define(statement.name, formula)
      for axis in lowering.graph.entries[result].shape.axes {
        try setSize(
          AxisDeclaration(name: axis.name, size: nil, range: formula.range), axis.size,
          found: formula.range)
      }
    }
    try budget.spend(multiplications: lowering.graph.cost, at: formula.range)
    let tensors = try lowering.graph.evaluate { [earlier] reference in earlier.tensor(reference) }
    if let offset = tensors[result].firstNonFinite {
      throw Problem(
        .notFinite(
          Problem.NonFinite(
            value: "infinite", label: statement.name,
            indices: tensors[result].shape.indices(at: offset), operands: [])), at: formula.range)
    }
    return tensors[result]
  }
}

// MARK: - Names and axes

extension NetworkBuilder {
  private mutating func checkName(_ statement: Statement) {
    let name = statement.name
    if let known = byName[name] {
      add(
        Problem(
          .duplicateName(name), at: statement.nameRange, related: values[known].nameRange))
    } else if Operation.rows(named: name).contains(where: { !$0.isInternal }) || name == "shape" {
      add(Problem(.reservedName(name, isFunction: true), at: statement.nameRange))
    } else if Network.Role(rawValue: name) != nil, name != "value" {
      add(Problem(.reservedName(name, isFunction: false), at: statement.nameRange))
    } else if let axis = axisSizes[name] {
      add(Problem(.valueBearsAxisName(name), at: statement.nameRange, related: axis.range))
    }
  }

  /// Whether the axes are all different and bear no value's name.
  private mutating func checkAxes(_ axes: [AxisDeclaration], _ statement: Statement) -> Bool {
    var isFine = true
    if axes.count > Shape.maximumRank, let first = axes.first, let last = axes.last {
      add(
        Problem(.tooManyAxes(axes.count), at: first.range.lowerBound..<last.range.upperBound))
      isFine = false
    }
    for (index, axis) in axes.enumerated() {
      if let size = axis.size, size < 1 {
        add(Problem(.axisSizeInvalid("\(size)"), at: axis.range))
        isFine = false
      }
      if let first = axes[..<index].first(where: { $0.name == axis.name }) {
        add(Problem(.axisRepeated(axis.name), at: axis.range, related: first.range))
        isFine = false
      }
      if let known = byName[axis.name] {
        add(
          Problem(.axisBearsValueName(axis.name), at: axis.range, related: values[known].nameRange))
        isFine = false
      } else if axis.name == statement.name {
        add(Problem(.axisBearsValueName(axis.name), at: axis.range, related: statement.nameRange))
        isFine = false
      } else if Operation.rows(named: axis.name).contains(where: { !$0.isInternal }) {
        add(Problem(.reservedName(axis.name, isFunction: true), at: axis.range))
        isFine = false
      } else if let size = axis.size, let known = axisSizes[axis.name], known.size != size {
        add(
          Problem(
            .axisSizeConflict(axis: axis.name, first: known.size, second: size), at: axis.range,
            related: known.range))
        isFine = false
      }
    }
    return isFine
  }

  /// Gives an axis its size, or finds it in conflict with what it had.
  private mutating func setSize(
    _ axis: AxisDeclaration, _ size: Int, found: SourceRange
  ) throws(Problem) {
    if let declared = axis.size, declared != size {
      throw Problem(
        .sizeMismatch(axis: axis.name, declared: declared, found: size), at: found,
        related: axis.range)
    }
    if let known = axisSizes[axis.name] {
      guard known.size == size else {
        throw Problem(
          .axisSizeConflict(axis: axis.name, first: known.size, second: size), at: axis.range,
          related: known.range)
      }
      return
    }
    axisSizes[axis.name] = (size, axis.range)
    axisOrder.append(axis.name)
  }

  private mutating func knownShape(_ axes: [AxisDeclaration]) throws(Problem) -> Shape {
    var result: [Axis] = []
    for axis in axes {
      guard let size = axis.size ?? axisSizes[axis.name]?.size else {
        throw Problem(.axisSizeUnknown(axis.name), at: axis.range)
      }
      try setSize(axis, size, found: axis.range)
      result.append(Axis(axis.name, size))
    }
    return Shape(result)
  }

  private func checkSize(_ shape: Shape, _ range: SourceRange) throws(Problem) {
    if shape.count > Limits.entriesOfTensor {
      throw Problem(.limit(.entriesOfTensor, found: "\(shape)"), at: range)
    }
  }

  /// `dQ` can't be a name where Q depends on an input or param.
  private mutating func checkGradientNames() {
    for value in values where value.name.hasPrefix("d") {
      let target = String(value.name.dropFirst())
      if let known = byName[target], graph.entries[values[known].entry].isDifferentiable {
        add(
          Problem(
            .gradientName(value.name, of: target), at: value.nameRange,
            related: values[known].nameRange))
      }
    }
  }
}

// MARK: - What names mean

extension NetworkBuilder {
  /// Names in a formula of this network.
  private func scope() -> Scope {
    let sizes = axisSizes.mapValues(\.size)
    let (byName, values, broken, allNames, earlier) = (
      byName, values, broken, allNames, earlier
    )
    return Scope(
      allowsInternal: false,
      isNetwork: { name in byName[name] == nil && earlier.contains { $0.name == name } },
      axisSize: { sizes[$0] }
    ) { network, name in
      if let network { return earlier.lookUp(network, name) }
      if let known = byName[name] { return .meaning(.entry(values[known].entry)) }
      if broken.contains(name) { return .problem(.consequence, related: nil) }
      if let later = allNames[name] {
        return .problem(.usedBeforeStatement(name), related: later)
      }
      if name.hasPrefix("d"), byName[String(name.dropFirst())] != nil {
        return .problem(.gradientInNetwork(name), related: nil)
      }
      if Operation.functionNames.contains(name) {
        return .problem(.functionWithoutArguments(name), related: nil)
      }
      return .problem(
        .unknownName(name, suggestion: nearest(name, Array(byName.keys) + Array(sizes.keys))),
        related: nil)
    }
  }

  /// Names in data: values and gradients of earlier networks, data of this one.
  private func dataScope() -> Scope {
    let inner = scope()
    let (graph, constants) = (graph, constants)
    return Scope(
      allowsInternal: false, isNetwork: inner.isNetwork, axisSize: inner.axisSize
    ) { network, name in
      let answer = inner.lookUp(network, name)
      guard case .meaning(.entry(let entry)) = answer else { return answer }
      guard case .leaf(let reference) = graph.entries[entry].source else {
        return .problem(.dataFromComputed(name), related: nil)
      }
      return .meaning(
        .leaf(
          reference, label: name, shape: graph.entries[entry].shape, constant: constants[entry]))
    }
  }
}

extension [Network] {
  /// What `network.name` means for whoever comes after these networks.
  package func lookUp(_ networkName: String, _ name: String) -> Scope.Answer {
    guard let network = first(where: { $0.name == networkName }) else {
      return .problem(
        .unknownNetwork(networkName, suggestion: nearest(networkName, map(\.name))), related: nil)
    }
    return network.lookUp(name, label: "\(networkName).\(name)")
  }

  /// The tensor that a leaf refers to.
  package func tensor(_ reference: Graph.Reference) -> Tensor {
    switch reference {
    case .tensor(let tensor): return tensor
    case .value(let network, let entry):
      return self[network].tensor(entry) ?? .zeros(self[network].shape(entry))
    case .gradient(let network, let entry):
      let value = self[network].value(at: entry)
      return value.flatMap { self[network].gradient(of: $0) } ?? .zeros(self[network].shape(entry))
    case .argument, .upstream:
      return Tensor(Number(Int32(0)))
    }
  }
}

extension Network {
  /// What a name means outside the network: a value, or `d` and a value: its gradient.
  package func lookUp(_ name: String, label: String) -> Scope.Answer {
    if isBroken, value(named: name) == nil {
      // What became of the name is told already; only one that was never given is a mistake here.
      return declared.map { $0.hasName(name) || $0.hasGradient(name) } ?? true
        ? .problem(.consequence, related: nil)
        : .problem(
          .unknownName(name, suggestion: nearest(name, declared?.candidates ?? [])), related: nil)
    }
    if let value = value(named: name) {
      guard failure == nil || value.entry < tensors.count else {
        return .problem(.consequence, related: nil)
      }
      let constant =
        value.role == .const && shape(value.entry).isScalar ? tensor(value.entry)?.number : nil
      return .meaning(
        .leaf(
          .value(network: index, entry: value.entry), label: label, shape: shape(value.entry),
          constant: constant))
    }
    if name.hasPrefix("d"), let value = value(named: String(name.dropFirst())) {
      return gradientMeaning(value, label)
    }
    let candidates = values.map(\.name) + valuesWithGradients.map { "d" + $0.name }
    return .problem(
      Operation.functionNames.contains(name)
        ? .functionWithoutArguments(name)
        : .unknownName(name, suggestion: nearest(name, candidates + axes.map(\.name))),
      related: nil)
  }

  private func gradientMeaning(_ value: Value, _ label: String) -> Scope.Answer {
    let reason: Problem.NoGradient
    switch value.role {
    case .target, .const: reason = .fixed(role: value.role.rawValue)
    case .loss:
      return .meaning(
        .leaf(.tensor(Tensor(Number(Int32(1)))), label: label, shape: .scalar, constant: nil))
    case .input, .param, .value:
      if valuesWithGradients.contains(where: { $0.entry == value.entry }) {
        if failure != nil || backwardFailure != nil { return .problem(.consequence, related: nil) }
        return .meaning(
          .leaf(
            .gradient(network: index, entry: value.entry), label: label,
            shape: shape(value.entry), constant: nil))
      }
      if loss == nil {
        reason = .noLoss
      } else if graph.entries[value.entry].isDifferentiable {
        reason = .lossIndependent
      } else {
        reason = .independentOfParameters
      }
    }
    return .problem(.noGradient(of: value.name, reason: reason), related: value.nameRange)
  }
}

// MARK: - Values

extension Graph {
  /// The values as far as they are finite, and what stopped them.
  func evaluateFinite() -> ([Tensor], Problem?) {
    var values: [Tensor] = []
    values.reserveCapacity(entries.count)
    for index in entries.indices {
      do throws(Problem) {
        let value = try evaluate(index, values) { reference in
          if case .tensor(let tensor) = reference { tensor } else { Tensor(Number(Int32(0))) }
        }
        if let offset = value.firstNonFinite {
          return (values, notFinite(index, value, offset, values))
        }
        values.append(value)
      } catch {
        return (values, error)
      }
    }
    return (values, nil)
  }

  /// The entry that is no number, with the numbers it was made of.
  private func notFinite(
    _ index: Int, _ value: Tensor, _ offset: Int, _ values: [Tensor]
  ) -> Problem {
    let entry = entries[index]
    var operands: [(name: String, number: Number)] = []
    if case .applied(let application) = entry.source {
      let labels = application.labels(self)
      for (label, tensor) in zip(labels, application.tensors(values)) {
        if tensor.shape == entry.shape {
          operands.append((label.text(), tensor[offset]))
        } else if tensor.shape.isScalar {
          operands.append((label.text(), tensor[0]))
        }
      }
    }
    return Problem(
      .notFinite(
        Problem.NonFinite(
          value: value[offset].double.isNaN ? "NaN" : "infinite", label: entry.label,
          indices: entry.shape.indices(at: offset), operands: operands)), at: entry.range)
  }
}
