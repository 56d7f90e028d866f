import Backprop
import Derivations
import Formulas
import TestSupport
import Testing

@Suite("The reason of a backward step")
struct ReasonTests {
  private func reason(_ gradient: String, _ network: String) throws -> String {
    var builder = DerivationBuilder([try NetworkText(network).network])
    let steps = try builder.steps(BackwardRequest())
    let step = try #require(steps.first { $0.title.plain == gradient })
    guard case .evaluation(let shown) = step.content else { return "" }
    return shown.why
  }

  @Test("a second letter for an axis is explained where it is first met, and only there")
  func secondLetter() throws {
    var builder = try derivation(
      "input z: (N, class) = [[1, 2], [3, 1]]\np = softmax(z, axis=class)\n"
        + "q = softmax(2 * z, axis=class)\nloss L = sum(p * q)")
    let told = try builder.steps(ForwardRequest()).flatMap { step -> [String] in
      guard case .evaluation(let shown) = step.content else { return [] }
      return shown.conventions.filter { $0.contains("′") }
    }
    #expect(told == ["c′ runs along the same axis as c, counted on its own"])
  }

  @Test(
    "says of a product how an entry moves another, and over what is added",
    arguments: [
      ("dW", "Y = X @ W", "W[i,o] moves Y[n,o] by X[n,i], for every n; so add over n."),
      ("dX", "Y = X @ W", "X[n,i] moves Y[n,o] by W[i,o], for every o; so add over o."),
      // What + hands on unchanged moves as much.
      ("dW", "Y = X @ W + 1", "W[i,o] moves Y[n,o] by X[n,i], for every n; so add over n."),
      (
        "dX", "Y = X @ V.T",
        "X[n,i] moves Y[n,o] by V[o,i], for every o; so add over o. The other factor is Vᵀ; its "
          + "transpose is V."
      ),
      ("dv", "Y = X @ v", "v[i] moves Y[n] by X[n,i], for every n; so add over n."),
      ("dX", "Y = X @ v", "X[n,i] moves Y[n] by v[i]."),
      (
        "dW", "Y = S @ W",
        "W[i,o] moves Y[t,n,o] by S[t,n,i], for every t and n; so add over t and n."
      ),
    ])
  func product(_ gradient: String, _ statement: String, _ expected: String) throws {
    let data = """
      input X: (N, in) = [[1, 2], [3, -1], [0, 1]]
      input S: (t, N, in) = [[[1, 2], [3, -1], [0, 1]]]
      param W: (in, out) = [[1, 0, 2], [2, 1, 1]]
      param V: (out, in) = [[1, 0], [2, 1], [1, 1]]
      param v: (in) = [1, 3]
      \(statement)
      loss L = sum(Y * Y)
      """
    #expect(try reason(gradient, data) == expected)
  }

  @Test("is that of the row where axes were named again, whose letters would mislead")
  func renamed() throws {
    let text = """
      input h: (N, hid) = [[1, 2], [3, -1], [0, 1]]
      param W: (hid, to=2) = [[1, 0], [2, 1]]
      Y: (N, hid) = h @ W
      loss L = sum(Y * h)
      """
    #expect(try reason("dW", text).hasPrefix("Each entry of a product"))
  }

  @Test(
    "of a difference or a quotient is given in its own names",
    arguments: [
      ("dx", "If x grows, x - y grows as much: the gradient passes on unchanged."),
      ("dy", "If y grows, x - y falls as much: the gradient changes its sign."),
      ("dq", "If q grows, p / q falls: its slope is minus the quotient over q."),
    ])
  func inNames(_ gradient: String, _ expected: String) throws {
    let data = """
      param x: (n) = [1, 2]
      param y: (n) = [3, 5]
      param p: (n) = [1, 2]
      param q: (n) = [3, 5]
      D = x - y
      Q = p / q
      loss L = sum(D * Q)
      """
    #expect(try reason(gradient, data) == expected)
  }

  @Test("of a square is twice what is squared, and names no index")
  func square() throws {
    let data = "param x: (n) = [1, 2]\n"
    #expect(try reason("dx", data + "loss L = sum(x^2)").contains("2x"))
    #expect(try reason("dx", data + "loss L = sum(x^3)").contains("k·x^(k − 1)"))
  }
}
