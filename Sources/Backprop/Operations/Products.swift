import MatrixCore

extension Operation {
  /// The matrix product for each pair of ranks. Source: dA = g Bᵀ and dB = Aᵀ g, for example in
  /// Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 6.5.
  static let products: [Operation] = [
    product(
      2, 2, variant: "two matrices", gradients: ["g @ B.T", "A.T @ g"],
      why: "Each entry of a product is a row times a column, so each factor meets the gradient "
        + "through the other factor, transposed."),
    product(
      2, 1, variant: "a matrix and a vector", gradients: ["outer(g, B)", "A.T @ g"],
      why: "Each entry is a row of the matrix times the vector.",
      operandWhys: [
        "Each entry is a row of the matrix times the vector, so each row gets the vector, times the "
          + "gradient at its entry.",
        "Each entry is a row of the matrix times the vector, so the vector gets every row, times the "
          + "gradient at its entry, and these add.",
      ]),
    product(
      1, 2, variant: "a vector and a matrix", gradients: ["g @ B.T", "outer(A, g)"],
      why: "Each entry is the vector times a column of the matrix.",
      operandWhys: [
        "Each entry is the vector times a column of the matrix, so the vector gets every column, times "
          + "the gradient at its entry, and these add.",
        "Each entry is the vector times a column of the matrix, so each column gets the vector, times "
          + "the gradient at its entry.",
      ]),
    product(
      1, 1, variant: "two vectors", gradients: ["g * B", "g * A"],
      why: "A scalar product is a sum of products: each factor's gradient is the other factor."),
    Operation(
      "outer", [.operand("A"), .operand("B")],
      shape: .computed { (shapes, _) throws(ShapeRuleError) in
        for (index, shape) in shapes.enumerated() where shape.rank != 1 {
          throw .operand(index: index, expected: "one axis")
        }
        return Shape(shapes[0].axes + shapes[1].axes)
      },
      value: .primitive { (x, _) throws(ShapeError) in try .outerProduct(x[0], x[1]) },
      gradients: ["g @ B", "A @ g"], structure: .outer,
      why: "Every entry of one vector meets every entry of the other.", isInternal: true,
      numpy: "np.outer({A}, {B})", torch: "torch.outer({A}, {B})"),
  ]

  private static func product(
    _ left: Int, _ right: Int, variant: String, gradients: [String?], why: String,
    operandWhys: [String] = []
  ) -> Operation {
    Operation(
      "@", [.operand("A"), .operand("B")], variant: variant,
      shape: .computed { (shapes, _) throws(ShapeRuleError) in
        do throws(ShapeError) { return try Tensor.productShape(shapes[0], shapes[1]) } catch {
          throw .shape(error)
        }
      },
      value: .primitive { (x, _) throws(ShapeError) in try .product(x[0], x[1]) },
      gradients: gradients, structure: .product, why: why,
      operandWhys: operandWhys,
      mistakes: left == 2 && right == 2
        ? [Mistake("A @ g", operand: 1, "The input has to be transposed: A.T @ g.")] : [],
      numpy: "{A} @ {B}", torch: "{A} @ {B}",
      applies: { shapes, _ in
        shapes[0].rank == left && shapes[1].rank == right
          || (left == 2 && right == 2 && !(1...2 ~= shapes[0].rank && 1...2 ~= shapes[1].rank))
      })
  }
}
