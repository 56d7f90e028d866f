import Backprop
import Formulas
import MatrixCore
import TestSupport
import Testing

/// Compares single functions with PyTorch's (float64), which `Tests/Fixtures/operations.py` writes to
/// `operations.json`.
struct OperationFixtureTests {
  /// The inputs `x1`, `x2`, … of each case, and `y` as a formula of them, after other statements.
  static let cases: [String: (inputs: [String], statements: String)] = [
    "sin": ([x], "y = sin(x1)"),
    "cos": ([x], "y = cos(x1)"),
    "erf": ([x], "y = erf(x1)"),
    "elu": ([x], "y = elu(x1)"),
    "elu with alpha": ([x], "y = elu(x1, alpha=1/2)"),
    "prelu": ([x, a], "y = prelu(x1, x2)"),
    "prelu with one slope": ([x, ": (one) = [0.25]"], "y = prelu(x1, pick(x2, axis=one, at=1))"),
    "clip": ([x], "y = clip(x1, -0.75, 1.5)"),
    "clip by values": ([x, a, ": (k) = [1, 1, 0]"], "y = clip(x1, x2, x3)"),
    "step": ([x], "y = step(x1)"),
    "sign": ([x], "y = sign(x1)"),
    "comparisons": (
      [x, a],
      "y = (x1 > x2) + 2 * (x1 >= x2) + 4 * (x1 < x2) + 8 * (x1 <= x2) + 16 * (x1 == x2)"
        + " + 32 * (x1 != x2)"
    ),
    "where": ([x, z], "y = where(x1 > 0, x1 * x1, x2)"),
    "where with copies": ([x, a], "y = where(x1 >= x2, x2, x1)"),
    "logsumexp": ([x], "y = logsumexp(x1, axis=k)"),
    "logsumexp of all": ([x], "y = logsumexp(x1)"),
    "argmax": ([z], "y = argmax(x1, axis=k)"),
    "outer": ([a, vector], "y = outer(x1, x2)"),
    "outer of a matrix": ([matrix, ": (k) = [0.25, -2, 0.5]"], "y = outer(x1, x2)"),
    "broadcast": ([a], "const c: (n=2) = ones\ny = broadcast(x1, to=(n, k))"),
    "matrices and one matrix": ([left, matrix], "y = x1 @ x2"),
    "one matrix and matrices": ([": (q, d) = [[1, -2], [0.5, 3]]", right], "y = x1 @ x2"),
    "matrices and matrices": ([left, right], "y = x1 @ x2"),
    "matrices and a vector": ([left, vector], "y = x1 @ x2"),
    "a vector and matrices": ([vector, right], "y = x1 @ x2"),
    "four axes": ([heads, right], "y = x1 @ x2"),
    "named again": ([left], "y: (head, q, key) = x1 @ transpose(x1, axes=(head, d, q))"),
    "concat": ([x, ": (n, j) = [[2, -1], [1, 4]]"], "y = concat(x1, x2, axes=(k, j), into=both)"),
    "concat of the first axis": (
      [x, z], "y = concat(x1, x2, x1, axes=(n, n, n), into=all)"
    ),
    "stack": ([x, z], "y = stack(x1, x2, into=time)"),
    "slice": ([x], "y = slice(x1, axis=k, from=2, to=k, into=part)"),
    "pick": ([x], "y = pick(x1, axis=k, at=2)"),
    "unflatten": ([image], "y = unflatten(x1, axis=w, into=(r=2, c=2))"),
    "pad": (
      [x], "y = pad(x1, axes=(n, k), into=(pn, pk), before=(0, 1), after=(1, 2), value=3)"
    ),
    "rows of another axis": ([x], "const t: (m) = [2, 0, 2]\ny = rows(x1, t, axis=k)"),
    "dilated patches": (
      [image], "y = patches(x1, axes=(h, w), size=2, into=(place, tap), dilation=2)"
    ),
    "patches with pairs": (
      [image],
      "y = patches(x1, axes=(h, w), size=(3, 2), into=(place, tap), stride=(1, 2),"
        + " padding=(1, 0), dilation=(1, 2))"
    ),
    "overlap_add": (
      [patches], "y = overlap_add(x1, axes=(place, tap), into=(h=3, w=3), size=2)"
    ),
    "overlap_add with a stride": (
      [patches], "y = overlap_add(x1, axes=(place, tap), into=(h=4, w=4), size=2, stride=2)"
    ),
    "overlap_add with padding": (
      [patches],
      "y = overlap_add(x1, axes=(place, tap), into=(h=2, w=2), size=2, stride=2, padding=1)"
    ),
    "dilated max_pool": (
      [image],
      "y = max_pool(x1, axes=(h, w), size=2, into=(r, c), stride=(1, 2), dilation=(2, 1))"
    ),
    "mean_pool with pairs": (
      [image], "y = mean_pool(x1, axes=(h, w), size=(3, 2), into=(r, c), stride=(1, 2))"
    ),
  ]

  private static let x = ": (n, k) = [[1/2, -1, 2], [-3/4, 0, 3/2]]"
  private static let z = ": (n, k) = [[1/2, -1, 2], [1/2, 0, -3/2]]"
  private static let a = ": (k) = [1/4, -2, 1/2]"
  private static let vector = ": (d) = [2, -1]"
  private static let matrix = ": (d, m) = [[1, -2], [0.5, 3]]"
  private static let left =
    ": (head, q, d) = [[[1, 2], [-1, 0.5], [0, 3]], [[2, -2], [1, 1], [-0.5, 4]]]"
  private static let right =
    ": (head, d, v) = [[[1, 0, 2, -1], [3, 1, -2, 0.5]], [[-1, 2, 0, 1], [0.5, -3, 1, 2]]]"
  private static let heads =
    ": (N, head, q, d) = [[[[1, 2], [-1, 0.5], [0, 3]], [[2, -2], [1, 1], [-0.5, 4]]],"
    + " [[[1, 0], [2, -1], [3, 1]], [[0, 1], [-1, 2], [4, 0.5]]]]"
  private static let numbers =
    "[[1, -2, 3, 1/2], [4, 1/4, -1, 2], [-3, 3/2, 3/4, -1/2], [5/2, -4, 5/4, 7/2]]"
  private static let image = ": (h, w) = " + numbers
  private static let patches = ": (place, tap) = " + numbers

  static func fixtures() throws -> [String: FixtureTests.Networks] {
    try FixtureTests.fixtures("operations.json")
  }

  @Test("every case of PyTorch's is one here")
  func names() throws {
    #expect(Set(try Self.fixtures().keys) == Set(Self.cases.keys))
  }

  @Test("values and gradients of functions are those of PyTorch", arguments: cases.keys.sorted())
  func numbersAgree(_ name: String) throws {
    let expected = try #require(try Self.fixtures()[name]?["main"])
    let (inputs, statements) = try #require(Self.cases[name])
    let data = inputs.enumerated().map { "input x\($0.offset + 1)\($0.element)" }
    let text = try NetworkText((data + [statements]).joined(separator: "\n"))
    #expect(text.problems.isEmpty, "\(text.problems.map { $0.kind.name })")
    let network = text.network
    let value = try #require(network.value(named: "y")?.node)
    let values = try #require(expected["values"] as? [String: Any])
    FixtureTests.compare(network.tensor(value), values["y"] ?? [], name)
    let shape = network.shape(value)
    let weights = (0..<shape.count).map { Number([2, -4, 6, -1, 8][$0 % 5]) / 2 }
    let gradients = try Gradients(
      of: value, in: network.graph, network.tensors, seed: Tensor(shape, numbers: weights), "g",
      isNamed: { _ in true })
    for (input, numbers) in try #require(expected["gradients"] as? [String: Any]) {
      let leaf = try #require(network.value(named: input)?.node)
      let gradient = gradients.value(of: leaf) ?? .zeros(network.shape(leaf))
      FixtureTests.compare(gradient, numbers, "\(name): d\(input)")
    }
  }
}
