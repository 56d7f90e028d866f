import Formulas
import MatrixCore

// The options of calls and their constant numbers.

extension Lowering {
  /// The options of a call, with defaults.
  mutating func options(
    of call: Formula.Call, _ parameters: [Parameter], _ shapes: [Shape], _ formula: Formula
  ) throws(Problem) -> Options {
    let parameters = parameters.filter { !$0.isOperand }
    let known = parameters.map(\.name)
    let given = try call.arguments.filter { $0.label != nil }.bound(to: known) { fault in
      switch fault {
      case .unknown(let option):
        .unknownOption(function: call.function, option: option, known: known)
      case .repeated(let option): .repeatedOption(option)
      }
    }
    var options = Options()
    for parameter in parameters {
      let value = try option(
        parameter, given.first { $0.name == parameter.name }?.value, call.function, shapes, options,
        formula)
      options.set(parameter.name, to: value)
    }
    return options
  }

  private mutating func option(
    _ parameter: Parameter, _ given: Formula?, _ function: String, _ shapes: [Shape],
    _ options: Options, _ formula: Formula
  ) throws(Problem) -> Options.Value {
    let name = parameter.name
    var missing: Problem {
      Problem(
        .missingOption(
          function: function, option: name, value: parameter.likelyAxis(shapes.first)),
        at: formula.range)
    }
    switch parameter.kind {
    case .operand, .labels:
      throw missing
    case .axes(let defaultAxes):
      let first = shapes.first ?? .scalar
      let names: [String]
      switch (given, defaultAxes) {
      case (let given?, _): names = try given.axisNames(option: name, of: first)
      case (nil, .all): names = first.names
      case (nil, .first): names = Array(first.names.prefix(1))
      case (nil, .named(let axis)): names = [axis]
      case (nil, nil): throw missing
      }
      try check(names, option: name, in: first, given, formula)
      return .names(names)
    case .number(let defaultNumber, let rule):
      guard let given else {
        guard let defaultNumber else { throw missing }
        return .number(defaultNumber, .number(defaultNumber))
      }
      guard let number = try constantValue(given) else {
        throw Problem(.optionNotConstant(option: name), at: given.range)
      }
      guard rule.allows(number) else {
        throw Problem(.optionOutOfRange(option: name, rule: rule.text), at: given.range)
      }
      return .number(number, written(given))
    case .word(let words, let defaultWord):
      guard let given else { return .word(defaultWord) }
      guard case .name(let word) = given.kind, words.contains(word) else {
        throw Problem(.optionNotWord(option: name, known: words), at: given.range)
      }
      return .word(word)
    case .axisOfEach:
      guard let given else { throw missing }
      return .names(try axisOfEach(given, option: name, shapes))
    case .newAxes(let count):
      guard let given else { throw missing }
      let names = try given.axisNames(option: name)
      try checkCount(names.count, count ?? options.names("axes").count, option: name, given)
      return .names(names)
    case .sizedAxes(let count):
      guard let given else { throw missing }
      let axes = try sizedAxes(given, option: name)
      if let count { try checkCount(axes.count, count, option: name, given) }
      return .shape(Shape(axes))
    case .index:
      guard let given else { throw missing }
      return .integers(try integers(given, option: name, least: 1, count: 1))
    case .knownAxis:
      guard let given else { throw missing }
      let axis = try given.axisNames(option: name).first ?? ""
      guard let size = axisSize(axis) else {
        throw Problem(.axisSizeUnknown(axis, suggestion: nil), at: given.range)
      }
      return .shape(Shape([Axis(axis, size)]))
    case .integers(let defaultIntegers, let least):
      guard let given else {
        switch defaultIntegers {
        case .required: throw missing
        case .value(let whole):
          return .integers([Int](repeating: whole, count: options.names("axes").count))
        case .sameAs(let other): return .integers(options.integers(other))
        }
      }
      if case .sameAs(let other) = defaultIntegers, case .name(other) = given.kind {
        return .integers(options.integers(other))
      }
      return .integers(
        try integers(given, option: name, least: least, count: options.names("axes").count))
    case .target:
      guard let given else { throw missing }
      var axes: [Axis] = []
      for axis in try given.axisNames(option: name) {
        guard let size = axisSize(axis) ?? shapes.first?.size(of: axis) else {
          throw Problem(.axisSizeUnknown(axis, suggestion: nil), at: given.range)
        }
        axes.append(Axis(axis, size))
      }
      return .shape(Shape(axes))
    }
  }

  /// Checks the axes of an option, given or default.
  private func check(
    _ names: [String], option: String, in shape: Shape, _ given: Formula?, _ formula: Formula
  ) throws(Problem) {
    let range = given?.range ?? formula.range
    // The operation table's own formulas may use no axis at all.
    if given != nil, names.isEmpty, !scope.allowsInternal {
      throw Problem(
        .optionOutOfRange(option: option, rule: "one axis name, or several in parentheses"),
        at: range)
    }
    for (index, axis) in names.enumerated() {
      if names[..<index].contains(axis) { throw Problem(.axisRepeated(axis), at: range) }
      guard shape.contains(axis) else {
        throw Problem(.optionAxisMissing(option: option, axis: axis, shape: shape), at: range)
      }
    }
  }

  private func checkCount(
    _ found: Int, _ count: Int, option: String, _ given: Formula
  ) throws(Problem) {
    guard found != count else { return }
    throw Problem(
      .optionOutOfRange(option: option, rule: count == 1 ? "one axis name" : "\(count) axis names"),
      at: given.range)
  }

  /// One axis of each operand, in their order.
  private func axisOfEach(
    _ given: Formula, option: String, _ shapes: [Shape]
  ) throws(Problem) -> [String] {
    let names = try given.axisNames(option: option)
    guard names.count == shapes.count else {
      throw Problem(
        .optionOutOfRange(
          option: option, rule: "\(shapes.count) axis names, one of each value in their order"),
        at: given.range)
    }
    let items: [Formula] = if case .tuple(let items) = given.kind { items } else { [given] }
    for (name, (shape, item)) in zip(names, zip(shapes, items)) where !shape.contains(name) {
      throw Problem(.optionAxisMissing(option: option, axis: name, shape: shape), at: item.range)
    }
    return names
  }

  /// Axes with their sizes, which may be left out where they are known.
  private mutating func sizedAxes(
    _ given: Formula, option: String
  ) throws(Problem) -> [Axis] {
    let items: [Formula] = if case .tuple(let items) = given.kind { items } else { [given] }
    var axes: [Axis] = []
    for item in items {
      guard case .axis(let name, let formula) = item.kind else {
        let name = try item.axisNames(option: option)[0]
        guard let size = axisSize(name) else {
          throw Problem(.axisSizeUnknown(name, suggestion: nil), at: item.range)
        }
        axes.append(Axis(name, size))
        continue
      }
      let size = try constantValue(formula)?.integer
      guard let size, size >= 1 else {
        throw Problem(.axisSizeInvalid(formula.text()), at: formula.range)
      }
      guard size <= Limits.entriesOfTensor else {
        throw Problem(.limit(.entriesOfTensor, found: "\(size)"), at: formula.range)
      }
      axes.append(Axis(name, size))
    }
    return axes
  }

  /// The integers of an option; one integer may stand for all.
  private mutating func integers(
    _ given: Formula, option: String, least: Int, count: Int
  ) throws(Problem) -> [Int] {
    let items: [Formula] =
      if case .tuple(let items) = given.kind { items } else {
        [Formula](repeating: given, count: count)
      }
    guard items.count == count else {
      throw Problem(
        .optionOutOfRange(
          option: option,
          rule: count == 1
            ? "one whole number" : "one whole number, or \(count), one for each of the axes"),
        at: given.range)
    }
    var integers: [Int] = []
    for item in items {
      let number = try constantValue(item)
      guard let integer = number?.integer, integer >= least, integer < 1 << 32 else {
        let isLarge = number.map { $0.isWhole && $0.double > 0 } ?? false
        throw Problem(
          .optionOutOfRange(
            option: option,
            rule: isLarge
              ? "smaller"
              : count == 1 ? "a whole number from \(least)" : "whole numbers from \(least)"),
          at: item.range)
      }
      integers.append(integer)
    }
    return integers
  }

  /// The value of a formula of numbers, axis sizes and scalar consts.
  mutating func constantValue(_ formula: Formula) throws(Problem) -> Number? {
    switch formula.kind {
    case .number(let number, _), .constant(let number, _): return number
    case .name(let name) where bindings[name] != nil:
      switch bindings[name] {
      case .constant(let number, _)?: return number
      case .node(let node, _)?: return constants[node]
      case nil: return nil
      }
    case .name(let axis) where locals[axis] == nil && axisSize(axis) != nil:
      return axisSize(axis).map { Number($0) }
    case .name, .member:
      let (network, name): (String?, String) =
        switch formula.kind {
        case .name(let name): (nil, name)
        case .member(let network, let name): (network, name)
        default: (nil, "")
        }
      switch scope.lookUp(network, name) {
      case .failure(let kind, let related):
        throw Problem(kind: kind, at: formula.range, related: related)
      case .meaning(.number(let number)): return number
      case .meaning(.node(let node)): return constants[node]
      case .meaning(.leaf(_, _, _, let constant)): return constant
      }
    case .negated(let operand): return try constantValue(operand).map { -$0 }
    case .binary(let operation, let left, let right):
      guard let x = try constantValue(left), let y = try constantValue(right) else { return nil }
      return try combined(operation, x, y, formula)
    case .call(let call):
      // Other problems of the call are found when it is lowered.
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

extension Formula {
  /// The names in an option's value: `class`, `(h, w)`.
  func axisNames(option: String, of shape: Shape = .scalar) throws(Problem) -> [String] {
    let items: [Formula] = if case .tuple(let items) = kind { items } else { [self] }
    var names: [String] = []
    for item in items {
      guard case .name(let name) = item.kind else {
        throw Problem(
          .optionNotAxis(option: option, suggestion: item.numberedAxis(shape)), at: item.range)
      }
      names.append(name)
    }
    return names
  }

  /// The axis that a number means in NumPy: from 0, or from the end.
  private func numberedAxis(_ shape: Shape) -> String? {
    let index: Int? =
      switch kind {
      case .number(let number, _): number.integer
      case .negated(let operand):
        if case .number(let number, _) = operand.kind {
          number.integer.map { shape.rank - min($0, shape.rank) }
        } else {
          nil
        }
      default: nil
      }
    return index.flatMap { shape.names.indices.contains($0) ? shape.names[$0] : nil }
      ?? shape.names.first
  }
}

extension Parameter {
  /// The most likely axis for a call without this option: classes and features come last.
  fileprivate func likelyAxis(_ shape: Shape?) -> String? {
    if case .axes(nil) = kind, name == "axis" { shape?.names.last } else { nil }
  }
}
