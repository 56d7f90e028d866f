import Backprop
import Derivations
import Formulas
import MatrixCore
import TestSupport
import Testing

@Suite struct BackwardTests {
  @Test(
    "the steps of lesson 1 say what is run",
    arguments: [
      ("forward.Y.1", "X @ W", "Y.1[n,o] = Σᵢ X[n,i] · W[i,o]"),
      ("backward.dW", "X.T @ dY", "dW[i,o] = Σₙ X[n,i] · dY[n,o]"),
      ("backward.dX", "dY @ W.T", "dX[n,i] = Σₒ dY[n,o] · W[i,o]"),
      ("backward.db", "sum(dY, axis=N)", "db[o] = Σₙ dY[n,o]"),
    ])
  func formulas(_ id: String, _ formula: String, _ indexFormula: String) throws {
    var deriver = try derivation(affineBatch)
    let steps = try deriver.steps(ForwardRequest()) + deriver.steps(BackwardRequest())
    let step = try #require(steps.first { $0.id == id }, "\(steps.map(\.id))")
    #expect(step.formula?.text() == formula)
    #expect(step.indexFormula?.text() == indexFormula)
  }

  @Test("a backward step says what the values are that have no name")
  func meanings() throws {
    var deriver = try derivation(
      """
      input x: (n) = [1, 2]
      param w: (n) = [3, -1]
      loss L = sum((w * x - 1)^2 * (w * x))
      """)
    let meanings = try deriver.steps(BackwardRequest()).compactMap { step -> String? in
      guard case .evaluation(let operation) = step.content, !operation.meanings.isEmpty else {
        return nil
      }
      let parts = operation.meanings.map { "\($0.label) = \($0.formula.text())" }
      return "\(step.title.plain): \(parts.joined(separator: "; "))"
    }
    // In the order in which the step names them, on its left side first.
    let whole = "L.5 = (w * x - 1)^2 * (w * x)"
    #expect(
      meanings == [
        "dL.5: \(whole)", "dL.3: L.3 = (w * x - 1)^2; \(whole); L.4 = w * x",
        "dL.2: L.2 = w * x - 1; L.3 = (w * x - 1)^2",
        "dL.4: L.4 = w * x; \(whole); L.3 = (w * x - 1)^2",
        "dw.from.L.1: L.1 = w * x; L.2 = w * x - 1", "dw.from.L.4: L.4 = w * x",
        "dx.from.L.1: L.1 = w * x; L.2 = w * x - 1", "dx.from.L.4: L.4 = w * x",
      ])
  }
}
