import Backprop
import Formulas
import MatrixCore
import TestSupport
import Testing

@testable import Derivations

/// How formulas of `compare` and `show` are worked out.
@Suite struct WorkingTests {
  private static let network = """
    input X: (N, in) = [[1, 2], [3, -1]]
    param w: (in) = [1, 2]
    const rate = 1/2
    y = X @ w
    loss L = sum(y^2) / N
    """

  @Test(
    "a formula is worked out operation by operation, single numbers and sums of products at once",
    arguments: [
      ("X.T @ y", ["X.T @ y"]),
      ("2 * (X.T @ y) / N", ["X.T @ y", "2 * (X.T @ y)", "2 * (X.T @ y) / N"]),
      (
        "X * (X - sum(X * X, axis=in))",
        ["sum(X * X, axis=in)", "X - sum(X * X, axis=in)", "X * (X - sum(X * X, axis=in))"]
      ),
      ("-X / N", ["-X / N"]), ("w - rate / 2 * dw", ["rate / 2 * dw", "w - rate / 2 * dw"]),
      ("X[1, :] + X[2, :]", ["X[1, :] + X[2, :]"]), ("(X + 1).T", ["X + 1", "(X + 1).T"]),
      ("w * [1, 2]", ["w * […]"]),
    ])
  func operations(_ text: String, _ operations: [String]) throws {
    var builder = try derivation(Self.network)
    let working = try #require(
      builder.working(try Formula(reading: text), in: builder.networks[0]))
    #expect(working.operations.map { $0.formula.text() } == operations)
    for operation in working.operations where !operation.formula.text().contains("…") {
      let value = try builder.evaluate(operation.formula, current: 0).value
      guard case .tensor(let tensor) = value else { throw Problem(.nothingToCheck, at: 0..<0) }
      #expect(tensor.largestDifference(from: operation.value) == nil)
    }
  }

  @Test(
    "what needs no arithmetic, or is turned after it was copied, is not worked out",
    arguments: ["w", "X.T", "X[1, :]", "2 / 3", "broadcast(w, to=(N, in)).T @ y"])
  func none(_ text: String) throws {
    var builder = try derivation(Self.network)
    #expect(builder.working(try Formula(reading: text), in: builder.networks[0]) == nil)
  }

  @Test(
    "an entry is worked out if its arithmetic is short",
    arguments: [
      ("X.T @ y", "X[1,1] · y[1] + X[2,1] · y[2]", "1 · 5 + 3 · 1"),
      ("w / N", "w[1] / N", "1 / 2"), ("w * [1, 2]", nil, nil),
      ("sum(y) + sum(X) + sum(X) + sum(X)", nil, nil),
    ])
  func entry(_ text: String, _ symbols: String?, _ numbers: String?) throws {
    var builder = try derivation(Self.network)
    let entry = builder.working(try Formula(reading: text), in: builder.networks[0])?.entry(at: 0)
    #expect(entry?.symbols.text() == symbols)
    #expect(entry?.numbers.text() == numbers)
  }
}
