import MatrixCore
import Testing

@Suite struct TensorProductTests {
  @Test(
    "a product sums away the axis between its operands",
    arguments: [
      ("n m", "m k", "n k"), ("n m", "m", "n"), ("n", "n m", "m"), ("n", "n", ""),
    ])
  func shapes(_ left: String, _ right: String, _ result: String) throws {
    for isExact in [true, false] {
      let (a, b) = (counting(left), counting(right))
      let product = try isExact ? Tensor.product(a, b) : Tensor.product(a.approximate, b)
      #expect(product.shape == shape(result))
      #expect(product.isExact == isExact)
      // The same sum written out.
      let copies = try Tensor.combine(
        .multiply, a.broadcast(to: all(left, right)), b.broadcast(to: all(left, right)))
      let kept = shape(result).names
      let summed = try copies.sum(over: copies.shape.names.filter { !kept.contains($0) })
      #expect(product.doubles == summed.doubles)
    }
  }

  @Test("a product that can't be is an error that says why")
  func errors() {
    #expect(throws: ShapeError.innerAxesDiffer(left: shape("n m"), right: shape("k m"))) {
      try Tensor.product(counting("n m"), counting("k m"))
    }
    #expect(throws: ShapeError.sharedAxesDiffer(left: shape("m n k"), right: shape("d k e"))) {
      try Tensor.product(counting("m n k"), counting("d k e"))
    }
    #expect(throws: ShapeError.productRank(.scalar)) {
      try Tensor.product(counting("n"), counting(""))
    }
    #expect(throws: ShapeError.repeatedAxis("n", left: shape("n m"), right: shape("m n"))) {
      try Tensor.product(counting("n m"), counting("m n"))
    }
    #expect(throws: ShapeError.notMatrix(shape("n"))) { try counting("n").transposed() }
  }

  @Test("an outer product has every entry of one times every entry of the other")
  func outer() {
    let product = Tensor.outerProduct(counting("n"), counting("m"))
    #expect(product.shape == shape("n m"))
    #expect(product.numbers == numbers([1, 2, 3, 2, 4, 6]))
  }

  @Test(
    "a transpose of any size has every entry in its place",
    arguments: [(1, 9), (9, 1), (7, 8), (8, 7), (16, 3), (3, 17), (20, 25)])
  func transposed(_ rows: Int, _ columns: Int) throws {
    let shape = Shape([Axis("n", rows), Axis("m", columns)])
    let matrix = try Tensor(shape, numbers: (0..<rows * columns).map { Number($0) })
    for matrix in [matrix, matrix.approximate] {
      let transposed = try matrix.transposed()
      for row in 0..<rows {
        for column in 0..<columns {
          #expect(transposed.entry([column, row]) == matrix.entry([row, column]))
        }
      }
    }
  }

  @Test("a transpose swaps the axes with their entries")
  func transposed() throws {
    let matrix = try matrix("n", "m", [[1, 2, 3], [4, 5, 6]]).transposed()
    #expect(matrix.shape == shape("m n"))
    #expect(matrix.numbers == numbers([1, 4, 2, 5, 3, 6]))
  }
}
