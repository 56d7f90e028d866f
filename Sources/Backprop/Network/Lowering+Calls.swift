import Formulas
import MatrixCore
import Typography

// Calls of functions.

extension Lowering {
  package mutating func lower(
    _ call: Formula.Call, _ formula: Formula, isRoot: Bool
  ) throws(Problem) -> Lowered {
    let rows = Operation.rows(named: call.function)
    guard let first = rows.first, scope.allowsInternal || !first.isInternal else {
      if !rows.isEmpty { throw Problem(.internalFunction(call.function), at: call.functionRange) }
      if call.function == "shape" { throw Problem(.shapeValueHere, at: formula.range) }
      if DataGenerator.names.contains(call.function) {
        throw Problem(.generatorInFormula(call.function), at: call.functionRange)
      }
      // A definition further down, or one with a problem of its own.
      switch scope.lookUp(nil, call.function) {
      case .failure(NetworkProblem.usedBeforeStatement(let name), let related):
        throw Problem(.usedBeforeStatement(name), at: call.functionRange, related: related)
      case .failure(NetworkProblem.consequence, _):
        throw Problem(.consequence, at: call.functionRange)
      default: break
      }
      let known = Operation.functionNames + definitions.all.map(\.name.text)
      throw Problem(
        .unknownFunction(call.function, suggestion: nearest(call.function, known)),
        at: call.functionRange)
    }
    let arguments = call.arguments.filter { $0.label == nil }
    let least = first.operands.count
    guard arguments.count == least || arguments.count > least && first.taking != nil else {
      throw Problem(
        .argumentCount(
          function: call.function, expected: first.operands.count, found: arguments.count),
        at: formula.range)
    }
    var operands: [Lowered] = []
    for (index, argument) in arguments.enumerated() {
      let others = arguments[(index + 1)...].map(\.value)
      operands.append(try lower(argument.value, beside: others))
    }
    // `dropout(Y, 0.5)` would multiply by the number, and scale it away.
    if !scope.allowsInternal, let mask = first.operands.firstIndex(where: { $0.name == "mask" }),
      case .constant(let number, _) = operands[mask], let option = first.parameters.last,
      !option.isOperand
    {
      throw Problem(
        .numberAsMask(function: call.function, option: option.name, number: number.typed),
        at: arguments[mask].value.range)
    }
    var shapes: [Shape] = []
    for operand in operands { shapes.append(shape(of: operand)) }
    let options = try options(of: call, first.parameters, shapes, formula)

    if operands.allSatisfy({ if case .constant = $0 { true } else { false } }),
      shapes.allSatisfy(\.isScalar)
    {
      let numbers = operands.compactMap { if case .constant(let x, _) = $0 { x } else { nil } }
      if let folded = try? fold(call.function, numbers, options) {
        return .constant(try finite(folded, formula, numbers), written(formula))
      }
    }
    var values: [Graph.Operand] = []
    for (operand, argument) in zip(operands, arguments) {
      values.append(try value(operand, argument.value.range))
    }
    if first.broadcasts {
      try broadcast(&values, call.function, arguments.map(\.value.range), formula.range)
    }
    return .node(
      try apply(
        call.function, values, options, formula.range, isRoot,
        written: written(call, first.parameters)),
      transposed: false)
  }

  /// Folds a function of constants to a number.
  func fold(
    _ function: String, _ numbers: [Number], _ options: Options
  ) throws(Problem) -> Number? {
    var scratch = Lowering(Graph(), scope: scope)
    let operands = numbers.map { Graph.Operand.constant($0, .number($0)) }
    let node = try scratch.apply(function, operands, options, .nowhere, true)
    return try scratch.graph.evaluate { _ in Tensor(Number(0)) }[node].number
  }
}
