import Backprop
import Derivations
import Lessons
import MatrixCore
import Testing
import Typography

@Suite("Replies")
struct ReplyTests {
  private static let network = """
    ---
    format: 1
    title: A question
    summary: Only a test
    ---

    ```network
    input  X: (N, in)   = [[1, 2], [3, -1]]
    param  W: (in, out) = [[1, 0, -1], [2, 1, 1]]
    param  b: (out)     = [1, -1, 0]
    target T: (N, out)  = [[4, 2, 0], [1, -1, -3]]
    Y = X @ W + b
    P = exp(X / 10)
    loss L = sum((Y - T)^2) / (2 * N)
    ```

    ```ask

    """

  private static let noN =
    "1/N is missing: the loss divides by N. | There is a factor 2 too many in the gradient."

  /// The verdict on a reply to a question, in short.
  private func said(_ question: String, _ reply: String, precision: Int = 4) throws -> String {
    let text = Self.network + "What is it?\n" + question + "\n```\n"
    let run = LessonRun(
      Lesson(SourceText(name: "question.md", bytes: Array(text.utf8))), .everything)
    try #require(run.problems.allSatisfy { $0.severity == .warning }, "\(run.problems)")
    guard case .question(let asked)? = run.pages.first?.content else { return "no question" }
    let texts = asked.choices.map { choice in
      choice.text.inlines.map { if case .text(let text) = $0 { text } else { "" } }.joined()
    }
    var judge = try #require(
      run.judge(at: 0, choices: texts, NumberStyle(precision: precision)))
    return said(judge.verdict(on: .text(reply)))
  }

  private func said(_ verdict: Verdict) -> String {
    switch verdict {
    case .right(let reason): return reason.isRounded ? "right to the digits" : "right"
    case .follows(let names): return "follows from \(names)"
    case .mistakes(let mistakes):
      let texts = mistakes.found.map { explanation in
        switch explanation {
        case .authored(let wrong):
          "own: "
            + wrong.reply.inlines.map { if case .text(let text) = $0 { text } else { "" } }.joined()
        case .usual(let mistake): mistake.text
        }
      }
      return (mistakes.isLikely ? "" : "perhaps ") + texts.joined(separator: " | ")
    case .choices(let named, let isComplete): return "choices \(named) \(isComplete)"
    case .shape(let shape): return said(shape.kind)
    case .partial(.digits(let missing)): return missing == 1 ? "needs a digit" : "needs two digits"
    case .partial(.close): return "close"
    case .partial(.entries(let entries)):
      let slices = entries.slices.map { ", not \($0.axis.name) \($0.wrong)" }
      return "\(entries.right) of \(entries.count)" + (slices ?? ", not \(entries.firstWrong)")
    case .unknown(let next): return "not yet" + (next.map { ", check \($0.name)" } ?? "")
    case .unreadable(let reason): return "unreadable: \(reason)"
    }
  }

  private func said(_ kind: Verdict.OtherShape.Kind) -> String {
    switch kind {
    case .transposed(_, let isRight): isRight ? "transposed" : "transposed shape"
    case .unsummed(_, let axis, let name): "unsummed \(axis), \(name ?? "unknown")"
    case .flattened(let sizes, let isRight): "flattened \(sizes) \(isRight)"
    case .other(let sizes): "sizes \(sizes)"
    case .order: "order"
    case .notThis: "not yet"
    }
  }

  @Test(
    "that are numbers",
    arguments: [
      (
        "dW[1, 2]",
        [
          "-2", "−2", "-2.0", " - 2 ", "-4/2", "-2e0", "-20e-1", "dW[1, 2] = -2", "(-2)", "≈ -2",
          "[-2]", "-2.", "-2,0", "-2.0.", "-2,", "-2; ", "dW[1, 2] = -2.",
        ]
      ),
      ("dW[1, 1]", ["5/2", "2.5", "2,5", "+2.5", "2.50", ".25e1", "5 / 2", "25e-1", "0,25e1"]),
      ("db[3]", ["0", "0.0", "-0", "0/7"]),
      ("L / 1000", ["9/4000", "0.00225", "2.25e-3", "2.25E-03", "0,00225"]),
    ])
  func numbers(answer: String, replies: [String]) throws {
    for reply in replies { #expect(try said("answer: \(answer)", reply) == "right", "\(reply)") }
  }

  @Test(
    "that are rounded are right to the digits given: three, or all that are shown",
    arguments: [
      ("1/3", "0.333", 4, "right to the digits"), ("1/3", "0.33", 4, "needs a digit"),
      ("1/3", "0.3", 4, "not yet"),
      ("1/3", "0,3333", 4, "right to the digits"), ("1/3", "0.33", 2, "right to the digits"),
      ("1/3", "0.334", 4, "close"), ("1/3", "3.33e-1", 4, "right to the digits"),
      ("2/3", "0.667", 4, "right to the digits"), ("2/3", "0.666", 4, "needs a digit"),
      ("1/3", "333/1000", 4, "not yet"), ("exp(1)", "2.718281828459045", 4, "right"),
      ("exp(1)", "2.7183", 4, "right to the digits"), ("exp(1)", "2.72", 4, "right to the digits"),
      ("exp(1)", "2.719", 4, "right to the digits"), ("exp(1)", "2.7", 4, "needs a digit"),
      ("exp(1)", "2.722", 4, "not yet"), ("exp(1)", "2.71", 4, "needs a digit"),
      ("sqrt(2)", "1.4", 4, "needs a digit"), ("sqrt(2) / 100", "0.01", 4, "needs two digits"),
      ("3/2", "1.49", 4, "close"), ("3/2", "1.499", 4, "close"), ("3/2", "1.4", 4, "not yet"),
      ("3/2", "2", 4, "not yet"), ("3/2", "1.50", 4, "right"), ("9/4", "2.3", 4, "needs a digit"),
      // 1.221 − 1.105, from the digits displayed; it is 0.11623.
      ("P[1, 2] - P[1, 1]", "0.1160", 4, "right to the digits"),
      ("P[1, 2] - P[1, 1]", "0.1158", 4, "not yet"),
      ("sqrt(2)", "1", 4, "not yet"), ("sqrt(2)", "1.416", 4, "right to the digits"),
      ("sqrt(2)", "1.417", 4, "not yet"),
      ("exp(1)", "3", 1, "right to the digits"), ("exp(1)", "2.6", 1, "not yet"),
      ("exp(1)", "2.5", 1, "not yet"),
      // It is 0.454985, displayed as 0.4550.
      ("-exp(-0.78749)", "-0.46", 4, "needs a digit"),
      ("-exp(-0.78749)", "-0.45", 4, "needs a digit"),
      ("-exp(-0.78749)", "-0.47", 4, "close"), ("-exp(-0.78749)", "-0.48", 4, "not yet"),
      ("0.9546 * exp(0)", "0.96", 4, "close"), ("0.9546 * exp(0)", "0.95", 4, "needs a digit"),
      ("exp(3)", "22", 4, "not yet"), ("exp(3)", "20", 4, "needs a digit"),
      ("exp(X[:, 1])", "[2.73, 20.2]", 4, "close"),
      ("exp(X[:, 1])", "[2.6, 20.1]", 4, "1 of 2, not [1]"),
      // Displayed as 0.1235, which may be rounded once more.
      ("0.1234 * 1", "0.124", 4, "close"),
      ("0.1234501 * 1", "0.124", 4, "right to the digits"),
      ("0.73001 * 1", "0.73", 4, "right to the digits"), ("12345", "12300", 4, "not yet"),
      ("12345 / 1000000", "0.0123", 4, "right to the digits"), ("0 * L", "0.000", 4, "right"),
    ])
  func rounded(answer: String, reply: String, precision: Int, said: String) throws {
    #expect(try self.said("answer: \(answer)", reply, precision: precision) == said)
  }

  @Test(
    "that are vectors and matrices",
    arguments: [
      (
        "db",
        [
          "[3/2, -1, 0]", "[1.5 -1 0]", "1.5, -1, 0", "(1.5, -1, 0)", "1.5 -1 0",
          "[[1.5, -1, 0]]", "[[1.5], [-1], [0]]", "1,5; -1; 0", "[1,5 -1 0]", "[ 1.5 , −1 , 0 ]",
        ]
      ),
      (
        "dW",
        [
          "2.5 -2 -1\n1.5 -0.5 1.5\n", "⎡ 2.5  -2 -1 ⎤\n⎣ 1.5 -0.5 1.5 ⎦",
          "2.5,-2,-1;\n1.5,-.5,1.5",
          "[2.5 -2 -1]\n\n[1.5 -0.5 1.5]", "[[5/2, -2,\n -1],\n [3/2, -1/2, 3/2]\n]",
          "[[5/2, -2, -1], [3/2, -1/2, 3/2]]", "[[2.5,-2,-1],[1.5,-.5,1.5]]",
          "[[2.5 -2 -1] [1.5 -0.5 1.5]]", "2.5 -2 -1; 1.5 -0.5 1.5", "[2.5 -2 -1; 1.5 -0.5 1.5]",
          "((2.5, -2, -1), (1.5, -0.5, 1.5))", "dW = [[2.5, -2, -1], [1.5, -0.5, 1.5]]",
        ]
      ),
    ])
  func tensors(answer: String, replies: [String]) throws {
    for reply in replies { #expect(try said("answer: \(answer)", reply) == "right", "\(reply)") }
  }

  @Test(
    "with several numbers get the number of right entries",
    arguments: [
      ("dW", "[[5/2, -2, -1], [3/2, 7, 3/2]]", "5 of 6, not [2, 2]"),
      ("dW", "[[0, 0, 9], [0, 0, 0]]", "not yet, check dY"),
      ("db", "[3/2, -1, 1]", "2 of 3, not [3]"),
      ("db", "[3/2, -1]", "sizes [2]"), ("db", "7", "sizes []"),
      ("dW", "[[1, 2], [3, 4], [5, 6]]", "transposed shape"),
      ("dW", "[[5/2, 3/2], [-2, -1/2], [-1, 3/2]]", "transposed"),
      ("dW[1, 2]", "[1, 2]", "sizes [2]"),
    ])
  func parts(answer: String, reply: String, said: String) throws {
    #expect(try self.said("answer: \(answer)", reply) == said)
  }

  @Test(
    "that are wrong are explained: first by the lesson, then by the usual mistakes",
    arguments: [
      ("dW[1, 2]\nwrong: (N * dW)[1, 2] | The lesson's own.", "-4", "own: The lesson's own."),
      ("dW[1, 2]", "-4", "perhaps \(ReplyTests.noN)"),
      ("dW", "[[5, -4, -2], [3, -1, 3]]", ReplyTests.noN),
      ("dW[1, 2]\nwrong: X | All of it.", "[[1, 2], [3, -1]]", "own: All of it."),
      ("exp(1)\nwrong: exp(2) | e squared.", "7.389", "own: e squared."),
      ("exp(1)\nwrong: exp(2) | e squared.", "7.4", "perhaps own: e squared."),
      ("exp(1)\nwrong: exp(2) | e squared.", "7.3", "perhaps own: e squared."),
      ("exp(1)\nwrong: exp(2) | e squared.", "7", "not yet"),
      ("exp(1)\nwrong: exp(2) | e squared.", "7.5", "not yet"),
      ("exp(1)\nwrong: 2.744 | Cut too early.", "2.7", "needs a digit"),
    ])
  func named(question: String, reply: String, said: String) throws {
    #expect(try self.said("answer: \(question)", reply) == said)
  }

  @Test(
    "that are shapes",
    arguments: [
      ("in 2, out 3", "right"), ("(in 2, out 3)", "right"), ("(2, 3)", "right"),
      ("2 x 3", "right"), ("2x3", "right"), ("2 × 3", "right"), ("2 3", "right"),
      ("(2, 3).", "right"),
      ("[2, 3]", "right"), ("in=2, out=3", "right"), ("in: 2 out: 3", "right"), ("2 by 3", "right"),
      ("3, 2", "order"), ("out 3, in 2", "order"), ("in 3, out 2", "not yet"),
      ("N 2, out 3", "own: That is dY."), ("2", "not yet"), ("in, out", "unreadable: shape"),
      ("matrix", "unreadable: shape"), ("2.5, 3", "unreadable: shape"),
      ("-2, -3", "unreadable: shape"), ("2 - 3", "unreadable: shape"),
      ("2 3 !", "unreadable: shape"),
    ])
  func shapes(reply: String, said: String) throws {
    #expect(
      try self.said("answer: shape(dW)\nwrong: shape(dY) | That is dY.", reply) == said)
  }

  @Test(
    "that choose",
    arguments: [
      ("a c", "right"), ("a, c", "right"), ("c) a)", "right"), ("A and C", "right"),
      ("ac", "right"),
      ("a", "choices [0] false"), ("b", "choices [1] false"), ("a b c", "choices [0, 1, 2] true"),
      ("one way", "choices [0] false"), ("One Way.", "choices [0] false"),
      ("40", "choices [1] false"), ("d", "unreadable: choice(count: 3)"),
      ("4*10", "choices [1] false"), ("80/2", "choices [1] false"), ("first", "choices [0] false"),
      ("first and third", "right"),
      ("the first, the last one", "right"), ("all", "choices [0, 1, 2] true"),
      ("all three", "choices [0, 1, 2] true"), ("one", "choices [0] false"),
      ("1", "unreadable: choice(count: 3)"), ("?", "unreadable: choice(count: 3)"),
    ])
  func choices(reply: String, said: String) throws {
    #expect(
      try self.said("- [x] One way\n- [ ] 40 | No.\n- [x] x / y", reply) == said)
  }

  @Test(
    "that choose a shape, a formula, zeros or a sentence",
    arguments: [
      ("(2, 3)", "right"), ("2x3", "right"), ("2 by 3", "right"), ("in=2, out=3", "right"),
      ("torch.Size([2, 3])", "right"), ("dW.shape = (2, 3)", "right"),
      ("2 rows, 3 columns", "right"),
      ("(4, 3)", "choices [1] false"), ("(3, 2)", "unreadable: choice(count: 6)"),
      ("1", "unreadable: choice(count: 6)"),
      ("2, 3", "right"), ("2 4", "unreadable: ambiguousChoice(count: 6)"),
      ("4", "unreadable: ambiguousChoice(count: 6)"),
      ("choice 4", "choices [3] false"), ("(N, out)", "choices [1] false"), ("in out", "right"),
      ("In × Out", "right"), ("out, in", "unreadable: choice(count: 6)"),
      ("δ.T @ a", "choices [2] false"),
      ("delta^T a", "choices [2] false"), ("δ transposed times a", "choices [2] false"),
      ("δ @ a", "unreadable: choice(count: 6)"), ("0", "choices [3] false"),
      ("zero", "choices [3] false"), ("all zeros", "choices [3] false"),
      ("[[0, 0], [0, 0]]", "choices [3] false"), ("no", "choices [4] false"),
      ("W2.T", "choices [5] false"), ("W2", "choices [5] false"),
      ("b and c", "choices [1, 2] false"),
      ("b+c", "choices [1, 2] false"),
    ])
  func choiceTexts(reply: String, said: String) throws {
    let choices = """
      - [x] in 2, out 3
      - [ ] N 4, out 3
      - [ ] δᵀ @ a
      - [ ] zeros
      - [ ] no, it is not
      - [ ] W2, transposed
      """
    #expect(try self.said(choices, reply) == said)
  }

  @Test(
    "that choose rows",
    arguments: [
      ("all", "right"), ("all 3", "right"), ("all three", "right"), ("1,2,3", "right"),
      ("1 2 3", "right"), ("1, 2 and 3", "right"), ("a", "right"), ("none", "choices [2] false"),
      ("only row 3", "choices [1] false"), ("just row three", "choices [1] false"),
      ("row 3", "choices [1] false"), ("Row 3 alone", "choices [1] false"),
      ("3", "unreadable: ambiguousChoice(count: 4)"),
      ("1 2", "unreadable: choice(count: 4)"), ("1 4", "unreadable: ambiguousChoice(count: 4)"),
      ("1", "unreadable: choice(count: 4)"), ("option 3", "choices [2] false"),
      ("8", "choices [3] false"),
      ("4", "choices [3] false"), ("9", "unreadable: choice(count: 4)"),
      ("fourth", "choices [3] false"),
    ])
  func rows(reply: String, said: String) throws {
    let choices = "- [x] all three\n- [ ] row 3 only\n- [ ] none\n- [ ] the fourth of 8"
    #expect(try self.said(choices, reply) == said)
  }

  @Test(
    "that choose how much",
    arguments: [
      ("8", "right"), ("64", "unreadable: choice(count: 3)"), ("2", "unreadable: choice(count: 3)"),
      ("1", "unreadable: choice(count: 3)"), ("28", "choices [1] false"), ("choice 1", "right"),
      ("768", "unreadable: choice(count: 3)"), ("1/4", "choices [2] false"),
    ])
  func quantities(reply: String, said: String) throws {
    #expect(
      try self.said("- [x] 8, the root of 64\n- [ ] 28, of 768\n- [ ] 1/4", reply) == said)
  }

  @Test("that are zero where all of the answer is", arguments: ["0", "zeros", "all zeros", "zero"])
  func zeros(reply: String) throws {
    #expect(try said("answer: 0 * dW", reply) == "right")
    #expect(try !said("answer: dW", reply).hasPrefix("right"))
  }

  @Test(
    "that can't be read",
    arguments: [
      ("two", "noNumber"), ("1 +", "noNumber"), ("1/0", "noNumber"), ("[1 ... 9]", "cut"),
      ("[1, …, 9]", "cut"), ("[nan, 1]", "notFinite"), ("tensor([1.", "bracket"),
      ("sqrt(2)", "noNumber"), ("[1] + [2]", "noNumber"),
      ("[1, 2", "bracket"), ("[1)", "bracket"), ("1]", "noNumber"), ("[]", "emptyList"),
      ("[[],[]]", "emptyList"),
      ("[[1, 2], [3]]", "ragged"), ("[1, [2]]", "ragged"), ("1e999", "noNumber"),
      ("1,234", "comma(\"1,234\")"), ("½", "noNumber"), ("1,,2", "noNumber"), ("-", "noNumber"),
      ("[[[[[[[[1]]]]]]]]", "noNumber"), ("1.2.3", "noNumber"), ("e", "noNumber"),
      ("1..", "noNumber"), (".", "noNumber"), ("1 2 ...", "cut"),
    ])
  func unreadable(reply: String, reason: String) throws {
    #expect(try said("answer: L", reply) == "unreadable: \(reason)")
  }
}
