import Backprop
import Formulas
import MatrixCore
import TestSupport
import Testing

@Suite struct GraphFiniteTests {
  @Test(
    "a NaN or an infinity stops at the statement that made it",
    arguments: [
      ("input x: (n) = [1, 0]\ny = log(x)\nloss L = sum(y)", "y"),
      ("input x: (n) = [1, 0]\ny = 1 / x\nloss L = sum(y)", "y"),
      ("input x: (n) = [1, -1]\ny = sqrt(x)\nloss L = sum(y)", "y"),
      ("input x: (n) = [1000, 1]\ny = exp(x)\nloss L = sum(y)", "y"),
      ("input x: (n) = [1, 0]\ny = x^-1\nloss L = sum(y)", "y"),
      ("input x: (n) = [1, 2]\ny = x\nloss L = sum(y / (n - 2))", "L.1"),
    ])
  func notFinite(_ text: String, _ label: String) throws {
    let network = try NetworkText(text).network
    guard case NetworkProblem.notFinite(let what)? = network.failure?.kind else {
      Issue.record("\(String(describing: network.failure))")
      return
    }
    #expect(what.label == label)
  }

  @Test("an infinite gradient of a finite loss is a problem of the way back")
  func infiniteGradient() throws {
    let network = try NetworkText("input x: (n) = [1, 0]\ny = sqrt(x)\nloss L = sum(y)").network
    #expect(network.failure == nil)
    guard case NetworkProblem.notFinite(let what)? = network.backwardFailure?.kind else {
      Issue.record("\(String(describing: network.backwardFailure))")
      return
    }
    #expect(what.label == "dx")
    #expect(what.indices == [1])
  }

  @Test(
    "what is infinite inside a function or a gradient's formula stops the lesson there",
    arguments: [
      ("sum(layer_norm(x, w, w, axis=n))", "variance(x, axis=n)", "inside layer_norm"),
      ("sum(batch_norm(x, 1, 1, axis=n))", "variance(x, axis=n)", "inside batch_norm"),
      ("sum(rms_norm(x, w, axis=n))", "x^2", "inside rms_norm"),
    ])
  func hidden(_ use: String, _ label: String, _ place: String) throws {
    let network = try NetworkText(
      "input x: (n) = [1e200, -1e200, 3e200]\nconst w: (n) = [1, 2, 3]\nloss L = \(use)"
    ).network
    guard case NetworkProblem.notFinite(let value)? = network.failure?.kind else {
      Issue.record("\(String(describing: network.failure))")
      return
    }
    #expect(value.label == label)
    guard case .inside(let function) = value.place else {
      Issue.record("\(String(describing: value.place))")
      return
    }
    #expect("inside \(function)" == place)
  }
}
