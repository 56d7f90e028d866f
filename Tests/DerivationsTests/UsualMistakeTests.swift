import Backprop
import Derivations
import Formulas
import MatrixCore
import TestSupport
import Testing

@Suite("Usual mistakes")
struct UsualMistakeTests {
  /// What is said of a list as the value of a formula; nil where it is no usual mistake.
  private func remark(
    _ network: String, _ formula: String, _ reply: String
  ) throws -> String? {
    let networks = [try NetworkText(network).network]
    let list = try ListLiteral(try Formula(reading: "[\(reply)]")) { number in
      var lowering = Lowering(Graph(), scope: .empty)
      return try? lowering.constant(number)
    }.tensor
    return DerivationBuilder(networks).usualMistake(in: try Formula(reading: formula), current: 0) {
      value in
      value.count == list.count && value.largestDifference(from: list) == nil
    }?.remark
  }

  private static let sigmoid = """
    input  X: (N, in)   = [[1, 2], [3, -1], [0, 1]]
    param  W: (in, out) = [[1, -1], [1/2, 1]]
    target T: (N, out)  = [[1, 0], [0, 1], [1, 1]]
    Z = X @ W
    A = sigmoid(Z)
    E = A - T
    loss L = sum(E^2) / 2
    """

  @Test(
    "of lesson 1 are named by what they give",
    arguments: [
      ("[5, -4, -2], [3, -1, 3]", "1/N is missing: the loss divides by N."),
      (
        "[5/4, -1, -1/2], [3/4, -1/4, 3/4]",
        "1/N is in there twice: what arrives from the loss has it already."
      ),
      (
        "[2, -3/2, -1/2], [5/2, -1, 2]",
        "The input has to be transposed: A.T @ g. Here that is Xᵀ @ dY."
      ),
      (
        "[-5/2, 2, 1], [-3/2, 1/2, -3/2]", "The sign is turned round: the error is output − target."
      ),
      (
        "[10, -8, -4], [6, -2, 6]",
        "What divides the value divides the gradient too. Here that is dL / (2 * N)."
      ),
    ])
  func lessonOne(reply: String, remark: String) throws {
    #expect(try self.remark(affineBatch, "dW", reply) == remark)
  }

  @Test(
    "of a division that is not the loss's own are not named",
    arguments: [
      (
        "input X: (N, out) = [[1, 2], [3, -1], [0, 1]]\ntarget T: (N, out) = [[4, 2], [1, -1], [0, 0]]\n"
          + "M = mean(X, axis=N)\nY = X - M\nloss L = sum((Y - T)^2)", 3
      ),
      (
        "input X: (N, out) = [[1, 2], [3, -1], [0, 1]]\nY = X / out\nloss L = sum(Y^2) / N", 2
      ),
    ] as [(String, Int)])
  func otherDivisions(text: String, size: Int) throws {
    let network = try NetworkText(text).network
    var deriver = DerivationBuilder([network])
    let formula = try Formula(reading: "dY[1, 1]")
    let truth = try deriver.evaluate(formula, current: 0)
    guard case .tensor(let value) = truth.value, let right = value.number else {
      Issue.record("the gradient is no number")
      return
    }
    for factor in [Number(size), Number(1) / Number(size)] {
      let mistake = deriver.usualMistake(in: formula, current: 0) {
        $0.number.map { $0.isEqual(to: right * factor) } ?? false
      }
      #expect(mistake?.remark.contains("1/") != true, "\(mistake?.remark ?? "")")
    }
  }

  @Test(
    "that are none, and the truth, have no name",
    arguments: [
      "[5/2, -2, -1], [3/2, -1/2, 3/2]", "[1, 2, 3], [4, 5, 6]", "[0, 0, 0], [0, 0, 0]",
    ])
  func none(reply: String) throws {
    #expect(try remark(affineBatch, "dW", reply) == nil)
  }

  @Test("that are invisible on these numbers are never named")
  func invisible() throws {
    // With N = 1 nothing is divided, and at W = 0 all is 0.
    let network = """
      input  X: (N, in) = [[1, 2]]
      param  w: (in)    = [0, 0]
      loss L = sum((X @ w)^2) / N
      """
    #expect(try remark(network, "dw", "0, 0") == nil)
  }

  @Test("change the formula that was asked for, not only the gradient in it")
  func formula() throws {
    // W - rate * dW with the gradient of the sum.
    #expect(
      try remark(affineBatch, "(W - dW)[1, 2]", "4") == "1/N is missing: the loss divides by N.")
    #expect(try remark(affineBatch, "dW[1, 2] + L", "-5") == nil)
    #expect(
      try remark(affineBatch, "dW[1, 2] + L", "-7/4") == "1/N is missing: the loss divides by N.")
  }

  @Test("are carried back from where they were made")
  func carried() throws {
    let network = try NetworkText(Self.sigmoid).network
    var deriver = DerivationBuilder([network])
    // The input in place of the output in σ′, though W is further back.
    let mistaken = try deriver.evaluate(
      try Formula(reading: "X.T @ ((A - T) * Z * (1 - Z))"), current: 0)
    guard case .tensor(let wrong) = mistaken.value else {
      Issue.record("the mistaken gradient is no tensor")
      return
    }
    let mistake = deriver.usualMistake(in: try Formula(reading: "dW"), current: 0) {
      $0.largestDifference(from: wrong) == nil
    }
    #expect(
      mistake?.remark
        == "a(1 − a) needs the output a, not the input. Here that is dA * A * (1 - A).")
  }

  @Test("tell the Jacobian's diagonal from the Jacobian")
  func diagonal() throws {
    let network = try NetworkText(
      """
      input  z: (class) = [1, 2, 4]
      const  c: (class) = [1, 0, 3]
      p = softmax(z, axis=class)
      loss L = sum(p * c)
      """
    ).network
    var deriver = DerivationBuilder([network])
    let mistaken = try deriver.evaluate(try Formula(reading: "c * p * (1 - p)"), current: 0)
    guard case .tensor(let wrong) = mistaken.value else {
      Issue.record("the mistaken gradient is no tensor")
      return
    }
    let mistake = deriver.usualMistake(in: try Formula(reading: "dz"), current: 0) {
      $0.largestDifference(from: wrong) == nil
    }
    #expect(mistake?.remark.hasPrefix("That is the Jacobian's diagonal only") == true)
  }

  @Test("see that one of the gradients that add was taken for their sum")
  func overwritten() throws {
    let network = "input x: (n) = [1, 2]\ny = square(x)\nloss L = sum(y * 3 + x)"
    #expect(
      try remark(network, "dx", "1, 1")
        == "x is used 2 times, and the gradients of its uses add. That is one of them alone.")
  }

  @Test(
    "name every axis by which the loss divides, and no other",
    arguments: [
      ("mean((Y - T)^2)", "-14, 6", "The loss divides by N and out: all of that is missing."),
      ("sum((Y - T)^2) / out", "-14, 6", "1/out is missing: the loss divides by out."),
      ("sum((Y - T)^2) / out", "-21, 9", nil),
    ] as [(String, String, String?)])
  func divisors(loss: String, reply: String, remark: String?) throws {
    let network = """
      input  X: (N, in)   = [[1], [2], [-1]]
      param  W: (in, out) = [[1, 2]]
      target T: (N, out)  = [[4, 1], [5, 3], [1, -2]]
      Y = X @ W
      loss L = \(loss)
      """
    #expect(try self.remark(network, "dW", reply) == remark)
  }
}
