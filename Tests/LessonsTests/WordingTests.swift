import Formulas
import MatrixCore
import Testing

@testable import Lessons

@Suite struct WordingTests {
  /// A faulty formula after the sample's data, with the label and the help of its diagnostic.
  struct Words: Sendable, CustomStringConvertible {
    let text: String
    var label: String?
    var related: String?
    var help: String?
    var fix: Fix

    init(
      _ statements: String, label: String? = nil, related: String? = nil, help: String?,
      fix: Fix = .told
    ) {
      text = Fault.formula("", "", statements).text
      self.label = label
      self.related = related
      self.help = help
      self.fix = fix
    }

    init(
      body: String, label: String? = nil, related: String? = nil, help: String?,
      fix: Fix = .told
    ) {
      text = Fault.body("", "", body).text
      self.label = label
      self.related = related
      self.help = help
      self.fix = fix
    }

    var description: String { text }
  }

  static let words: [Words] = [
    // Products and broadcasting
    Words(
      "param V: (out, in) = ones\nY = X @ V + b",
      label: "X is (N 2, in 2), V is (out 3, in 2)", help: "`X @ V.T` has axes (N, out)"),
    Words(
      "Y = W.T @ X", label: "W.T is (out 3, in 2), X is (N 2, in 2)",
      help: "`W.T @ X.T` has axes (out, N)"),
    Words(
      "Y = X @ W.T", label: "X is (N 2, in 2), W.T is (out 3, in 2)",
      help: "`X @ W` has axes (N, out)"),
    Words(
      "Y = W @ X", label: "W is (in 2, out 3), X is (N 2, in 2)", help: "`X @ W` has axes (N, out)"),
    Words(
      "Y = relu(X) @ W.T", label: "relu(X) is (N 2, in 2), W.T is (out 3, in 2)",
      help: "`relu(X) @ W` has axes (N, out)"),
    Words(
      "param V: (features, out) = [[1, 2, 3], [4, 5, 6]]\nY = X @ V",
      label: "X is (N 2, in 2), V is (features 2, out 3)",
      help: "if `in` and `features` are the same axis, give them one name",
      fix: .change("(features, out)", "(in, out)")),
    Words(
      "Y = X + b", label: "X is (N 2, in 2), b is (out 3)",
      help: "only X has `N` and `in`, only b has `out`; `sum` or `mean` with `axis=` takes an axis"
        + " away", fix: .change("X + b", "X + sum(b, axis=out)")),
    Words(
      "G = X @ X.T", label: "X is (N 2, in 2), X.T is (in 2, N 2)",
      help: "name the result's axes again: `S: (N, N2) = X @ X.T`",
      fix: .change("G = X @ X.T", "S: (N, N2) = X @ X.T")),
    Words(
      "Y = 2 @ X", label: "one side is a number", help: "a number multiplies with `*`",
      fix: .change("2 @ X", "2 * X")),

    // Suggestions
    Words(
      "P = softmx(X)", help: "did you mean `softmax`?",
      fix: .change("softmx(X)", "softmax(X, axis=in)")),
    Words(
      "P = matmul(X, W)", help: "the matrix product is `X @ W`",
      fix: .change("matmul(X, W)", "X @ W")),
    Words("P = relu(Xs)", help: "did you mean `X`?"),
    Words("P = softmax(X)", help: "write `softmax(X, axis=in)`"),
    Words("P = softmax(X, axs=in)", help: "did you mean `axis`?"),
    Words("P = softmax(X, dim=in)", help: "did you mean `axis`?"),
    Words(
      "P = softmax(X, in)", help: "axes are an option: `axis=in`",
      fix: .change("softmax(X, in)", "softmax(X, axis=in)")),
    Words(
      "P = X + layer_norm", help: "write `layer_norm(x, gamma, beta, axis=in, eps=1e-5)`",
      fix: .change("P = X + layer_norm", "param g: (in) = [1, 2]\nP = X + layer_norm(X, g, g)")),
    Words(
      "P = sum(X, axis=class)", label: "the argument is (N 2, in 2)",
      help: "its axes are `N` and `in`", fix: .change("axis=class", "axis=in")),
    Words(
      "P = X × X", help: "write `*` for entry by entry, `@` for matrices", fix: .change("×", "*")),
    Words("P = 2 X", help: "write `2 * X`"),
    Words(
      "loss L = (X @ W)^2", label: "it is (N 2, out 3)",
      help: "add the entries up or average them: `sum((X @ W)^2)`, `mean((X @ W)^2)`",
      fix: .change("(X @ W)^2", "sum((X @ W)^2)")),

    // Related ranges
    Words(
      "param W: (in) = ones", label: "the second time", related: "the first time",
      help: "choose another name for one of them", fix: .change("param W: (in)", "param c: (in)")),
    Words(
      "param V: (in) = [1, 2, 3]", label: "3 here", related: "2 here",
      help: "give the two axes different names, or mend the data",
      fix: .change("(in) = [", "(k) = [")),
    Words(
      "Y = Z\nZ = X", related: "`Z` is made only here", help: "move that statement up",
      fix: .change("Y = Z\nZ = X", "Z = X\nY = Z")),
    Words(
      "const t: (N) = [0, 2]\nl = softmax_cross_entropy(X, t, axis=in)",
      related: "used as labels here", help: "the labels go from 0 to 1",
      fix: .change("[0, 2]", "[0, 1]")),

    // Values
    Words(
      "Y = log(X)", label: "there X is -1",
      help:
        "`log` needs numbers above 0; of scores, `log_softmax` and `softmax_cross_entropy` never"
        + " overflow", fix: .change("log(X)", "log_softmax(X, axis=in)")),
    Words(
      "const c: (N) = [1, 0]\nY = 1 / c", label: "there c is 0",
      help: "a division by 0 has no value; `eps`, a small number added below, is the usual remedy",
      fix: .change("Y = 1 / c", "const eps = 1/100\nY = 1 / (c + eps)")),
    Words(
      body: Sample.network + "```expect\nL = 2\n```\n",
      label: "2.25 on the left, 2 on the right, 0.25 apart",
      help: "if the left side is right, write `L = 2.25`",
      fix: .change("L = 2\n", "L = 2.25\n")),
    Words(
      body: Sample.network + "```expect\ndb = [3/2, -1, 1/3]\n```\n",
      label: "most at [3]: 0 on the left, 1/3 on the right, 1/3 apart",
      help: "if the data was changed on purpose, what is expected of it changes too",
      fix: .change("1/3", "0")),
    Words(
      body: Sample.network + "```steps\ncompare softmax(Y, axis=out)[1, 1] with 0.7\n```\n",
      label: "0.986703 on the left, 0.7 on the right, 0.286703 apart",
      help: "`contrast` shows two values that differ", fix: .change("compare", "contrast")),
    Words(
      body: Sample.network + "```steps\ncompare dW with dW.T\n```\n",
      label: "left (in 2, out 3), right (out 3, in 2)", help: "`.T` turns one of them",
      fix: .change("with dW.T", "with dW.T.T")),
    Words(
      body: "```network early\ninput x: (N) = [1, 2]\nloss L = sum(x^2)\n```\n\n```network\n"
        + "input x: (N) = [1, 2, 4]\nloss L = sum(x^2)\n```\n\n```steps\nshow x + early.x\n```\n",
      label: "x is (N 3), early.x is (N 2)",
      help:
        "`N` has size 3 in x and size 2 in early.x; `sum` or `mean` with `axis=` takes it away",
      fix: .change("x + early.x", "x + sum(early.x, axis=N)")),
    Words(
      body: Sample.network + "```expect\nshape(W) = [3, 2]\n```\n",
      label: "left (in 2, out 3), right (in 3, out 2)", help: nil, fix: .change("[3, 2]", "[2, 3]")),
  ]

  @Test("the label says what is there, and the help what to write", arguments: words)
  func beside(_ words: Words) {
    let found = LessonRun.diagnostics(MarkedSource(words.text).source)
    #expect(found.count == 1)
    #expect(found.first?.label == words.label)
    #expect(found.first?.notes.first?.label == words.related)
    #expect(found.first?.help == words.help)
  }

  @Test("warnings can be allowed, and only they")
  func warnings() {
    let faults = Fault.files + Fault.networks + Fault.formulas + Fault.claims
    for fault in faults {
      for problem in LessonRun.diagnostics(MarkedSource(fault.text).source) {
        #expect(Problem.warningCodes.contains(problem.code) == (problem.severity == .warning))
        #expect(problem.code.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
        #expect(problem.message.last != "." && !problem.message.isEmpty)
      }
    }
  }
}
