import Backprop
import Derivations
import Formulas
import MatrixCore
import TestSupport
import Testing

/// What a step says entry by entry.
@Suite struct IndexFormTests {
  @Test(
    "what is one function of the whole is written as in books, or not at all",
    arguments: [
      ("softmax(z, axis=class)", "y[n,c] = exp(z[n,c]) / (Σ_c′ exp(z[n,c′]))"),
      ("softmax_cross_entropy(z, t)", "y[n] = -Σ_c one_hot(t)[n,c] · log(softmax(z)[n,c])"),
      ("patches(z, axes=(N, class), size=(1, 2), into=(place, tap))", nil),
    ] as [(String, String?)])
  func functionsOfTheWhole(_ use: String, _ indexFormula: String?) throws {
    let steps = try steps(
      """
      input z: (N, class) = [[1, 2, 0], [3, -1, 1/2]]
      target t: (N) = [2, 0]
      y = \(use)
      """)
    #expect(steps.first { $0.title.plain == "y" }?.indexFormula?.text() == indexFormula)
  }

  @Test("scores whose powers overflow have no form of the books")
  func overflow() throws {
    let steps = try steps("input z: (class) = [1000, 0]\ny = softmax(z, axis=class)")
    #expect(steps.map { $0.indexFormula?.text() } == [nil])
    let claims = steps.flatMap(\.claims).map(\.holds)
    #expect(!claims.contains(false))
  }

  @Test("sums one inside the other need no parentheses")
  func nestedSums() throws {
    let steps = try steps("input z: (N, class) = [[1, 2, 0], [3, -1, 1/2]]\ny = sum(z)")
    #expect(steps.map { $0.indexFormula?.text() } == ["y = Σₙ Σ_c z[n,c]"])
  }

  @Test("an axis that stands twice has its letter primed")
  func primedAxis() throws {
    let steps = try steps(
      """
      input X: (N, in) = [[1, 2], [3, 4]]
      input G: (in, out) = [[1, 2, 3], [4, 5, 7]]
      R: (in, out) = X @ G
      """)
    #expect(steps.last?.indexFormula?.text() == "R[i,o] = Σᵢ′ X[i,i′] · G[i′,o]")
  }

  @Test("where patches overlap, an entry of the gradient is the sum of theirs")
  func overlaps() throws {
    var deriver = try derivation(
      """
      input X: (h, w) = [[1, 2, 0], [3, -1, 1], [4, 1, -2]]
      P = patches(X, axes=(h, w), size=(2, 2), into=(place, tap))
      loss L = sum(P^2)
      """)
    let detail = deriver.run(
      StepLine(EntryDetailRequest(Name("dX", at: 0..<0)), at: 0..<0), on: 0)
    let step = try #require(detail.steps.first)
    #expect(
      step.indexFormula?.text() == "dX[h,w] = Σ dP[p,t] for each [p,t] that lies at [h,w]")
    guard case .entries(let entries) = step.content else {
      Issue.record("\(step.content)")
      return
    }
    #expect(
      [0, 1, 4].map { entries.entries[$0].symbols.text() } == [
        "dP[1,1]", "dP[1,2] + dP[2,1]", "dP[1,4] + dP[2,3] + dP[3,2] + dP[4,1]",
      ])
    let claims = step.claims.map(\.holds)
    #expect(!claims.contains(false))
  }

  @Test("a number that was worked out is shown as it was written")
  func constants() throws {
    var deriver = try derivation(
      "input X: (n, d) = [[1, 2], [3, 4]]\ninput w: (d) = [1, 2]\nY = X / sqrt(d)\nloss L = sum(Y^2)"
    )
    let steps = deriver.run(StepLine(BackwardRequest(), at: 0..<0), on: 0).steps
    #expect(
      steps.first { $0.title.plain == "dX" }?.indexFormula?.text() == "dX[n,d] = dY[n,d] / sqrt(d)")
  }

  @Test("every step says which axes it sums away")
  func summedAxes() throws {
    var deriver = try derivation(affineBatch)
    let steps = deriver.run(StepLine(BackwardRequest(), at: 0..<0), on: 0).steps
    let summed = steps.compactMap { step -> (String, [String])? in
      guard case .evaluation(let operation) = step.content, !operation.summedAxes.isEmpty else {
        return nil
      }
      return (step.title.plain, operation.summedAxes.map(\.name))
    }
    #expect(summed.map(\.0) == ["dW", "db", "dX"])
    #expect(summed.map(\.1) == [["N"], ["N"], ["out"]])
  }

  private func steps(_ text: String) throws -> [Step] {
    var deriver = try derivation(text)
    let result = deriver.run(StepLine(ForwardRequest(), at: 0..<0), on: 0)
    if let error = result.error { throw error }
    return result.steps
  }
}
