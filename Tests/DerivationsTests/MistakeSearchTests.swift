import Backprop
import Formulas
import MatrixCore
import TestSupport
import Testing

@testable import Derivations

@Suite("Searching for mistakes")
struct MistakeSearchTests {
  private func search(
    _ text: String, _ formula: String, given: [String] = []
  ) throws -> MistakeSearch {
    let network = try NetworkText(text).network
    let formula = try Formula(reading: formula)
    var builder = DerivationBuilder([network])
    guard case .tensor(let right) = try builder.evaluate(formula, current: 0).value else {
      throw Missing()
    }
    let nodes = given.compactMap { network.value(named: $0)?.node }
    return MistakeSearch(
      AskedExpression(formula, of: right, in: [network], network: 0, given: [0: Set(nodes)]))
  }

  private struct Missing: Error {}

  /// The causes of a list as the value of a formula, in short.
  private func causes(
    _ network: String, _ formula: String, _ reply: String, given: [String] = []
  ) throws -> [String] {
    let list = try ListLiteral(try Formula(reading: "[\(reply)]")) { number in
      var lowering = Lowering(Graph(), scope: .empty)
      return try? lowering.constant(number)
    }.tensor
    var search = try search(network, formula, given: given)
    return search.mistakes { value in
      value.count == list.count && value.largestDifference(from: list) == nil
    }.map(short)
  }

  private func short(_ mistake: Mistake) -> String {
    let formula = mistake.formula.map {
      " [\((mistake.place.map { "\($0) = " } ?? "") + $0.text())]"
    }
    return short(mistake.cause) + (formula ?? "")
  }

  private func short(_ cause: Mistake.Cause) -> String {
    switch cause {
    case .authored(let index): "authored \(index)"
    case .missingDivisor(let axes, let given):
      (given.map { "\($0) has it, " } ?? "") + "no 1/\(axes.joined(separator: " 1/"))"
    case .repeatedDivisor(let axis): "1/\(axis) twice"
    case .sign: "sign"
    case .factor(let factor): "times \(factor.double)"
    case .rule(let remark): remark
    case .passedOn(let operation): "without \(operation)"
    case .oneUse(let label, let uses): "one of \(uses) uses of \(label)"
    case .oneTerm(let term, _): "\(term) alone"
    case .partialSum(let term, _): "up to \(term)"
    case .missingTerm(let term, _): "without \(term)"
    case .turnedTerm(let term, _): "\(term) turned"
    case .averaged(let axes): "averaged over \(axes)"
    case .otherEntry: "other entry"
    case .otherStep: "other step"
    case .transposed: "transposed"
    case .otherFormula: "other"
    case .scaled(let cause, let scale): "\(short(cause)) and \(short(scale))"
    case .multiple: "multiple"
    }
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
    "names every mistake that gives the numbers, the likeliest first",
    arguments: [
      ("[5, -4, -2], [3, -1, 3]", ["no 1/N [N * dW]", "times 2.0 [2 * dW]"]),
      (
        "[5/4, -1, -1/2], [3/4, -1/4, 3/4]",
        [
          "1/N twice [dW / N]", "times 0.5 [dW / 2]",
        ]
      ),
      (
        "[2, -3/2, -1/2], [5/2, -1, 2]",
        ["The left factor has to be transposed. [X @ dY]"]
      ),
      ("[-5/2, 2, 1], [-3/2, 1/2, -3/2]", ["sign [-dW]"]),
      (
        "[10, -8, -4], [6, -2, 6]",
        ["What divides the value divides the gradient too."]
      ),
      ("[1, -1/2, 1/2], [2, -1, 1]", ["n = 1 alone"]),
      ("[1/2, -1, -2], [-5/2, 3/2, -1/2]", ["n = 1 turned"]),
      (
        "[4, -3, -1], [5, -2, 4]",
        [
          "The left factor has to be transposed. and no 1/N [N * (X @ dY)]",
          "The left factor has to be transposed. and times 2.0 [2 * (X @ dY)]",
        ]
      ),
      ("[6, 1, 1], [2, -2, -4]", ["other [Y]"]),
    ])
  func lessonOne(reply: String, causes: [String]) throws {
    #expect(try self.causes(affineBatch, "dW", reply) == causes)
  }

  @Test(
    "finds none in the truth, in other numbers, in zeros",
    arguments: [
      "[5/2, -2, -1], [3/2, -1/2, 3/2]", "[1, 2, 3], [4, 5, 6]", "[0, 0, 0], [0, 0, 0]",
    ])
  func none(reply: String) throws {
    #expect(try causes(affineBatch, "dW", reply) == [])
  }

  @Test("sees the size of an axis within a divisor")
  func partOfDivisor() throws {
    let network = """
      input x: (N, out) = [[1, 2], [3, -1], [0, 1], [2, 5]]
      loss L = sum(x^2) / (N / 2)
      """
    #expect(
      try causes(network, "dx", "[4, 8], [12, -4], [0, 4], [8, 20]").first == "no 1/N [N * dx]")
    #expect(
      try causes(network, "dx", "[1/4, 1/2], [3/4, -1/4], [0, 1/4], [1/2, 5/4]").first
        == "1/N twice [dx / N]")
  }

  @Test(
    "does not call a division of a value, or of another axis, the loss's own",
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
    var search = try search(text, "dY[1, 1]")
    let right = search.asked.right
    for factor in [Number(size), Number(1) / Number(size)] {
      let found = search.mistakes { $0[0].isEqual(to: right[0] * factor) }
      #expect(!found.map(short).contains { $0.contains("1/") })
    }
  }

  @Test("sees the loss divide where the division is a statement of its own")
  func ownStatement() throws {
    let network = """
      input  X: (in, m) = [[1, -2, 2], [3, 1, -1]]
      param  w: (in)    = [1, 2]
      target y: (m)     = [1, 0, 2]
      z = w @ X
      cost = sum((z - y)^2) / m
      loss J = cost
      """
    var search = try search(network, "dw")
    let right = search.asked.right
    for (factor, named) in [(Number(1) / 3, "1/m twice [dw / m]"), (3, "no 1/m [m * dw]")] {
      let found = search.mistakes { value in
        value.numbers.indices.allSatisfy { value[$0].isEqual(to: right[$0] * factor) }
      }
      #expect(found.map(short) == [named])
    }
  }

  @Test("never names what is invisible on these numbers")
  func invisible() throws {
    // With N = 1 nothing is divided, and at W = 0 all is 0.
    let network = """
      input  X: (N, in) = [[1, 2]]
      param  w: (in)    = [0, 0]
      loss L = sum((X @ w)^2) / N
      """
    #expect(try causes(network, "dw", "0, 0") == [])
  }

  @Test("changes the formula that was asked for, not only the gradient in it")
  func formula() throws {
    // W - dW with the gradient of the sum.
    #expect(try causes(affineBatch, "(W - dW)[1, 2]", "4") == ["no 1/N", "times 2.0"])
    #expect(try causes(affineBatch, "dW[1, 2] + L", "-7/4") == ["no 1/N", "times 2.0"])
  }

  @Test(
    "tries the parts of a formula, and the parts turned round",
    arguments: [
      ("(W - dW)[1, 2]", "-2", ["sign"]),
      ("(W - dW)[1, 1]", "3/2", ["other step [(dW - W)[1, 1]]"]),
      ("W[1, 1] - 1/10 * dW[1, 1]", "1/4", ["other step [1/10 * dW[1, 1]]"]),
      ("W[1, 1] - 1/10 * dW[1, 1]", "-1/4", ["other step [-(1/10 * dW[1, 1])]"]),
    ])
  func steps(asked: String, reply: String, causes: [String]) throws {
    #expect(try self.causes(affineBatch, asked, reply) == causes)
  }

  @Test("sees one term of a short sum with its sign turned round, and of no longer one")
  func turnedTerm() throws {
    func causes(ones count: Int) throws -> [String] {
      let network = """
        input  x: (n) = [\((1...count).map { "\($0 * $0 + 2)" }.joined(separator: ", "))]
        param  w      = 1
        loss L = sum(w * x)
        """
      let sum = (1...count).reduce(0) { $0 + $1 * $1 + 2 }
      return try self.causes(network, "dw", "\(sum - 2 * 6)")
    }
    #expect(try causes(ones: 4) == ["n = 2 turned"])
    #expect(try causes(ones: 5) == [])
  }

  @Test("tries a part of the last step to a gradient")
  func partOfStep() throws {
    var search = try search(Self.sigmoid, "dZ[1, 2]", given: ["A"])
    for wrong in ["(dA * A)[1, 2]", "(dA * (1 - A))[1, 2]"] {
      let mistaken = try #require(
        search.asked.value(of: try Formula(reading: wrong), in: search.asked.networks))
      let found = search.mistakes { $0.largestDifference(from: mistaken) == nil }
      #expect(found.map(short) == ["other step [\(wrong)]"])
    }
  }

  @Test("does not speak of what comes before a gradient that was given")
  func given() throws {
    let network = affineBatch
    for (given, isOfTarget) in [([], true), (["Y"], false)] {
      var search = try search(network, "dW", given: given)
      let right = search.asked.right
      let found = search.mistakes { $0.times(-1).map { $0.equals(right) } ?? false }
      guard found.count == 1, case .sign(let hasTarget) = found[0].cause else {
        Issue.record("\(found.map(short))")
        continue
      }
      #expect(hasTarget == isOfTarget)
    }
    #expect(
      try causes(network, "dW", "[5, -4, -2], [3, -1, 3]", given: ["Y"]) == [
        "dY has it, no 1/N [N * dW]", "times 2.0 [2 * dW]",
      ])
  }

  @Test("takes an entry for a neighbour's")
  func neighbour() throws {
    #expect(try causes(affineBatch, "dW[2, 3]", "-1/2") == ["other entry [dW[2, 2]]"])
  }

  @Test("carries a mistake back from where it was made, unless later gradients were given")
  func carried() throws {
    let wrong = "X.T @ ((A - T) * Z * (1 - Z))"
    for (given, named) in [
      ([], ["a(1 − a) needs the output a, not the input. [dZ = dA * Z * (1 - Z)]"]),
      (["Z"], []),
    ] as [([String], [String])] {
      var search = try search(Self.sigmoid, "dW", given: given)
      let mistaken = try #require(
        search.asked.value(of: try Formula(reading: wrong), in: search.asked.networks))
      let found = search.mistakes { $0.largestDifference(from: mistaken) == nil }
      #expect(found.map(short) == named)
    }
  }

  @Test("sees a slope that was forgotten on the way")
  func passedOn() throws {
    var search = try search(Self.sigmoid, "dW")
    let mistaken = try #require(
      search.asked.value(of: try Formula(reading: "X.T @ (A - T)"), in: search.asked.networks))
    let found = search.mistakes { $0.largestDifference(from: mistaken) == nil }
    #expect(found.map(short) == ["without sigmoid [dZ = dA]"])
  }

  @Test("tells the Jacobian's diagonal from the Jacobian")
  func diagonal() throws {
    let network = """
      input  z: (class) = [1, 2, 4]
      const  c: (class) = [1, 0, 3]
      p = softmax(z, axis=class)
      loss L = sum(p * c)
      """
    var search = try search(network, "dz")
    let wrong = try #require(
      search.asked.value(of: try Formula(reading: "c * p * (1 - p)"), in: search.asked.networks))
    let found = search.mistakes { $0.largestDifference(from: wrong) == nil }
    #expect(found.map(short).first?.hasPrefix("That is the Jacobian's diagonal only") == true)
  }

  @Test("sees that one of the gradients that add was taken for their sum")
  func overwritten() throws {
    let network = "input x: (n) = [1, 2]\ny = square(x)\nloss L = sum(y * 3 + x)"
    #expect(try causes(network, "dx", "1, 1") == ["one of 2 uses of x"])
  }

  @Test(
    "names every axis by which the loss divides, and no other",
    arguments: [
      ("mean((Y - T)^2)", "-14, 6", ["no 1/N 1/out [N * (out * dW)]"]),
      ("sum((Y - T)^2) / out", "-14, 6", ["no 1/out [out * dW]", "times 2.0 [2 * dW]"]),
      ("sum((Y - T)^2) / out", "-21, 9", []),
    ] as [(String, String, [String])])
  func divisors(loss: String, reply: String, causes: [String]) throws {
    let network = """
      input  X: (N, in)   = [[1], [2], [-1]]
      param  W: (in, out) = [[1, 2]]
      target T: (N, out)  = [[4, 1], [5, 3], [1, -2]]
      Y = X @ W
      loss L = \(loss)
      """
    #expect(try self.causes(network, "dW", reply) == causes)
  }
}
