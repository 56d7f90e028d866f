import MatrixCore

extension Formula {
  /// The formula with each name replaced for which `replacement` gives a formula.
  package func replacing(_ replacement: (String) -> Formula?) -> Formula {
    switch kind {
    case .number, .constant, .member: self
    case .name(let name): replacement(name) ?? self
    case .negated(let x): Formula(.negated(x.replacing(replacement)))
    case .binary(let operation, let x, let y):
      Formula(.binary(operation, x.replacing(replacement), y.replacing(replacement)))
    case .transposed(let x): Formula(.transposed(x.replacing(replacement)))
    case .indexed(let x, let indices): Formula(.indexed(x.replacing(replacement), indices))
    case .call(let call):
      Formula(
        .call(
          Call(
            function: call.function, functionRange: call.functionRange,
            arguments: call.arguments.map {
              Argument(
                label: $0.label, labelRange: $0.labelRange, value: $0.value.replacing(replacement))
            })))
    case .list(let items): Formula(.list(items.map { $0.replacing(replacement) }))
    case .tuple(let items): Formula(.tuple(items.map { $0.replacing(replacement) }))
    case .axis(let name, let size): Formula(.axis(name, size: size.replacing(replacement)))
    }
  }

  /// An equal formula that is shorter: constants folded, `1 * x`, `x / 1` and `x^1` as `x`, `x.T.T`
  /// as `x`, `(A @ B).T` as `B.T @ A.T`.
  package var simplified: Formula {
    switch kind {
    case .negated(let inner):
      let x = inner.simplified
      if let number = x.literal { return .number(-number) }
      if case .negated(let twice) = x.kind { return twice }
      return Formula(.negated(x), at: range)
    case .transposed(let inner):
      let x = inner.simplified
      switch x.kind {
      case .transposed(let twice): return twice
      case .binary(.product, let a, let b):
        return Formula(
          .binary(
            .product, Formula(.transposed(b)).simplified, Formula(.transposed(a)).simplified))
      case .call(let call) where call.function == "outer":
        return Formula(
          .call(
            Call(
              function: "outer", functionRange: call.functionRange,
              arguments: call.arguments.reversed())))
      default: return Formula(.transposed(x), at: range)
      }
    case .binary(let operation, let left, let right):
      return Formula.simplified(operation, left.simplified, right.simplified, range)
    case .call(let call):
      // A sum over no axis is its argument.
      if ["sum", "mean", "max"].contains(call.function), call.arguments.count == 2,
        call.arguments[1].label == "axis",
        case .tuple(let axes) = call.arguments[1].value.kind, axes.isEmpty
      {
        return call.arguments[0].value.simplified
      }
      return Formula(
        .call(
          Call(
            function: call.function, functionRange: call.functionRange,
            arguments: call.arguments.map {
              Argument(label: $0.label, labelRange: $0.labelRange, value: $0.value.simplified)
            })), at: range)
    default: return self
    }
  }

  private static func simplified(
    _ operation: BinaryOperator, _ x: Formula, _ y: Formula, _ range: SourceRange
  ) -> Formula {
    let one = Number(1)
    // A number that has no end, as pi, stays as it is written.
    if let a = x.literal, let b = y.literal, a.rational != nil, b.rational != nil {
      switch operation {
      case .add: return .number(a + b)
      case .subtract: return .number(a - b)
      case .multiply: return .number(a * b)
      default: break
      }
    }
    switch operation {
    case .multiply where x.literal == one: return y
    case .multiply where x.literal == -one: return Formula(.negated(y)).simplified
    case .multiply where y.literal == one, .divide where y.literal == one,
      .power where y.literal == one:
      return x
    default: return Formula(.binary(operation, x, y), at: range)
    }
  }
}
