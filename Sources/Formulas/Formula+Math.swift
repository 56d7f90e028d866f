import Typography

extension Formula {
  /// The formula as mathematics; `product` is the sign of its multiplications.
  package func math(product: MathOperator = .multiply) -> MathText {
    switch kind {
    case .number(_, let text): .typed(text)
    case .constant(_, let shown): shown.math(product: product)
    case .name(let name): .name(name)
    case .member(let network, let name): .name("\(network).\(name)")
    case .negated(let operand): .negated(operand.math(product: product))
    case .binary(let operation, let left, let right):
      .binary(
        operation == .multiply ? product : operation.sign, left.math(product: product),
        right.math(product: product))
    case .transposed(let operand): .transposed(operand.math(product: product))
    case .indexed(let operand, let indices):
      .entry(
        operand.math(product: product), indices.map { $0.number.map { "\($0)" } ?? ":" })
    case .call(let call):
      .call(
        call.function,
        call.arguments.map { MathArgument($0.value.math(product: product), label: $0.label) })
    case .list(let items): .list(items.map { $0.math(product: product) })
    case .tuple(let items): .tuple(items.map { $0.math(product: product) })
    case .axis(let name, let size): .typed("\(name)=\(size.text())")
    }
  }

  /// The formula as mathematics.
  package var math: MathText { math() }

  /// The formula as it would be typed, with as few brackets as possible.
  package func text() -> String { math.text(NumberStyle(), .typed) }
}

extension BinaryOperator {
  /// The operator in mathematics.
  package var sign: MathOperator {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .product: .product
    case .power: .power
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .equal: .equal
    case .notEqual: .notEqual
    }
  }
}
