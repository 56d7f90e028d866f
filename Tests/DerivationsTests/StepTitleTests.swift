import Backprop
import Formulas
import TestSupport
import Testing

@testable import Derivations

/// What steps call the expressions that they show.
@Suite struct StepTitleTests {
  private static func steps(_ request: any StepRequest) throws -> [Step] {
    let text = """
      input X: (N, in) = [[1, 2], [3, -1]]
      param w: (in) = [1, 2]
      const rate = 1/2
      y = X @ w
      loss L = sum(y^2) / N
      """
    let main = try NetworkText(text).network
    let late = try NetworkText(text, name: "late", after: [main]).network
    var builder = DerivationBuilder([main, late])
    // A comparison that fails has a title too.
    return builder.run(StepLine(request, at: 0..<0), on: 1).steps
  }

  @Test(
    "a title is what is compared; where that is long, names and that the other is a formula",
    arguments: [
      ("w", "dw", "w, dw"), ("dw", "2 * (X.T @ y) / N", "dw, 2 * (Xᵀ @ y) / N"),
      (
        "dw", "2 * (X.T @ y) / N + 0 * w - 0 * dw + 0 * rate - 0",
        "dw and a formula of X, y, w, dw, rate"
      ),
      (
        "w - 0 * rate * w + dw - dw", "X.T @ y / rate / N + 0 * w - 0 * dw",
        "two formulas of w, rate, dw, X, y"
      ),
      ("w", "main.w", "late.w, main.w"),
    ])
  func compared(_ left: String, _ right: String, _ title: String) throws {
    let request = CompareRequest(
      try Formula(reading: left), try Formula(reading: right), expectsEqual: true)
    #expect(try Self.steps(request).map(\.title.plain) == [title])
  }

  @Test(
    "a page that names a value of another network names the networks of all",
    arguments: [
      (["y", "dw"], "y, dw"), (["main.L", "L"], "main.L, late.L"),
      (["w - rate * dw / N", "main.dw"], "late.w - late.rate * late.dw / N, main.dw"),
      (["sum(main.y * y, axis=N)"], "sum(main.y * late.y, axis=N)"),
      (["late.L", "L"], "late.L, L"),
    ])
  func qualified(_ formulas: [String], _ title: String) throws {
    let request = ShowRequest(try formulas.map { try Formula(reading: $0) })
    let steps = try Self.steps(request)
    #expect(steps.map(\.title.plain) == [title])
    guard case .values(let shown) = steps.first?.content else {
      Issue.record("no values")
      return
    }
    #expect(shown.map { $0.math.text() }.joined(separator: ", ") == title)
  }

  @Test(
    "several long expressions are formulas of as many of their names as fit",
    arguments: [
      (
        ["X - max(X, axis=in)", "exp(X - max(X, axis=in)) / 2", "y"],
        "X - max(X, axis=in), y and a formula of X"
      ),
      (
        ["exp(X - max(X, axis=in)) / 2 + w - w", "exp(X - max(X, axis=in)) * main.rate - dw"],
        "two formulas of late.X, late.w and others"
      ),
    ])
  func long(_ formulas: [String], _ title: String) throws {
    let request = ShowRequest(try formulas.map { try Formula(reading: $0) })
    #expect(try Self.steps(request).map(\.title.plain) == [title])
  }
}
