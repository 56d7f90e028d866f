import Backprop
import Formulas
import MatrixCore
import TestSupport
import Testing

@testable import Derivations

struct JacobianTests {
  static let network = """
    input  X: (N, in)     = [[1, 2], [3, -1], [0, 1]]
    param  W: (in, class) = [[1, 0, -1], [2, 1, 1]]
    param  b: (class)     = [1, -1, 0]
    target T: (N, class)  = [[1, 0, 2], [0, 3, 1], [1, 1, 0]]
    Z = X @ W + b
    Q = Z^2 * Z
    P = softmax(Z, axis=class)
    M = max(Z, axis=class)
    C = mean(Z, axis=N) * Z
    loss L = sum((Q - T)^2) / N
    """

  @Test(
    "each column is what a change of one entry makes of the value",
    arguments: [
      ("Z", "X"), ("Z", "W"), ("Z", "b"), ("Q", "X"), ("P", "W"), ("M", "X"), ("C", "X"),
      ("L", "W"),
      ("C", "W"), ("dZ", "X"), ("dW", "W"), ("dW", "b"), ("dX", "W"), ("dQ", "b"),
    ])
  func differences(_ value: String, _ variable: String) throws {
    let network = try NetworkText(Self.network).network
    let leaf = try #require(network.value(named: variable)).node
    let start = network.tensors[leaf].approximate
    let slopes = try slopes(value, variable, Self.network).jacobian.slopes
    let height = slopes.shape.sizes[0]
    for column in 0..<start.count {
      let sides = try [1e-5, -1e-5].map { h in
        var moved = start.doubles
        moved[column] += h
        let tensor = try Tensor(start.shape, doubles: moved)
        return try #require(network.replacing([leaf: tensor]).tensor(named: value)).doubles
      }
      for row in 0..<height {
        let slope = slopes[row * start.count + column].double
        let difference = (sides[0][row] - sides[1][row]) / 2e-5
        #expect(
          abs(slope - difference) <= 1e-5 * max(1, abs(slope)), "\(row), \(column)")
      }
    }
  }

  @Test("that of exact arithmetic is exact: the Hessian of a quadratic loss is XᵀX / N")
  func exact() throws {
    let text = """
      input X: (N, in) = [[1, 2], [3, -1], [0, 1]]
      param w: (in)    = [2, 1]
      target t: (N)    = [1, 0, 2]
      loss L = sum((X @ w - t)^2) / (2 * N)
      """
    let hessian = try slopes("dw", "w", text).jacobian.slopes
    #expect(hessian.isExact)
    #expect(hessian.numbers == [10, -1, -1, 6].map { Number($0 as Int) / 3 })
  }

  @Test("that of softmax is diag(p) − ppᵀ")
  func softmax() throws {
    let text = """
      input z: (class) = [1/2, -1, 2]
      p = softmax(z, axis=class)
      loss L = sum(p^2)
      """
    let p = try #require(try NetworkText(text).network.tensor(named: "p")).doubles
    let slopes = try slopes("p", "z", text).jacobian.slopes.doubles
    for (offset, slope) in slopes.enumerated() {
      let (i, j) = (offset / 3, offset % 3)
      #expect(abs(slope - ((i == j ? p[i] : 0) - p[i] * p[j])) < 1e-14)
    }
  }

  @Test(
    "the chain rule is claimed where every path to the loss goes through the value",
    arguments: [
      ("Y", "X", "Y = 2 * X\nloss L = sum(Y^2)", true),
      ("Y", "X", "Y = 2 * X\nloss L = sum(Y^2 + X)", false),
      ("Y", "X", "Y = 2 * X\nloss L = sum(Y^2 + detach(X))", true),
      ("L", "X", "Y = 2 * X\nloss L = sum(Y^2)", true),
      ("Y", "X", "Y = 2 * X\nloss L = sum(X^2)", false),
      ("Y", "Y", "Y = 2 * X\nloss L = sum(Y^2)", false),
      ("dX", "X", "Y = 2 * X\nloss L = sum(Y^2)", false),
    ])
  func chainRule(_ value: String, _ variable: String, _ text: String, _ isClaimed: Bool) throws {
    let step = try step(value, variable, "input X: (N, in) = [[1, 2], [3, -1], [0, 1]]\n" + text)
    #expect(step.claims.map(\.holds) == (isClaimed ? [true] : []))
    #expect(step.id == "jacobian.\(value).\(variable)")
  }

  private func step(_ value: String, _ variable: String, _ text: String) throws -> Step {
    var builder = try derivation(text)
    return try #require(try builder.steps(JacobianRequest(name(value), of: name(variable))).first)
  }

  private func slopes(
    _ value: String, _ variable: String, _ text: String
  ) throws -> Step.Slopes {
    guard case .jacobian(let slopes) = try step(value, variable, text).content else {
      throw Problem(.consequence, at: 0..<0)
    }
    return slopes
  }
}
