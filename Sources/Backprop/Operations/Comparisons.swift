import Formulas
import MatrixCore

extension Operation {
  /// Comparisons, and the choice between two values by a mask.
  static let comparisons: [Operation] =
    [
      BinaryOperator.greater, .greaterOrEqual, .less, .lessOrEqual, .equal, .notEqual,
    ].compactMap { symbol in symbol.comparison.map { comparison(symbol.rawValue, $0) } } + [
      Operation(
        "where", [.operand("mask"), .operand("a"), .operand("b")],
        value: .primitive { (x, _) throws(ShapeError) in try .choose(x[0], x[1], x[2]) },
        textbook: "(mask != 0) * a + (mask == 0) * b",
        gradients: [nil, "g * (mask != 0)", "g * (mask == 0)"], structure: .entrywise,
        why: "Each side gets the gradient of the entries that were taken from it.",
        conventions: ["a where the mask is not 0; no gradient passes to the mask"],
        mistakes: [
          Mistake("g", operand: 1, "Where b was taken nothing passes to a."),
          Mistake("g", operand: 2, "Where a was taken nothing passes to b."),
        ], kink: "mask != 0", broadcasts: true,
        numpy: "np.where({mask} != 0, {a}, {b})", torch: "torch.where({mask} != 0, {a}, {b})")
    ]

  private static func comparison(_ name: String, _ comparison: Comparison) -> Operation {
    Operation(
      name, [.operand("A"), .operand("B")],
      value: .primitive { (x, _) throws(ShapeError) in try .compare(comparison, x[0], x[1]) },
      gradients: [nil, nil], structure: .entrywise,
      why: "It is 1 or 0, and flat on both sides of where it turns.",
      conventions: ["1 where it holds, else 0; no gradient passes"], kink: "order(A, B)",
      broadcasts: true, numpy: [Spelling("np.where({A} \(name) {B}, 1.0, 0.0)")],
      torch: [Spelling("torch.where({A} \(name) {B}, 1.0, 0.0)")])
  }
}
