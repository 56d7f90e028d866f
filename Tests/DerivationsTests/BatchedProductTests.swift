import Formulas
import MatrixCore
import TestSupport
import Testing

@testable import Derivations

@Suite struct BatchedProductTests {
  @Test("the gradient of what all matrices are multiplied by names every axis that it sums away")
  func summedAxes() throws {
    let network = """
      input P: (N, place, tap) = [[[1, 2], [3, 4], [0, 1]], [[2, 0], [1, 1], [5, 2]]]
      param K: (tap, channel) = [[1, -1], [2, 1]]
      loss L = sum((P @ K)^2)
      """
    var deriver = try derivation(network)
    let steps = try deriver.steps(BackwardRequest())
    let axes = steps.compactMap { step -> [String]? in
      guard case .evaluation(let operation) = step.content, step.title.plain == "dK" else {
        return nil
      }
      return operation.summedAxes.map(\.name)
    }
    #expect(axes == [["N", "place"]])
    let detail = try #require(try deriver.steps(SampleDetailRequest(name("dK"))).first)
    #expect(detail.claims.allSatisfy { $0.holds })
    #expect(detail.claims.first?.text.plain.hasPrefix("the sum over N, place equals") == true)
  }
}
