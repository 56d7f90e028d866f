extension Fault {
  /// One fault with consequences that are not reported.
  static let cascades: [Fault] = [
    .body(
      "axes-differ", "X @ V needs the last axis of X and the first of V to be the same",
      "The loss is {{ L }}, and {{ dX[1, 1] }}.\n\n```network\n\(Sample.data)\n"
        + "param V: (out, in) = [[1, 2], [3, 4], [5, 6]]\nY = 1️⃣X @ V2️⃣\nloss L = sum(Y^2)\n```\n\n"
        + "```steps\nforward\nbackward\nshow dV\ndetail dV by sample\ncheck gradients\n```\n\n"
        + "```ask\nWhat is {{ L }}?\nanswer: dV[1, 2]\n```\n\n```expect\nL = 2\ndV = [[1, 2], [3, 4], [5, 6]]\n```\n",
      fix: .changes([
        ("X @ V", "X @ V.T"), ("L = 2\ndV = [[1, 2], [3, 4], [5, 6]]", "dV[1, 1] = dV[1, 1]"),
      ])),
    .body(
      "misspelled-block", "there is no block `netwrok`",
      "```1️⃣netwrok2️⃣\ninput x = 2\nloss L = x\n```\n\n```steps\nforward\n```\n\n"
        + "```expect\nL = 2\n```\n"),
    .body(
      "fence-not-closed", "the block `network` that begins here is never closed",
      "1️⃣```network2️⃣\ninput x = 2\nloss L = x\n\n```steps\nforward\n```\n",
      fix: .change("x\n\n", "x\n```\n\n")),
    .body(
      "fence-not-closed", "the block `steps` that begins here is never closed",
      Sample.network + "1️⃣```steps2️⃣\nforward\n\n```expect\nL = 9/4\n```\n",
      fix: .change("forward\n\n", "forward\n```\n\n")),
    .network(
      "reserved-name", "`sum` is a function, so it can't be a name",
      "input 1️⃣sum2️⃣ = 2\ny = sum + 1\nloss L = y",
      fix: .changes([("sum = 2", "my_sum = 2"), ("sum + 1", "my_sum + 1")])),
    .network(
      "ragged-list", "the rows of a list are of one length",
      "input X: (N, in) = [[1, 2], 1️⃣[3]2️⃣]\nparam W: (in, out) = [[1], [2]]\nY = X @ W\nloss L = sum(Y)",
      fix: "[3, 4]"),
    .network(
      "unexpected-word",
      "expected `input`, `param`, `target`, `const` or `loss`, found `inptu`",
      "1️⃣inptu2️⃣ x: (N) = [1, 2]\nloss L = sum(x)"),
    .network(
      "axis-size-conflict", "the axis `N` has one size throughout a network, not 2 and 3",
      "input x: (N) = [1, 2]\ntarget t: (1️⃣N2️⃣) = [1, 2, 3]\nloss L = sum((x - t)^2)",
      fix: .change("[1, 2, 3]", "[3, 5]")),
    .body(
      "unknown-function", "there is no function `squre`",
      "```network early\ninput x = 2\ny = 1️⃣squre2️⃣(x)\nloss L = y\n```\n\n"
        + "```network late\nparam w = early.y + early.dx\nloss K = w\n```\n\n"
        + "```steps\nshow early.y\nshow dw\n```\n"),
    .body(
      "not-finite", "`y` is infinite",
      "The value is {{ y }}.\n\n```network\ninput x = 0\ny = 1️⃣1 / x2️⃣\nloss L = y\n```\n\n"
        + "```steps\nforward\nbackward\nshow dx\ncheck gradients\n```\n\n```expect\ny = 2\n```\n",
      fix: .change("y = 1 / x", "const eps = 1/2\ny = 1 / (x + eps)")),
    .body(
      "not-finite", "`y` is infinite",
      "```network\ninput x = 0\ny = 1️⃣1 / x2️⃣\nloss L = y\n```\n\n"
        + "```steps\nforward\nforward\nbackward until dx\ndetail y by entry\nshow y\n```\n",
      fix: .change("y = 1 / x", "const eps = 1/2\ny = 1 / (x + eps)")),
    .body(
      "not-finite", "`dx` is infinite",
      "The slope is {{ dx }}.\n\n```network\ninput x = 0\nloss L = 1️⃣sqrt(x)2️⃣\n```\n\n"
        + "```steps\nforward\nbackward\nbackward until dx\nshow dx\ncheck gradients\n```\n\n"
        + "```ask\nWhat is the slope?\nanswer: dx\n```\n\n```expect\ndx = 2\n```\n",
      fix: .change("loss L = sqrt(x)", "const eps = 1/16\nloss L = sqrt(x + eps)")),
    .front(
      "format-too-new", "format 2 is newer than this program",
      "format: 1️⃣22️⃣\ntitle: T\nsummary: S\nmood: good",
      fix: .none(because: "the program is too old, not the lesson wrong")),
    // An error in one statement does not affect the next.
    .formula(
      "formula-too-long", "a formula has at most 250 operations",
      "A = 1️⃣X" + String(repeating: " + X", count: 251) + "2️⃣ + X\n"
        + "B = relu(X" + String(repeating: " + X", count: 200) + ")",
      fix: .change(
        "A = X" + String(repeating: " + X", count: 245),
        "Z = X" + String(repeating: " + X", count: 245) + "\nA = Z")),
    .steps(
      "unknown-step", "there is no step `bakward`", "forward\n1️⃣bakward2️⃣\ncheck gradients"),
  ]
}
