import Backprop
import Foundation
import MatrixCore
import TestSupport
import Testing

/// Compares gradients of gradients with PyTorch's (float64), which
/// `Tests/Fixtures/second_order.py` writes to `second_order.json`.
struct SecondOrderTests {
  /// The loss of each case, as formulas of x and constants.
  static let losses = [
    "matmul": "sum(square(square(x @ M)))",
    "matmul of x with itself": "s: (k, j) = x.T @ x; sum(square(s))",
    "sigmoid": "y = sigmoid(x)", "tanh": "y = tanh(x)", "exp": "y = exp(x)",
    "log": "y = log(x * x + 1)", "sqrt": "y = sqrt(x * x + 1)", "square": "y = square(x)",
    "power": "y = x^3", "division": "y = U / (1 + x * x)", "softplus": "y = softplus(x)",
    "silu": "y = silu(x)", "gelu": "y = gelu(x)", "softmax": "y = softmax(x, axis=k)",
    "log_softmax": "y = log_softmax(x, axis=k)",
    "softmax_cross_entropy": "sum(softmax_cross_entropy(x * x, T, axis=k))",
    "softmax_cross_entropy with labels": "sum(softmax_cross_entropy(x * x, t, axis=k))",
    "binary_cross_entropy": "sum(binary_cross_entropy(x * x, T))",
    "variance": "sum(variance(x, axis=n)^2)",
    "layer_norm": "y = layer_norm(x, a, b, axis=k)",
    "batch_norm": "y = batch_norm(x, a, b, axis=n, eps=1/4)",
    "sin": "y = sin(x)", "cos": "y = cos(x)", "erf": "y = erf(x)", "elu": "y = elu(x, alpha=1/2)",
    "prelu": "y = prelu(x, sum(x * x, axis=n))", "clip": "y = clip(x * x, 0.2, 2.5)",
    "where": "y = where(x > 0, x^3, x * x)",
    "logsumexp": "sum(logsumexp(x, axis=k)^2)",
    "outer": "sum(outer(sum(x, axis=n), sum(x, axis=k))^3)",
    "broadcast": "y = broadcast(sum(x, axis=n), to=(n, k))",
    "matrices and matrices":
      "t3: (time, k, m) = stack(x.T, x.T^3, into=time); sum((stack(x, x * x, into=time) @ t3)^2)",
    "matrices and one matrix": "o: (k, m) = x.T; sum((stack(x, x * x, into=time) @ o)^2)",
    "concat and slice":
      "c = concat(x, x * x, axes=(k, k), into=kk);"
      + " sum(slice(c, axis=kk, from=2, to=5, into=part)^3)",
    "stack and pick": "sum(pick(stack(x, x * x, x, into=time), axis=time, at=2)^3)",
    "unflatten": "sum(sum(unflatten(i, axis=w, into=(r=2, c=2)), axis=c)^3)",
    "pad":
      "sum(sum(pad(x, axes=(n, k), into=(pn, pk), before=(0, 1), after=(2, 0), value=2), axis=pn)^3)",
    "rows of another axis": "sum(rows(x, l, axis=k)^3)",
    "transposed convolution":
      "p: (place, tap) = 2 * i; sum(overlap_add(p, axes=(place, tap), into=(y=3, z=3), size=2)^3)",
    "dilated convolution":
      "p = patches(i, axes=(h, w), size=2, into=(place, tap), dilation=2); sum((p @ K)^3)",
    "convolution":
      "p = patches(i, axes=(h, w), size=(2, 2), into=(place, tap)); sum((p @ K)^3)",
    "padded convolution with a stride":
      "p = patches(i, axes=(h, w), size=(2, 2), into=(place, tap), stride=2, padding=1);"
      + " sum((p @ K)^3)",
    "max_pool": "sum(max_pool(i, axes=(h, w), size=(2, 2), into=(r, c))^3)",
    "max_pool with overlapping windows":
      "sum(max_pool(i, axes=(h, w), size=(2, 2), into=(r, c), stride=(1, 1))^3)",
    "mean_pool": "sum(mean_pool(i, axes=(h, w), size=(2, 2), into=(r, c))^3)",
    "mean_pool with overlapping windows":
      "sum(mean_pool(i, axes=(h, w), size=(3, 3), into=(r, c), stride=(1, 1))^3)",
  ]

  static func fixtures() throws -> [String: FixtureTests.Networks] {
    try FixtureTests.fixtures("second_order.json")
  }

  @Test("every case of PyTorch's has a loss here")
  func cases() throws {
    #expect(Set(try Self.fixtures().keys) == Set(Self.losses.keys))
  }

  @Test("gradients of gradients are those of PyTorch", arguments: losses.keys.sorted())
  func secondOrder(_ name: String) throws {
    let expected = try #require(try Self.fixtures()[name]?["main"])
    let network = try NetworkText(Self.text(try #require(Self.losses[name]))).network
    let x = try #require(network.value(named: "x")?.node)
    let first = try #require(network.gradients)
    let gradient = try #require(first.gradient(of: x))
    let values = try first.graph.evaluate(network.tensors, seed: .ones(.scalar), keepsRules: true)
    FixtureTests.compare(
      first.value(gradient), (expected["values"] as? [String: Any])?["dx"] ?? [], "\(name): dx")
    let weights = (0..<values[x].count).map { Number([2, -4, 6, -1, 8][$0 % 5]) / 2 }
    let second = try Gradients(
      of: gradient.value, in: first.graph.graph, values,
      seed: Tensor(values[x].shape, numbers: weights), "g", isNamed: { _ in true })
    FixtureTests.compare(
      second.value(of: x), (expected["gradients"] as? [String: Any])?["x"] ?? [], name)
  }

  @Test("the Hessian, weighted row by row, is what PyTorch has", arguments: losses.keys.sorted())
  func hessian(_ name: String) throws {
    let expected = try #require(try Self.fixtures()[name]?["main"])
    let network = try NetworkText(Self.text(try #require(Self.losses[name]))).network
    let x = try #require(network.value(named: "x")?.node)
    let first = try #require(network.gradients)
    let values = try first.graph.evaluate(network.tensors, seed: .ones(.scalar), keepsRules: true)
    let gradient = try #require(first.gradient(of: x))
    let hessian = try #require(
      try first.graph.graph.jacobian(of: gradient.value, by: x, values))
    let weights = (0..<values[x].count).map { Number([2, -4, 6, -1, 8][$0 % 5]) / 2 }
    let row = try Tensor(Shape([hessian.slopes.shape.axes[0]]), numbers: weights)
    FixtureTests.compare(
      try Tensor.product(row, hessian.slopes),
      (expected["gradients"] as? [String: Any])?["x"] ?? [], name)
  }

  /// The statements; the last formula is the loss, or `y`, of which a loss is made.
  private static func text(_ formulas: String) -> String {
    var statements = formulas.split(separator: "; ").map(String.init)
    if statements[statements.count - 1].hasPrefix("y = ") {
      statements.append("sum(y * y * U) + sum(y * U)")
    }
    statements[statements.count - 1] = "loss L = " + statements[statements.count - 1]
    let isImage = formulas.contains("(i, ") || formulas.contains(" * i;")
    let input =
      isImage
      ? "input x: (h, w) = [[1, -2, 3, 1/2], [4, 1/4, -1, 2], [-3, 3/2, 3/4, -1/2],"
        + " [5/2, -4, 5/4, 7/2]]\nconst K: (tap, one) = [[1], [-1], [2], [1/2]]\ni = x"
      : """
      input x: (n, k) = [[1/2, -1, 2], [3/4, 1/4, -3/2]]
      const U: (n, k) = [[1, -2, 3], [1/2, 5/4, -1]]
      const M: (k, m) = [[1, 2], [-1, 1], [2, 1/2]]
      target T: (n, k) = [[0, 1, 0], [1/2, 1/4, 1/4]]
      target t: (n) = [2, 0]
      const l: (picked) = [2, 0, 2]
      const a: (k) = [1, -2, 3]
      const b: (k) = [1/2, 5/4, -1]
      """
    return ([input] + statements).joined(separator: "\n")
  }
}
