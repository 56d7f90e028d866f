import Lessons
import Testing

@Suite("What is written as elsewhere")
struct SlipTests {
  private func help(_ lesson: String) -> String? {
    let source = SourceText(name: "slip.md", bytes: Array(lesson.utf8))
    let run = LessonRun(Lesson(source), .errors)
    return run.problems.first.flatMap { Diagnostic($0, in: source).help }
  }

  private static let data = "input Y: (N, out) = [[1, 2, 3], [3, 4, 5]]\n"

  @Test(
    "in a network gets the right form as its help",
    arguments: [
      ("Z = Y.sum()", "write `sum(Y)`"), ("Z = Y.mean(axis=N)", "write `mean(Y, axis=N)`"),
      ("Z = np.exp(Y)", "write `exp(Y)`"), ("Z = torch.exp(Y)", "write `exp(Y)`"),
      ("const M: (k, l) = [1, 2; 3, 4]", "each row has its own brackets: `[[1, 2], [3, 4]]`"),
      ("Z = max(0, Y)", "the larger of two is `maximum(0, Y)`"),
      ("Z = 1.5.2 * Y", "a number has one point"),
      ("param W (in, out) = ones", "a colon stands before the axes: `W: (…)`"),
      ("param W: in, out = ones", "axes stand in parentheses: `W: (in, out)`"),
      ("param W: [in, out] = ones", "axes stand in parentheses: `W: (in, out)`"),
      ("const v: (k) = [1, 2,]", "no comma stands before a bracket's end"),
      ("Z := Y", "write `=` alone"), ("Z = Y // 2", "a division is `/`; a comment begins with `#`"),
      (
        "Z = dropout(Y, 0.5)",
        "the share that is dropped is an option: `drop=0.5`; a mask is, say, "
          + "`const M: (N, in) = bernoulli(keep=1/2, seed=1)`"
      ),
      ("Z = sum(Y, axis=N, out)", "several names stand in parentheses: `axis=(N, out)`"),
    ])
  func network(statement: String, expected: String) {
    #expect(help(SampleLesson.lesson(SlipTests.data + statement)) == expected)
  }

  @Test(
    "in other blocks gets the right form as its help",
    arguments: [
      ("L is {{ L:3 }}.\n", "digits are asked for with `to`: `{{ L to 3 }}`"),
      ("L is {{ L:.3f }}.\n", "digits are asked for with `to`: `{{ L to 3 }}`"),
      ("```expect\nL = 17 +- 1e-3\n```\n", "a difference is allowed by `… within 1e-3`"),
      ("```steps\nsweep h of Y\n```\n", "name an entry: `Y[1, 1]`"),
    ])
  func blocks(text: String, expected: String) {
    let lesson = SampleLesson.lesson(SlipTests.data + "loss L = sum(Y)") + text
    #expect(help(lesson) == expected)
  }

  @Test(
    "a value of an earlier network gets its whole name",
    arguments: [
      ("param W = W - 0.1 * main.dW", "main.W"), ("param V = main.W - 0.1 * dW", "main.dW"),
      ("param V = 2 * W", "main.W"),
    ])
  func earlierNetwork(statement: String, name: String) {
    let first = SampleLesson.lesson("param W: (a) = [1, 2]\nloss L = sum(W * W)")
    #expect(help(first + "```network second\n\(statement)\n```\n") == "did you mean `\(name)`?")
    let steps = "```network second\ninput x = 1\n```\n```steps\nshow W\n```\n"
    #expect(help(first + steps) == "did you mean `main.W`?")
  }

  @Test("in front matter gets the right form as its help", arguments: ["requires", "allow"])
  func frontMatter(key: String) {
    let lesson = SampleLesson.front.replacing("summary: s", with: "summary: s\n\(key): [a, b]")
    #expect(help(lesson + "Text.\n") == "no brackets: `\(key): a, b`")
  }

  @Test("several names of an earlier network are one problem, with the whole formula")
  func earlierNames() {
    let lesson =
      SampleLesson.lesson("param W: (a) = [1, 2]\nloss L = sum(W * W)")
      + "```network second\nparam W = W - 0.1 * dW\n```\n"
    #expect(help(lesson) == "write `main.W - 0.1 * main.dW`")
  }

  @Test("a file that is too large is not quoted", arguments: ["x", " ", "\u{0}", "\u{202E}"])
  func tooLarge(text: String) {
    let bytes = Array(repeatElement(text, count: 4 << 20).joined().utf8) + [0xFF, 0x0A]
    let source = SourceText(name: "large.md", bytes: bytes)
    let found = LessonRun.diagnostics(source)
    #expect(found.map(\.code) == ["file-too-large"] && found.allSatisfy { !$0.quotesSource })
  }

  @Test("as an answer is pointed at", arguments: ["answer = L", "Answer: L"])
  func answer(line: String) {
    let lesson =
      SampleLesson.lesson(SlipTests.data + "loss L = sum(Y)") + "```ask\nWhat is L?\n\(line)\n```\n"
    let source = SourceText(name: "slip.md", bytes: Array(lesson.utf8))
    let run = LessonRun(Lesson(source), .errors)
    let told = run.problems.first.map { Diagnostic($0, in: source) }
    #expect(told.map { source.text($0.range) } == line)
    #expect(told?.help == "write `answer: L`")
  }
}
