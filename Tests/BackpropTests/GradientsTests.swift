import Backprop
import Formulas
import MatrixCore
import TestSupport
import Testing

@Suite struct GradientsTests {
  @Test(
    "gradients of small networks",
    arguments: [
      // A value used twice: the gradients add.
      ("input x: (n) = [1, 2]\ny = x * x + x\nloss L = sum(y)", "dx", "[3, 5]"),
      ("param x: () = 3\ny = x * x\nloss L = y * y", "dx", "108"),
      ("input x: (n) = [1, 2]\nloss L = sum(x + x - x)", "dx", "[1, 1]"),
      (
        "input A: (n, m) = [[1, 2], [3, 4]]\nB: (n, m) = A.T\nloss L = sum(square(A) + B)", "dA",
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
    let gradient = try #require(network.gradients?.gradient(of: value.node))
    #expect(gradient.contributions.map { $0.formula.text() } == [formula])
  }

  @Test("what is infinite on the way to a gradient that is finite again stops the way back")
  func hiddenInGradient() throws {
    let row = try #require(Operation.rows(named: "square").first)
    let trial = try #require(OperationTrial.trials(of: row, limit: 1).first)
      .replacingGradient(0, with: "g / exp(x)")
    let operands = trial.operands.map { Tensor($0.shape, filledWith: Number(1000)) }
    do {
      _ = try trial.gradients(operands)
      Issue.record("no problem")
    } catch let problem as Problem {
      guard case NetworkProblem.notFinite(let value) = problem.kind,
        case .onTheWay(let gradient) = value.place
      else {
        Issue.record("\(problem.kind)")
        return
      }
      #expect(value.label == "exp(x)")
      #expect(gradient == "dx")
    }
  }
}
