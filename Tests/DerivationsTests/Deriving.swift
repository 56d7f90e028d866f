import Backprop
import Derivations
import Formulas
import TestSupport
import Testing

func name(_ text: String) -> Name { Name(text, at: 0..<0) }

/// The derivation of a network that has no problem.
func derivation(_ text: String) throws -> DerivationBuilder {
  let built = try NetworkText(text)
  #expect(built.problems.isEmpty)
  return DerivationBuilder([built.network])
}

extension DerivationBuilder {
  /// The steps of a command that has no problem, those folded into others too.
  mutating func steps(_ request: any StepRequest) throws -> [Step] {
    let result = run(StepLine(request, at: 0..<0), on: 0)
    if let problem = result.error { throw problem }
    return result.steps.flatMap(\.unfolded)
  }

  mutating func check(_ request: any StepRequest) throws -> GradientCheck {
    let step = try #require(try steps(request).first)
    guard case .check(let check) = step.content else { throw Problem(.nothingToCheck, at: 0..<0) }
    return check
  }
}
