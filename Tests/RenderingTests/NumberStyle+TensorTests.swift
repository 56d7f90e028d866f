import MatrixCore
import Testing
import Typography

@testable import Rendering

@Suite struct NumberStyleTensorTests {
  @Test("a tensor in a sentence is a nested list")
  func tensor() {
    #expect(NumberStyle().text(Samples.x) == "[[1, 2], [3, -1]]")
    #expect(NumberStyle().text(Samples.counting([Axis("N", 9)])) == "[1, 2, 3, …, 7, 8, 9]")
    #expect(NumberStyle().text(Tensor(.floating(0.25))) == "0.2500")
  }
}
