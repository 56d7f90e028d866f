import Backprop
import Formulas
import MatrixCore
import TestSupport
import Testing

@Suite struct LoweringTests {
  @Test("renamed axes pass their gradient back under the old names")
  func attention() throws {
    let built = try NetworkText(
      """
      input Q: (query, d) = [[1, 2], [3, -1], [0, 1]]
      input K: (key, d) = [[1, 0], [2, 1], [-1, 1]]
      S: (query, key) = Q @ K.T / sqrt(d)
      loss L = sum(square(S))
      """)
    #expect(built.problems.isEmpty)
    let network = built.network
    #expect(network.tensor(named: "S")?.shape.names == ["query", "key"])
    // dS = 2S, dQ = dS K / √2 = Q KᵀK, dK = dSᵀ Q / √2 = K QᵀQ.
    try expect(network, "dQ", "[[8, 5], [17, 1], [1, 2]]")
    try expect(network, "dK", "[[10, -1], [19, 4], [-11, 7]]")
  }

  @Test(
    "names given again are those of the whole where a product in it can't bear them",
    arguments: [
      ("v: (n) = u + u @ u", "[5, 9]"),
      ("v: (row) = u * (u @ u)", "[11, 17]"),
      ("v: (row) = M @ w + u", "[1, 1]"),
      ("v: (row, column) = M * (M @ w)", "[0, 0]"),
    ])
  func namedAsAWhole(_ statement: String, _ gradient: String) throws {
    let built = try NetworkText(
      """
      input u: (n) = [1, 2]
      const w: (m) = [1, 2]
      const M: (n, m) = [[1, 2], [3, 4]]
      \(statement)
      loss L = sum(v * 1)
      """)
    #expect(built.problems.isEmpty)
    try expect(built.network, "du", gradient)
  }

  @Test(
    "a product of a matrix with itself is named again",
    arguments: [
      ("S: (query, key) = X @ X.T", "[[6, 2], [14, 8]]"),
      ("S: (query, key) = X @ X.T * 2", "[[12, 4], [28, 16]]"),
      ("S: (query, key) = 2 * (X @ X.T)", "[[12, 4], [28, 16]]"),
      ("S: (query, key) = X @ X.T / 2 + M", "[[3, 1], [7, 4]]"),
      ("S: (query, key) = -(X @ X.T)", "[[-6, -2], [-14, -8]]"),
      // The new names may be those of other axes of the operands.
      ("S: (d, token) = X @ X.T", "[[6, 2], [14, 8]]"),
      ("S: (token, d) = X @ X.T", "[[6, 2], [14, 8]]"),
    ])
  func selfProduct(_ statement: String, _ gradient: String) throws {
    let built = try NetworkText(
      """
      input X: (token, d) = [[1, 2], [3, 1]]
      const M: (query=2, key=2) = [[0, 1], [1, 0]]
      const C: (u=2, v=2) = [[0, 1], [1, 2]]
      \(statement)
      Z: (u, v) = S
      loss L = sum(Z * C)
      """)
    #expect(built.problems.isEmpty)
    #expect(built.network.backwardFailure == nil)
    // dX = (C + Cᵀ) X, times the factor.
    let factor = gradient
    let expected = try Formula(reading: factor)
    let dX = try #require(built.network.tensor(named: "dX"))
    let model = try tensor(expected, dX.shape)
    #expect(dX.largestDifference(from: model) == nil, "\(dX.numbers)")
  }
}
