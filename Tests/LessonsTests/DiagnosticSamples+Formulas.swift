extension Fault {
  /// Formulas: syntax, functions, axes and values.
  static let formulas: [Fault] = [
    // Syntax
    .formula(
      "unexpected-word",
      "expected a number, a name or an opening bracket, found the end of the line", "Y = X +1️⃣2️⃣",
      fix: " X"),
    .formula(
      "unexpected-word", "expected a number, a name or an opening bracket, found `@`",
      "Y = X + 1️⃣@2️⃣ W", fix: .change("+ @ W", "@ W")),
    .formula("unexpected-word", "expected the end of the line, found `W`", "Y = X 1️⃣W2️⃣", fix: "@ W"),
    .formula("unexpected-word", "expected the end of the line, found `)`", "Y = X @ W1️⃣)2️⃣", fix: ""),
    .formula("unexpected-word", "expected `,` or `)`, found `=`", "Y = relu(2 1️⃣=2️⃣ X)", fix: "*"),
    .formula("unexpected-word", "expected `.T`, found `.t`", "Y = (X + X).1️⃣t2️⃣", fix: "T"),
    .formula(
      "unknown-character", "the character `×` (U+00D7) has no meaning in a formula",
      "Y = X 1️⃣×2️⃣ X", fix: "*"),
    .formula(
      "unknown-character", "the character `?` has no meaning in a formula", "Y = 1️⃣?2️⃣", fix: "X"),
    .formula(
      "unclosed-bracket", "the bracket `(` is never closed", "Y = 1️⃣(2️⃣X * 2\nZ = Y^2",
      fix: .change("* 2", "* 2)")),
    .formula(
      "unclosed-bracket", "the bracket `(` is never closed", "Y = sum1️⃣(2️⃣(X * 2)\nZ = Y + 1",
      fix: .change("2)", "2))")),
    .formula(
      "unclosed-bracket", "the bracket `(` is never closed", "Y = X * 1️⃣(2️⃣2 + 1\nparam V = 2",
      fix: .change("+ 1", "+ 1)")),
    .formula(
      "unclosed-bracket", "the bracket `(` is never closed", "Y = relu1️⃣(2️⃣X",
      fix: .change("relu(X", "relu(X)")),
    .formula("double-times", "a power is written `^`, not `**`", "Y = X1️⃣**2️⃣2"),
    .formula(
      "chained-comparison", "a comparison has two sides, and this would be a third",
      "Y = X > 0 1️⃣>2️⃣ X - 1", fix: .change("X > 0 > X - 1", "(X > 0) * (0 > X - 1)")),
    .formula(
      "unknown-character", "the character `≥` (U+2265) has no meaning in a formula",
      "Y = X 1️⃣≥2️⃣ 0", fix: .change("≥", ">=")),
    .formula(
      "axes-not-contained", "one argument of `where` must have the axes of all",
      "Y = 1️⃣where(W > 0, X, 0)2️⃣", fix: .change("where(W > 0, X, 0)", "where(X > 0, X, 0)")),
    .formula(
      "missing-operator", "an operator is missing between `2` and `X`", "Y = 1️⃣2 X2️⃣"),
    .formula(
      "missing-operator", "an operator is missing between `2` and `(…)`", "Y = X + 1️⃣2(2️⃣X + X)",
      fix: .change("2(X", "2 * (X")),
    .formula(
      "nests-too-deep", "brackets, minus signs and `^` nest at most 64 deep",
      "Y = " + String(repeating: "(", count: 64) + "1️⃣(2️⃣X",
      fix: .change(String(repeating: "(", count: 65) + "X", "X")),
    .formula(
      "nests-too-deep", "brackets, minus signs and `^` nest at most 64 deep",
      "Y = " + String(repeating: "-", count: 64) + "1️⃣-2️⃣X",
      fix: .change(String(repeating: "-", count: 65) + "X", "-X")),
    .formula(
      "formula-too-long", "a formula has at most 250 operations",
      "Y = 1️⃣X" + String(repeating: " + X", count: 251) + "2️⃣ + X",
      fix: .change(
        "Y = X" + String(repeating: " + X", count: 245),
        "Z = X" + String(repeating: " + X", count: 245) + "\nY = Z")),
    .formula(
      "number-too-large", "`1e999` is beyond the range of 64-bit floating point",
      "Y = X / 1️⃣1e9992️⃣", fix: "1.79e308"),
    .formula(
      "index-in-formula", "a network's formulas work on whole values, not on single entries",
      "Y = W1️⃣[1, 2]2️⃣", fix: .change("Y = W[1, 2]", "const t = 0\nY = rows(W, t)")),
    .formula(
      "index-not-whole", "an index is a whole number from 1, not `0`", "Y = W[1️⃣02️⃣, 2]",
      fix: .change("Y = W[0, 2]", "const t = 0\nY = rows(W, t)")),
    .formula(
      "unexpected-comma",
      "several names in parentheses stand only in options, such as `axis=(h, w)`",
      "Y = 1️⃣(X, X)2️⃣", fix: .change("Y = (X, X)", "const c: (N) = [1, 2]\nY = X * c")),

    // Functions
    .formula("unknown-function", "there is no function `softmx`", "P = 1️⃣softmx2️⃣(X, axis=in)"),
    .formula(
      "unknown-function", "there is no function `matmul`", "P = 1️⃣matmul2️⃣(X, W)",
      fix: .change("matmul(X, W)", "X @ W")),
    .formula(
      "internal-function", "`expm1` is a part of other operations; lessons can't call it",
      "P = 1️⃣expm12️⃣(X)", fix: .change("expm1(X)", "exp(X) - 1")),
    .formula(
      "function-without-arguments",
      "`relu` is a function, and takes its arguments in parentheses", "Y = X + 1️⃣relu2️⃣",
      fix: "relu(X)"),
    .formula(
      "argument-count", "`maximum` takes 2 arguments, not 1", "Y = 1️⃣maximum(X)2️⃣",
      fix: "maximum(X, 0)"),
    .formula(
      "argument-count", "`softmax` takes 1 argument, not 2", "Y = 1️⃣softmax(X, in)2️⃣",
      fix: "softmax(X, axis=in)"),
    .formula("unknown-option", "`softmax` has no option `dim`", "P = softmax(X, 1️⃣dim2️⃣=in)"),
    .formula(
      "unknown-option", "`relu` has no option `axis`", "P = relu(X, 1️⃣axis2️⃣=in)",
      fix: .change("relu(X, axis=in)", "relu(X)")),
    .formula(
      "repeated-option", "the option `axis` is given twice", "P = sum(X, axis=in, 1️⃣axis2️⃣=N)",
      fix: .change("axis=in, axis=N", "axis=(in, N)")),
    .formula("missing-option", "`softmax` needs the option `axis`", "P = 1️⃣softmax(X)2️⃣"),
    .formula(
      "option-not-constant",
      "`slope` is a number, made of numbers, axis sizes and scalar consts",
      "Y = leaky_relu(X, slope=1️⃣X2️⃣)", fix: "1/10"),
    .formula(
      "option-not-word", "`kind` is `population` or `sample`", "v = variance(X, kind=1️⃣biased2️⃣)",
      fix: "sample"),
    .formula(
      "option-not-axis", "`axis` takes the name of an axis, or several in parentheses",
      "s = sum(X, axis=1️⃣02️⃣)", fix: "N"),
    .formula(
      "option-out-of-range", "`eps` must be 0 or more",
      "param g: (in) = ones\nZ = layer_norm(X, g, g, axis=in, eps=1️⃣-12️⃣)", fix: "1/1000"),
    .formula(
      "option-out-of-range", "`axes` must be all axes of (N 2, in 2), in the new order",
      "Z = 1️⃣transpose(X, axes=N)2️⃣", fix: "transpose(X, axes=(in, N))"),
    .formula("missing-axis", "the argument has no axis `on`", "s = sum(X, axis=1️⃣on2️⃣)"),
    .formula(
      "missing-axis", "the argument has no axis `class`",
      "const t: (N) = [0, 1]\nl = 1️⃣softmax_cross_entropy(X, t)2️⃣",
      fix: "softmax_cross_entropy(X, t, axis=in)"),
    .formula(
      "axis-repeated", "`N` stands twice among these axes", "s = sum(X, axis=1️⃣(N, N)2️⃣)",
      fix: "(N, in)"),
    .formula(
      "axis-size-unknown", "the size of the axis `class` is not known here",
      "const t: (N) = [0, 1]\nh = one_hot(t, axis=1️⃣class2️⃣)",
      fix: .change("const t", "input C: (class=4) = ones\nconst t")),
    .formula(
      "operand-shape",
      "in `layer_norm`, `b` must have the axes that are normalised, (in 2)",
      "param g: (in) = ones\nZ = 1️⃣layer_norm(X, g, b, axis=in)2️⃣", fix: .change("g, b,", "g, g,")),
    .network(
      "batch-of-one", "`batch_norm` needs at least two entries along `N`",
      "input X: (N, in) = [[1, 2]]\nparam g: (in) = ones\nZ = 1️⃣batch_norm(X, g, g)2️⃣",
      fix: .change("batch_norm(X, g, g)", "batch_norm_eval(X, g, g, g, g)")),
    .formula(
      "exponent-not-constant",
      "an exponent is a number, made of numbers, axis sizes and scalar consts", "Y = X^1️⃣X2️⃣",
      fix: .change("X^X", "exp(X)")),

    // Axes
    .formula(
      "axes-differ", "X @ W.T needs the last axis of X and the first of W.T to be the same",
      "Y = 1️⃣X @ W.T2️⃣ + b"),
    .formula(
      "axes-differ", "W @ X needs the last axis of W and the first of X to be the same",
      "Y = 1️⃣W @ X2️⃣"),
    .formula(
      "axes-differ",
      "(X + X) @ Wᵀ needs the last axis of (X + X) and the first of Wᵀ to be the same",
      "Y = 1️⃣(X + X) @ Wᵀ2️⃣"),
    .formula(
      "product-rank", "`@` multiplies vectors and matrices, which have one or two axes",
      "Y = 1️⃣2 @ X2️⃣", fix: "2 * X"),
    .formula(
      "axis-twice",
      "X @ X.T has the axis N twice, and axes are told apart by their names",
      "G = 1️⃣X @ X.T2️⃣", fix: .change("G = X @ X.T", "S: (N, N2) = X @ X.T")),
    .formula(
      "axes-not-contained", "X + b needs all axes of one side to be among the other's",
      "Y = 1️⃣X + b2️⃣", fix: .change("X + b", "X + sum(b, axis=out)")),
    .formula(
      "axes-not-contained", "maximum(…) needs all axes of one side to be among the other's",
      "Y = 1️⃣maximum(X, b)2️⃣", fix: .change("maximum(X, b)", "maximum(X, sum(b, axis=out))")),
    .formula(
      "not-a-matrix", "`.T` turns a matrix, which has two axes", "Y = W @ 1️⃣b2️⃣.T",
      fix: .change(".T", "")),
    .formula(
      "transpose-without-effect",
      "`.T` changes nothing here: entry by entry, axes are matched by name", "Y = X - 1️⃣X.T2️⃣",
      fix: .change("Y = X - X.T", "Xt: (N, in) = X.T\nY = X - Xt")),
    .formula(
      "transpose-without-effect",
      "`.T` changes nothing here: entry by entry, axes are matched by name",
      "Y = maximum(1️⃣X.T2️⃣, X)",
      fix: .change("Y = maximum(X.T, X)", "Xt: (N, in) = X.T\nY = maximum(Xt, X)")),
    .formula(
      "rename-rank", "1 axis is named, and the value has 2", "S: (row) = 1️⃣X @ X.T2️⃣",
      fix: .change("(row)", "(row, row2)")),
    .formula(
      "rename-rank", "3 axes are named, and the value has 2", "S: (p, q, r) = 1️⃣relu(X)2️⃣",
      fix: .change("(p, q, r)", "(p, q)")),
    .formula(
      "rename-size", "`out` has size 3, and the axis it names here has size 2",
      "S: (N, out) = 1️⃣relu(X)2️⃣", fix: .change("(N, out)", "(N, in)")),
    .network(
      "too-many-axes", "a value has at most 4 axes, and this would have 5",
      "const t: (a, b, c) = [[[0]]]\nparam E: (v, d, e) = [[[1]]]\nR = 1️⃣rows(E, t)2️⃣",
      fix: .change("rows(E, t)", "rows(E, flatten(t, axes=(b, c), into=k))")),
    .formula(
      "loss-not-scalar", "the loss is one number, and this has axes", "loss L = 1️⃣(X @ W)^22️⃣",
      fix: "sum((X @ W)^2)"),
    .network(
      "limit", "a value has at most 16,000,000 entries",
      "input x: (N=100000, k=1) = ones\ninput y: (k, M=100000) = ones\nZ = 1️⃣x @ y2️⃣",
      fix: .changes([("N=100000", "N=10"), ("M=100000", "M=10")])),
    .body(
      "limit", "a lesson takes at most 10,000,000,000 multiplications",
      "```network\ninput x: (N=2000, k=4000) = ones\n"
        + "input y: (k, M=2000) = ones\nZ = 1️⃣x @ y2️⃣\n```\n", fix: .change("N=2000", "N=2")),

    // Values
    .formula(
      "not-finite", "entry [2, 2] of `Y` is not a number (NaN)", "Y = 1️⃣log(X)2️⃣",
      fix: .change("log(X)", "log_softmax(X, axis=in)")),
    .network(
      "not-finite", "`y` is infinite", "input x = 0\ny = 1️⃣1 / x2️⃣",
      fix: .change("y = 1 / x", "const eps = 1/100\ny = 1 / (x + eps)")),
    .network(
      "not-finite", "entry [2] of `exp(x)` is infinite",
      "input x: (N) = [1, 1000]\ny = 1️⃣exp(x)2️⃣ / 2", fix: .change("1000", "700")),
    .network(
      "not-finite", "entry [1] of `x^2`, inside `rms_norm`, is infinite",
      "input x: (in) = [1e200, 2]\nconst g: (in) = [1, 3]\ny = 1️⃣rms_norm(x, g)2️⃣",
      fix: .change("1e200", "1e100")),
    .network(
      "not-finite", "entry [1] of `2 * Y.spread^2`, on the way to `dv`, is infinite",
      "input x: (n) = [1, 2]\nconst g: (n) = [1, 3]\ninput v: (n) = [1.7e308, 1]\n"
        + "Y = 1️⃣batch_norm_eval(x, g, g, g, v)2️⃣\nloss L = sum(Y)",
      fix: .change("1.7e308", "1e300")),
    .network("not-finite", "`1 / 0` is infinite", "input x = 1\ny = x * 1️⃣(1 / 0)2️⃣", fix: "(1 / 2)"),
  ]
}
