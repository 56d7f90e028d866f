import MatrixCore

extension Operation {
  /// The matrix product for each pair of ranks; 3 stands for three and more. Source: dA = g Bᵀ and dB = Aᵀ g, for example in
  /// Goodfellow, Bengio and Courville, "Deep Learning" (2016), section 6.5.
  static let products: [Operation] = [
    product(
      2, 2, variant: "two matrices", gradients: ["g @ B.T", "A.T @ g"],
      why: "Each entry of a product is a row times a column, so each factor meets the gradient "
        + "through the other factor, transposed.",
      mistakes: [
        Mistake("A @ g", operand: 1, "The left factor has to be transposed."),
        Mistake("g @ B", operand: 0, "The right factor has to be transposed."),
      ]),
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
    product(
      3, 2, variant: "matrices and one matrix",
      gradients: ["g @ B.T", "sum(transpose(A, axes=turned_A) @ g, axis=copied_B)"],
      why:
        "Each matrix on the left is multiplied by the one on the right, so that one's gradients add.",
      operandWhys: [
        "Each product has its own gradient, which meets the left factor through the right, transposed.",
        "The right factor is used once for each index of the axes before the last two, so the gradients"
          + " of these products add.",
      ],
      mistakes: [
        Mistake(
          "mean(transpose(A, axes=turned_A) @ g, axis=copied_B)", operand: 1,
          "The gradients of the products are added, not averaged.")
      ]),
    product(
      2, 3, variant: "one matrix and matrices",
      gradients: ["sum(g @ transpose(B, axes=turned_B), axis=copied_A)", "A.T @ g"],
      why: "The matrix on the left multiplies each on the right, so its gradients add.",
      operandWhys: [
        "The left factor is used once for each index of the axes before the last two, so the gradients"
          + " of these products add.",
        "Each product has its own gradient, which meets the right factor through the left, transposed.",
      ]),
    product(
      3, 3, variant: "matrices and matrices",
      gradients: [
        "sum(g @ transpose(B, axes=turned_B), axis=copied_A)",
        "sum(transpose(A, axes=turned_A) @ g, axis=copied_B)",
      ],
      why:
        "It is one matrix product for each index of the shared axes, and each has its own gradient:"
        + " each factor meets it through the other factor, transposed."),
    product(
      3, 1, variant: "matrices and a vector",
      gradients: ["outer(g, B)", "sum(A * g, axis=result)"],
      why: "Each entry is a row of a matrix times the vector, so each row gets the vector, and the"
        + " vector every row, times the gradient at the entry."),
    product(
      1, 3, variant: "a vector and matrices",
      gradients: ["sum(B * g, axis=result)", "outer(A, g)"],
      why:
        "Each entry is the vector times a column of a matrix, so the vector gets every column, and"
        + " each column the vector, times the gradient at the entry."),
    outer(
      variant: "two vectors", gradients: ["g @ B", "A @ g"],
      applies: { shapes in shapes.allSatisfy { $0.rank == 1 } }),
    outer(
      variant: "more axes", gradients: ["sum(g * B, axis=axes_B)", "sum(g * A, axis=axes_A)"],
      applies: { _ in true }),
  ]

  private static func outer(
    variant: String, gradients: [String?], applies: @escaping @Sendable ([Shape]) -> Bool
  ) -> Operation {
    Operation(
      "outer", [.operand("A"), .operand("B")], variant: variant,
      shape: .computed { (shapes, _) throws(ShapeRuleError) in
        for (index, shape) in shapes.enumerated() where shape.isScalar {
          throw .operand(index: index, expected: "an axis; a number multiplies with `*`")
        }
        if let axis = shapes[0].axes.first(where: { shapes[1].contains($0.name) }) {
          throw .shape(.repeatedAxis(axis.name, left: shapes[0], right: shapes[1]))
        }
        return Shape(shapes[0].axes + shapes[1].axes)
      },
      value: .primitive { (x, _) throws(ShapeError) in .outerProduct(x[0], x[1]) },
      gradients: gradients, structure: .outer,
      why:
        "Every entry of one meets every entry of the other, so each gets the gradients of all its"
        + " products, times the other's entries.",
      numpy: "np.multiply.outer({A}, {B})", torch: "torch.tensordot({A}, {B}, dims=0)",
      applies: { shapes, _ in applies(shapes) })
  }

  private static func product(
    _ left: Int, _ right: Int, variant: String, gradients: [String?], why: String,
    operandWhys: [String] = [], mistakes: [Mistake] = []
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
      mistakes: mistakes,
      numpy: [
        Spelling("{A} @ {B}", where: Spelling.sharesLastAxes), "np.einsum({einsum}, {A}, {B})",
      ],
      torch: [
        Spelling("{A} @ {B}", where: Spelling.sharesLastAxes), "torch.einsum({einsum}, {A}, {B})",
      ],
      applies: { shapes, _ in
        // A number has no row of its own, and no shape either.
        min(shapes[0].rank, 3) == left && min(shapes[1].rank, 3) == right
          || left == 2 && right == 2 && shapes.contains(where: \.isScalar)
      })
  }
}
