import Backprop
import Derivations
import Formulas
import MatrixCore
import TestSupport
import Testing

@Suite struct GradientCheckTests {
  @Test("the gradients of lesson 1 agree exactly with central differences of a tenth")
  func checkGradients() throws {
    var deriver = try derivation(affineBatch)
    let check = try deriver.check(CheckRequest())
    #expect(check.rows.map(\.name) == ["X", "W", "b"])
    for row in check.rows {
      #expect(row.isExact)
      #expect(row.holds)
      #expect(row.gradient.largestDifference(from: row.difference) == nil)
    }
    let tenth = Number(1) / Number(10)
    let central = try deriver.check(CheckRequest(of: [name("W")], h: tenth, isForward: false))
    #expect(central.rows[0].difference.largestDifference(from: central.rows[0].gradient) == nil)
    let forward = try deriver.check(CheckRequest(of: [name("W")], h: tenth, isForward: true))
    let golden = try tensor(
      Formula(reading: "[[11/4, -7/4, -3/4], [13/8, -3/8, 13/8]]"), forward.rows[0].difference.shape
    )
    #expect(forward.rows[0].difference.isExact)
    #expect(forward.rows[0].difference.largestDifference(from: golden) == nil)
  }

  @Test("at a kink both slopes are shown, and a value between them is right")
  func kink() throws {
    var deriver = try derivation(
      """
      input x: (n) = [0, 1, -1]
      loss L = sum(3 * relu(x))
      """)
    let check = try deriver.check(CheckRequest())
    let row = try #require(check.rows.first)
    #expect(row.holds)
    #expect(row.kinks.map(\.indices) == [[1]])
    #expect(row.kinks.first?.left == Number(0))
    #expect(row.kinks.first?.right == Number(3))
  }

  @Test("a gradient is right where only a value on the way overflows beside the entry")
  func overflowOnTheWay() throws {
    var deriver = try derivation(
      """
      input x: (n) = [709.7827, 1]
      loss L = sum(minimum(exp(x), 5))
      """)
    let check = try deriver.check(CheckRequest())
    let row = try #require(check.rows.first)
    #expect(row.holds)
    #expect(row.gradient.doubles.map { $0 == 0 } == [true, false])
  }

  @Test("a loss that bends beside its kink is right with either slope")
  func bentKink() throws {
    var deriver = try derivation(
      """
      input x: (n) = [3, 3]
      const c = 3/7
      loss L = (sum(square(x)) + sqrt(c))^3 - max(x)
      """)
    let check = try deriver.check(CheckRequest())
    let row = try #require(check.rows.first)
    #expect(row.kinks.count == 2)
    #expect(row.holds)
  }

  @Test(
    "gradients agree where the loss turns within a step of the usual size",
    arguments: [
      "input x: (n) = [100000, 100001, 99999]\nloss L = sum(softmax(x, axis=n)^2)",
      "input x: (n) = [1/1000000, 2/1000000]\nloss L = sum(tanh(1000000 * x))",
    ])
  func turnsSoon(_ text: String) throws {
    var deriver = try derivation(text)
    let check = try deriver.check(CheckRequest())
    #expect(check.rows.map(\.holds) == [true])
  }

  @Test("a check of gradients that are all 0 claims nothing")
  func idle() throws {
    var deriver = try derivation(
      """
      input z: (N, class) = [[1, 2, 0], [3, -1, 1/2]]
      loss L = sum(softmax(z, axis=class))
      """)
    let result = deriver.run(
      StepLine(CheckRequest(), at: 0..<0), on: 0)
    #expect(result.error == nil)
    #expect(
      result.findings.contains { if case Finding.idleCheck = $0.kind { true } else { false } })
    let claims = result.steps.flatMap(\.claims)
    #expect(claims.isEmpty)
  }

  @Test(
    "where the loss jumps at an entry, a slope beside the jump is the gradient",
    arguments: [
      "sign(x)", "step(x)", "(x >= 0)", "(x == 0)", "exp(x) * sign(x)", "((x > 0) + (x >= 0))",
      "cos(x) * sign(x)",
      "where(x > 0, x + 2, x)", "where(x, x, 2 + x)", "argmax(x * x - x, axis=n)",
    ])
  func jumps(_ value: String) throws {
    var deriver = try derivation(
      "input x: (n) = [0, 1, -1/2]\nloss L = sum(\(value)) + sum(3 * x)")
    let check = try deriver.check(CheckRequest())
    #expect(check.rows.map(\.holds) == [true])
  }

  @Test("what is detached is held while differences are taken")
  func detached() throws {
    var deriver = try derivation("input x: (n) = [1, 2]\nloss L = sum(detach(x) * x^2)")
    let check = try deriver.check(CheckRequest())
    #expect(check.rows.count { !$0.holds } == 0)
  }
}
