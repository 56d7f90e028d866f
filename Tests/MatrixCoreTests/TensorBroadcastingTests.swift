import MatrixCore
import Testing

@Suite struct TensorBroadcastingTests {
  @Test(
    "the larger operand's axes are the result's, in its order; of equals the left's",
    arguments: [
      ("n m", "m", "n m"), ("m", "n m", "n m"), ("n m", "", "n m"), ("", "n", "n"),
      ("n m", "m n", "n m"),
      ("m n", "n m", "m n"), ("n m k", "k n", "n m k"), ("", "", ""),
    ])
  func shapes(_ left: String, _ right: String, _ result: String) throws {
    #expect(try Tensor.broadcastShape(shape(left), shape(right)) == shape(result))
    #expect(try Tensor.combine(.add, counting(left), counting(right)).shape == shape(result))
  }

  @Test(
    "where neither contains the other nothing is copied",
    arguments: [("n", "m"), ("n m", "m k"), ("n m", "k")])
  func notContained(_ left: String, _ right: String) {
    let error = ShapeError.notContained(left: shape(left), right: shape(right))
    #expect(throws: error) { try Tensor.combine(.add, counting(left), counting(right)) }
  }

  @Test("axes of one name and two sizes are different axes")
  func sizes() {
    #expect(throws: ShapeError.self) {
      try Tensor.combine(.add, .ones(Shape([Axis("n", 2)])), .ones(Shape([Axis("n", 3)])))
    }
  }

  @Test("entries meet by the names of their axes, not by their places")
  func permuted() throws {
    let a = try matrix("n", "m", [[1, 2, 3], [4, 5, 6]])
    let b = try matrix("m", "n", [[10, 40], [20, 50], [30, 60]])
    #expect(try Tensor.combine(.add, a, b).numbers == numbers([11, 22, 33, 44, 55, 66]))
    #expect(try Tensor.combine(.subtract, b, a).numbers == numbers([9, 36, 18, 45, 27, 54]))
    #expect(try a.broadcast(to: shape("m n")).numbers == numbers([1, 4, 2, 5, 3, 6]))
  }

  @Test("a copy is repeated along the axes that it lacked")
  func copies() throws {
    let row = try matrix("n", "m", [[1, 2, 3]]).slice("n", at: 0)
    #expect(try row.broadcast(to: shape("n m")).numbers == numbers([1, 2, 3, 1, 2, 3]))
    #expect(try row.broadcast(to: shape("m n")).numbers == numbers([1, 1, 2, 2, 3, 3]))
    #expect(throws: ShapeError.self) { try row.broadcast(to: shape("n")) }
  }
}
