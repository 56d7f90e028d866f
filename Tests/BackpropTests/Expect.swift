import Backprop
import Formulas
import MatrixCore
import TestSupport
import Testing
import Typography

/// Checks a value or gradient of a network against a number or nested lists, exactly where both are.
func expect(
  _ network: EvaluatedNetwork, _ name: String, _ list: String,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let found = try #require(network.tensor(named: name), sourceLocation: sourceLocation)
  let expected = try tensor(Formula(reading: list), found.shape)
  #expect(found.shape.sizes == expected.shape.sizes, sourceLocation: sourceLocation)
  #expect(
    found.largestDifference(from: expected) == nil, "\(name) is \(found.numbers.map(\.typed))",
    sourceLocation: sourceLocation)
}
