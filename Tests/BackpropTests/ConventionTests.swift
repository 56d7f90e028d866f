import Backprop
import Formulas
import MatrixCore
import TestSupport
import Testing

/// CURRICULUM, section 4: what happens at edges.
@Suite struct ConventionTests {
  @Test(
    "scores and inputs of 1000 overflow nowhere",
    arguments: [
      ("softmax_cross_entropy(x, t, axis=n)", "[1000, 0, 0]", "1000", "[1, -1, 0]"),
      ("softmax_cross_entropy(x, one, axis=n)", "[1000, 0, 0]", "1000", "[1, -1, 0]"),
      ("softmax_cross_entropy(x, one, axis=n)", "[-1000, 0, -1000]", "0", "[0, 0, 0]"),
      ("sum(softmax(x, axis=n) * w)", "[1000, 0, -1000]", "1", "[0, 0, 0]"),
      ("sum(log_softmax(x, axis=n) * w)", "[1000, 0, -1000]", "-8000", "[-5, 2, 3]"),
      ("sum(sigmoid(x) * w)", "[1000, -1000, 800]", "4", "[0, 0, 0]"),
      ("sum(tanh(x) * w)", "[1000, -1000, 800]", "2", "[0, 0, 0]"),
      ("sum(softplus(x) * w)", "[1000, -1000, 0]", "1002.0794415416798", "[1, 0, 1.5]"),
      ("sum(silu(x) * w)", "[1000, -1000, 0]", "1000", "[1, 0, 1.5]"),
      ("sum(gelu(x) * w)", "[1000, -1000, 0]", "1000", "[1, 0, 1.5]"),
      ("sum(binary_cross_entropy(x, b) * w)", "[1000, -1000, 1000]", "3000", "[1, -2, 0]"),
    ])
  func large(_ use: String, _ x: String, _ loss: String, _ gradient: String) throws {
    let built = try NetworkText(
      """
      input x: (n) = \(x)
      const w: (n) = [1, 2, 3]
      const one: (n) = [0, 1, 0]
      const b: (n) = [0, 1, 1]
      const t: () = 1
      loss L = \(use)
      """)
    #expect(built.problems.isEmpty)
    #expect(built.network.failure == nil)
    #expect(built.network.backwardFailure == nil)
    try expect(built.network, "L", loss)
    try expect(built.network, "dx", gradient)
  }

  @Test(
    "a finite result is found however large the numbers are",
    arguments: [
      ("softmax_cross_entropy(x, t, axis=n)", "[0, 1e308, -1e308]", "0", "[0, 0, 0]"),
      ("softmax_cross_entropy(x, one, axis=n)", "[0, 1e308, -1e308]", "0", "[0, 0, 0]"),
      ("sum(softmax(x, axis=n) * w)", "[0, 1e308, -1e308]", "2", "[0, 0, 0]"),
      ("sum(gelu(x) * one)", "[1, 1.7e308, -1.7e308]", "1.7e308", "[0, 1, 0]"),
      ("sum(silu(x) * one)", "[1, 1.7e308, -1.7e308]", "1.7e308", "[0, 1, 0]"),
      ("sum(one / x)", "[1, 1e200, 1]", "1e-200", "[0, -0, 0]"),
      ("sum(3e300 * one / x)", "[1, 1e200, 1]", "3e100", "[0, -3e-100, 0]"),
      ("sum(maximum(x, -x) * one)", "[1, 1e308, 1]", "1e308", "[0, 1, 0]"),
      ("sum(minimum(x, -x) * one)", "[1, -1e308, 1]", "-1e308", "[0, 1, 0]"),
      ("sum(binary_cross_entropy(x, b) * one)", "[1, -1e308, 1]", "1e308", "[0, -1, 0]"),
    ])
  func huge(_ use: String, _ x: String, _ loss: String, _ gradient: String) throws {
    try large(use, x, loss, gradient)
  }

  @Test(
    "slopes at kinks and ties are the conventional ones",
    arguments: [
      ("sum(relu(x))", "[0, 1, -1]", "[0, 1, 0]"), ("sum(abs(x))", "[0, 1, -1]", "[0, 1, -1]"),
      ("sum(leaky_relu(x))", "[0, 1, -1]", "[1/100, 1, 1/100]"),
      ("sum(leaky_relu(x, slope=1/4))", "[0, 1, -1]", "[1/4, 1, 1/4]"),
      ("sum(maximum(x, c))", "[0, 1, -1]", "[1/2, 1, 0]"),
      ("sum(minimum(x, c))", "[0, 1, -1]", "[1/2, 0, 1]"),
      ("sum(maximum(x, 0))", "[0, 1, -1]", "[1/2, 1, 0]"), ("max(x)", "[3, 1, 3]", "[1, 0, 0]"),
      ("max(x, axis=n)", "[1, 3, 3]", "[0, 1, 0]"), ("max(x)", "[-1, -1, -1]", "[1, 0, 0]"),
    ])
  func kinks(_ use: String, _ x: String, _ gradient: String) throws {
    let built = try NetworkText(
      "input x: (n) = \(x)\nconst c: (n) = [0, 0, 0]\nloss L = \(use)")
    #expect(built.problems.isEmpty)
    try expect(built.network, "dx", gradient)
  }

  @Test(
    "a function of a number alone, and of no axis, has its own gradient",
    arguments: [
      ("max(x)", "1"), ("sum(x)", "1"), ("mean(x)", "1"), ("variance(x)", "0"), ("max(2 * x)", "2"),
    ])
  func scalars(_ use: String, _ gradient: String) throws {
    let network = try NetworkText("input x: () = 3\nloss L = \(use)").network
    try expect(network, "dx", gradient)
  }

  @Test("labels are matched to the scores by the names of their axes, in whatever order")
  func orderOfLabels() throws {
    for use in ["softmax_cross_entropy(z, t)", "cross_entropy(softmax(z, axis=class), t)"] {
      let losses = try [
        ("N, pos", "[[0, 2, 1], [1, 1, 0]]"), ("pos, N", "[[0, 1], [2, 1], [1, 0]]"),
      ].map { axes, labels in
        try NetworkText(
          """
          input z: (N=2, class=3, pos=3) = normal
          target t: (\(axes)) = \(labels)
          const w: (N, pos) = [[1, 2, 3], [4, 5, 6]]
          l = \(use)
          loss L = sum(l * w)
          """
        )
      }
      #expect(losses.allSatisfy { $0.problems.isEmpty })
      let values = losses.map(\.network)
      for name in ["L", "l", "dz"] {
        let (a, b) = try (
          #require(values[0].tensor(named: name)), #require(values[1].tensor(named: name))
        )
        #expect(a.shape == b.shape && a.largestDifference(from: b) == nil, "\(use): \(name)")
      }
    }
  }

  @Test("0 · log 0 is 0 in a soft target")
  func softTargets() throws {
    let network = try NetworkText(
      """
      input p: (N, class) = [[1, 0], [1/2, 1/2]]
      target t: (N, class) = [[1, 0], [0, 1]]
      loss L = sum(cross_entropy(p, t))
      """
    ).network
    try expect(network, "L", "0.6931471805599453")
    try expect(network, "dp", "[[-1, 0], [0, -2]]")
  }

  @Test("a zero probability of what is so stops the lesson")
  func zeroProbability() throws {
    let network = try NetworkText(
      """
      input p: (N, class) = [[0, 1]]
      target t: (N, class) = [[1, 0]]
      loss L = sum(cross_entropy(p, t))
      """
    ).network
    guard case NetworkProblem.notFinite? = network.failure?.kind else {
      Issue.record("\(String(describing: network.failure))")
      return
    }
  }

  @Test(
    "every textbook way to write a value is one that can be read",
    arguments: Operation.all.compactMap(\.textbook))
  func textbooks(_ text: String) {
    #expect(throws: Never.self) { try Formula(reading: text) }
  }
}
