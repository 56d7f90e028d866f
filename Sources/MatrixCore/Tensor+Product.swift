extension Tensor {
  /// The shape of a matrix product.
  package static func productShape(
    _ left: Shape, _ right: Shape
  ) throws(ShapeError) -> Shape {
    guard 1...2 ~= left.rank else { throw .productRank(left) }
    guard 1...2 ~= right.rank else { throw .productRank(right) }
    guard left.axes[left.rank - 1] == right.axes[0] else {
      throw .innerAxesDiffer(left: left, right: right)
    }
    switch (left.rank, right.rank) {
    case (2, 2):
      if left.axes[0].name == right.axes[1].name {
        throw .repeatedAxis(left.axes[0].name, left: left, right: right)
      }
      return Shape([left.axes[0], right.axes[1]])
    case (2, _): return Shape([left.axes[0]])
    case (_, 2): return Shape([right.axes[1]])
    default: return .scalar
    }
  }

  /// The matrix product, which sums over the last axis of the left, the first of the right:
  /// (N, in) @ (in, out) is (N, out).
  package static func product(_ left: Tensor, _ right: Tensor) throws(ShapeError) -> Tensor {
    let shape = try productShape(left.shape, right.shape)
    let inner = right.shape.axes[0].size
    let rows = left.shape.rank == 2 ? left.shape.axes[0].size : 1
    let columns = right.shape.rank == 2 ? right.shape.axes[1].size : 1
    if case .exact(let a) = left.entries, case .exact(let b) = right.entries,
      let exact = a.product(b, rows: rows, inner: inner, columns: columns)
    {
      return Tensor(shape, .exact(exact))
    }
    return Tensor(
      shape,
      .floating(
        productOfDoubles(
          Factor(left.entries), Factor(right.entries), rows: rows, inner: inner,
          columns: columns)))
  }

  /// The outer product of two vectors: (in) ⊗ (out) is (in, out).
  package static func outerProduct(_ left: Tensor, _ right: Tensor) throws(ShapeError) -> Tensor {
    guard left.shape.rank == 1 else { throw .productRank(left.shape) }
    guard right.shape.rank == 1 else { throw .productRank(right.shape) }
    let shape = Shape(left.shape.axes + right.shape.axes)
    let (rows, columns) = (left.count, right.count)
    if case .exact(let a) = left.entries, case .exact(let b) = right.entries,
      let exact = a.product(b, rows: rows, inner: 1, columns: columns)
    {
      return Tensor(shape, .exact(exact))
    }
    return Tensor(
      shape,
      .floating(
        productOfDoubles(
          Factor(left.entries), Factor(right.entries), rows: rows, inner: 1, columns: columns)))
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
