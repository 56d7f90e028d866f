import Formulas
import TestSupport
import Testing

struct FormulaCancellingTests {
  @Test(
    "a quotient loses what stands above and below its line",
    arguments: [
      ("2 * (Y - T) * broadcast(1 / (2 * N), to=(N, out))", "(Y - T) / N"),
      ("-(2 * (t - o) * (1 / 2))", "o - t"),
      ("-(a * b) / c", "-(a * b / c)"),
      ("a / a", "1"), ("3 * a / (6 * b)", "a / (2 * b)"), ("x^2 / x", "x^2 / x"),
      ("a * (b / a)", "b"), ("0.5 * a", "a / 2"),
    ])
  func cancelled(_ text: String, _ expected: String) throws {
    #expect(try Formula(reading: text).cancelled?.text() == expected)
  }
}
