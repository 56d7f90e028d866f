import Backprop
import Derivations
import Formulas
import MatrixCore
import Typography

/// A formula with its names replaced by numbers.
struct FormulaWork {
  /// The axes whose sizes the formula uses.
  let axes: [Axis]
  private let layout: VectorLayout
  /// The values of the names.
  private let tensors: [String: Tensor]

  init(_ operands: [Step.Named], axes: [Axis], _ layout: VectorLayout) {
    tensors = Dictionary(operands.map { ($0.label, $0.tensor) }) { first, _ in first }
    self.axes = axes
    self.layout = layout
  }

  private func tensor(_ name: String) -> Tensor? { tensors[name] }

  /// The size of an axis.
  private func size(_ name: String) -> MathText? {
    axes.first { $0.name == name }.map { .typed("\($0.size)") }
  }

  /// The formula with numbers for names.
  func math(_ formula: Formula) -> MathText { math(formula, nil) }

  /// The orientation of the formula's value if it has one axis: a column for a matrix times a
  /// vector, else that of the layout.
  func orientation(_ formula: Formula, _ value: Tensor) -> TensorView.Orientation {
    guard case .binary(.product, let left, let right) = formula.kind else {
      return layout.orientation(value)
    }
    return rank(left) == 2 && rank(right) == 1 ? .column : .row
  }

  private func math(_ formula: Formula, _ orientation: TensorView.Orientation?) -> MathText {
    // The value of a part may be given.
    if formula.isOperation, let part = tensor(formula.text()) {
      return view(part, formula.math, orientation)
    }
    switch formula.kind {
    case .number(let number, let text) where Number(arithmetic: text)?.double != number.double:
      // A number that was worked out is rounded where it is printed.
      return .number(number)
    case .constant(let number, let shown):
      return shown.plainNumber?.double == number.double ? math(shown, orientation) : .number(number)
    case .name(let name):
      if let tensor = tensor(name) { return view(tensor, .name(name), orientation) }
      return size(name) ?? .name(name)
    case .member(let network, let name): return size("\(network).\(name)") ?? formula.math
    case .transposed(let inner):
      if let transposed = try? tensor(inner.text())?.transposed() {
        return view(transposed, .transposed(inner.math), orientation)
      }
      return .transposed(math(inner, nil))
    case .negated(let inner): return .negated(math(inner, nil))
    case .binary(let operation, let left, let right): return math(operation, left, right)
    case .call(let call): return formula.copied.map { math($0, nil) } ?? math(call)
    case .number, .indexed, .list, .tuple, .axis: return formula.math
    }
  }

  private func math(_ operation: BinaryOperator, _ left: Formula, _ right: Formula) -> MathText {
    switch operation {
    case .product:
      // A vector is a row at the left of a product and a column at the right.
      let isUpright = rank(left) == 2 && rank(right) == 1
      return .binary(.product, math(left, .row), math(right, isUpright ? .column : .row))
    case .power: return .binary(.power, math(left, nil), right.math)
    case .multiply:
      let areMatrices = (rank(left) ?? 0) > 0 && (rank(right) ?? 0) > 0
      return .binary(areMatrices ? .entrywise : .dot, math(left, nil), math(right, nil))
    default: return .binary(operation.sign, math(left, nil), math(right, nil))
    }
  }

  private func math(_ call: Formula.Call) -> MathText {
    let arguments = call.arguments.filter { $0.label == nil }.map(\.value)
    if call.function == "outer", arguments.count == 2 {
      return .binary(.outer, math(arguments[0], .column), math(arguments[1], .row))
    }
    return .call(call.function, arguments.map { MathArgument(math($0, nil)) })
  }

  private func view(
    _ tensor: Tensor, _ name: MathText, _ orientation: TensorView.Orientation?
  ) -> MathText {
    if tensor.shape.isScalar { return .number(tensor[0]) }
    return .tensor(tensor, name: name, orientation: orientation ?? layout.orientation(tensor))
  }

  /// The number of axes of an operand, if it can be derived.
  private func rank(_ formula: Formula) -> Int? {
    if formula.isOperation, let part = tensor(formula.text()) { return part.shape.rank }
    return switch formula.kind {
    case .number, .constant: 0
    case .name(let name): tensor(name)?.shape.rank
    case .transposed(let inner), .negated(let inner): rank(inner)
    case .binary(.product, let left, let right):
      rank(left).flatMap { left in rank(right).map { left + $0 - 2 } }
    case .binary(_, let left, let right): max(rank(left) ?? 0, rank(right) ?? 0)
    case .call(let call): call.arguments.first.flatMap { rank($0.value) }
    default: nil
    }
  }
}

extension Formula {
  /// Whether it is more than a name or a number.
  fileprivate var isOperation: Bool {
    switch kind {
    case .number, .constant, .name: false
    default: true
    }
  }

  /// The shapes of a product or an entrywise operation: `(N 2, in 2) @ (in 2, out 3)`; nil unless
  /// both operands are names, transposed or not.
  func operandShapes(_ operands: [Step.Named]) -> MathText? {
    guard case .binary(let operation, let left, let right) = kind, operation != .power,
      let a = left.simpleShape(operands), let b = right.simpleShape(operands),
      !(a.isScalar && b.isScalar)
    else { return nil }
    return .binary(operation.sign, .shape(a), .shape(b))
  }

  private func simpleShape(_ operands: [Step.Named]) -> Shape? {
    switch kind {
    case .name(let name): operands.first { $0.label == name }?.tensor.shape
    case .transposed(let inner):
      inner.simpleShape(operands).map { Shape($0.axes.reversed()) }
    default: nil
    }
  }
}
