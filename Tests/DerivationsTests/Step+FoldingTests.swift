import Backprop
import Derivations
import Formulas
import MatrixCore
import TestSupport
import Testing

@Suite("The steps from the loss to its first named gradient")
struct StepFoldingTests {
  private static let data = """
    input  Y: (N, out) = [[1, -2, 3], [2, 0, 5]]
    target T: (N, out) = [[2, 1, 1], [0, 4, 1]]

    """

  private func backward(_ network: String) throws -> [Step] {
    var builder = DerivationBuilder([try NetworkText(network).network])
    let result = builder.run(StepLine(BackwardRequest(), at: 0..<0), on: 0)
    if let problem = result.error { throw problem }
    return result.steps
  }

  @Test(
    "are one step, with one formula of named values where there is a short one",
    arguments: [
      ("loss L = sum((Y - T)^2) / (2 * N)", "(Y - T) / N"),
      ("loss L = sum((T - Y)^2) / 2", "Y - T"),
      ("loss L = sum((Y - T)^2) / N", "2 * (Y - T) / N"),
      ("loss L = sum((Y - T)^2) / (N * out)", "2 * (Y - T) / (N * out)"),
      ("loss L = sum(T * Y)", "T"),
      ("loss L = -sum(T * Y)", "-T"),
      ("E = sum((Y - T)^2, axis=out)\nloss L = mean(E)", "broadcast(dL, to=N) / N"),
    ])
  func whole(_ statements: String, _ formula: String) throws {
    let step = try #require(try backward(Self.data + statements).first)
    let folded = try #require(step.folded)
    #expect(folded.steps.first?.id == "backward.dL")
    #expect(folded.whole.formula.text() == formula)
    #expect(folded.chain.last?.label == step.title.plain)
  }

  @Test("keep what they say: their ids, the formula of each, and what the unnamed values are")
  func chain() throws {
    let step = try #require(try backward(affineBatch).first)
    #expect(
      step.unfolded.map(\.id) == [
        "backward.dL", "backward.dL.3", "backward.dL.2", "backward.dL.1", "backward.dY",
      ])
    let folded = try #require(step.folded)
    let chain = folded.chain.map { "\($0.label) = \($0.formula.text())" }
    #expect(
      chain == [
        "dL = 1", "dL.3 = dL / (2 * N)", "dL.2 = broadcast(dL.3, to=(N, out))",
        "dL.1 = 2 * L.1 * dL.2", "dY = dL.1",
      ])
    #expect(folded.chain.map { $0.number?.double } == [nil, 0.25, nil, nil, nil])
    #expect(folded.chain.allSatisfy { $0.why.hasSuffix(".") })
    #expect(folded.whole.why == "Together, dY = (Y - T) / N.")
    let meanings = folded.whole.meanings.map { "\($0.label) = \($0.formula.text())" }
    #expect(Set(meanings) == ["L.1 = Y - T", "L.2 = (Y - T)^2", "L.3 = sum((Y - T)^2)"])
  }

  @Test("keep the form of the other parts where they lead to a part of a gradient")
  func part() throws {
    let steps = try backward("param x = 3\nloss L = x * x")
    let formulas = steps.compactMap { step -> String? in
      if let folded = step.folded { return folded.whole.formula.text() }
      return step.formula?.text()
    }
    #expect(formulas == ["dL * x", "dL * x", "dx.from.L.A + dx.from.L.B"])
  }

  @Test("have a page each where the step they lead to is not asked for, or they are many")
  func alone() throws {
    var builder = DerivationBuilder([try NetworkText(affineBatch).network])
    let seed = builder.run(StepLine(BackwardRequest(until: name("dL")), at: 0..<0), on: 0)
    #expect(seed.steps.map(\.id) == ["backward.dL"])
    let rest = builder.run(StepLine(BackwardRequest(until: name("dY")), at: 0..<0), on: 0)
    #expect(rest.steps.map(\.id) == ["backward.dY"])
    #expect(rest.steps.first?.unfolded.count == 4)

    let sines = String(repeating: "sin(", count: 12) + "x" + String(repeating: ")", count: 12)
    #expect(try backward("param x = 1\nloss L = \(sines)").allSatisfy { $0.folded == nil })
  }
}
