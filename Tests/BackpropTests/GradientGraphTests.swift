import Formulas
import MatrixCore
import TestSupport
import Testing

@testable import Backprop

@Suite struct GradientGraphTests {
  @Test(
    "the gradient of a gradient is the slope of the gradient",
    arguments: [
      "x^3", "exp(x)", "tanh(x)", "sigmoid(x)", "softplus(x)", "silu(x)", "gelu(x)",
      "softmax(x, axis=k)", "log_softmax(x, axis=k)", "variance(x, axis=n)", "x * x / (1 + x^2)",
      "layer_norm(x, w, w, axis=k)", "square(x @ M)",
    ])
  func secondOrder(_ formula: String) throws {
    let network = try NetworkText(
      """
      input x: (n, k) = [[1/2, -1, 2], [3/4, 1/4, -3/2]]
      const w: (k) = [1, 2, -1/2]
      const M: (k, m) = [[1, 2], [-1, 1], [2, 1/2]]
      const u: (n, k) = [[1, -2, 3], [1/2, 5/4, -1]]
      y = \(formula)
      loss L = sum(y * y) + sum(x * u)
      """
    ).network
    #expect(network.backwardFailure == nil)
    let x = try #require(network.value(named: "x")?.node)
    let first = try #require(network.gradients)
    let gradient = try #require(first.gradient(of: x))
    let values = try first.graph.evaluate(network.tensors, seed: .ones(.scalar), keepsRules: true)
    let seed = Tensor.uneven(values[x].shape)
    let second = try Gradients(
      of: gradient.value, in: first.graph.graph, values, seed: seed, "g", isNamed: { _ in true })
    let found = try #require(second.value(of: x)).doubles
    // The slope of the gradient, weighted by the seed, along each entry.
    for offset in found.indices {
      let gradients = try [1e-5, -1e-5].map { step in
        let moved = values[x].approximate.replacing(
          offset, with: .floating(values[x].doubles[offset] + step))
        return try #require(network.replacing([x: moved]).gradients?.value(of: x)).doubles
      }
      let slope = zip(seed.doubles, zip(gradients[0], gradients[1]))
        .reduce(0) { $0 + $1.0 * ($1.1.0 - $1.1.1) / 2e-5 }
      #expect((found[offset] - slope).magnitude < 1e-5 * max(1, slope.magnitude), "\(formula)")
    }
  }

  @Test("the Hessian of a quadratic loss is exact")
  func hessian() throws {
    let network = try NetworkText(
      "param w: (n) = [1, 2]\nconst A: (n, m) = [[1, 2], [3, -1]]\nloss L = sum((w @ A)^2) / 2"
    ).network
    let w = try #require(network.value(named: "w")?.node)
    let first = try #require(network.gradients)
    let gradient = try #require(first.gradient(of: w))
    let values = try first.graph.evaluate(network.tensors, seed: .ones(.scalar), keepsRules: true)
    // A Aᵀ = [[5, 1], [1, 10]].
    for (row, expected) in [[5, 1], [1, 10]].enumerated() {
      let seed = Tensor.zeros(values[w].shape).replacing(row, with: 1)
      let second = try Gradients(
        of: gradient.value, in: first.graph.graph, values, seed: seed, "g", isNamed: { _ in true })
      #expect(second.value(of: w)?.numbers == expected.map { Number($0) })
    }
  }
}
