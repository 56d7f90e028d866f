import Derivations
import Documents
import Formats
import Lessons
import MatrixCore
import Testing
import Typography

/// Small lessons whose numbers were once printed wrongly.
@Suite struct PrintedNumbersTests {
  private func run(_ network: String, _ rest: String = "") -> LessonRun {
    let text =
      "---\nformat: 1\ntitle: Numbers\nsummary: As they are printed\n---\n\n"
      + "```network\n\(network)\n```\n\(rest)"
    return LessonRun(Lesson(SourceText(name: "numbers.md", bytes: Array(text.utf8))), .errors)
  }

  private func text(
    _ run: LessonRun, _ numbers: NumberStyle = NumberStyle(), detail: Detail = .normal
  ) -> String {
    let lesson = LessonDocument(run)
    return (0..<lesson.count).map { page in
      TextFormat.lines(
        lesson.document(page, detail: detail, numbers: numbers), TextStyle(numbers: numbers)
      ).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  @Test(
    "are those that the lesson has",
    arguments: [
      // Never 0 for what is not 0.
      ("input x: (n) = [14, -30]\ny = exp(x)\nloss L = sum(y)", "show y", "9.358e-14"),
      // What is left of terms that cancel is rounding.
      ("input x = 2\ny = sqrt(x)^2 - 2\nloss L = y^2", "forward", "y  =  2.000 - 2  ≈  0"),
      (
        "input z: (class) = [0.1, 0.5, -0.5]\ntarget y = 1\n"
          + "loss L = softmax_cross_entropy(z, y, axis=class)", "show sum(dz)", "] )  ≈  0"
      ),
      // One exp alone cancels nothing.
      ("input x = -30\nloss L = exp(x)", "forward", "≈  9.358e-14"),
      // A function gets the digits that its line needs, and the sign stands before each result.
      ("input x = 23.615485245255734\nloss L = exp(x)", "forward", "exp(23.6155)  ≈  1.803e+10"),
      (
        "input x = 23.615485245255734\nloss L = exp(x)", "check gradients",
        "dx  ≈  1.803e+10   differences  ≈  1.803e+10"
      ),
      // All thirteen.
      (
        "input a: (n) = [1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4]\nloss L = sum(a^2)", "show a",
        "[ 1  2  3  4  5  6  7  8  9  1  2  3  4 ]"
      ),
      // A worked-out rate has the digits that its line needs.
      (
        "input x: (N) = [1, 2, 5]\nparam w = 3\nloss L = mean((w * x - 1)^2)",
        "update w with sgd(rate=1/10 / sqrt(7))", "3 - 0.037796 · (164/3)  ≈  0.9338"
      ),
      (
        "input X: (h, w) = [[1, 2], [3, 4]]\nC = flatten(X, axes=(h, w), into=g) / g\nloss L = sum(C)",
        "show L", "L  =  2.5"
      ),
    ])
  func numbers(_ network: String, _ step: String, _ printed: String) {
    let run = run(network, "\n```steps\n\(step)\n```\n")
    #expect(run.problems.isEmpty)
    let text = text(run)
    #expect(text.contains(printed), "\(text)")
  }

  @Test("what rounding leaves is said to be 0 once")
  func saidOnce() {
    let run = run(
      "input x = 2\ny = sqrt(x)^2 - 2\nz = sqrt(x)^2 - 2\nloss L = y + z^2",
      "\n```steps\nforward\nbackward\n```\n")
    let words = text(run).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.components("no more than their rounding, is 0") == 1)
  }

  @Test("the decimals of a fraction are its own")
  func decimals() {
    let run = run("const a = -53/78\nloss L = a", "\n```steps\nshow a\n```\n")
    let style = NumberStyle(mode: .decimal, precision: 15)
    #expect(text(run, style).contains("-0.679487179487179"))
    #expect(!text(run, style).contains("-0.679487179487180"))
  }

  @Test(
    "the JSON holds the number nearest to a literal or fraction",
    arguments: [
      ("const a = 33671218696784399/60296227885485900\nloss L = a", "0.5584299362927396"),
      ("input x = 23.615485245255734\nloss L = exp(x)", "23.615485245255734"),
    ])
  func json(_ network: String, _ number: String) {
    let run = run(network)
    let data = LessonDocument(run).data(
      id: "numbers", pages: 0..<run.pages.count, detail: .normal, numbers: NumberStyle())
    let json = JSONFormat.text(data, TextStyle())
    #expect(json.contains(number), "\(json)")
  }

  @Test(
    "a joint of two pieces with one slope is no kink, and a jump is a jump",
    arguments: [
      ("input a: (n) = [1, 3]\nb = minimum(abs(a), 1)\nloss L = sum(b^2 / 2 + abs(a) - b)", nil),
      ("input a: (n) = [0, 3]\nloss L = sum(relu(a)^2)", nil),
      ("input a: (n) = [0, 3]\nloss L = sum(step(a) + a^2)", "jump"),
      ("input a: (n) = [0, 3]\nloss L = sum((a > 0) * (a + 1))", "jump"),
      ("input a: (n) = [0, 3]\nloss L = sum(sign(a) * exp(a))", "jump"),
      ("input a: (n) = [0, 3]\nloss L = sum((a == 0) + a)", "jump"),
      ("input a: (n) = [0, 3]\nloss L = sum(relu(a))", "kink"),
      ("input a: (n) = [0, 3]\nloss L = sum(relu(a) * exp(a))", "kink"),
    ] as [(String, String?)])
  func corners(_ network: String, _ corner: String?) {
    let run = run(network, "\n```steps\ncheck gradients\n```\n")
    #expect(!run.hasErrors)
    let text = text(run)
    for word in ["jump", "kink"] {
      #expect(text.contains("  \(word)  ") == (corner == word), "\(text)")
    }
    #expect(!text.contains("e+") && !text.contains("00000"), "\(text)")
  }
}

extension String {
  /// How often another text stands in it.
  fileprivate func components(_ other: String) -> Int {
    var (rest, count) = (self[...], 0)
    while let range = rest.firstRange(of: other) {
      (rest, count) = (rest[range.upperBound...], count + 1)
    }
    return count
  }
}
