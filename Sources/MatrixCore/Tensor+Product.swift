extension Tensor {
  /// The shape of a matrix product.
  package static func productShape(
    _ left: Shape, _ right: Shape
  ) throws(ShapeError) -> Shape {
    try productShape(ProductLayout(left, right), left, right)
  }

  private static func productShape(
    _ layout: ProductLayout, _ left: Shape, _ right: Shape
  ) throws(ShapeError) -> Shape {
    let axes = layout.axes
    for (index, axis) in axes.enumerated()
    where axes[..<index].contains(where: { $0.name == axis.name }) {
      throw .repeatedAxis(axis.name, left: left, right: right)
    }
    return Shape(axes)
  }

  /// The matrix product: (N, in) @ (in, out) is (N, out), and (head, N, in) @ (head, in, out) one such
  /// product for each head.
  package static func product(_ left: Tensor, _ right: Tensor) throws(ShapeError) -> Tensor {
    let layout = try ProductLayout(left.shape, right.shape)
    let shape = try productShape(layout, left.shape, right.shape)
    let inner = layout.inner.size
    let columns = layout.column?.size ?? 1
    if right.shape.rank <= 2 {
      // All other axes of the left are rows of one product.
      return Tensor(
        shape,
        matrixProduct(
          left.entries, right.entries, rows: left.count / inner, inner: inner, columns: columns))
    }
    let rows = layout.row?.size ?? 1
    let ends = (layout.row.map { [$0] } ?? [], layout.column.map { [$0] } ?? [])
    let a = try left.broadcast(to: Shape(layout.shared + ends.0 + [layout.inner]))
    let b = try right.broadcast(to: Shape(layout.shared + [layout.inner] + ends.1))
    let blocks = (0..<Shape(layout.shared).count).map { index in
      Tensor(
        Shape([]),
        matrixProduct(
          a.block(index, of: rows * inner), b.block(index, of: inner * columns), rows: rows,
          inner: inner, columns: columns))
    }
    return stacked(blocks, as: shape)
  }

  /// The entries of one of the equal parts into which storage falls.
  private func block(_ index: Int, of size: Int) -> Entries {
    let range = index * size..<(index + 1) * size
    switch entries {
    case .exact(let exact): return .exact(exact.gathered(Array(range)))
    case .floating(let doubles): return .floating(Array(doubles[range]))
    }
  }

  private static func matrixProduct(
    _ left: Entries, _ right: Entries, rows: Int, inner: Int, columns: Int
  ) -> Entries {
    if case .exact(let a) = left, case .exact(let b) = right,
      let exact = a.product(b, rows: rows, inner: inner, columns: columns)
    {
      return .exact(exact)
    }
    return .floating(
      productOfDoubles(
        Factor(left), Factor(right), rows: rows, inner: inner, columns: columns))
  }

  /// The outer product, which has the axes of both: (in) ⊗ (out) is (in, out).
  package static func outerProduct(_ left: Tensor, _ right: Tensor) -> Tensor {
    Tensor(
      Shape(left.shape.axes + right.shape.axes),
      matrixProduct(
        left.entries, right.entries, rows: left.count, inner: 1, columns: right.count))
  }

  /// The transpose of a matrix.
  package func transposed() throws(ShapeError) -> Tensor {
    guard shape.rank == 2 else { throw .notMatrix(shape) }
    return permuted(Shape([shape.axes[1], shape.axes[0]]))
  }

  /// The tensor with its axes in the order of `target`.
  package func permuted(_ target: Shape) -> Tensor {
    target == shape ? self : gathered(shape.path(over: target), target)
  }
}

extension Factor {
  init(_ entries: Tensor.Entries) {
    switch entries {
    case .floating(let doubles): self = .doubles(doubles)
    case .exact(let exact):
      if let shared = exact.shared {
        self = .fractions(exact.numerators, over: shared)
      } else {
        self = .doubles(exact.doubles)
      }
    }
  }
}
