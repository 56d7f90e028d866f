import Backprop
import Formulas
import MatrixCore
import TestSupport
import Testing

@testable import Derivations

@Suite struct FiniteDifferenceTests {
  @Test(
    "a gradient and a difference agree within 1e-8 and a millionth",
    arguments: [
      (1.0, 1.0000005, true), (1, 1.00001, false), (0, 1e-9, true), (0, 2e-8, false),
      (1e6, 1_000_000.5, true), (1e6, 1_000_100, false), (-1, 1, false), (.nan, 1, false),
    ])
  func agreement(_ gradient: Double, _ difference: Double, _ agrees: Bool) {
    #expect(FiniteDifference.agree(gradient, difference) == agrees)
  }

  @Test(
    "rounding is no disagreement",
    arguments: [
      // The loss is large beside what one entry does to it.
      ("input X: (N, in) = [[10000000000, 20000000000], [3, -1]]\nloss L = sum(square(X))", true),
      ("param x = 1\nloss L = exp(x) + 10000000000000000000", true),
      ("param x: (N) = [10000000000000000000, 2]\nloss L = sum(tanh(x) + x)", true),
      // The loss is small, and large values on the way to it leave nothing of the difference.
      ("param x = 1\ny = exp(x) + 1e15\nloss L = y - 1e15", true),
      // Large gradients can be seen.
      ("param x: (N) = [1e19, -2e19]\nloss L = sum(x * sigmoid(x))", false),
      ("param x: (N) = [1, 2]\nloss L = sum(sigmoid(x)) * 1e19", false),
      ("param x: (N) = [1, 2]\nloss L = sum(sigmoid(x))", false),
    ])
  func agrees(_ text: String, isRounded: Bool) throws {
    let network = try NetworkText(text).network
    var deriver = DerivationBuilder([network])
    let result = deriver.run(
      StepLine(CheckRequest(), at: 0..<0), on: 0)
    #expect(result.error == nil)
    #expect(result.steps.first?.claims.allSatisfy(\.holds) == true)
    guard case .check(let check)? = result.steps.first?.content else {
      Issue.record("no check")
      return
    }
    #expect((check.rows.map(\.rounded).reduce(0, +) > 0) == isRounded)
  }

  @Test(
    "a wrong gradient is found where it can be seen",
    arguments: [
      "param x: (N) = [1, 2]\nloss L = sum(sigmoid(x)) * 1e19",
      "param x: (N) = [1e19, 2e19]\nloss L = sum(x * sigmoid(x))",
      "param x: (N) = [1, 2]\nloss L = sum(sigmoid(x)) + 1000000",
    ])
  func differs(_ text: String) throws {
    let network = try NetworkText(text).network
    let leaf = try #require(network.value(named: "x")?.node)
    let gradient = try #require(network.tensor(named: "dx"))
    let probe = LossProbe(
      network, leaf: leaf, loss: try #require(network.loss), isExact: false,
      kinks: network.graph.kinks)
    for offset in 0..<gradient.count {
      let right = gradient[offset]
      for (factor, agrees) in [(1.0, true), (1.01, false), (0, false), (-1, false)] {
        let found = FiniteDifference(
          floating: probe, offset, right.double * factor)
        #expect(found?.agrees == agrees)
      }
    }
  }

  @Test(
    "a joint of two pieces with one slope is no kink; one with two slopes is",
    arguments: [
      ("param x: (N) = [0, 3]\nloss L = sum(relu(x)^2)", 0),
      ("param x: (N) = [0, 3]\nloss L = sum(relu(x)^3)", 0),
      ("param x: (N) = [0, 3]\nloss L = sum(relu(x)^2 * exp(x))", 0),
      ("param x: (N) = [1, 3]\nb = minimum(abs(x), 1)\nloss L = sum(b^2 / 2 + abs(x) - b)", 0),
      ("param x: (N) = [1, 3]\nb = minimum(abs(x), 1)\nloss L = sum(exp(b^2 / 2 + abs(x) - b))", 0),
      ("param x: (N) = [0, 3]\nloss L = sum(relu(x))", 1),
      ("param x: (N) = [0, 3]\nloss L = sum(abs(x) / 1000)", 1),
      ("param x: (N) = [0, 3]\nloss L = sum(relu(x) * exp(x))", 1),
      ("param x: (N) = [0, 3]\nloss L = sum(relu(x)^2 + abs(x) / 100)", 1),
    ])
  func kinks(_ text: String, _ count: Int) throws {
    var deriver = DerivationBuilder([try NetworkText(text).network])
    let check = try deriver.check(CheckRequest())
    #expect(check.rows.flatMap { $0.kinks }.count == count)
    #expect(check.rows.allSatisfy { $0.holds })
  }
}
