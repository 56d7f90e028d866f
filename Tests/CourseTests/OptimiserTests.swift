import Backprop
import Derivations
import Formulas
import Foundation
import MatrixCore
import TestSupport
import Testing

/// Compares training with PyTorch's optimisers; `Tests/Fixtures/optimisers.py` computes the fixture.
@Suite struct OptimiserTests {
  @Test(
    "params after 1, 2 and 50 steps are those of PyTorch's optimisers",
    arguments: Optimiser.all.map(\.name))
  func steps(_ optimiser: String) throws {
    let file = Course.root.appendingPathComponent("Tests/Fixtures/optimisers.json")
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    let fixture = try #require(json as? [String: [String: [String: [Double]]]])
    let states = try #require(fixture[optimiser], "no fixture for \(optimiser)")
    #expect(states.count == 3)
    for (count, params) in states {
      let rate = Formula.Argument(
        label: "rate", labelRange: 0..<0, value: try Formula(reading: "1/20"))
      let training = TrainRequest(
        steps: try #require(Int(count)),
        Optimisation(name: Name(optimiser, at: 0..<0), arguments: [rate]))
      var builder = DerivationBuilder([try NetworkText(affineBatch).network])
      #expect(builder.run(StepLine(training, at: 0..<0), on: 0).error == nil)
      let last = try #require(builder.updates.last)
      for (name, numbers) in params {
        let tensor = last.params.first { $0.name == name }?.tensor
        FixtureTests.compare(tensor, numbers, "\(name) after \(count) steps of \(optimiser)")
      }
    }
  }
}
