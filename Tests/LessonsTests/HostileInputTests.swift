import Lessons
import Testing

/// Hostile lessons are reported at the right position and cost little time and memory.
@Suite("Hostile input")
struct HostileInputTests {
  private static let small = "param W: (a, b) = [[1, 2], [3, 5]]\nloss L = sum(W * W)"

  static let inNetworks: [(String, String, String)] = [
    ("brackets in data", "param x: (N) = " + "[" * 100_000, "7:80 nests-too-deep"),
    ("brackets line by line", "param x: (N) = " + "[\n" * 100_000, "71:1 nests-too-deep"),
    ("brackets", "param x = 1\nloss L = " + "(" * 100_000, "8:74 nests-too-deep"),
    ("minus signs", "param x = 1\nloss L = " + "-" * 100_000 + "x", "8:74 nests-too-deep"),
    ("powers", "param x = 1\nloss L = x" + "^2" * 100_000, "8:139 nests-too-deep"),
    ("a long sum", "param x = 1\nloss L = x" + "+x" * 100_000, "8:10 formula-too-long"),
    ("transposes", "param x: (a, b) = [[2]]\ny = x" + ".T" * 100_000, "8:5 formula-too-long"),
    ("a number", "param x: (N) = [1, 1e999]\nloss L = sum(x)", "7:20 number-too-large"),
    ("a size", "param x: (N=99999999999999999999) = ones", "7:13 limit"),
    ("a product of sizes", "param x: (a=4000000000, b=4000000000) = zeros", "7:7 limit"),
    ("the largest size", "param x: (a=9223372036854775807, b=2) = normal", "7:7 limit"),
    ("one entry too many", "param x: (a=16000001) = uniform(-1, 1)", "7:7 limit"),
    (
      "a window's size",
      "param x: (h=4, w=4) = ones\n"
        + "y = patches(x, axes=(h, w), size=4294967295, into=(p, t), padding=4294967295)",
      "8:5 limit"
    ),
    (
      "a window's padding",
      "param x: (h=4, w=4) = ones\n"
        + "y = patches(x, axes=(h, w), size=1, into=(p, t), padding=4294967295)", "8:5 limit"
    ),
    (
      "a product", "param A: (a=4000, b=4000) = ones\nparam B: (b, c=4000) = ones\nC = A @ B",
      "9:5 limit"
    ),
    (
      "products of data",
      "param A: (a=4000, b=4000) = zeros\nparam B: (b, c=4000) = zeros\nparam C = A @ B",
      "9:11 limit"
    ),
    (
      "statements", (0..<4_097).map { "a\($0) = 1" }.joined(separator: "\n"), "4103:1 limit"
    ),
  ]

  @Test("in a network is reported at its position", arguments: inNetworks)
  func network(name: String, text: String, problem: String) {
    #expect(SampleLesson.problems(SampleLesson.lesson(text)).first == problem, "\(name)")
  }

  static let inSteps: [(String, String)] = [
    ("show W[9223372036854775807, 1]", "12:8 index-out-of-range"),
    ("show W[99999999999999999999, 1]", "12:8 index-not-whole"),
    ("train 10001 steps with sgd(rate=1)", "12:1 limit"),
    ("train 99999999999999999999 steps with sgd(rate=1)", "12:7 limit"),
    ("show W" + "[1]" * 2_000, "12:6 formula-too-long"),
  ]

  @Test("in steps is reported at its position", arguments: inSteps)
  func steps(text: String, problem: String) {
    let lesson = SampleLesson.lesson(HostileInputTests.small, steps: text)
    #expect(SampleLesson.problems(lesson) == [problem])
  }

  @Test("nothing is computed past the limit of steps")
  func manySteps() {
    let lesson = SampleLesson.lesson(
      HostileInputTests.small,
      steps: Array(repeating: "show W", count: 30_000).joined(separator: "\n"))
    #expect(SampleLesson.problems(lesson) == ["10012:1 limit"])
  }

  @Test("the params of a training run are limited")
  func memoryOfTraining() {
    let lesson = SampleLesson.lesson(
      "param U: (c=100000) = zeros\n" + HostileInputTests.small,
      steps: "train 10000 steps with sgd(rate=1)")
    #expect(SampleLesson.problems(lesson) == ["13:1 limit"])
  }

  @Test(
    "all memory is counted before it is taken",
    arguments: [
      "input X: (N=4000, in=4000) = zeros\nloss L = mean(softmax(X, axis=in))",
      "input X: (N=4000, in=4000) = zeros\nloss L = mean(exp(exp(X)))",
    ])
  func memoryOfGradients(network: String) {
    #expect(SampleLesson.problems(SampleLesson.lesson(network)) == ["7:7 limit"])
  }

  @Test("the memory of an update is counted", arguments: ["update X with", "train 1 steps with"])
  func memoryOfUpdate(step: String) {
    let lesson = SampleLesson.lesson(
      "param X: (N=2500, in=2400) = zeros\nloss L = mean(X)", steps: "\(step) adam(rate=1/10)")
    #expect(SampleLesson.problems(lesson) == ["12:1 limit"])
  }

  @Test("training runs past a limit are reported before any is worked out")
  func manyTrainings() {
    let lesson = SampleLesson.lesson(
      HostileInputTests.small,
      steps: Array(repeating: "train 10000 steps with sgd(rate=1/100)", count: 100)
        .joined(separator: "\n"))
    let start = ContinuousClock.now
    #expect(SampleLesson.codes(lesson) == ["limit"])
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test("a right lesson is not refused for the rounding of its long sums", arguments: [200, 600])
  func longSums(size: Int) {
    let lesson = SampleLesson.lesson(
      "input x: (a=\(size)) = range(1, 1)\ninput z: (a, b=200) = ones\nY = z + x\nloss L = mean(Y)")
    let problems = SampleLesson.run(Array(lesson.utf8)).problems
    #expect(problems.allSatisfy { $0.severity == .warning }, "\(problems)")
  }

  @Test("terms of a large gradient are not all kept")
  func memoryOfTerms() {
    let lesson = SampleLesson.lesson(
      "input X: (N=2000, a=200) = ones\nparam W: (a, b=200) = ones\nY = X @ W\nloss L = sum(Y)",
      steps: "detail dW by sample")
    #expect(SampleLesson.problems(lesson) == ["14:8 limit"])
  }

  @Test("the values in prose are limited together")
  func memoryOfProse() {
    let lesson = SampleLesson.lesson(
      "param W: (a=1000, b=1000) = ones\nloss L = sum(W)",
      prose: String(repeating: "{{ W + 1 }}\n\n", count: 100))
    #expect(SampleLesson.codes(lesson) == ["limit"])
  }

  static let inProse: [(String, String)] = [
    ("stars", "*a " * 50_000), ("double stars", "**a " * 50_000), ("all stars", "*" * 200_000),
    ("open and closed", "*a* **b " * 20_000), ("backticks", "`a``b" * 40_000),
    ("runs of backticks", (1..<600).map { "`" * $0 }.joined(separator: " ")),
    ("quotes", "> " * 50_000 + "x"), ("lists", "- " * 50_000 + "x"),
    ("a long word", "a" * 200_000), ("rules", "---\n" * 50_000), ("values", "{{ 1 }}" * 10_000),
  ]

  @Test("thousands of marks in prose are text", arguments: inProse)
  func marks(name: String, text: String) {
    #expect(SampleLesson.codes(SampleLesson.front + text + "\n") == [], "\(name)")
  }

  @Test("an expression that is never closed is reported once per position")
  func unclosed() {
    #expect(
      SampleLesson.codes(SampleLesson.front + "a {{ b\nc {{ d\n")
        == ["expression-not-closed", "expression-not-closed"])
  }

  @Test("of very many problems the first are reported, and that there are more")
  func manyProblems() {
    let codes = SampleLesson.codes(SampleLesson.front + "{{ a }}\n\n" * 5_000)
    #expect(codes.count == 1_001)
    #expect(codes.last == "too-many-problems")
  }

  @Test("a letter with too many marks is reported")
  func marksOnLetters() {
    let letter = "a" + "\u{301}\u{323}" * 100_000
    #expect(
      SampleLesson.codes(SampleLesson.lesson("param \(letter) = 1\nloss L = \(letter)")) == [
        "too-many-marks"
      ])
  }

  static let noLessons: [(String, [UInt8], [String])] = [
    ("nothing", [], ["empty-file"]), ("a mark alone", [0xEF, 0xBB, 0xBF], ["empty-file"]),
    ("no UTF-8", Array("---\n".utf8) + [0xFF], ["not-utf8"]),
    ("an overlong form", Array("---\n".utf8) + [0xC0, 0x80], ["not-utf8"]),
    ("half a surrogate", Array("---\n".utf8) + [0xED, 0xA0, 0x80], ["not-utf8"]),
    ("a cut sequence", Array("---\n".utf8) + [0xE2, 0x82], ["not-utf8"]),
    ("a file too large", [UInt8](repeating: 0x61, count: 4 << 20 + 1), ["file-too-large"]),
    ("a line too long", [UInt8](repeating: 0x61, count: 1 << 20 + 1), ["line-too-long"]),
  ]

  @Test("bytes that are no lesson are reported", arguments: noLessons)
  func bytes(name: String, bytes: [UInt8], codes: [String]) {
    #expect(SampleLesson.run(bytes).problems.map(\.code) == codes, "\(name)")
  }

  @Test(
    "control characters are reported everywhere",
    arguments: [
      "\u{0}", "\u{7}", "\u{1B}", "\u{7F}", "\u{9B}", "\u{202E}", "\u{2066}", "\u{FEFF}",
      "\u{AD}", "\u{200B}", "\u{2060}", "\u{E0041}",
    ])
  func controls(character: String) {
    let text =
      "---\nformat: 1\ntitle: t\(character)\nsummary: s\(character)\n---\n\(character)a\n"
      + "```network x\(character)\ninput X\(character) = 1 # \(character)\n```\n"
    let codes = SampleLesson.codes(text)
    #expect(codes.count { $0 == "control-character" } == 6)
  }

  @Test("a lesson cannot name files")
  func ids() {
    let lesson = SampleLesson.front.replacing(
      "summary: s", with: "summary: s\nrequires: ../x, a/b, .")
    #expect(SampleLesson.codes(lesson + "a\n") == ["bad-id", "bad-id", "bad-id"])
  }

  @Test("a broken list of several lines is one problem")
  func listOverLines() {
    let lesson = SampleLesson.lesson("param x: (N, M) = [\n[1, 2],\n[3],\n[4, 5]]\nloss L = sum(x)")
    #expect(SampleLesson.problems(lesson) == ["9:1 ragged-list"])
  }
}

private func * (text: String, count: Int) -> String { String(repeating: text, count: count) }
