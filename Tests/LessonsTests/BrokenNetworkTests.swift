import Testing

/// An error hides only the problems that follow from it; independent problems are reported.
@Suite("Problems beside an error")
struct BrokenNetworkTests {
  private static let broken = "param x: (N) = [1, 2]\ny = x +\nloss L = sum(y)"

  @Test(
    "unknown names are reported",
    arguments: [
      ("show Nope", "13:6 unknown-name"), ("show dq", "13:6 unknown-name"),
      ("forward until z", "13:15 unknown-name"), ("detail dz by entry", "13:8 unknown-name"),
      ("compare y with 2 * z", "13:20 unknown-name"),
      ("check gradients of q", "13:20 unknown-name"),
      ("show early.x", "13:6 unknown-network"), ("show sgmoid(y)", "13:6 unknown-function"),
      ("update q with sgd(rate=1)", "13:8 unknown-name"),
      ("check gradients of dx", "13:20 value-expected"),
      ("backward until y", "13:16 gradient-expected"),
    ])
  func unknown(step: String, problem: String) {
    let problems = SampleLesson.problems(
      SampleLesson.lesson(BrokenNetworkTests.broken, steps: step))
    #expect(problems == ["8:8 unexpected-word", problem])
  }

  @Test(
    "names that the block defines are not reported",
    arguments: [
      "show y, dy, x / N, dx[1]", "forward until y", "backward until dy",
      "detail dx by entry",
      "check gradients of x", "update x with sgd(rate=1)", "contrast sum(y, axis=N) with L",
    ])
  func known(step: String) {
    let problems = SampleLesson.problems(
      SampleLesson.lesson(BrokenNetworkTests.broken, steps: step))
    #expect(problems == ["8:8 unexpected-word"])
  }

  @Test("unknown names are reported in prose, questions and expectations too")
  func everywhere() {
    let prose = "{{ q1 }}\n\n```ask\nIs {{ q2 }}?\nanswer: q3\n```\n```expect\nq4 = y\n```"
    let problems = SampleLesson.codes(SampleLesson.lesson(BrokenNetworkTests.broken, prose: prose))
    #expect(problems == ["unexpected-word"] + Array(repeating: "unknown-name", count: 4))
  }

  @Test("no name is reported as unknown if a statement's name could not be read")
  func unreadable() {
    let lesson = SampleLesson.lesson("param 7 = 1\nparam x = 2", steps: "show q")
    #expect(SampleLesson.codes(lesson) == ["unexpected-word"])
  }

  @Test("names of an earlier broken network are no problem in a later network")
  func later() {
    let prose = "```network late\nparam z = main.y\nparam w = main.dx\nparam v = main.nope\n```"
    #expect(
      SampleLesson.codes(
        SampleLesson.lesson(BrokenNetworkTests.broken, steps: "show z", prose: prose))
        == ["unexpected-word", "unknown-name"])
  }

  /// Steps for a lesson that picks rows by labels, each wrong in a different way.
  private static let wrongSteps = """
    compare dE with 6
    inside R
    update x with sgdd(rate=1)
    sweep h of E[9, 9]
    check gradients of t
    show dE[9, 1]
    """
  private static let problemsOfSteps = [
    "16:1 axes-not-equal", "17:8 nothing-inside", "18:8 not-trainable", "18:15 unknown-optimiser",
    "19:14 index-out-of-range", "19:17 index-out-of-range", "20:20 not-checkable",
    "21:9 index-out-of-range",
  ]

  @Test(
    "problems that need no numbers are reported without numbers",
    arguments: [
      ("target t: (N) = [0, 5]", "x", "7:21 label-too-large"),
      ("target t: (N) = [0, 2]", "log(x - 1)", "10:5 not-finite"),
      ("target t: (N) = [0, 2]", "x + nope", "10:9 unknown-name"),
      ("target t: (N) = [0, 2]", "x", nil),
    ])
  func withoutNumbers(labels: String, other: String, problem: String?) {
    let network = """
      \(labels)
      param E: (class, d) = [[1, 2], [3, 4], [5, 6]]
      input x: (N) = [1, 2]
      y = \(other)
      R = rows(E, t)
      loss L = sum(R) + 0 * sum(x)
      """
    let found = SampleLesson.problems(
      SampleLesson.lesson(network, steps: BrokenNetworkTests.wrongSteps))
    #expect(found == (problem.map { [$0] } ?? []) + BrokenNetworkTests.problemsOfSteps)
  }

  @Test("claims that do not depend on a broken statement are proved")
  func soundClaims() {
    let network = "input x: (N) = [1, 2]\nparam w = 2\nloss L = sum(w * x)\nz = nope\nu = z + 1"
    let prose = "```expect\nL = 5\nx = [1, 3]\nz = 3\nu = 3\ndw = 4\n```"
    let lesson = SampleLesson.lesson(network, steps: "compare L with 3\nshow u", prose: prose)
    #expect(
      SampleLesson.problems(lesson) == [
        "10:5 unknown-name", "14:1 expectation-failed", "15:1 expectation-failed",
        "18:1 expectation-failed", "21:1 not-equal",
      ])
  }

  @Test("every loss after the first is reported, even with another error")
  func losses() {
    let network = "input x: (N) = [1, 2]\nloss L = sum(x)\nloss M = sum(x * y)\nloss Q = sum(x"
    #expect(
      SampleLesson.codes(SampleLesson.lesson(network, steps: "show dx")) == [
        "second-loss", "unknown-name", "second-loss", "unclosed-bracket",
      ])
  }

  @Test(
    "every unknown name of a line is reported",
    arguments: [
      ("show A1, A2 + A3", 3), ("compare A1 with A2", 2), ("show [A1, A2]", 2),
      ("update A1, A2 with sgd(rate=A3)", 3), ("update A1 with sgdd(rate=A2)", 3),
      ("check gradients of A1, A2", 2), ("show A1 ^ A2", 2), ("contrast A1 @ A2 with relu(A3)", 3),
    ])
  func everyName(step: String, count: Int) {
    let network = "input x: (N) = [1, 2]\nparam w = 2\nloss L = sum(w * x)"
    let codes = SampleLesson.codes(SampleLesson.lesson(network, steps: step))
    #expect(codes.count == count)
    #expect(codes.allSatisfy { $0 == "unknown-name" || $0 == "unknown-optimiser" })
  }

  @Test("a line that can't be read takes no name of another network")
  func dataOfNetworks() {
    let prose = "```network late\nparam p: (N) = main\nparam n: (N) = [main.x, 2]\n```"
    let network = "input x: (N) = [1, 2]\nparam w = 2\nloss L = sum(w * x)"
    #expect(
      SampleLesson.problems(SampleLesson.lesson(network, steps: "show n", prose: prose)) == [
        "12:16 unknown-name", "13:17 unexpected-word",
      ])
  }

  @Test("steps that do not depend on a value that is not finite are computed and proved")
  func besideNonFinite() {
    let network = """
      param w: (N) = [0, 3]
      input x: (N) = [1, 2]
      y = log(w)
      z = w / (x - 1)
      u = y + z
      loss L = sum(x * w)
      """
    let prose = "```expect\nL = 99\ndw = [1, 3]\nu = [1, 2]\nx = [1, 2]\n```"
    #expect(
      SampleLesson.problems(SampleLesson.lesson(network, steps: "backward", prose: prose)) == [
        "9:5 not-finite", "10:5 not-finite", "15:1 expectation-failed", "16:1 expectation-failed",
      ])
  }
}
