import Backprop
import MatrixCore

// How the libraries have what is no operation of a lesson.

extension Program.Language {
  func spellings(of operation: Operation) -> Spellings {
    switch self {
    case .numpy: operation.numpy
    case .torch: operation.torch
    }
  }

  /// A tensor's data. Labels are integers.
  func data(_ tensor: Tensor, areLabels: Bool) -> Program.Expression {
    switch self {
    case .numpy:
      .code(
        [
          .text("np.array("), .part(.entries(tensor), binding: 0),
          .text(areLabels ? ", dtype=np.int64)" : ", dtype=float)"),
        ], binding: Binding.atom)
    case .torch:
      .code(
        [
          .text("torch.tensor("), .part(.entries(tensor), binding: 0),
          .text(areLabels ? ", dtype=torch.int64)" : ", dtype=torch.float64)"),
        ], binding: Binding.atom)
    }
  }

  func zeros(_ shape: Shape) -> Program.Expression {
    let sizes = Program.tuple(shape.sizes)
    return switch self {
    case .numpy: .code("np.zeros(\(sizes))")
    case .torch: .code("torch.zeros(\(sizes))")
    }
  }

  /// Floating-point numbers as integers that may be indices.
  func integers(_ expression: Program.Expression) -> Program.Expression {
    switch self {
    case .numpy: expression.followed(by: ".astype(int)")
    case .torch: expression.followed(by: ".long()")
    }
  }

  /// A number where a function needs an array.
  func array(_ number: Number) -> Program.Expression {
    switch self {
    case .numpy: .number(number)
    case .torch: data(Tensor(number), areLabels: false)
    }
  }

  /// The array with its axes in another order, by their positions.
  func permuted(_ expression: Program.Expression, _ order: [Int]) -> Program.Expression {
    if order == Array(order.indices) { return expression }
    if order == [1, 0] { return expression.followed(by: ".T") }
    let list = Program.tuple(order)
    return switch self {
    case .numpy: expression.followed(by: ".transpose(\(list))")
    case .torch: expression.followed(by: ".permute(\(list))")
    }
  }

  /// The array of that shape under the axes of another, with `None` for those that it lacks, so that it
  /// can be copied along them.
  func arranged(
    _ expression: Program.Expression, _ shape: Shape, under target: Shape
  ) -> Program.Expression {
    let kept = target.names.filter(shape.contains)
    let order = kept.compactMap(shape.index)
    guard order.count == shape.rank else { return expression }
    let turned = permuted(expression, order)
    let indices = target.names.map { shape.contains($0) ? ":" : "None" }
      .drop { $0 == "None" }
    guard indices.contains("None") else { return turned }
    return turned.followed(by: "[\(indices.joined(separator: ", "))]")
  }

  /// The array with an axis where PyTorch has the classes: the second, or the only one.
  func withClasses(_ expression: Program.Expression, at axis: Int, rank: Int) -> Program.Expression
  {
    if axis == min(1, rank - 1) { return expression }
    return switch self {
    case .numpy: .call("np.moveaxis", expression, .number(Number(axis)), .number(1))
    case .torch: expression.followed(by: ".movedim(\(axis), 1)")
    }
  }
}

extension Program {
  /// `(2, 3)`, `(3,)`
  static func tuple(_ numbers: [Int]) -> String {
    numbers.count == 1
      ? "(\(numbers[0]),)" : "(" + numbers.map(String.init).joined(separator: ", ") + ")"
  }

  /// One axis as a number, several as a tuple.
  static func axes(_ positions: [Int]) -> String {
    positions.count == 1 ? "\(positions[0])" : tuple(positions)
  }
}
