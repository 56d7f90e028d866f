import Backprop
import Derivations
import Formulas
import MatrixCore
import Testing

@testable import Lessons

/// Parsing a lesson checks it without evaluating anything; only a run evaluates.
@Suite("Reading a lesson")
struct LessonReadingTests {
  private func lesson(_ networks: String...) -> Lesson {
    let blocks = networks.enumerated().map { index, network in
      "```network\(index < networks.count - 1 ? " early" : "")\n\(network)\n```\n"
    }
    let text = SampleLesson.front + blocks.joined() + "```steps\nforward\n```\n"
    return Lesson(SourceText(name: "test.md", bytes: Array(text.utf8)))
  }

  private func problems(_ networks: String...) -> (reading: [String], run: [String]) {
    let lesson =
      networks.count == 1 ? lesson(networks[0]) : lesson(networks[0], networks[1])
    let run = LessonRun(lesson, .errors)
    return (
      lesson.problems.map(\.code),
      run.problems.map { problem in
        let (line, column) = lesson.source.position(of: problem.range.lowerBound)
        return "\(line):\(column) \(problem.code)"
      }
    )
  }

  private static let early = """
    param x: (n) = [1, 2]
    y = x * x
    loss L = sum(y)
    """

  @Test("shapes are known without doing 1,000,000,000 multiplications")
  func large() throws {
    let statements = (0..<100).map { "Y\($0): (a, c) = X @ W" }
    let lesson = lesson(
      """
      input X: (a=1000, b=100) = zeros
      param W: (b, c=100) = zeros
      \(statements.joined(separator: "\n"))
      loss L = sum(Y99)
      """)
    #expect(lesson.problems.isEmpty)
    // A parsed network has no values; an `EvaluatedNetwork` has them.
    let network: Network = try #require(lesson.networks.first)
    #expect(network.multiplications >= 1_000_000_000)
    let value = try #require(network.value(named: "Y0"))
    #expect(network.shape(value.node) == Shape([Axis("a", 1000), Axis("c", 100)]))
  }

  @Test("a value that is not finite is a problem of the run")
  func notFinite() {
    let (reading, run) = problems("input x: (n) = [1, 0]\ny = 1 / x\nloss L = sum(y)")
    #expect(reading == [])
    #expect(run == ["8:5 not-finite"])
  }

  @Test("data of a later network has its shape after parsing, and its values in the run")
  func data() throws {
    let lesson = lesson(
      Self.early, "param x: (n) = early.x - early.dx / 2\nz = x + early.y\nloss L = sum(z)")
    #expect(lesson.problems.isEmpty)
    let late = lesson.networks[1]
    #expect(late.shape(0) == Shape([Axis("n", 2)]))
    guard case .leaf(.data) = late.graph.nodes[0].source else {
      Issue.record("the data was worked out when it was read")
      return
    }
    let networks = LessonRun(lesson, .errors).networks
    #expect(networks[1].tensor(0)?.numbers.allSatisfy(\.isZero) == true)
    #expect(networks[1].tensor(try #require(late.loss))?.number?.integer == 5)
  }

  @Test("data may be computed from earlier data")
  func ownData() throws {
    let lesson = lesson(
      "const a: (n) = [1, 2]\nconst b: (n) = a + a\nconst c: (n) = b * b\ninput x = 1\n"
        + "loss L = x * sum(c)")
    #expect(lesson.problems.isEmpty)
    let network = try #require(LessonRun(lesson, .errors).networks.first)
    #expect(network.tensor(2)?.numbers.map(\.integer) == [4, 16])
  }

  @Test(
    "wrong data of a later network is one problem, in the run and at its formula",
    arguments: [
      ("param w: (n) = early.x / (early.L - 5)\nloss L = sum(w * 2)", "12:16 not-finite"),
      ("const w = early.L / (early.L - 5)\nloss L = w * 2", "12:11 not-finite"),
      (
        "input S: (n, class) = [[1, 2], [3, 1]]\ntarget t: (n) = early.y\n"
          + "a = mean(softmax_cross_entropy(S, t, axis=class))\n"
          + "b = mean(softmax_cross_entropy(2 * S, t, axis=class))\nloss L = a + b",
        "13:17 label-too-large"
      ),
      (
        "input S: (n, class) = [[1, 2], [3, 1]]\n"
          + "loss L = mean(softmax_cross_entropy(S, early.y / 2, axis=class))",
        "13:15 label-not-whole"
      ),
    ])
  func wrongData(late: String, problem: String) {
    let (reading, run) = problems(Self.early, late)
    #expect(reading == [])
    #expect(run == [problem])
  }

  @Test("the failure of a network also stops networks that use its values, without another problem")
  func earlierFailure() {
    let run = LessonRun(
      lesson(
        "input x: (n) = [1, 0]\ny = 1 / x\nloss L = sum(y)",
        "param w: (n) = early.y\nz = w * early.y\nloss L = sum(z)"), .errors)
    #expect(run.problems.map(\.code) == ["not-finite"])
    #expect(run.networks.map(\.isBroken) == [false, true])
    #expect(run.networks[1].gradients == nil)
  }

  @Test("exponents and options may be computed from consts known before the run")
  func constants() {
    let early = "const k = 2\nparam p = 3\n" + Self.early
    #expect(
      problems(early, "const m = early.k * early.p\nparam w = 2\nloss L = w^m + w^early.k").run
        == [])
    #expect(
      problems(Self.early, "const m = early.L\nparam w = 2\nloss L = w^m").reading
        == ["exponent-not-constant"])
  }

  @Test("data over a limit is found before it is computed")
  func limit() {
    let early = "param X: (a=4000, b=1000) = zeros\nloss L = sum(X)"
    let (reading, _) = problems(early, "const A: (p, q) = early.X @ early.X.T\nloss L = sum(A)")
    #expect(reading == ["limit"])
  }
}
