import Testing

/// Where a network has an error nothing of it is computed; what nothing gives is told all the same.
@Suite("Names beside a broken network")
struct NameCheckTests {
  private static let broken = "param x: (N) = [1, 2]\ny = x +\nloss L = sum(y)"

  @Test(
    "that nothing gives are told",
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
    let problems = SampleLesson.problems(SampleLesson.lesson(NameCheckTests.broken, steps: step))
    #expect(problems == ["8:8 unexpected-word", problem])
  }

  @Test(
    "that the block gives are not",
    arguments: [
      "show y, dy, x / N, dx[1], after.x", "forward until y", "backward until dy",
      "detail dx by entry",
      "check gradients of x", "update x with sgd(rate=1)", "contrast sum(y, axis=N) with L",
    ])
  func known(step: String) {
    let problems = SampleLesson.problems(SampleLesson.lesson(NameCheckTests.broken, steps: step))
    #expect(problems == ["8:8 unexpected-word"])
  }

  @Test("are told in prose, questions and expectations too")
  func everywhere() {
    let prose = "{{ q1 }}\n\n```ask\nIs {{ q2 }}?\nanswer: q3\n```\n```expect\nq4 = y\n```"
    let problems = SampleLesson.codes(SampleLesson.lesson(NameCheckTests.broken, prose: prose))
    #expect(problems == ["unexpected-word"] + Array(repeating: "unknown-name", count: 4))
  }

  @Test("are not guessed at where a statement's name could not be read")
  func unreadable() {
    let lesson = SampleLesson.lesson("param 7 = 1\nparam x = 2", steps: "show q")
    #expect(SampleLesson.codes(lesson) == ["unexpected-word"])
  }

  @Test("of a broken network that comes before are no problem of the later one")
  func later() {
    let prose = "```network late\nparam z = main.y\nparam w = main.dx\nparam v = main.nope\n```"
    #expect(
      SampleLesson.codes(SampleLesson.lesson(NameCheckTests.broken, steps: "show z", prose: prose))
        == ["unexpected-word", "unknown-name"])
  }
}
