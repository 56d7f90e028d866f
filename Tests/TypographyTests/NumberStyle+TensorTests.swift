import MatrixCore
import Testing
import Typography

@Suite struct NumberStyleTensorTests {
  @Test("a tensor in a sentence is a nested list")
  func tensor() throws {
    func text(_ axes: [Axis], _ numbers: [Int32]) throws -> String {
      NumberStyle().text(try Tensor(Shape(axes), rationals: numbers.map { Rational($0) }))
    }
    #expect(try text([Axis("N", 2), Axis("in", 2)], [1, 2, 3, -1]) == "[[1, 2], [3, -1]]")
    #expect(try text([Axis("N", 9)], Array(1...9)) == "[1, 2, 3, …, 7, 8, 9]")
    #expect(NumberStyle().text(Tensor(.floating(0.25))) == "0.2500")
  }
}
