import Backprop
import Formulas
import MatrixCore
import TestSupport
import Testing
import Typography

@Suite struct NetworkTests {
  @Test(
    "lesson 1 gives its golden numbers exactly",
    arguments: [
      ("Y", "[[6, 1, 1], [2, -2, -4]]"), ("L", "9/4"),
      ("dY", "[[1, -1/2, 1/2], [1/2, -1/2, -1/2]]"),
      ("dW", "[[5/2, -2, -1], [3/2, -1/2, 3/2]]"), ("db", "[3/2, -1, 0]"),
      ("dX", "[[1/2, 2], [1, 0]]"),
    ])
  func goldenNumbers(_ name: String, _ list: String) throws {
    let network = try NetworkText(affineBatch).network
    try expect(network, name, list)
  }

  @Test("a network without a loss has values and no gradients")
  func withoutLoss() throws {
    let network = try NetworkText("input x: (n) = [1, 2]\ny = x * 2").network
    #expect(network.gradients == nil)
    #expect(network.valuesWithGradients.isEmpty)
    try expect(network, "y", "[2, 4]")
  }

  @Test("values with gradients are inputs, params, and what leads from them to the loss")
  func valuesWithGradients() throws {
    let network = try NetworkText(
      """
      input x: (n) = [1, 2]
      param u: () = 2
      target t: (n) = [0, 1]
      const c: () = 3
      fixed = t * c
      unused = x * 2
      y = x + fixed
      loss L = sum(y)
      """
    ).network
    #expect(network.valuesWithGradients.map(\.name) == ["x", "u", "y"])
  }

  @Test(
    "after a network's name .T is its value T, also where a value is called like the network",
    arguments: [
      ("const T: (a, b) = [[1, 2]]", "input x: (n) = [1]\nZ = M.T", "[[1, 2]]"),
      (
        "const T: (a, b) = [[1, 2]]", "input M: (n, k) = [[1, 2], [3, 4], [5, 6]]\nZ = M.T",
        "[[1, 2]]"
      ),
      ("const U: (a, b) = [[1, 2]]", "input M: (n, k) = [[1], [3]]\nZ = M.T", "[[1, 3]]"),
    ])
  func valueT(_ earlier: String, _ later: String, _ list: String) throws {
    let first = try NetworkText(earlier, name: "M").network
    let built = try NetworkText(later, name: "late", after: [first])
    #expect(built.problems.isEmpty, "\(built.problems.map(\.kind))")
    try expect(built.network, "Z", list)
  }

  @Test("data may come from an earlier network's values and gradients")
  func earlierNetworks() throws {
    let early = try NetworkText(affineBatch, name: "early").network
    let late = try NetworkText(
      """
      param W: (in, out) = early.W - 1/10 * early.dW
      param V = early.X.T @ early.dY
      const k: () = early.L
      loss L = sum(W) * k + sum(V)
      """, after: [early])
    #expect(late.problems.isEmpty)
    try expect(late.network, "W", "[[3/4, 1/5, -9/10], [37/20, 21/20, 17/20]]")
    try expect(late.network, "V", "[[5/2, -2, -1], [3/2, -1/2, 3/2]]")
    try expect(late.network, "dW", "[[9/4, 9/4, 9/4], [9/4, 9/4, 9/4]]")
  }

  @Test("formulas may use an earlier network's values and gradients, which stay as they are")
  func earlierValues() throws {
    let early = try NetworkText(affineBatch, name: "early").network
    let late = try NetworkText(
      """
      param k = 2
      param W: (in, out) = [[1, 0, 1], [0, 1, 1]]
      V = early.X @ W * early.L
      G = early.dW
      loss L = k * sum(V) + sum(G)
      """, after: [early])
    #expect(late.problems.isEmpty)
    try expect(late.network, "V", "[[9/4, 9/2, 27/4], [27/4, -9/4, 9/2]]")
    try expect(late.network, "G", "[[5/2, -2, -1], [3/2, -1/2, 3/2]]")
    try expect(late.network, "dk", "45/2")
    try expect(late.network, "dW", "[[18, 18, 18], [9/2, 9/2, 9/2]]")
    #expect(late.network.valuesWithGradients.map(\.name) == ["k", "W", "V"])
  }
}
