import Formulas
import MatrixCore

// The options of calls, and the numbers that they are made of.

extension Lowering {
  /// The options of a call, filled in.
  mutating func options(
    of call: Formula.Call, _ parameters: [Parameter], _ shapes: [Shape], _ formula: Formula
  ) throws(Problem) -> Options {
    for (index, argument) in call.arguments.enumerated() {
      guard let label = argument.label else { continue }
      guard parameters.contains(where: { !$0.isOperand && $0.name == label }) else {
        let known = parameters.filter { !$0.isOperand }.map(\.name)
        throw Problem(
          .unknownOption(function: call.function, option: label, known: known),
          at: argument.labelRange)
      }
      if call.arguments[..<index].contains(where: { $0.label == label }) {
        throw Problem(.repeatedOption(label), at: argument.labelRange)
      }
    }
    var options = Options()
    for parameter in parameters where !parameter.isOperand {
      let given = call.arguments.first { $0.label == parameter.name }
      options.values[parameter.name] = try option(
        parameter, given?.value, call.function, shapes, options, formula)
    }
    return options
  }

  mutating func option(
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
      if let given {
        names = try given.axisNames(option: name, of: first)
        // The table's own formulas may be over no axis at all.
        if names.isEmpty, !scope.allowsInternal {
          throw Problem(
            .optionOutOfRange(option: name, rule: "one axis name, or several in parentheses"),
            at: given.range)
        }
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
      guard rule.allows(number) else {
        throw Problem(.optionOutOfRange(option: name, rule: rule.text), at: given.range)
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
        throw Problem(.axisSizeUnknown(axis, suggestion: nil), at: given.range)
      }
      return .shape(Shape([Axis(axis, size)]))
    case .integers(let defaultWholes, let least):
      guard let given else {
        switch defaultWholes {
        case .required: throw missing
        case .value(let whole): return .integers([whole, whole])
        case .sameAs(let other): return .integers(options.integers(other))
        }
      }
      if case .sameAs(let other) = defaultWholes, case .name(other) = given.kind {
        return .integers(options.integers(other))
      }
      let items: [Formula] =
        if case .tuple(let items) = given.kind { items } else { [given, given] }
      var integers: [Int] = []
      for item in items {
        let number = try constantValue(item)
        guard let whole = number?.integer, whole >= least, whole < 1 << 32 else {
          let isLarge = number.map { $0.isWhole && $0.double > 0 } ?? false
          throw Problem(
            .optionOutOfRange(
              option: name, rule: isLarge ? "smaller" : "whole numbers from \(least)"),
            at: item.range)
        }
        integers.append(whole)
      }
      return .integers(integers)
    case .target:
      guard let given else { throw missing }
      var axes: [Axis] = []
      for axis in try given.axisNames(option: name) {
        guard let size = scope.axisSize(axis) ?? shapes.first?.size(of: axis) else {
          throw Problem(.axisSizeUnknown(axis, suggestion: nil), at: given.range)
        }
        axes.append(Axis(axis, size))
      }
      return .shape(Shape(axes))
    }
  }

  /// The number that a formula of numbers, axis sizes and scalar consts is.
  mutating func constantValue(_ formula: Formula) throws(Problem) -> Number? {
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
      case .failure(let kind, let related):
        throw Problem(kind: kind, at: formula.range, related: related)
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

  /// The axis that NumPy would mean by a number: from 0, or from the end.
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
  /// The axis that a call without this option most likely means: classes and features stand last.
  fileprivate func likelyAxis(_ shape: Shape?) -> String? {
    if case .axes(nil) = kind, name == "axis" { shape?.names.last } else { nil }
  }
}
