import Backprop
import Derivations
import Formulas
import MatrixCore
import Typography

/// How to draw vectors beside matrices: as a column if the vector has one entry per row of a
/// matrix.
struct VectorLayout {
  /// The row axes of matrices that are the column axis of none.
  private var upright: Set<String> = []

  init(_ shapes: [Shape]) {
    let matrices = shapes.filter { $0.rank > 1 }
    for shape in matrices { upright.insert(shape.axes[shape.rank - 2].name) }
    for shape in matrices { upright.remove(shape.axes[shape.rank - 1].name) }
  }

  func orientation(_ tensor: Tensor) -> TensorView.Orientation {
    tensor.shape.axes.allSatisfy { upright.contains($0.name) } ? .column : .row
  }
}

/// A formula with its names replaced by numbers.
struct FormulaWork {
  /// The values of the names.
  let operands: [Step.Named]
  /// The axes whose sizes the formula uses.
  let axes: [Axis]
  private let layout: VectorLayout

  init(_ operands: [Step.Named], value: Tensor, axes: [Axis]) {
    var shapes: [Shape] = []
    shapes.reserveCapacity(operands.count + 1)
    for operand in operands { shapes.append(operand.tensor.shape) }
    shapes.append(value.shape)
    layout = VectorLayout(shapes)
    self.operands = operands
    self.axes = axes
  }

  private func tensor(_ name: String) -> Tensor? {
    operands.first { $0.label == name }?.tensor
  }

  /// The pieces of the formula, from left to right.
  func pieces(_ formula: Formula) -> [WorkPiece] {
    var pieces: [WorkPiece] = []
    add(formula, inside: 0, to: &pieces)
    return pieces
  }

  /// The orientation of the formula's value if it has one axis: a column for a matrix times a
  /// vector, or if it has one entry per row of a matrix.
  func orientation(_ formula: Formula, _ value: Tensor) -> TensorView.Orientation {
    guard case .binary(.product, let left, let right) = formula.kind else {
      return layout.orientation(value)
    }
    return rank(left) == 2 && rank(right) == 1 ? .column : .row
  }

  private func add(
    _ formula: Formula, inside outer: Int, orientation: TensorView.Orientation? = nil,
    to pieces: inout [WorkPiece]
  ) {
    switch formula.kind {
    case .number(let number, let text) where Number(arithmetic: text)?.double != number.double:
      // A number that was worked out is rounded where it is printed.
      pieces.append(.tensor(TensorView(Tensor(number), binding: outer)))
    case .number(_, let text):
      let isAtom = outer < 5 || !(text.hasPrefix("-") || text.contains("/"))
      pieces.append(.text(isAtom ? text : "(\(text))"))
    case .name(let name):
      if let tensor = tensor(name) {
        pieces.append(.tensor(view(tensor, name, orientation, binding: outer)))
      } else {
        let axis = axes.first { $0.name == name }
        pieces.append(.text(axis.map { "\($0.size)" } ?? name))
      }
    case .transposed(let inner):
      if case .name(let name) = inner.kind, let tensor = tensor(name),
        let transposed = try? tensor.transposed()
      {
        pieces.append(.tensor(view(transposed, name + "ᵀ", orientation)))
      } else {
        add(inner, inside: 6, to: &pieces)
        pieces.append(.text("ᵀ"))
      }
    case .negated(let inner):
      pieces.append(.text("-"))
      add(inner, inside: 3, to: &pieces)
    case .binary(let operation, let left, let right):
      add(operation, left, right, inside: outer, to: &pieces)
    case .call(let call):
      add(call, to: &pieces)
    case .member(let network, let name):
      pieces.append(.text("\(network).\(name)"))
    case .indexed, .list, .tuple, .axis:
      pieces.append(.text(formula.text(.pretty)))
    }
  }

  private func add(
    _ operation: BinaryOperator, _ left: Formula, _ right: Formula, inside outer: Int,
    to pieces: inout [WorkPiece]
  ) {
    let own = operation.precedence
    if own < outer { pieces.append(.text("(")) }
    // A vector is a row at the left of a product and a column at the right.
    let isProduct = operation == .product
    let needsMore = !operation.groupsToTheLeft || left.mixes(with: operation)
    add(
      left, inside: own + (needsMore ? 1 : 0), orientation: isProduct ? .row : nil, to: &pieces)
    let isVector = isProduct && rank(left) == 2 && rank(right) == 1
    switch operation {
    case .power:
      let exponent = right.text(.pretty)
      let isAtom = exponent.allSatisfy { $0.isLetter || $0.isNumber || $0 == "." }
      pieces.append(.text(isAtom ? "^" + exponent : "^(\(exponent))"))
    case .multiply:
      pieces.append(.symbol((rank(left) ?? 0) > 0 && (rank(right) ?? 0) > 0 ? "∘" : "·"))
    default:
      pieces.append(.symbol(operation.rawValue))
    }
    if operation != .power {
      add(
        right, inside: operation == .multiply ? own : own + 1,
        orientation: isVector ? .column : isProduct ? .row : nil,
        to: &pieces)
    }
    if own < outer { pieces.append(.text(")")) }
  }

  private func add(_ call: Formula.Call, to pieces: inout [WorkPiece]) {
    let arguments = call.arguments.filter { $0.label == nil }.map(\.value)
    if call.function == "outer", arguments.count == 2 {
      add(arguments[0], inside: 2, orientation: .column, to: &pieces)
      pieces.append(.symbol("⊗"))
      add(arguments[1], inside: 2, orientation: .row, to: &pieces)
      return
    }
    if call.function == "broadcast", arguments.count == 1 {
      add(arguments[0], inside: 0, to: &pieces)
      return
    }
    pieces.append(.text(call.function + "("))
    for (index, argument) in arguments.enumerated() {
      if index > 0 { pieces.append(.text(",")) }
      add(argument, inside: 0, to: &pieces)
    }
    pieces.append(.text(")"))
  }

  private func view(
    _ tensor: Tensor, _ name: String, _ orientation: TensorView.Orientation?, binding: Int = 0
  ) -> TensorView {
    TensorView(
      tensor, name: tensor.shape.isScalar ? nil : name,
      orientation: orientation ?? layout.orientation(tensor), binding: binding)
  }

  /// The number of axes of an operand, if it can be derived.
  private func rank(_ formula: Formula) -> Int? {
    switch formula.kind {
    case .number: 0
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

extension [WorkPiece] {
  /// Arithmetic on numbers with as many digits as it takes to give `value` as it is printed.
  func precise(for value: Tensor, _ numbers: NumberStyle) -> [WorkPiece] {
    guard let value = value.shape.isScalar ? value.number : nil else { return self }
    let wanted = numbers.text(value)
    for digits in numbers.precision...Swift.max(numbers.precision, 15) {
      let style = numbers.with(digits: digits)
      guard let text = arithmetic(style), let read = Number(arithmetic: text) else { return self }
      guard numbers.text(.floating(read.double)) == wanted || numbers.text(read) == wanted else {
        continue
      }
      return map {
        guard case .tensor(let view) = $0 else { return $0 }
        return .tensor(TensorView(view.tensor, digits: digits, binding: view.binding))
      }
    }
    return self
  }

  /// The text of a row of numbers; nil if there is a matrix in it.
  private func arithmetic(_ style: NumberStyle) -> String? {
    var texts: [String] = []
    for piece in self {
      switch piece {
      case .text(let text), .symbol(let text), .relation(let text): texts.append(text)
      case .tensor(let view):
        guard view.tensor.shape.isScalar, let number = view.tensor.number else { return nil }
        let text = style.text(number)
        texts.append(text.hasPrefix("-") ? "(\(text))" : view.bracketed(text))
      }
    }
    return texts.joined(separator: " ")
  }
}

extension Formula {
  /// The shapes of a product or an entrywise operation: `(N 2, in 2) @ (in 2, out 3)`; nil unless
  /// both operands are names, transposed or not.
  func operandShapes(_ operands: [Step.Named]) -> String? {
    guard case .binary(let operation, let left, let right) = kind, operation != .power,
      let a = left.simpleShape(operands), let b = right.simpleShape(operands),
      !(a.isScalar && b.isScalar)
    else { return nil }
    return "\(a) \(operation.rawValue) \(b)"
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
