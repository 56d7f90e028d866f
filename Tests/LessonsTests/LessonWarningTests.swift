import Formulas
import Lessons
import Testing

@Suite("Warnings of weak lessons")
struct LessonWarningTests {
  /// The code, the position, and a lesson with just this weakness.
  static let weak: [(code: String, place: String, lesson: String)] = [
    (
      "equal-axes", "8:15",
      SampleLesson.lesson(
        """
        input X: (N, in) = [[1, 2], [3, -1], [4, 7]]
        param W: (in, out) = [[1, 0, -1], [2, 1, 1]]
        loss L = sum((X @ W)^2)
        """)
    ),
    (
      "symmetric-matrix", "8:7",
      SampleLesson.lesson(
        "param W: (a, b) = [[1, 2], [2, 5]]\nloss L = sum(W^2)", allow: "equal-axes")
    ),
    (
      "zero-row", "7:29",
      SampleLesson.lesson("param W: (a, b) = [[1, 2], [0, 0], [3, 4]]\nloss L = sum(W^2)")
    ),
    ("tie", "8:10", SampleLesson.lesson("param x: (N) = [1, 3, 3]\nloss L = max(x)^2")),
    (
      "tie", "9:14",
      SampleLesson.lesson(
        "param x: (N) = [1, 3]\nparam z: (N) = [1, 2]\nloss L = sum(maximum(x, z) * x)")
    ),
    (
      "transpose-by-name", "9:9",
      SampleLesson.lesson(
        "param X: (N, in) = [[1, 2, 4], [3, -1, 5]]\nXt = X.T\nY = X + Xt\nloss L = sum(Y^2)")
    ),
    (
      "unused-definition", "7:8",
      SampleLesson.lesson("define f(x) = 2 * x\nparam x = 3\nloss L = x^2")
    ),
    ("unused-value", "8:1", SampleLesson.lesson("param x = 3\ny = 2 * x\nloss L = x^2")),
    (
      "mistake-invisible", "8:14",
      SampleLesson.lesson("param x: (N) = [1, 2]\nloss L = sum(relu(x) * x)")
    ),
    (
      "mistake-invisible", "14:8",
      SampleLesson.lesson(
        "param x = 2\nloss L = x^2",
        prose: "\n```ask\nWhat is dx?\nanswer: dx\nwrong: x^2 | That is the loss.\n```")
    ),
    (
      "mistakes-collide", "17:9",
      SampleLesson.lesson(
        """
        input X: (N, in) = [[1, 2], [3, -1]]
        param W: (in, out) = [[1, 0, -1], [2, 1, 1]]
        target T: (N, out) = [[3, 3, 0], [0, 0, -3]]
        Y = X @ W
        loss L = sum((Y - T)^2) / (2 * N)
        """, prose: "\n```ask\nWhat is dW[1, 2]?\nanswer: dW[1, 2]\n```", allow: "equal-axes")
    ),
    (
      "wide-line", "7:1",
      SampleLesson.front + "```text\n" + String(repeating: "a", count: 79) + "\n```\n"
    ),
  ]

  @Test("are reported with their code and position", arguments: weak)
  func isGiven(code: String, place: String, lesson: String) {
    let problems = SampleLesson.problems(lesson)
    #expect(problems.contains("\(place) \(code)"), "\(problems)")
    #expect(!SampleLesson.run(lesson).hasErrors)
  }

  @Test("are left out where the lesson allows them", arguments: weak)
  func isAllowed(code: String, place: String, lesson: String) {
    let allowing = lesson.replacing("summary: s\n", with: "summary: s\nallow: \(code)\n")
      .replacing("allow: \(code)\nallow: equal-axes", with: "allow: \(code), equal-axes")
    #expect(!SampleLesson.codes(allowing).contains(code))
    #expect(!SampleLesson.run(allowing).hasErrors)
  }

  @Test(
    "are silent where there is nothing to mend",
    arguments: [
      // A statement names one axis as the other, so their sizes must be equal.
      "input h: (N, hid) = [[1, 2], [0, -1], [3, 1]]\nparam W: (hid, new) = [[1, -1], [2, 1]]\n"
        + "g: (N, hid) = h @ W\ny = h + g\nloss L = sum(y^2)",
      "input h: (N, hid) = [[1, 2], [0, -1], [3, 1]]\nparam W: (hid, new) = [[1, -1], [2, 1]]\n"
        + "z = h @ W\ng: (N, hid) = tanh(z)\ny = h + g\nloss L = sum(y^2)",
      // A copy that is turned in earnest, and a transpose in a product.
      "input G: (row, other) = [[0, 1], [5, 2]]\nGt: (row, other) = G.T\nY = G + Gt\nloss L = sum(Y^2)",
      "input X: (N, in) = [[1, 2, 4], [3, -1, 5]]\nXt = X.T\nY: (N, n) = X @ Xt\nloss L = sum(Y^2)",
      // No gradient comes back to the tie.
      "input a: (n) = [1, 3]\nb = minimum(abs(a), 1)\nloss L = sum(b^2 / 2 + abs(a) - b)",
      // Only a definition that is used uses it.
      "const c = 2\ndefine f(x) = c * x\nparam x = 3\nloss L = f(x)^2",
    ])
  func isSilent(network: String) {
    #expect(SampleLesson.codes(SampleLesson.lesson(network)) == [])
  }

  @Test("a gradient that is always 0 is told apart from numbers that hide a mistake")
  func zeroGradient() {
    let network = """
      input X: (N, in)  = [[1, 2], [3, -1], [0, 1], [2, 5]]
      param W: (in, out=3) = [[1, 0, -1], [2, 1, 1]]
      param b: (out) = [1, -1, 0]
      param g: (out) = [1, 2, 1]
      param c: (out) = [0, 2, 1]
      Y = batch_norm(X @ W + b, g, c)
      loss L = sum(Y^3)
      """
    let text = SampleLesson.lesson(network)
    let found = LessonRun.diagnostics(SourceText(name: "a.md", bytes: Array(text.utf8)))
    #expect(found.map(\.code) == ["mistake-invisible"])
    #expect(
      found.map(\.message) == ["`db` is 0 whatever the numbers, so no mistake in it can be seen"])
  }

  @Test("every warning has a code that a lesson may allow")
  func codesAreKnown() {
    for (code, _, _) in LessonWarningTests.weak {
      #expect(Problem.warningCodes.contains(code))
    }
  }

  @Test("a good lesson has none")
  func none() {
    let lesson = SampleLesson.lesson(
      """
      input X: (N, in) = [[1, 2], [3, -1], [4, 7]]
      param W: (in, out) = [[1, 0, -1, 2], [2, 1, 1, 5]]
      loss L = sum((X @ W)^2) / 3
      """)
    #expect(SampleLesson.problems(lesson) == [])
  }

  @Test("axes of equal size are reported once, whatever their number")
  func oncePerSize() {
    let lesson = SampleLesson.lesson(
      "param x: (a, b, c) = [[[1, 2], [3, 4]], [[5, 6], [7, 9]]]\nloss L = sum(x^2)")
    #expect(SampleLesson.codes(lesson) == ["equal-axes"])
  }

  @Test("a value is used by steps, prose, questions, expectations and other networks")
  func uses() {
    let network = "param x = 3\ny = 2 * x\nloss L = x^2"
    for use in [
      "{{ y }}", "```ask\nq\nanswer: y\n```", "```expect\ny = 6\n```", "```steps\nshow y\n```",
      "```network late\nparam z = main.y\nloss M = z^2\n```",
    ] {
      #expect(
        !SampleLesson.codes(SampleLesson.lesson(network, prose: use)).contains("unused-value"),
        "\(use)")
    }
  }

  @Test("a lesson with an error has no warnings beside it")
  func errorsFirst() {
    let lesson = SampleLesson.lesson("param W: (a, b) = [[1, 2], [2, 5]]\nloss L = sum(Q)")
    #expect(SampleLesson.codes(lesson) == ["unknown-name"])
  }
}
