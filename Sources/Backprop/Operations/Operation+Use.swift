import Formulas
import MatrixCore

extension Operation {
  /// A use of the operation as a formula: `A + B`, `x^2`, `sum(x, axis=N)`, with the options as
  /// `written`, or all of them.
  package func use(_ operands: [Formula], _ options: Options, _ written: Formula.Call?) -> Formula {
    if let symbol {
      if symbol == .power {
        return Formula(.binary(.power, operands[0], optionFormula("n", options)))
      }
      return Formula(.binary(symbol, operands[0], operands[1]))
    }
    switch name {
    case "negate": return Formula(.negated(operands[0]))
    case ".T": return Formula(.transposed(operands[0]))
    case "same": return operands[0]
    case "entry":
      return Formula(
        .indexed(
          operands[0],
          options.integers("indices").map {
            Formula.Index(number: $0 == Options.wholeAxis ? nil : $0, range: .nowhere)
          }))
    default: break
    }
    var arguments = operands.map { Formula.Argument(label: nil, labelRange: .nowhere, value: $0) }
    if let written {
      arguments += written.arguments.filter { $0.label != nil }
    } else {
      for parameter in parameters where !parameter.isOperand {
        arguments.append(
          Formula.Argument(
            label: parameter.name, labelRange: .nowhere,
            value: optionFormula(parameter.name, options))
        )
      }
    }
    return Formula(
      .call(Formula.Call(function: name, functionRange: .nowhere, arguments: arguments)))
  }

  /// An option's value as a formula.
  package func optionFormula(_ name: String, _ options: Options) -> Formula {
    switch options[name] {
    case .names(let names): .tuple(names)
    case .number(_, let formula): formula
    case .word(let word): .name(word)
    case .integers(let integers) where integers.count == 1: .number(Number(integers[0]))
    case .integers(let integers): Formula(.tuple(integers.map { .number(Number($0)) }))
    case .shape(let shape): .tuple(shape.names)
    case nil: .tuple([])
    }
  }

  /// A formula of the row with the row's names replaced: operands, options, `y`, `g`, and names for
  /// axes; `local` replaces the names of the value's statements. Options stay as written, or become
  /// numbers in a formula to run.
  package func substituted(
    _ formula: Formula, operands labels: [Formula], shapes: [Shape], options: Options,
    value: Formula? = nil, upstream: Formula? = nil, isRun: Bool = false,
    local: (String) -> Formula? = { _ in nil }
  ) -> Formula {
    let first = shapes.first ?? .scalar
    return formula.replacing { name in
      if name == "y" { return value }
      if name == "g" { return upstream }
      if let index = operands.firstIndex(where: { $0.name == name }) { return labels[index] }
      switch name {
      case "count": return .product(options.names())
      case "shape": return .tuple(first.names)
      case "last_axes": return .tuple(first.names.suffix(2))
      case "added":
        return .tuple(options.shape("to").names.filter { !first.contains($0) })
      case "pi": return Formula(.number(.floating(.pi), text: "pi"))
      default: break
      }
      if let (placeholder, index) = operandPlaceholder(name) {
        return placeholder.formula(index, shapes, options)
      }
      guard let option = options[name] else { return local(name) }
      if isRun, case .number(let number, _) = option { return .number(number) }
      return optionFormula(name, options)
    }.simplified.withoutDefaults
  }

  /// The size of an axis in the options (whose shapes never disagree), else in the last operand that
  /// has it.
  package static func size(of axis: String, _ shapes: [Shape], _ options: Options) -> Int? {
    for case (_, .shape(let shape)) in options.all {
      if let size = shape.size(of: axis) { return size }
    }
    return size(of: axis, shapes)
  }

  /// The size of an axis in the last operand that has it.
  package static func size(of axis: String, _ shapes: [Shape]) -> Int? {
    shapes.reversed().lazy.compactMap { $0.size(of: axis) }.first
  }

  /// The axis whose entries class labels count.
  package static func labelAxis(_ option: String, _ options: Options, _ first: Shape) -> Axis? {
    if option.isEmpty { return first.axes.first }
    if case .shape(let shape) = options[option] { return shape.axes.first }
    guard let name = options.names(option).first else { return nil }
    return first.axes.first { $0.name == name }
  }
}

extension Formula {
  /// Axis names as an option's value: one alone, or several in parentheses.
  static func tuple(_ names: [String]) -> Formula {
    names.count == 1 ? .name(names[0]) : Formula(.tuple(names.map { .name($0) }))
  }

  /// The formula without options of functions that are integers at their default: `dilation=(1, 1)`.
  fileprivate var withoutDefaults: Formula {
    guard case .call(let call) = kind else {
      return switch kind {
      case .negated(let x): Formula(.negated(x.withoutDefaults), at: range)
      case .transposed(let x): Formula(.transposed(x.withoutDefaults), at: range)
      case .binary(let operation, let x, let y):
        Formula(.binary(operation, x.withoutDefaults, y.withoutDefaults), at: range)
      default: self
      }
    }
    let parameters = Operation.rows(named: call.function).first?.parameters ?? []
    let arguments = call.arguments.filter { argument in
      guard let label = argument.label,
        case .integers(.value(let whole), _)? = parameters.first(where: { $0.name == label })?.kind
      else { return true }
      let items: [Formula] =
        if case .tuple(let items) = argument.value.kind { items } else { [argument.value] }
      return !items.allSatisfy { $0.literal == Number(whole) }
    }.map {
      Argument(label: $0.label, labelRange: $0.labelRange, value: $0.value.withoutDefaults)
    }
    return Formula(
      .call(
        Call(
          function: call.function, functionRange: call.functionRange, arguments: arguments)),
      at: range)
  }

  /// The number of entries along these axes, as a formula: `N * out`.
  static func product(_ names: [String]) -> Formula {
    guard let first = names.first else { return .number(1) }
    return names.dropFirst().reduce(.name(first)) { Formula(.binary(.multiply, $0, .name($1))) }
  }
}
