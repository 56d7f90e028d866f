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
      "unknown-character", "the character `?` has no meaning in a formula", "Y = X > 0 1️⃣?2️⃣ X : 0",
      fix: .change("X > 0 ? X : 0", "where(X > 0, X, 0)")),
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
      "Y = 1️⃣where(W > 0, X, 0)2️⃣", fix: .change("W > 0", "broadcast(W > 0, to=(N, in, out))")),
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
      "Y = W1️⃣[1, 2]2️⃣", fix: .change("W[1, 2]", "pick(pick(W, axis=in, at=1), axis=out, at=2)")),
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
      "Y = leaky_relu(X, slope=1️⃣X2️⃣)", fix: .change("leaky_relu(X, slope=X)", "prelu(X, X)")),
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
      "Z = transpose(X, axes=1️⃣N2️⃣)", fix: "(in, N)"),
    .formula(
      "option-out-of-range", "`from` must be from 1 to 3, the size of `out`",
      "Y = slice(W, axis=out, from=1️⃣42️⃣, to=5, into=part)",
      fix: .change("from=4, to=5", "from=2, to=3")),
    .formula(
      "option-out-of-range", "`to` must be from 2 to 3, the size of `out`",
      "Y = slice(W, axis=out, from=2, to=1️⃣12️⃣, into=part)", fix: "3"),
    .formula(
      "option-out-of-range", "`at` must be from 1 to 3, the size of `out`",
      "Y = pick(W, axis=out, at=1️⃣42️⃣)", fix: "3"),
    .formula(
      "option-out-of-range", "`at` must be a whole number from 1", "Y = pick(W, axis=out, at=1️⃣02️⃣)",
      fix: "1"),
    .formula(
      "option-out-of-range", "`into` must be axes whose sizes multiply to 3, the size of `out`",
      "Y = unflatten(W, axis=out, into=1️⃣(h=2, w=2)2️⃣)", fix: "(h=3, w=1)"),
    .formula(
      "axis-size-invalid", "the size of an axis is a whole number from 1, not `0`",
      "Y = unflatten(W, axis=out, into=(h=1️⃣02️⃣, w=3))", fix: "1"),
    .formula(
      "axis-size-unknown", "the size of the axis `h` is not known here",
      "input u: (m) = [1, 2, 3, 4]\nY = unflatten(u, axis=m, into=(1️⃣h2️⃣, w=1))", fix: "h=4"),
    .formula(
      "missing-axis", "the argument has no axis `N`",
      "Y = concat(X, W, axes=(in, 1️⃣N2️⃣), into=both)",
      fix: .change("concat(X, W, axes=(in, N)", "concat(X, X, axes=(N, N)")),
    .formula(
      "parts-differ",
      "the values that `concat` joins have the same axes, but for those that `axes` joins",
      "Y = concat(X, 1️⃣W2️⃣, axes=(N, in), into=both)",
      fix: .change("concat(X, W, axes=(N, in)", "concat(X, X, axes=(N, N)")),
    .formula(
      "parts-differ", "the values that `stack` joins have the same axes",
      "Y = stack(X, X, 1️⃣W2️⃣, into=s)",
      fix: .change("stack(X, X, W", "stack(X, X, X")),
    .formula(
      "option-out-of-range", "`axes` must be 2 axis names, one of each value in their order",
      "Y = concat(X, X, axes=1️⃣in2️⃣, into=both)", fix: "(in, in)"),
    .formula(
      "option-out-of-range", "`size` must be one whole number, or 2, one for each of the axes",
      "Y = patches(W, axes=(in, out), size=1️⃣(1, 1, 1)2️⃣, into=(p, t))", fix: "(1, 2)"),
    .formula(
      "operand-shape",
      "in `overlap_add`, `W` must have 6 along `in`, for so many windows fit into (h 3, w 2), and 1 along"
        + " `out`",
      "Y = 1️⃣overlap_add(W, axes=(in, out), into=(h=3, w=2), size=1)2️⃣",
      fix: .change("into=(h=3, w=2), size=1", "into=(h=2, w=3), size=(1, 3)")),
    .formula(
      "option-out-of-range", "`to` must be axes that include (in 2, out 3)",
      "Y = broadcast(W, to=1️⃣(N, out)2️⃣)", fix: "(N, in, out)"),
    .formula(
      "axis-twice", "outer(…) has the axis N twice, and axes are told apart by their names",
      "Y = 1️⃣outer(X, X)2️⃣",
      fix: .change("Y = outer(X, X)", "X2: (N2, in2) = X\nY = outer(X, X2)")),
    .formula(
      "not-a-matrix", "`.T` turns a matrix, which has two axes",
      "Z = broadcast(W, to=(N, in, out))\nY = 1️⃣Z2️⃣.T",
      fix: .change("Z.T", "transpose(Z, axes=(N, out, in))")),
    .formula(
      "shared-axes-differ",
      "A @ B shares its axes before the last two, by name and in order",
      "input A: (k=2, N, in) = range(1, 1)\ninput B: (j=2, in, out) = range(1, 1)\nY = 1️⃣A @ B2️⃣",
      fix: .change("A @ B", "broadcast(A, to=(j, k, N, in)) @ B")),
    .formula(
      "axes-differ", "X @ C needs the last axis of X and the last but one of C to be the same",
      "input C: (in, unit=2, piece=3) = range(1, 1)\nY = 1️⃣X @ C2️⃣",
      fix: .change("X @ C", "X @ transpose(C, axes=(unit, in, piece))")),
    .formula(
      "axes-differ", "u @ b needs the last axis of u and the first of b to be the same",
      "input u: (m) = [1, 2]\nY = 1️⃣u @ b2️⃣", fix: .change("u @ b", "outer(u, b)")),
    .formula(
      "axes-not-contained", "u * b needs all axes of one side to be among the other's",
      "input u: (m) = [1, 2]\nY = 1️⃣u * b2️⃣", fix: .change("u * b", "outer(u, b)")),
    .formula(
      "axes-differ", "A @ A needs the last axis of A and the last but one of A to be the same",
      "input A: (k=2, N, in) = range(1, 1)\nY = 1️⃣A @ A2️⃣",
      fix: .change("Y = A @ A", "Y: (k, N, M) = A @ transpose(A, axes=(k, in, N))")),
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
      "param g: (in) = ones\nZ = 1️⃣layer_norm(X, g, b, axis=in)2️⃣",
      fix: .change("b: (out) = [1, -1, 0]", "b: (in) = [1, -1]")),
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
      "product-rank", "`@` multiplies vectors and matrices, not numbers",
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
      "too-many-axes", "a value has at most 6 axes, and this would have 7",
      "const t: (a, b, c, f) = [[[[0]]]]\nparam E: (v, d, e, g) = [[[[1]]]]\nR = 1️⃣rows(E, t)2️⃣",
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
