import MatrixCore

/// Turns formulas into entries of a graph, one for each operation, and checks on the way that
/// everything fits.
package struct Lowering {
  package var graph: Graph
  private let scope: Scope
  /// The leaves made so far, by label.
  private var leaves: [String: Int] = [:]
  /// The label of the value that is being defined; what comes before it is `label.1`, `label.2`.
  private var target = ""
  private var unnamed = 0
  /// Values defined here that formulas may name.
  private var locals: [String: Int] = [:]
  /// Scalar consts of the graph, which exponents and options may be made of.
  private let constants: [Int: Number]
  /// Problems beside the one that was thrown.
  package private(set) var otherProblems: [Problem] = []
  /// Where an entry of a leaf's data was written.
  private let dataRange: (_ leaf: Int, _ offset: Int) -> SourceRange?

  package init(
    _ graph: Graph = Graph(), scope: Scope, constants: [Int: Number] = [:],
    dataRange: @escaping (_ leaf: Int, _ offset: Int) -> SourceRange? = { _, _ in nil }
  ) {
    self.graph = graph
    self.scope = scope
    self.constants = constants
    self.dataRange = dataRange
  }

  /// What a formula became.
  package enum Lowered {
    case entry(Int, transposed: Bool)
    case constant(Number, Formula)
  }

  /// Adds what `formula` needs, its last operation under `label`, and says which entry it is. With
  /// `axes` the value's axes are named again.
  package mutating func define(
    _ label: String, _ formula: Formula, axes: [Axis]? = nil
  ) throws(Problem) -> Int {
    target = label
    unnamed = 0
    switch try lower(formula, isRoot: true, renaming: axes) {
    case .constant(let number, let shown):
      return append(
        label, .scalar, .leaf(.tensor(Tensor(number))), shown.range, isDifferentiable: false)
    case .entry(let entry, let transposed):
      let fresh = graph.entries[entry].label == label
      if transposed {
        let turned = try apply(
          ".T", [.entry(entry, transposed: false)], Options(), formula.range, axes == nil)
        return try axes.map { axes throws(Problem) in try rename(turned, axes, formula.range) }
          ?? turned
      }
      if let axes {
        let renamed = try rename(entry, axes, formula.range)
        if renamed != entry || fresh { return renamed }
      }
      if fresh { return entry }
      return try apply("same", [.entry(entry, transposed: false)], Options(), formula.range, true)
    }
  }

  /// Defines a value that later formulas of the same scope may use by its name.
  mutating func defineLocal(
    _ label: String, _ formula: Formula, _ locals: inout [String: Int], _ name: String?
  ) throws(Problem) -> Int {
    self.locals = locals
    let entry = try define(label, formula)
    if let name { locals[name] = entry }
    return entry
  }

  /// The number that a formula of numbers, axis sizes and scalar consts is; nil for another formula.
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
  private mutating func lower(
    _ formula: Formula, isRoot: Bool = false, renaming axes: [Axis]? = nil
  ) throws(Problem) -> Lowered {
    switch formula.kind {
    case .number(let number, _):
      return .constant(number, formula)
    case .name(let name):
      return try resolve(nil, name, formula)
    case .member(let network, let name):
      return try resolve(network, name, formula)
    case .transposed(let operand):
      if case .name(let network) = operand.kind, scope.isNetwork(network) {
        return try resolve(network, "T", formula)
      }
      let inner = try lower(operand)
      return try transposed(inner, operand.range)
    case .negated(let operand):
      let inner = try lower(operand, renaming: axes)
      if case .constant(let number, let shown) = inner {
        return .constant(-number, Formula(.negated(shown), at: formula.range))
      }
      return .entry(
        try apply("negate", [try value(inner, operand.range)], Options(), formula.range, isRoot),
        transposed: false)
    case .binary(let operation, let left, let right):
      return try binary(operation, left, right, formula, isRoot: isRoot, renaming: axes)
    case .call(let call):
      return try lower(call, formula, isRoot: isRoot)
    case .indexed(let operand, let indices):
      let inner = try lower(operand)
      return try indexed(inner, indices, formula)
    case .list:
      let literal = try ListLiteral(formula) { (item) throws(Problem) in
        try constantValue(item)
      }
      return .entry(
        append(
          "[…]", literal.shape, .leaf(.tensor(literal.tensor)), formula.range,
          isDifferentiable: false), transposed: false)
    case .tuple:
      throw Problem(.tupleOutsideOption, at: formula.range)
    }
  }

  private mutating func resolve(
    _ network: String?, _ name: String, _ formula: Formula
  ) throws(Problem) -> Lowered {
    if network == nil {
      if let local = locals[name] { return .entry(local, transposed: false) }
      if let size = scope.axisSize(name) { return .constant(Number(size), formula) }
    }
    switch scope.lookUp(network, name) {
    case .problem(let kind, let related):
      throw Problem(kind, at: formula.range, related: related)
    case .meaning(.number(let number)):
      return .constant(number, formula)
    case .meaning(.entry(let entry)):
      return .entry(entry, transposed: false)
    case .meaning(.leaf(let reference, let label, let shape, _)):
      if let known = leaves[label] { return .entry(known, transposed: false) }
      let entry = append(
        label, shape, .leaf(reference), formula.range, isDifferentiable: true)
      leaves[label] = entry
      return .entry(entry, transposed: false)
    }
  }

  private func transposed(
    _ lowered: Lowered, _ range: SourceRange
  ) throws(Problem) -> Lowered {
    switch lowered {
    case .constant:
      throw Problem(
        .shape(.notMatrix(.scalar), operation: ".T", left: "", right: ""), at: range)
    case .entry(let entry, let turned):
      let shape = graph.entries[entry].shape
      guard shape.rank == 2 else {
        throw Problem(
          .shape(.notMatrix(shape), operation: ".T", left: graph.entries[entry].label, right: ""),
          at: range)
      }
      return .entry(entry, transposed: !turned)
    }
  }

  private mutating func binary(
    _ operation: BinaryOperator, _ left: Formula, _ right: Formula, _ formula: Formula,
    isRoot: Bool, renaming axes: [Axis]?
  ) throws(Problem) -> Lowered {
    if operation == .power { return try power(left, right, formula, isRoot: isRoot) }
    let passesOn = operation != .product && left.hasSpineProduct != right.hasSpineProduct
    let a: Lowered
    do { a = try lower(left, renaming: passesOn && left.hasSpineProduct ? axes : nil) } catch {
      // What is wrong on the right is told as well.
      do throws(Problem) { _ = try lower(right) } catch { otherProblems.append(error) }
      throw error
    }
    let b = try lower(right, renaming: passesOn && right.hasSpineProduct ? axes : nil)
    if case .constant(let x, _) = a, case .constant(let y, _) = b, operation != .product {
      return .constant(try combined(operation, x, y, formula), formula)
    }
    if operation == .product {
      return try product(a, b, left, right, formula, isRoot: isRoot, renaming: axes)
    }
    var operands = [try value(a, left.range), try value(b, right.range)]
    try broadcast(&operands, operation.rawValue, [left.range, right.range], formula.range)
    return .entry(
      try apply(operation.rawValue, operands, Options(), formula.range, isRoot), transposed: false)
  }

  private func combined(
    _ operation: BinaryOperator, _ x: Number, _ y: Number, _ formula: Formula
  ) throws(Problem) -> Number {
    let result: Number =
      switch operation {
      case .add: x + y
      case .subtract: x - y
      case .multiply, .product: x * y
      case .divide: x / y
      case .power: Tensor(x).raised(to: y)[0]
      }
    return try finite(result, formula, [x, y])
  }

  private func finite(
    _ result: Number, _ formula: Formula, _ operands: [Number]
  ) throws(Problem) -> Number {
    guard !result.double.isFinite else { return result }
    throw Problem(
      .notFinite(
        Problem.NonFinite(
          value: result.double.isNaN ? "NaN" : "infinite", label: formula.text(), indices: [],
          operands: operands.map { ("", $0) })), at: formula.range)
  }

  private mutating func power(
    _ base: Formula, _ exponent: Formula, _ formula: Formula, isRoot: Bool
  ) throws(Problem) -> Lowered {
    let lowered = try lower(base)
    guard let number = try constantValue(exponent) else {
      throw Problem(.exponentNotConstant, at: exponent.range)
    }
    if case .constant(let x, _) = lowered {
      return .constant(try combined(.power, x, number, formula), formula)
    }
    var options = Options()
    options.values["n"] = .number(number, exponent)
    return .entry(
      try apply("^", [try value(lowered, base.range)], options, formula.range, isRoot),
      transposed: false)
  }

  /// A matrix product; transposed operands are seen turned, without a step of their own.
  private mutating func product(
    _ a: Lowered, _ b: Lowered, _ left: Formula, _ right: Formula, _ formula: Formula,
    isRoot: Bool, renaming axes: [Axis]?
  ) throws(Problem) -> Lowered {
    let operands = try [operand(a, left), operand(b, right)]
    var seen = operands.map { shape(of: $0) }
    if let axes {
      // The outer axes take the new names before the product, which then has no axis twice.
      let outer = (seen[0].rank == 2 ? 1 : 0) + (seen[1].rank == 2 ? 1 : 0)
      guard axes.count == outer else {
        throw Problem(
          .renameRank(
            declared: axes.count,
            found: Shape(Array(seen[0].axes.dropLast() + seen[1].axes.dropFirst()))),
          at: formula.range)
      }
      var names = axes[...]
      if seen[0].rank == 2, let axis = names.popFirst() {
        try checkRename(axis, seen[0].axes[0], formula.range)
        seen[0] = Shape([Axis(axis.name, seen[0].axes[0].size), seen[0].axes[1]])
      }
      if seen[1].rank == 2, let axis = names.popFirst() {
        try checkRename(axis, seen[1].axes[1], formula.range)
        seen[1] = Shape([seen[1].axes[0], Axis(axis.name, seen[1].axes[1].size)])
      }
      // A new name may be that of the axis that is summed away, which then gives way.
      let inner = seen[0].axes[seen[0].rank - 1]
      if axes.contains(where: { $0.name == inner.name }), inner == seen[1].axes[0] {
        let other = Axis(inner.name + "′", inner.size)
        seen[0] = Shape(seen[0].axes.dropLast() + [other])
        seen[1] = Shape([other] + seen[1].axes.dropFirst())
      }
    }
    return .entry(
      try apply("@", operands, Options(), formula.range, isRoot, seen: seen), transposed: false)
  }

  private mutating func indexed(
    _ lowered: Lowered, _ indices: [Int], _ formula: Formula
  ) throws(Problem) -> Lowered {
    let operand = try value(lowered, formula.range)
    let shape = shape(of: operand)
    guard indices.count == shape.rank else {
      throw Problem(.indexCount(indices.count, for: shape), at: formula.range)
    }
    for (index, axis) in zip(indices, shape.axes) where index > axis.size {
      throw Problem(.indexOutOfRange(index, axis: axis), at: formula.range)
    }
    var options = Options()
    options.values["indices"] = .wholes(indices)
    return .entry(
      try apply("entry", [operand], options, formula.range, false), transposed: false)
  }
}

// MARK: - Calls

extension Lowering {
  private mutating func lower(
    _ call: Formula.Call, _ formula: Formula, isRoot: Bool
  ) throws(Problem) -> Lowered {
    let rows = Operation.rows(named: call.function)
    guard let first = rows.first, scope.allowsInternal || !first.isInternal else {
      if !rows.isEmpty { throw Problem(.internalFunction(call.function), at: call.functionRange) }
      if call.function == "shape" { throw Problem(.shapeValueHere, at: formula.range) }
      throw Problem(
        .unknownFunction(
          call.function, suggestion: nearest(call.function, Operation.functionNames)),
        at: call.functionRange)
    }
    let arguments = call.arguments.filter { $0.label == nil }
    guard arguments.count == first.operands.count else {
      throw Problem(
        .argumentCount(
          function: call.function, expected: first.operands.count, found: arguments.count),
        at: formula.range)
    }
    var operands: [Lowered] = []
    for (index, argument) in arguments.enumerated() {
      do { operands.append(try lower(argument.value)) } catch {
        for other in arguments[(index + 1)...] {
          do throws(Problem) { _ = try lower(other.value) } catch { otherProblems.append(error) }
        }
        throw error
      }
    }
    var shapes: [Shape] = []
    for operand in operands { shapes.append(shape(of: operand)) }
    let options = try options(of: call, first.parameters, shapes, formula)

    if operands.allSatisfy({ if case .constant = $0 { true } else { false } }),
      shapes.allSatisfy(\.isScalar)
    {
      let numbers = operands.compactMap { if case .constant(let x, _) = $0 { x } else { nil } }
      if let folded = try? fold(call.function, numbers, options) {
        return .constant(try finite(folded, formula, numbers), formula)
      }
    }
    var values: [Graph.Operand] = []
    for (operand, argument) in zip(operands, arguments) {
      values.append(try value(operand, argument.value.range))
    }
    if first.broadcasts {
      try broadcast(&values, call.function, arguments.map(\.value.range), formula.range)
    }
    return .entry(
      try apply(call.function, values, options, formula.range, isRoot, written: call),
      transposed: false)
  }

  /// A function of numbers alone, as a number.
  private func fold(
    _ function: String, _ numbers: [Number], _ options: Options
  ) throws(Problem) -> Number? {
    var scratch = Lowering(Graph(), scope: scope)
    let operands = numbers.map { Graph.Operand.constant($0, .number($0)) }
    let entry = try scratch.apply(function, operands, options, 0..<0, true)
    return try scratch.graph.evaluate { _ in Tensor(Number(Int32(0))) }[entry].number
  }

  /// The options of a call, filled in.
  private mutating func options(
    of call: Formula.Call, _ parameters: [Parameter], _ shapes: [Shape], _ formula: Formula
  ) throws(Problem) -> Options {
    let known = parameters.filter { !$0.isOperand }.map(\.name)
    var given: [String: Formula] = [:]
    for argument in call.arguments {
      guard let label = argument.label else { continue }
      guard known.contains(label) else {
        throw Problem(
          .unknownOption(function: call.function, option: label, known: known),
          at: argument.labelRange)
      }
      if given.updateValue(argument.value, forKey: label) != nil {
        throw Problem(.repeatedOption(label), at: argument.labelRange)
      }
    }
    var options = Options()
    for parameter in parameters where !parameter.isOperand {
      options.values[parameter.name] = try option(
        parameter, given[parameter.name], call.function, shapes, options, formula)
    }
    return options
  }

  private mutating func option(
    _ parameter: Parameter, _ given: Formula?, _ function: String, _ shapes: [Shape],
    _ options: Options, _ formula: Formula
  ) throws(Problem) -> Options.Value {
    let name = parameter.name
    let missing = Problem(.missingOption(function: function, option: name), at: formula.range)
    switch parameter.kind {
    case .operand, .labels:
      throw missing
    case .axes(let defaultAxes):
      let first = shapes.first ?? .scalar
      let names: [String]
      if let given {
        names = try given.axisNames(option: name)
      } else {
        switch defaultAxes {
        case .all: names = first.names
        case .named(let axis): names = [axis]
        case nil: throw missing
        }
      }
      for (index, axis) in names.enumerated() {
        if names[..<index].contains(axis) {
          throw Problem(.axisRepeated(axis), at: given?.range ?? formula.range)
        }
        guard first.contains(axis) else {
          throw Problem(
            .optionAxisMissing(option: name, axis: axis, shape: first),
            at: given?.range ?? formula.range)
        }
      }
      return .names(names)
    case .number(let defaultNumber, let rule):
      guard let given else {
        guard let defaultNumber else { throw missing }
        return .number(defaultNumber, .number(defaultNumber))
      }
      guard let number = try constantValue(given) else {
        throw Problem(.optionNotConstant(option: name), at: given.range)
      }
      let allowed: (Bool, String) =
        switch rule {
        case .any: (true, "")
        case .positive: (number.double > 0, "positive")
        case .notNegative: (number.double >= 0, "0 or more")
        case .belowOne: (number.double >= 0 && number.double < 1, "from 0 up to, not including, 1")
        }
      guard allowed.0 else {
        throw Problem(.optionOutOfRange(option: name, rule: allowed.1), at: given.range)
      }
      return .number(number, given)
    case .word(let words, let defaultWord):
      guard let given else { return .word(defaultWord) }
      guard case .name(let word) = given.kind, words.contains(word) else {
        throw Problem(.optionNotWord(option: name, known: words), at: given.range)
      }
      return .word(word)
    case .newAxes(let count):
      guard let given else { throw missing }
      let names = try given.axisNames(option: name)
      guard names.count == count else {
        throw Problem(
          .optionOutOfRange(
            option: name, rule: count == 1 ? "one axis name" : "\(count) axis names"),
          at: given.range)
      }
      return .names(names)
    case .knownAxis:
      guard let given else { throw missing }
      let axis = try given.axisNames(option: name).first ?? ""
      guard let size = scope.axisSize(axis) else {
        throw Problem(.axisSizeUnknown(axis), at: given.range)
      }
      return .shape(Shape([Axis(axis, size)]))
    case .wholes(let defaultWholes, let least):
      guard let given else {
        switch defaultWholes {
        case .required: throw missing
        case .value(let whole): return .wholes([whole, whole])
        case .sameAs(let other): return .wholes(options.wholes(other))
        }
      }
      if case .sameAs(let other) = defaultWholes, case .name(other) = given.kind {
        return .wholes(options.wholes(other))
      }
      let items: [Formula] =
        if case .tuple(let items) = given.kind { items } else { [given, given] }
      var wholes: [Int] = []
      for item in items {
        guard let whole = try constantValue(item)?.whole, whole >= least, whole < 1 << 32 else {
          throw Problem(
            .optionOutOfRange(option: name, rule: "whole numbers from \(least)"), at: item.range)
        }
        wholes.append(whole)
      }
      return .wholes(wholes)
    case .target:
      guard let given else { throw missing }
      var axes: [Axis] = []
      for axis in try given.axisNames(option: name) {
        guard let size = scope.axisSize(axis) ?? shapes.first?.size(of: axis) else {
          throw Problem(.axisSizeUnknown(axis), at: given.range)
        }
        axes.append(Axis(axis, size))
      }
      return .shape(Shape(axes))
    }
  }

  /// The number that a formula of numbers, axis sizes and scalar consts is.
  private mutating func constantValue(_ formula: Formula) throws(Problem) -> Number? {
    switch formula.kind {
    case .number(let number, _): return number
    case .name(let axis) where locals[axis] == nil && scope.axisSize(axis) != nil:
      return scope.axisSize(axis).map { Number($0) }
    case .name, .member:
      let (network, name): (String?, String) =
        switch formula.kind {
        case .name(let name): (nil, name)
        case .member(let network, let name): (network, name)
        default: (nil, "")
        }
      switch scope.lookUp(network, name) {
      case .problem(let kind, let related):
        throw Problem(kind, at: formula.range, related: related)
      case .meaning(.number(let number)): return number
      case .meaning(.entry(let entry)): return constants[entry]
      case .meaning(.leaf(_, _, _, let constant)): return constant
      }
    case .negated(let operand): return try constantValue(operand).map { -$0 }
    case .binary(let operation, let left, let right):
      guard let x = try constantValue(left), let y = try constantValue(right) else { return nil }
      return try combined(operation, x, y, formula)
    case .call(let call):
      // Whatever else may be wrong with the call is found where it is lowered.
      guard let row = Operation.rows(named: call.function).first, !row.isInternal,
        row.parameters.allSatisfy(\.isOperand), row.parameters.count == call.arguments.count
      else { return nil }
      var numbers: [Number] = []
      for argument in call.arguments {
        guard argument.label == nil, let number = try constantValue(argument.value) else {
          return nil
        }
        numbers.append(number)
      }
      guard let folded = try? fold(call.function, numbers, Options()) else { return nil }
      return try finite(folded, formula, numbers)
    default: return nil
    }
  }
}

// MARK: - Entries

extension Lowering {
  private mutating func append(
    _ label: String, _ shape: Shape, _ source: Graph.Source, _ range: SourceRange,
    isDifferentiable: Bool
  ) -> Int {
    graph.entries.append(
      Graph.Entry(
        label: label, shape: shape, source: source, range: range,
        isDifferentiable: isDifferentiable))
    return graph.entries.count - 1
  }

  private func operand(_ lowered: Lowered, _ formula: Formula) throws(Problem) -> Graph.Operand {
    switch lowered {
    case .entry(let entry, let transposed): .entry(entry, transposed: transposed)
    case .constant(let number, _): .constant(number, formula)
    }
  }

  /// An operand that is not a transposed view: the transpose becomes a step.
  private mutating func value(
    _ lowered: Lowered, _ range: SourceRange
  ) throws(Problem) -> Graph.Operand {
    switch lowered {
    case .constant(let number, let formula): return .constant(number, formula)
    case .entry(let entry, false): return .entry(entry, transposed: false)
    case .entry(let entry, true):
      return .entry(
        try apply(".T", [.entry(entry, transposed: false)], Options(), range, false),
        transposed: false)
    }
  }

  private func shape(of lowered: Lowered) -> Shape {
    switch lowered {
    case .constant: .scalar
    case .entry(let entry, let transposed):
      shape(of: Graph.Operand.entry(entry, transposed: transposed))
    }
  }

  private func shape(of operand: Graph.Operand) -> Shape {
    switch operand {
    case .constant: return .scalar
    case .entry(let entry, let transposed):
      let shape = graph.entries[entry].shape
      return transposed ? Shape(shape.axes.reversed()) : shape
    }
  }

  private func label(of operand: Graph.Operand) -> Formula {
    switch operand {
    case .constant(_, let formula): formula
    case .entry(let entry, false): .name(graph.entries[entry].label)
    case .entry(let entry, true): Formula(.transposed(.name(graph.entries[entry].label)))
    }
  }

  /// Copies the smaller of two operands along the axes that it lacks; numbers need no copy.
  private mutating func broadcast(
    _ operands: inout [Graph.Operand], _ operation: String, _ ranges: [SourceRange],
    _ range: SourceRange
  ) throws(Problem) {
    guard operands.count == 2 else { return }
    try adoptAxes(&operands, range)
    let shapes = operands.map { shape(of: $0) }
    let target: Shape
    do { target = try Tensor.broadcastShape(shapes[0], shapes[1]) } catch {
      throw Problem(
        .shape(
          error, operation: operation, left: label(of: operands[0]).text(),
          right: label(of: operands[1]).text()), at: range)
    }
    for index in operands.indices {
      guard case .entry = operands[index], shapes[index] != target else { continue }
      var options = Options()
      options.values["to"] = .shape(target)
      operands[index] = .entry(
        try apply("broadcast", [operands[index]], options, ranges[index], false),
        transposed: false)
    }
  }

  /// A list takes the axes of the other operand.
  private mutating func adoptAxes(
    _ operands: inout [Graph.Operand], _ range: SourceRange
  ) throws(Problem) {
    for index in operands.indices {
      guard case .entry(let entry, _) = operands[index],
        ListLiteral.isAnonymous(graph.entries[entry].shape),
        case .leaf(.tensor(let tensor)) = graph.entries[entry].source
      else { continue }
      let other = shape(of: operands[1 - index])
      if ListLiteral.isAnonymous(other) || other.isScalar { continue }
      guard other.sizes == tensor.shape.sizes else {
        throw Problem(.listShape(found: tensor.shape.sizes, expected: other), at: range)
      }
      operands[index] = .entry(
        append(
          "[…]", other, .leaf(.tensor(tensor.under(other))), range, isDifferentiable: false),
        transposed: false)
    }
  }

  private func checkRename(_ new: Axis, _ old: Axis, _ range: SourceRange) throws(Problem) {
    if new.size != old.size, new.size > 0 {
      throw Problem(.renameSize(declared: new, found: old), at: range)
    }
  }

  /// The same entries under other axes; a size of 0 is not known before.
  private mutating func rename(
    _ entry: Int, _ axes: [Axis], _ range: SourceRange
  ) throws(Problem) -> Int {
    let found = graph.entries[entry].shape
    guard found.rank == axes.count else {
      throw Problem(.renameRank(declared: axes.count, found: found), at: range)
    }
    var renamed: [Axis] = []
    for (new, old) in zip(axes, found.axes) {
      try checkRename(new, old, range)
      renamed.append(Axis(new.name, old.size))
    }
    if renamed == found.axes { return entry }
    var options = Options()
    options.values["to"] = .shape(Shape(renamed))
    // What was the last operation on the way to the value is now the one before the last.
    if graph.entries[entry].label == target {
      unnamed += 1
      graph.entries[entry] = graph.entries[entry].relabelled("\(target).\(unnamed)")
    }
    return try apply("rename", [.entry(entry, transposed: false)], options, range, true)
  }

  /// Adds one use of an operation.
  private mutating func apply(
    _ name: String, _ operands: [Graph.Operand], _ options: Options, _ range: SourceRange,
    _ isRoot: Bool, seen: [Shape]? = nil, written: Formula.Call? = nil
  ) throws(Problem) -> Int {
    let shapes = seen ?? operands.map { self.shape(of: $0) }
    let rows = Operation.rows(named: name)
    guard let operation = rows.first(where: { $0.applies(shapes, options) }) ?? rows.last else {
      throw Problem(.unknownFunction(name, suggestion: nil), at: range)
    }
    let labels = operands.map { self.label(of: $0) }
    let result = try resultShape(operation, shapes, options, labels, range)
    if result.rank > Shape.maximumRank { throw Problem(.tooManyAxes(result.rank), at: range) }
    for (index, axis) in result.names.enumerated() where result.names[..<index].contains(axis) {
      throw Problem(.axisRepeated(axis), at: range)
    }
    if result.count > Limits.entriesOfTensor {
      throw Problem(.limit(.entriesOfTensor, found: "\(result)"), at: range)
    }
    var options = options
    options.values["result"] = .shape(result)
    try checkKnownLabels(operation, operands, shapes, options, range)
    let body = try operation.body(labels: operation.operands.map(\.name), shapes, options, range)
    let label: String
    if isRoot {
      label = target
    } else {
      unnamed += 1
      label = "\(target).\(unnamed)"
    }
    let differentiable = operands.contains { operand in
      if case .entry(let entry, _) = operand {
        graph.entries[entry].isDifferentiable
      } else {
        false
      }
    }
    return append(
      label, result,
      .applied(
        Graph.Application(
          operation: operation, operands: operands, options: options,
          formula: operation.use(labels, options, written), seen: shapes, body: body)),
      range, isDifferentiable: differentiable)
  }

  private func resultShape(
    _ operation: Operation, _ shapes: [Shape], _ options: Options, _ labels: [Formula],
    _ range: SourceRange
  ) throws(Problem) -> Shape {
    switch operation.shape {
    case .first:
      return shapes.dropFirst().reduce(shapes[0]) { $0.isScalar ? $1 : $0 }
    case .reduced: return shapes[0].removing(options.names())
    case .computed(let rule):
      do { return try rule(shapes, options) } catch {
        switch error {
        case .shape(let error):
          throw Problem(
            .shape(
              error, operation: operation.name, left: labels[0].text(),
              right: labels.count > 1 ? labels[1].text() : ""), at: range)
        case .operand(let index, let expected):
          throw Problem(
            .operandShape(
              function: operation.name, operand: labels[index].text(), found: shapes[index],
              expected: expected), at: range)
        case .option(let option, let rule):
          throw Problem(.optionOutOfRange(option: option, rule: rule), at: range)
        case .problem(let kind):
          throw Problem(kind, at: range)
        }
      }
    }
  }

  /// Labels that stand in the lesson's data are checked before anything is computed.
  private func checkKnownLabels(
    _ operation: Operation, _ operands: [Graph.Operand], _ shapes: [Shape], _ options: Options,
    _ range: SourceRange
  ) throws(Problem) {
    for (index, parameter) in operation.operands.enumerated() {
      guard case .labels(let option) = parameter.kind,
        case .entry(let entry, _) = operands[index],
        case .leaf(.tensor(let tensor)) = graph.entries[entry].source,
        let axis = Operation.labelAxis(option, options, shapes[0]),
        let bad = tensor.firstBadLabel(axis)
      else { continue }
      guard let place = dataRange(entry, bad.offset) else { throw Problem(bad.kind, at: range) }
      throw Problem(bad.kind, at: place, related: range)
    }
  }
}

extension Graph.Entry {
  func relabelled(_ label: String) -> Graph.Entry {
    Graph.Entry(
      label: label, shape: shape, source: source, range: range, isDifferentiable: isDifferentiable)
  }
}

extension Formula {
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

  /// The names in an option's value: `class`, `(h, w)`.
  func axisNames(option: String) throws(Problem) -> [String] {
    let items: [Formula] = if case .tuple(let items) = kind { items } else { [self] }
    var names: [String] = []
    for item in items {
      guard case .name(let name) = item.kind else {
        throw Problem(.optionNotAxis(option: option), at: item.range)
      }
      names.append(name)
    }
    return names
  }
}
