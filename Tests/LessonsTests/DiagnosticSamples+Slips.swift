extension Fault {
  /// What is written as in another language or another notation; the help is the right form.
  static let slips: [Fault] = [
    // Calls of other libraries
    .formula(
      "unexpected-word", "expected the end of the line, found `(`", "Y = X.sum1️⃣(2️⃣)",
      fix: .change("X.sum()", "sum(X)")),
    .formula(
      "unexpected-word", "expected the end of the line, found `(`", "Y = X.mean1️⃣(2️⃣axis=N)",
      fix: .change("X.mean(axis=N)", "mean(X, axis=N)")),
    .formula(
      "unexpected-word", "expected the end of the line, found `(`", "Y = np.exp1️⃣(2️⃣X)",
      fix: .change("np.exp(X)", "exp(X)")),
    .formula(
      "unexpected-word", "expected the end of the line, found `(`", "Y = np.sum1️⃣(2️⃣X, axis=0)",
      fix: .change("np.sum(X, axis=0)", "sum(X, axis=N)")),
    .formula(
      "unexpected-word", "expected the end of the line, found `(`",
      "Y = np.maximum1️⃣(2️⃣0, X)", fix: .change("np.maximum", "maximum")),
    .formula(
      "unexpected-word", "expected the end of the line, found `(`", "Y = X.dot1️⃣(2️⃣W)",
      fix: .change("X.dot(W)", "X @ W")),
    .formula(
      "unexpected-word", "expected the end of the line, found `(`",
      "const A: (k, l) = np.array1️⃣(2️⃣[[1, 2], [3, -1]])",
      fix: .change("np.array([[1, 2], [3, -1]])", "[[1, 2], [3, -1]]")),
    .formula(
      "unexpected-word", "expected the end of the line, found `(`", "Y = X.t1️⃣(2️⃣)",
      fix: .change("X.t()", "X.T")),
    .formula(
      "unexpected-word", "expected the end of the line, found `(`",
      "Y = X.reshape1️⃣(2️⃣4)", fix: .change("X.reshape(4)", "flatten(X, axes=(N, in), into=entry)")),
    .formula(
      "unexpected-word", "expected `.T`, found `.sum`", "Y = (X @ W).1️⃣sum2️⃣()",
      fix: .change("(X @ W).sum()", "sum(X @ W)")),
    .formula(
      "unexpected-word", "expected `.T`, found `.sum`", "Y = X.T.1️⃣sum2️⃣()",
      fix: .change("X.T.sum()", "sum(X.T)")),
    .formula(
      "unexpected-word", "expected `.T`, found `.functional`",
      "Y = torch.nn.1️⃣functional2️⃣.relu(X)", fix: .change("torch.nn.functional.", "")),
    .steps("unknown-network", "no network before this is called `W`", "show 1️⃣W.grad2️⃣"),
    .steps("unknown-network", "no network before this is called `W`", "show 1️⃣W.shape2️⃣"),
    .steps(
      "unknown-function", "there is no function `grad`", "show 1️⃣grad2️⃣(W)",
      fix: .change("grad(W)", "dW")),
    .formula(
      "unknown-function", "there is no function `randn`", "const A: (k=2, l=3) = 1️⃣randn2️⃣(2, 3)",
      fix: .change("randn(2, 3)", "uniform(-1, 1)")),
    .formula(
      "argument-count", "`max` takes 1 argument, not 2", "Y = 1️⃣max(0, X)2️⃣", fix: "maximum(0, X)"),

    // Axes
    .formula(
      "argument-count", "`sum` takes 1 argument, not 2", "Y = 1️⃣sum(X, axis=N, in)2️⃣",
      fix: "sum(X, axis=(N, in))"),
    .formula(
      "argument-count", "`sum` takes 1 argument, not 2", "Y = 1️⃣sum(X, N)2️⃣", fix: "sum(X, axis=N)"),
    .formula(
      "argument-count", "`sum` takes 1 argument, not 3", "Y = 1️⃣sum(X, N, in)2️⃣",
      fix: "sum(X, axis=(N, in))"),
    .formula(
      "argument-count", "`flatten` takes 1 argument, not 2",
      "Y = 1️⃣flatten(X, axes=N, in, into=entry)2️⃣", fix: "flatten(X, axes=(N, in), into=entry)"),
    .formula(
      "list-in-formula", "a list of numbers needs a role, a name and axes",
      "Y = sum(X, axis=1️⃣[2️⃣N, in])", fix: .change("[N, in]", "(N, in)")),
    .formula(
      "operand-shape", "in `rms_norm`, `g` must have the axes that are normalised, (in 2)",
      "param g: (out) = [1, 2, 3]\nY = 1️⃣rms_norm(X, g, axis=in)2️⃣",
      fix: .change("g: (out) = [1, 2, 3]", "g: (in) = [1, 2]")),
    .network(
      "operand-shape", "in `rms_norm`, `g` must have the axes that are normalised, (h1 2)",
      "input X: (N, h1) = [[1, 2], [3, -1], [0, 1]]\nparam g: (N) = [1, 2, 3]\n"
        + "Y = 1️⃣rms_norm(X, g, axis=h1)2️⃣",
      fix: .change("g: (N) = [1, 2, 3]", "g: (h1) = [1, 2]")),
    .network(
      "operand-shape", "in `batch_norm`, `g` must have the other axes, (in 2)",
      "input X: (N, in) = [[1, 2], [3, -1], [0, 1]]\nparam g: (N) = [1, 2, 3]\n"
        + "param c: (in) = [1, 0]\nY = 1️⃣batch_norm(X, g, c)2️⃣",
      fix: .change("g: (N) = [1, 2, 3]", "g: (in) = [1, 2]")),
    .formula(
      "unexpected-word", "expected `(` and the names of the axes, found `in`",
      "param V: 1️⃣in2️⃣, k = [[1], [2]]", fix: .change("in, k", "(in, k)")),
    .formula(
      "unexpected-word", "expected `(` and the names of the axes, found `[`",
      "param V: 1️⃣[2️⃣in, k] = [[1], [2]]", fix: .change("[in, k]", "(in, k)")),

    // Data and statements
    .formula(
      "unknown-character", "the character `;` has no meaning in a formula",
      "const A: (k, l) = [1, 21️⃣;2️⃣ 3, 4]", fix: .change("[1, 2; 3, 4]", "[[1, 2], [3, 4]]")),
    .formula(
      "unexpected-word", "expected a number, found `]`", "const A: (k) = [1, 2,1️⃣]2️⃣",
      fix: .change("2,]", "2]")),
    .formula(
      "unexpected-word", "expected `,` or `]`, found `2`", "const A: (k) = [1 1️⃣22️⃣]",
      fix: .change("1 2", "1, 2")),
    .formula(
      "unexpected-word", "expected `,` or `]`, found `.2`", "const A: (k) = [1.51️⃣.22️⃣]",
      fix: .change("1.5.2", "1.52")),
    .formula(
      "unexpected-word", "expected the end of the line, found `,`", "Y = X + 11️⃣,2️⃣5",
      fix: .change("1,5", "1.5")),
    .formula(
      "unexpected-word", "expected `=`, found `[`", "const A: (k) 1️⃣[2️⃣1, 2]",
      fix: .change("(k) [", "(k) = [")),
    .formula(
      "unexpected-word", "expected `(` and the names of the axes, found `=`", "Y :1️⃣=2️⃣ X @ W",
      fix: .change(":=", "=")),
    .formula(
      "unexpected-word", "expected `=`, or `:` and the axes, found `<`", "Y 1️⃣<2️⃣- X @ W",
      fix: .change("<-", "=")),
    .formula(
      "unexpected-word", "expected a number, a name or an opening bracket, found `/`",
      "Y = X @ W /1️⃣/2️⃣ the scores", fix: .change("//", "#")),
    .formula(
      "unexpected-word", "expected `input`, `param`, `target`, `const` or `loss`, found `let`",
      "1️⃣let2️⃣ Y = X @ W", fix: .change("let ", "")),
    .formula(
      "unknown-character", "the character `&` has no meaning in a formula",
      "Y = (X > 0) 1️⃣&2️⃣ (X < 2)", fix: .change("&", "*")),
    .formula(
      "missing-operator", "an operator is missing between `0` and `and`",
      "Y = (X > 1️⃣0) and2️⃣ (X < 2)",
      fix: .change("and", "*")),
    .network(
      "labels-first", "`rows` takes the values first, then the labels",
      "param E: (word, dim) = [[1, 2], [3, 5], [4, 7]]\nconst t: (N) = [2, 0, 1, 1]\n"
        + "loss L = sum(1️⃣rows(t, E)2️⃣^2)"),
    .body(
      "unknown-name", "nothing here is called `W` or `dW`",
      Sample.network + "```network two\nparam V = 1️⃣W - 0.1 * dW2️⃣\nloss R = sum(V^2)\n```\n"),

    // Steps
    .steps(
      "gradient-quotient", "`dL/dW` divides 1 by each entry of the gradient", "show 1️⃣dL/dW2️⃣",
      fix: "dW"),
    .prose(
      "gradient-quotient", "`dL/dW` divides 1 by each entry of the gradient",
      "It is {{ 1️⃣dL/dW2️⃣ }}.", fix: "dW"),
    .expect(
      "gradient-quotient", "`main.dL / dW` divides 1 by each entry of the gradient",
      "1 / dW[1, 1] = 1️⃣(main.dL / dW)2️⃣[1, 1]", fix: "(1 / dW)"),
    .steps(
      "axes-not-contained", "dY / dW needs all axes of one side to be among the other's",
      "show 1️⃣dY/dW2️⃣", fix: .change("show dY/dW", "jacobian Y of W")),
    .steps(
      "index-count", "an entry has 2 indices here, one for each axis, not 1", "show 1️⃣W[1]2️⃣",
      fix: "W[1, :]"),
    .steps(
      "index-count", "an entry has 2 indices here, one for each axis, not 1", "show 1️⃣W[1]2️⃣[3]",
      fix: .change("[1][3]", "[1, 3]")),
    .steps(
      "index-count", "an entry has 2 indices here, one for each axis, not 0", "1️⃣sweep h of W2️⃣",
      fix: "sweep h of W[1, 1]"),
    .steps(
      "unexpected-word", "expected `,` or `]`, found `:`", "show W[11️⃣:2️⃣2, 1]",
      fix: .change("W[1:2, 1]", "slice(W, axis=in, from=1, to=2, into=row)")),
    .steps("unknown-step", "there is no step `shape`", "1️⃣shape2️⃣(W)", fix: "show shape"),
    .steps(
      "unknown-step", "there is no step `print`", "1️⃣print2️⃣(W)", fix: .change("print(W)", "show W")),

    // Prose, questions and expectations
    .prose(
      "unexpected-word", "expected `to` or `}}`, found `:`", "It is {{ L1️⃣:2️⃣3 }}.",
      fix: .change("L:3", "L to 3")),
    .prose(
      "unexpected-word", "expected `to` or `}}`, found `:`", "It is {{ L1️⃣:2️⃣.3f }}.",
      fix: .change("L:.3f", "L to 3")),
    .prose(
      "unexpected-word", "expected `to` or `}}`, found `,`", "It is {{ L1️⃣,2️⃣ 3 }}.",
      fix: .change("L, 3", "L to 3")),
    .prose(
      "unexpected-word", "expected `}}`, found `digits`", "It is {{ L to 3 1️⃣digits2️⃣ }}.",
      fix: .change(" digits", "")),
    .prose(
      "unknown-function", "there is no function `round`", "It is {{ 1️⃣round2️⃣(L, 3) }}.",
      fix: .change("round(L, 3)", "L to 3")),
    .ask(
      "question-without-answer", "a question needs an answer, and this one has none",
      "```ask\nWhat is L?\n1️⃣answer = L2️⃣\n```\n"),
    .ask(
      "question-without-answer", "a question needs an answer, and this one has none",
      "```ask\nWhat is L?\n1️⃣Answer: L2️⃣\n```\n"),
    .ask(
      "question-text-late", "a question's text stands before its answer, choices and hints",
      "```ask\nWhat is L?\nanswer: L\n1️⃣Hint: Half a sum.2️⃣\n```\n"),
    .ask(
      "question-text-late", "a question's text stands before its answer, choices and hints",
      "```ask\nWhat is L?\nanswer: L\n1️⃣wrong = 2 * L | Half of it.2️⃣\n```\n"),
    .expect(
      "expectation-failed", "`L` does not equal `2.2 - 0.1`", "1️⃣L = 2.2 +- 0.12️⃣",
      fix: "L = 2.2 within 0.1"),
    .expect(
      "unknown-character", "the character `±` (U+00B1) has no meaning in a formula",
      "L = 2.2 1️⃣±2️⃣ 0.1",
      fix: .change("±", "within")),
    .expect(
      "unexpected-word", "expected a number, a name or an opening bracket, found `/`",
      "L = 2.2 +1️⃣/2️⃣- 0.1", fix: .change("+/-", "within")),
    .expect(
      "unexpected-word", "expected `within` or the end of the line, found `,`", "L = 2.21️⃣,2️⃣ 0.1",
      fix: .change("2.2, ", "2.2 within ")),
    .expect(
      "unexpected-word", "expected `=`, found `:`", "L 1️⃣:2️⃣= 9/4", fix: .change(":=", "=")),
  ]
}
