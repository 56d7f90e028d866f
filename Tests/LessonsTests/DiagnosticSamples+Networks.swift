extension Fault {
  /// Statements, names, axes and data.
  static let networks: [Fault] = [
    // Statements
    .body(
      "empty-network", "a network has at least one statement",
      "1️⃣```network2️⃣\n# nothing yet\n```\n", fix: .change("# nothing yet", "input x = 2")),
    .network(
      "unexpected-word", "expected `=`, or `:` and the axes, found the end of the line",
      "input x1️⃣2️⃣", fix: " = 2"),
    .network(
      "unexpected-word", "expected `=`, found the end of the line", "input x: (N)1️⃣2️⃣", fix: " = [2]"),
    .network(
      "unexpected-word",
      "expected a name, or input, param, target, const or loss, found `=`", "1️⃣=2️⃣ 2", fix: "x ="),
    .network(
      "unclosed-bracket", "the bracket `[` is never closed", "input x: (N) = 1️⃣[2️⃣1,",
      fix: .change("[1,", "[1]")),
    .network(
      "unexpected-word", "expected the name of an axis, found `2`", "input x: (1️⃣22️⃣) = [1, 2]",
      fix: "N=2"),
    .network(
      "unexpected-word", "expected the name of an axis, found `1`",
      "input x: (1️⃣12️⃣) = [2]\nloss L = sum(x)", fix: "out=1"),
    .network(
      "list-in-formula", "the numbers of `x` need a role", "x: (N) = 1️⃣[2️⃣1, 2]",
      fix: .change("x: (N)", "input x: (N)")),
    .formula(
      "list-in-formula", "a list of numbers needs a role, a name and axes",
      "Y = X + 1️⃣[2️⃣[1, 2], [3, 4]]",
      fix: .change("Y = X + [[1, 2], [3, 4]]", "const C: (N, in) = [[1, 2], [3, 4]]\nY = X + C")),

    // Names
    .formula("duplicate-name", "the name `W` is given twice", "param 1️⃣W2️⃣: (out) = ones", fix: "c"),
    .network(
      "reserved-name", "`sum` is a function, so it can't be a name", "input 1️⃣sum2️⃣ = 2",
      fix: "my_sum"),
    .network(
      "reserved-name", "`shape` is a function, so it can't be a name", "input 1️⃣shape2️⃣ = 2",
      fix: "my_shape"),
    .network(
      "reserved-name", "`input` is a word of the language, so it can't be a name",
      "1️⃣input2️⃣ = 2", fix: "input x"),
    .network(
      "reserved-name", "`max` is a function, so it can't be a name", "input x: (1️⃣max2️⃣) = [1, 2]",
      fix: "my_max"),
    .network(
      "reserved-name", "`input` is a word of the language, so it can't be a name",
      "input x: (1️⃣input2️⃣) = [1, 2]\nparam w: (input) = [1, 3]\nloss L = x @ w / input",
      fix: .changes([
        ("x: (input)", "x: (my_input)"), ("w: (input)", "w: (my_input)"), ("/ input", "/ my_input"),
      ])),
    .network(
      "reserved-name", "`sum` is a function, so it can't be a name",
      "input x: (h, w) = [[1, 2, 3], [4, 5, 6]]\ny = 1️⃣flatten(x, axes=(h, w), into=sum)2️⃣",
      fix: .change("into=sum", "into=my_sum")),
    .network(
      "name-of-axis-and-value", "`y` is a value, so no axis can be called that",
      "input x: (h, w) = [[1, 2, 3], [4, 5, 6]]\ny = 1️⃣flatten(x, axes=(h, w), into=y)2️⃣",
      fix: .change("into=y", "into=p")),
    .network(
      "gradient-name", "`dQ` is what the gradient of `Q` is called",
      "input 1️⃣dQ2️⃣ = 2\nparam Q = 3", fix: "delta_Q"),
    .formula(
      "used-before-statement", "`Z` is used before its statement", "Y = X * 1️⃣Z2️⃣\nZ = X",
      fix: .change("Y = X * Z\nZ = X", "Z = X\nY = X * Z")),
    .formula(
      "used-before-statement", "`Y` can't be made of itself", "Y = X + 1️⃣Y2️⃣",
      fix: .change("Y = X + Y", "Z = X + X")),
    .formula(
      "name-of-axis-and-value", "`out` is an axis, so no value can be called that",
      "1️⃣out2️⃣ = X @ W", fix: "Y"),
    .formula(
      "name-of-axis-and-value", "`W` is a value, so no axis can be called that",
      "param V: (in, 1️⃣W2️⃣) = [[1], [2]]", fix: "k"),
    .network(
      "name-of-axis-and-value", "`v` is a value, so no axis can be called that",
      "param v: (1️⃣v2️⃣) = [1, 2]", fix: "N"),
    .formula(
      "second-loss", "a network has one loss, and this one has `L` already",
      "loss L = sum(X)\nloss 1️⃣K2️⃣ = sum(W)", fix: .change("loss K", "K")),
    .formula(
      "gradient-in-network",
      "`dW` is known only after the network, so its formulas can't use it", "V = 1️⃣dW2️⃣",
      fix: .change(
        "V = dW\n",
        "loss L = sum(X @ W)\n```\n\n```network late\nparam W = main.W - 1/10 * main.dW\n")),
    .formula("unknown-name", "nothing here is called `Wx`", "Y = X @ 1️⃣Wx2️⃣"),
    .formula(
      "unknown-network", "no network before this is called `early`", "Y = 1️⃣early.W2️⃣", fix: "W.T"),
    .formula(
      "data-from-computed", "data can't be made of `Y`, which this network computes",
      "Y = X @ W\nconst Z = 1️⃣Y2️⃣", fix: .change("const Z", "Z")),
    .body(
      "unknown-name", "nothing in the network `early` is called `V`",
      "```network early\ninput x = 2\n```\n\n```network\ninput y = 1️⃣early.V2️⃣\n```\n", fix: "early.x"
    ),
    .body(
      "no-gradient", "`x` has no gradient, for the network has no loss",
      "```network early\ninput x = 2\n```\n\n```network\ninput y = 1️⃣early.dx2️⃣\n```\n",
      fix: .change("input x = 2\n", "input x = 2\nloss L = x^2\n")),

    // Axes
    .network(
      "axes-missing", "data needs the names of its axes", "input 1️⃣x2️⃣ = [1, 2]",
      fix: .change("x =", "x: (N) =")),
    .network(
      "axes-missing", "data needs the names of its axes", "input 1️⃣x2️⃣ = zeros",
      fix: .change("x =", "x: (N=2, in=2) =")),
    .formula(
      "axis-size-conflict",
      "the axis `in` has one size throughout a network, not 2 and 3",
      "param V: (1️⃣in2️⃣) = [1, 2, 3]", fix: "k"),
    .formula(
      "axis-size-conflict",
      "the axis `in` has one size throughout a network, not 2 and 3",
      "param V: (1️⃣in2️⃣=3) = ones", fix: "k"),
    .network(
      "axis-repeated", "`N` stands twice among these axes", "input X: (N, 1️⃣N2️⃣) = [[1]]", fix: "N2"),
    .network(
      "too-many-axes", "a value has at most 6 axes, and this would have 7",
      "input X: (1️⃣a, b, c, d, e, f, g2️⃣) = [[[[[[[1]]]]]]]",
      fix: .change("(a, b, c, d, e, f, g) = [[[[[[[1]]]]]]]", "(a, b, c, d, e, f) = [[[[[[1]]]]]]")),
    .network(
      "axis-size-unknown", "the size of the axis `N` is not known here", "input X: (1️⃣N2️⃣) = ones",
      fix: .change("(N)", "(N=4)")),
    .network(
      "axis-size-invalid", "the size of an axis is a whole number from 1, not `0`",
      "input X: (N=1️⃣02️⃣) = ones", fix: "4"),
    .network(
      "axis-size-invalid", "the size of an axis is a whole number from 1, not `1.5`",
      "input X: (N=1️⃣1.52️⃣) = ones", fix: "2"),
    .network(
      "rank-mismatch", "2 axes are named, and the list is nested 1 deep",
      "input X: (N, in) = 1️⃣[1, 2]2️⃣", fix: "[[1, 2]]"),
    .network(
      "rank-mismatch", "1 axis is named, and the list is nested 2 deep",
      "input X: (N) = 1️⃣[[1, 2]]2️⃣", fix: "[1, 2]"),
    .network(
      "rank-mismatch", "1 axis is named, and this is one number",
      "input X: (N) = 1️⃣32️⃣", fix: "[3]"),
    .network(
      "size-mismatch", "the axis `N` was to have size 3, and has size 2 here",
      "input X: (N=3) = 1️⃣[1, 2]2️⃣", fix: .change("(N=3)", "(N)")),

    // Data
    .network("empty-list", "a list has at least one number", "input X: (N) = 1️⃣[]2️⃣", fix: "[1]"),
    .network(
      "empty-list", "a list has at least one number", "input X: (N, in) = [[1], 1️⃣[]2️⃣]", fix: "[2]"),
    .network(
      "ragged-list", "the rows of a list are of one length",
      "input X: (N, in) = [[1, 2], 1️⃣[3]2️⃣]", fix: "[3, 4]"),
    .network(
      "mixed-list", "a list has either numbers or lists as its items, not both",
      "input X: (N, in) = [[1, 2], 1️⃣32️⃣]", fix: "[3, 4]"),
    .network(
      "mixed-list", "a list has either numbers or lists as its items, not both",
      "input X: (N) = [1, 1️⃣[2️⃣2]]", fix: .change("[1, [2]]", "[1, 2]")),
    .network(
      "nests-too-deep", "brackets, minus signs and `^` nest at most 64 deep",
      "input X: (N) = " + String(repeating: "[", count: 64) + "1️⃣[2️⃣1",
      fix: .change(String(repeating: "[", count: 65) + "1", "[1]")),
    .network(
      "unclosed-bracket", "the bracket `[` is never closed",
      "input X: (N, in) = 1️⃣[2️⃣[1, 2], [3, 4]\n", fix: .change("[3, 4]", "[3, 4]]")),
    .network(
      "unclosed-bracket", "the bracket `(` is never closed", "input X: 1️⃣(2️⃣N, in",
      fix: .change("(N, in", "(N, in) = [[1, 2]]")),
    .network(
      "unclosed-bracket", "the bracket `(` is never closed",
      "input X: 1️⃣(2️⃣N, in = [[1, 2],\n  [3, 4]]\nparam w = 2",
      fix: .change("in =", "in) =")),
    .network(
      "unclosed-bracket", "the bracket `[` is never closed",
      "input X: (N) = 1️⃣[2️⃣1, 2\nparam w = 2", fix: .change("1, 2\n", "1, 2]\n")),
    .network(
      "unclosed-bracket", "the bracket `(` is never closed",
      "input x = 2\nY = relu1️⃣(2️⃣x\nZ = x", fix: .change("(x", "(x)")),
    .network(
      "unexpected-word", "expected a number, found a division by 0",
      "input X: (N) = [1, 1/1️⃣02️⃣]", fix: "2"),
    .network(
      "number-too-large", "`1e999` is beyond the range of 64-bit floating point",
      "input X: (N) = [1, 1️⃣1e9992️⃣]", fix: "1.79e308"),
    .network(
      "unknown-generator", "nothing that makes data is called `unifrom`",
      "input X: (N=2) = 1️⃣unifrom2️⃣(0, 1)"),
    .network(
      "generator-arguments", "`uniform` is written `uniform(low, high, seed=1)`",
      "input X: (N=2) = 1️⃣uniform(0)2️⃣", fix: "uniform(0, 1)"),
    .network(
      "generator-arguments", "`uniform` is written `uniform(low, high, seed=1)`",
      "input X: (N=2) = uniform(0, 1, 1️⃣sed2️⃣=2)", fix: "seed"),
    .network(
      "generator-arguments", "uniform(low, high) needs low < high",
      "input X: (N=2) = 1️⃣uniform(1, 0)2️⃣", fix: "uniform(0, 1)"),
    .network(
      "generator-arguments", "eye needs two axes of one size", "input X: (N=2, in=3) = 1️⃣eye2️⃣",
      fix: .change("in=3", "in=2")),
    .network(
      "generator-arguments", "`ones` takes no arguments", "input X: (N=2) = ones(1️⃣12️⃣)", fix: ""),
    .network(
      "generator-in-formula", "`ones` makes data and stands alone: no formula is made with it",
      "input X: (N=2) = 2 * 1️⃣ones2️⃣",
      fix: .change("input X: (N=2) = 2 * ones", "const c: (N=2) = ones\ninput X: (N) = 2 * c")),
    .network(
      "generator-in-formula", "`uniform` makes data and stands alone: no formula is made with it",
      "input X: (N=2) = 1️⃣uniform2️⃣(0, 1) * 2",
      fix: .change(
        "input X: (N=2) = uniform(0, 1) * 2",
        "const c: (N=2) = uniform(0, 1)\ninput X: (N) = c * 2")),
    .network(
      "option-out-of-range", "`std` must be positive", "input X: (N=2) = 1️⃣normal(-1)2️⃣",
      fix: "normal(1)"),
    .network(
      "limit", "a value has at most 16,000,000 entries",
      "input X: (N=1️⃣999999999999999999992️⃣) = ones", fix: "9"),
    .network(
      "option-out-of-range", "`seed` must be a whole number",
      "input X: (N=2) = 1️⃣normal(seed=1/2)2️⃣", fix: "normal(seed=1)"),
    .network(
      "unknown-name", "nothing here is called `x`", "input X: (N=2) = normal(1️⃣x2️⃣)", fix: "2"),
    .formula(
      "unknown-function", "there is no function `softmx`", "const P = 1️⃣softmx2️⃣(X)",
      fix: .change("softmx(X)", "softmax(X, axis=in)")),
    .network(
      "not-finite", "`1 / 0` is infinite", "const c = 1️⃣1 / 02️⃣", fix: "1 / 2"),
    .network(
      "limit", "a value has at most 16,000,000 entries",
      "input 1️⃣X2️⃣: (N=1000000, in=1000) = ones", fix: .change("in=1000", "in=10")),

    // Labels
    .network(
      "label-not-whole", "a class label is a whole number from 0, not 0.5",
      "input z: (N, class) = [[1, 2]]\ntarget t: (N) = [1️⃣1/22️⃣]\n"
        + "loss L = mean(softmax_cross_entropy(z, t))",
      fix: .change("(N) = [1/2]", "(N, class) = [[1/2, 1/2]]")),
    .network(
      "label-too-large", "2 is no label: `class` has 2 classes, counted from 0",
      "input z: (N, class) = [[1, 2], [3, 4]]\ntarget t: (N) = [1, 1️⃣22️⃣]\n"
        + "loss L = mean(softmax_cross_entropy(z, t))", fix: "1"),
    .network(
      "label-not-whole", "a class label is a whole number from 0, not -1",
      "input z: (N, class) = [[1, 2]]\ntarget t: (N) = [1️⃣-12️⃣]\n"
        + "loss L = mean(softmax_cross_entropy(z, t))", fix: "1"),
    .network(
      "label-too-large", "2 is no label: `class` has 2 classes, counted from 0",
      "input z: (N, class) = [[1, 2], [3, 4]]\ntarget t: (N) = [1, 1️⃣22️⃣]\np = softmax(z, axis=class)\n"
        + "loss L = mean(cross_entropy(p, t)) + mean(softmax_cross_entropy(z, t))", fix: "1"),
    .network(
      "label-too-large", "1e+20 is no label: `class` has 2 classes, counted from 0",
      "input z: (N, class) = [[1, 2], [3, 4]]\ntarget t: (N) = [1, 1️⃣1e202️⃣]\n"
        + "loss L = mean(softmax_cross_entropy(z, t))", fix: "1"),
    .network(
      "label-too-large", "2 is no label: `class` has 2 classes, counted from 0",
      "input z: (class) = [1, 2]\nconst t = 1️⃣22️⃣\nloss L = softmax_cross_entropy(z, t)", fix: "1"),
  ]
}
