import Backprop
import Formulas
import MatrixCore
import TestSupport
import Testing

@Suite struct DataGeneratorTests {
  @Test(
    "of an identity matrix one size is enough",
    arguments: ["(a=2, b) = eye", "(a, b=2) = eye()", "(n, b) = eye", "(b, n) = eye"])
  func identity(_ data: String) throws {
    let built = try NetworkText("input x: (n) = [1, 2]\nconst I: " + data)
    #expect(built.problems.isEmpty)
    #expect(built.network.tensor(named: "I")?.shape.sizes == [2, 2])
  }
}
