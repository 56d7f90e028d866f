import Backprop
import Derivations
import Formulas
import MatrixCore
import TestSupport
import Testing

@Suite struct SweepTests {
  @Test("the error of a central difference falls with h until rounding takes over")
  func sweep() throws {
    var deriver = try derivation("input x: (n) = [1/2]\nloss L = sum(tanh(x))")
    let step = try #require(try deriver.steps(SweepRequest(name("x"), at: [1])).first)
    guard case .sweep(let sweep) = step.content else {
      Issue.record("\(step.content)")
      return
    }
    #expect(sweep.rows.count == 12)
    let errors = sweep.rows.map { ($0.central - sweep.gradient.double).magnitude }
    #expect(errors[0] > errors[2])
    #expect(errors[11] > errors[4])
  }

  @Test("a scalar is swept without an index")
  func sweepOfScalar() throws {
    var deriver = try derivation("param w = 2\nloss L = w^3")
    let step = try #require(try deriver.steps(SweepRequest(name("w"), at: [])).first)
    #expect(step.id == "sweep.w")
    #expect(step.title.plain == "h for w")
  }
}
