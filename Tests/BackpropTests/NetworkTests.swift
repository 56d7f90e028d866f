import MatrixCore
import Testing

@testable import Backprop
@testable import Derivations
@testable import Formulas

/// Lesson 1.
let affineBatch = """
  input  X: (N, in)   = [[1, 2], [3, -1]]
  param  W: (in, out) = [[1, 0, -1], [2, 1, 1]]
  param  b: (out)     = [1, -1, 0]
  target T: (N, out)  = [[4, 2, 0], [1, -1, -3]]
  Y = X @ W + b
  loss L = sum((Y - T)^2) / (2 * N)
  """

@Suite struct NetworkTests {
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
    // Steps read it in the same way.
    var deriver = DerivationBuilder([first, built.network])
    let shown = deriver.run(
      StepRequest(.compare(try Formula(reading: "M.T"), try Formula(reading: "Z")), at: 0..<0),
      on: 1)
    #expect(shown.error == nil)
  }

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

  @Test(
    "gradients of small networks",
    arguments: [
      // A value used twice: the gradients add.
      ("input x: (n) = [1, 2]\ny = x * x + x\nloss L = sum(y)", "dx", "[3, 5]"),
      ("param x: () = 3\ny = x * x\nloss L = y * y", "dx", "108"),
      ("input x: (n) = [1, 2]\nloss L = sum(x + x - x)", "dx", "[1, 1]"),
      (
        "input A: (n, m) = [[1, 2], [3, 4]]\nloss L = sum(square(A) + A.T)", "dA",
        "[[3, 5], [7, 9]]"
      ),
      (
        "input A: (n, m) = [[1, 2], [3, 4]]\nB = A.T\nloss L = sum(B * A) + sum(B)", "dA",
        "[[3, 5], [7, 9]]"
      ),
      // Broadcasting forward is summing backward.
      (
        "input X: (n, m) = [[1, 2], [3, 4]]\nparam c: () = 2\nloss L = sum(square(X) * c)", "dc",
        "30"
      ),
      (
        "input X: (n, m) = [[1, 2], [3, 4]]\nparam c: (n) = [1, 2]\nloss L = sum(X * c)", "dc",
        "[3, 7]"
      ),
      (
        "input X: (n, m) = [[1, 2], [3, 4]]\nparam c: (m) = [1, 2]\nloss L = sum(c / X)", "dc",
        "[4/3, 3/4]"
      ),
      (
        "input X: (n, m) = [[1, 2], [3, 4]]\nparam C: (m, n) = [[1, 2], [3, 5]]\nloss L = sum(X * C)",
        "dC", "[[1, 3], [2, 4]]"
      ),
      (
        "input X: (n, m) = [[1, 2], [3, 4]]\nparam C: (m, n) = [[1, 2], [3, 5]]\nloss L = sum(X * C)",
        "dX", "[[1, 3], [2, 5]]"
      ),
      (
        "input X: (n, m) = [[1, 2], [3, 4]]\nparam c: (m) = [1, 2]\nloss L = sum(maximum(X, c) * X)",
        "dc", "[1/2, 1]"
      ),
      // An axis may bear the name of a value inside an operation.
      (
        "input x: (n, centred) = [[1, 2, 6]]\nloss L = sum(variance(x, axis=centred))", "dx",
        "[[-4/3, -2/3, 2]]"
      ),
      (
        "input x: (n, centred) = [[1, 2, 6]]\nv = variance(x, axis=centred)\nloss L = sum(v * v)",
        "v", "[14/3]"
      ),
      // What does not reach the loss has a gradient of zeros.
      ("input x: (n) = [1, 2]\nparam u: (m) = [1, 2, 3]\nloss L = sum(x)", "du", "[0, 0, 0]"),
      ("input x: (n) = [1, 2]\nloss L = sum(detach(x))", "dx", "[0, 0]"),
      ("input x: (n) = [1, 2]\nloss L = sum(detach(x) * x)", "dx", "[1, 2]"),
      ("input x: (n) = [1, 2]\nparam w: () = 3\nloss L = w", "dx", "[0, 0]"),
      ("param w: () = 3\nloss L = w", "dw", "1"),
      ("param w: () = 3\nloss L = 2 - w", "dw", "-1"),
      // A weight of two layers, (out, in) and samples as columns.
      (
        "input a: (n, i) = [[1, 2, 0]]\nparam W: (o, i) = [[1, 0, 1], [0, 1, 2]]\nloss L = sum((a @ W.T)^2)",
        "dW", "[[2, 4, 0], [4, 8, 0]]"
      ),
      (
        "input A: (i, n) = [[1], [2]]\nparam W: (o, i) = [[1, 0], [0, 1], [1, 1]]\nloss L = sum((W @ A)^2)",
        "dA", "[[8], [10]]"
      ),
      // Vectors.
      (
        "input A: (n, i) = [[1, 2], [3, 4]]\nparam v: (i) = [1, -1]\nloss L = sum((A @ v)^2)", "dv",
        "[-8, -12]"
      ),
      (
        "input A: (n, i) = [[1, 2], [3, 4]]\nparam v: (n) = [1, -1]\nloss L = sum((v @ A)^2)", "dA",
        "[[-4, -4], [4, 4]]"
      ),
      ("input u: (i) = [1, 2]\nparam v: (i) = [3, -1]\nloss L = (u @ v)^2", "dv", "[2, 4]"),
      // An axis's size is a number.
      ("input x: (n, m) = [[1, 2, 3]]\nloss L = sum(x) / m^2 * n", "dx", "[[1/9, 1/9, 1/9]]"),
      ("input x: (n) = [1, 2]\nconst k: () = 3\nloss L = sum(x^k)", "dx", "[3, 12]"),
      ("input x: (n) = [1, 2]\nloss L = sum(x^-1)", "dx", "[-1, -1/4]"),
      ("input x: (n) = [1, 0]\nloss L = sum(x^0 + x^1)", "dx", "[1, 1]"),
      (
        "input E: (word, d) = [[1, 2], [3, 4], [5, 6]]\nconst t: (n) = [2, 0, 2]\nloss L = sum(rows(E, t))",
        "dE", "[[1, 1], [0, 0], [2, 2]]"
      ),
    ])
  func gradients(_ text: String, _ name: String, _ list: String) throws {
    let built = try NetworkText(text)
    #expect(built.problems.isEmpty)
    #expect(built.network.backwardFailure == nil)
    try expect(built.network, name, list)
  }

  @Test(
    "a gradient is shown as the formula that is run",
    arguments: [
      (affineBatch, "W", "X.T @ dY"), (affineBatch, "X", "dY @ W.T"),
      (
        "input a: (n, i) = [[1, 2, 0]]\nparam W: (o, i) = [[1, 0, 1], [0, 1, 2]]\nZ = a @ W.T\nloss L = sum(Z^2)",
        "W", "dZ.T @ a"
      ),
      (
        "input a: (n, i) = [[1, 2, 0]]\nparam W: (o, i) = [[1, 0, 1], [0, 1, 2]]\nZ = a @ W.T\nloss L = sum(Z^2)",
        "a", "dZ @ W"
      ),
      (
        "input A: (i, n) = [[1], [2]]\nparam W: (o, i) = [[1, 0], [0, 1], [1, 1]]\nZ = W @ A\nloss L = sum(Z^2)",
        "W", "dZ @ A.T"
      ),
      (
        "input A: (i, n) = [[1], [2]]\nparam W: (o, i) = [[1, 0], [0, 1], [1, 1]]\nZ = W @ A\nloss L = sum(Z^2)",
        "A", "W.T @ dZ"
      ),
      ("input x: (n) = [1, 2]\ny = sigmoid(x)\nloss L = sum(y)", "x", "dy * y * (1 - y)"),
      ("input x: (n) = [1, 2]\ny = x^2\nloss L = sum(y)", "x", "2 * x * dy"),
      ("input x: (n) = [1, 2]\ny = x^3\nloss L = sum(y)", "x", "3 * x^2 * dy"),
      ("input x: (n) = [1, 2]\ny = x / -0.5\nloss L = sum(y)", "x", "dy / -0.5"),
    ])
  func gradientFormulas(_ text: String, _ name: String, _ formula: String) throws {
    let network = try NetworkText(text).network
    let value = try #require(network.value(named: name))
    let gradient = try #require(network.differentiation?.gradient(of: value.entry))
    #expect(gradient.contributions.map { $0.formula.text() } == [formula])
  }

  @Test(
    "of an identity matrix one size is enough",
    arguments: ["(a=2, b) = eye", "(a, b=2) = eye()", "(n, b) = eye", "(b, n) = eye"])
  func identity(_ data: String) throws {
    let built = try NetworkText("input x: (n) = [1, 2]\nconst I: " + data)
    #expect(built.problems.isEmpty)
    #expect(built.network.tensor(named: "I")?.shape.sizes == [2, 2])
  }

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

  @Test("a network without a loss has values and no gradients")
  func withoutLoss() throws {
    let network = try NetworkText("input x: (n) = [1, 2]\ny = x * 2").network
    #expect(network.differentiation == nil)
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
    var deriver = DerivationBuilder([early, late.network])
    for step in [StepRequest.Kind.forward(until: nil), .backward(until: nil)] {
      let result = deriver.run(StepRequest(step, at: 0..<0), on: 1)
      #expect(result.error == nil)
      #expect(!result.steps.isEmpty)
    }
  }

  @Test(
    "a NaN or an infinity stops at the statement that made it",
    arguments: [
      ("input x: (n) = [1, 0]\ny = log(x)\nloss L = sum(y)", "y"),
      ("input x: (n) = [1, 0]\ny = 1 / x\nloss L = sum(y)", "y"),
      ("input x: (n) = [1, -1]\ny = sqrt(x)\nloss L = sum(y)", "y"),
      ("input x: (n) = [1000, 1]\ny = exp(x)\nloss L = sum(y)", "y"),
      ("input x: (n) = [1, 0]\ny = x^-1\nloss L = sum(y)", "y"),
      ("input x: (n) = [1, 2]\ny = x\nloss L = sum(y / (n - 2))", "L.1"),
    ])
  func notFinite(_ text: String, _ label: String) throws {
    let network = try NetworkText(text).network
    guard case NetworkProblem.notFinite(let what)? = network.failure?.kind else {
      Issue.record("\(String(describing: network.failure))")
      return
    }
    #expect(what.label == label)
  }

  @Test("an infinite gradient of a finite loss is a problem of the way back")
  func infiniteGradient() throws {
    let network = try NetworkText("input x: (n) = [1, 0]\ny = sqrt(x)\nloss L = sum(y)").network
    #expect(network.failure == nil)
    guard case NetworkProblem.notFinite(let what)? = network.backwardFailure?.kind else {
      Issue.record("\(String(describing: network.backwardFailure))")
      return
    }
    #expect(what.label == "dx")
    #expect(what.indices == [1])
  }
}

/// Checks a value or gradient of a network against a number or nested lists, exactly where both are.
func expect(
  _ network: Network, _ name: String, _ list: String,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let found = try #require(network.tensor(named: name), sourceLocation: sourceLocation)
  let expected = try tensor(Formula(reading: list), found.shape)
  #expect(
    found.largestDifference(from: expected) == nil, "\(name) is \(found.numbers.map(\.typed))",
    sourceLocation: sourceLocation)
}

/// A number or nested lists as a tensor of these axes.
func tensor(_ formula: Formula, _ shape: Shape) throws -> Tensor {
  var lowering = Lowering(
    scope: Scope(allowsInternal: false, axisSize: { _ in nil }) { _, name in
      .problem(.unknownName(name, suggestion: nil), related: nil)
    })
  if let number = try lowering.constant(formula) { return Tensor(number) }
  let list = try ListLiteral(formula) { (item) throws(Problem) in try lowering.constant(item) }
  #expect(list.shape.sizes == shape.sizes)
  return try list.tensor.renamed(shape)
}
