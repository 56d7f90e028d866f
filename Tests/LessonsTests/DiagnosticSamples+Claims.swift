extension Fault {
  /// Steps, comparisons, expectations and warnings.
  static let claims: [Fault] = [
    // Commands
    .steps("unknown-step", "there is no step `fowrard`", "1️⃣fowrard2️⃣"),
    .steps("unknown-step", "there is no step `=`", "1️⃣=2️⃣ 2", fix: "show"),
    .steps(
      "unknown-optimiser", "there is no optimiser `sdg`", "update W with 1️⃣sdg2️⃣(rate=1/10)"),
    .steps(
      "unknown-option", "`sgd` has no option `speed`", "update W with sgd(1️⃣speed2️⃣=1/10)",
      fix: "rate"),
    .steps(
      "unknown-option", "`sgd` has fewer options than are given here",
      "update W with sgd(1/10, 1️⃣22️⃣)", fix: .change("1/10, 2", "rate=1/10")),
    .steps(
      "missing-option", "`sgd` needs the option `rate`", "train 10 steps with 1️⃣sgd2️⃣",
      fix: "sgd(rate=1/10)"),
    .steps(
      "not-trainable", "`X` is no param, and an update changes params only",
      "update 1️⃣X2️⃣ with sgd(rate=1/10)", fix: .change("input X", "param X")),
    .steps(
      "gradient-expected", "`W` is a value, and here the name of a gradient stands",
      "backward until 1️⃣W2️⃣"),
    .steps(
      "gradient-expected", "`T` is a value, and here the name of a gradient stands",
      "detail 1️⃣T2️⃣ by sample", fix: "dW"),
    .steps(
      "value-expected", "`dW` is a gradient, and here the name of a value stands",
      "check gradients of 1️⃣dW2️⃣"),
    .steps(
      "value-expected", "`dY` is a gradient, and here the name of a value stands",
      "forward until 1️⃣dY2️⃣"),
    .steps(
      "option-out-of-range", "`beta1` must be from 0 up to, not including, 1",
      "update W with adam(rate=1/10, beta1=1️⃣12️⃣)", fix: "9/10"),
    .steps(
      "option-out-of-range", "`decay` must be from 0 up to, not including, 1",
      "train 2 steps with momentum(rate=1/10, decay=1️⃣-1/22️⃣)", fix: "1/2"),
    .steps(
      "option-out-of-range", "`clip` must be positive",
      "train 2 steps with adam(rate=1/10, clip=1️⃣02️⃣)", fix: "1"),
    .steps(
      "option-out-of-range", "`weight_decay` must be 0 or more",
      "update with sgd(rate=1/10, weight_decay=1️⃣-1/102️⃣)", fix: "1/10"),
    .steps(
      "independent", "`X` is not computed from `Y`, so every slope is 0",
      "1️⃣jacobian X of Y2️⃣", fix: "jacobian Y of X"),
    .steps(
      "unknown-name", "nothing here is called `dQ`", "jacobian 1️⃣dQ2️⃣ of W", fix: "dX"),
    .steps(
      "unexpected-word", "expected `of`, found `W`", "jacobian Y 1️⃣W2️⃣", fix: "of W"),
    .network(
      "jacobian-too-large", "a table of slopes has at most 24 rows and 24 columns",
      "input x: (N=25) = range(1, 1)\ny = x^2\nloss L = sum(y)\n```\n\n```steps\n"
        + "1️⃣jacobian y of x2️⃣", fix: .change("N=25", "N=24")),
    .steps(
      "within-not-number", "after `within` stands a number, 0 or more",
      "compare L with 9/4 within 1️⃣N2️⃣", fix: "1e-4"),
    .steps(
      "not-equal", "`L` does not equal `2.2501` within 1e-5",
      "1️⃣compare L with 2.2501 within 1e-52️⃣",
      fix: .change("compare L with 2.2501 within 1e-5", "contrast L with 2.2501")),
    .steps("index-out-of-range", "`N` has no index 3", "show X[1️⃣32️⃣, :]", fix: "2"),
    .steps(
      "index-count", "an entry has 2 indices here, one for each axis, not 1", "show 1️⃣X[:]2️⃣",
      fix: "X[:, 1]"),
    .steps(
      "unexpected-word", "expected a whole number from 1, found `:`",
      "detail dW[1, 1️⃣:2️⃣]", fix: "2"),
    .steps(
      "unknown-name", "nothing after the update is called `Q`",
      "update W with sgd(rate=1/10)\nshow 1️⃣after.Q2️⃣", fix: "after.W"),
    .steps(
      "limit", "a training run has at most 10,000 steps",
      "train 1️⃣999999999999999999992️⃣ steps with sgd(rate=1/10)", fix: "9"),
    .steps(
      "index-not-whole", "no axis has an index as large as `99999999999999999999`",
      "show W[1️⃣999999999999999999992️⃣, 1]", fix: "1"),
    .steps(
      "steps-not-whole", "the number of steps is a whole number from 1, not `0`",
      "train 1️⃣02️⃣ steps with sgd(rate=1/10)", fix: .told),
    .steps(
      "training-diverged", "the loss is no longer finite after step 41 of the training",
      "1️⃣train 1000 steps with sgd(rate=1000)2️⃣", fix: .change("1000)", "1/10)")),
    .steps(
      "limit", "a training run has at most 10,000 steps",
      "1️⃣train 10001 steps with sgd(rate=1/10)2️⃣", fix: .change("10001", "10")),
    .steps(
      "nothing-after",
      "there is no `after.W` yet, for nothing has been updated",
      "show 1️⃣after.W2️⃣", fix: .change("show after.W", "update W with sgd(rate=1/10)\nshow after.W")),
    .body(
      "no-params", "there is nothing to train, for the network has no param",
      "```network\ninput x = 2\nloss L = x^2\n```\n\n"
        + "```steps\n1️⃣train 10 steps with sgd(rate=1/10)2️⃣\n```\n",
      fix: .change("input x", "param x")),
    .steps(
      "unexpected-word", "expected `until` or the end of the step, found `W`", "forward 1️⃣W2️⃣",
      fix: "until Y"),
    .steps(
      "unexpected-word", "expected `by sample`, `by entry` or an index like [1, 2], found `W`",
      "detail dW 1️⃣W2️⃣", fix: "by sample"),
    .steps(
      "unexpected-word", "expected `sample` or `entry`, found `row`", "detail dW by 1️⃣row2️⃣",
      fix: "sample"),
    .steps(
      "unexpected-word", "expected `with`, found the end of the line", "compare L1️⃣2️⃣", fix: " with L"
    ),
    .steps(
      "unexpected-word", "expected `gradients`, found the end of the line", "check1️⃣2️⃣",
      fix: " gradients"),
    .steps(
      "unexpected-word", "expected `steps`, found `with`", "train 50 1️⃣with2️⃣ sgd(rate=1/10)",
      fix: "steps with"),
    .steps(
      "unexpected-word", "expected a number of steps, found `W`",
      "train 1️⃣W2️⃣ 50 steps with sgd(rate=1/10)", fix: ""),
    .steps(
      "unexpected-word", "expected `with` and an optimiser, found `sgd`",
      "update W 1️⃣sgd2️⃣(rate=1/10)", fix: .change("W sgd", "W with sgd")),
    .steps(
      "unexpected-word", "expected an optimiser, like sgd(rate=1/10), found `rate`",
      "update W with 1️⃣rate2️⃣=1/10", fix: .change("rate=1/10", "sgd(rate=1/10)")),
    .steps(
      "unexpected-word", "expected `with`, found `and`", "compare L 1️⃣and2️⃣ L", fix: "with"),
    .steps(
      "unexpected-word", "expected `h of` and an entry, found `W`", "sweep 1️⃣W2️⃣[1, 2]",
      fix: "h of W"),
    .steps(
      "unexpected-word", "expected the end of the step, found `W`", "shapes 1️⃣W2️⃣", fix: ""),
    .steps(
      "unexpected-word", "expected `within` or the end of the line, found `.1`",
      "compare L with Y1️⃣.12️⃣",
      fix: .change("Y.1", "L")),
    .steps(
      "unexpected-word", "expected `,` or the end of the line, found `to`", "show L 1️⃣to2️⃣ 3",
      fix: .change(" to 3", "")),
    .expect(
      "unclosed-bracket", "the bracket `[` is never closed", "b = 1️⃣[2️⃣1, -1, 0\nL = 9/4",
      fix: .change("0\n", "0]\n")),
    .steps(
      "unclosed-bracket", "the bracket `[` is never closed", "show dW1️⃣[2️⃣1, 2\nforward",
      fix: .change("1, 2\n", "1, 2]\n")),
    .steps(
      "index-not-whole", "an index is a whole number from 1, not `0`", "detail dW[1️⃣02️⃣, 1]", fix: "1"
    ),
    .steps(
      "step-not-positive", "the step `h` is a number above 0", "check gradients with h=1️⃣02️⃣",
      fix: "1/10"),
    .steps(
      "option-not-constant", "`h` is a number, made of numbers, axis sizes and scalar consts",
      "check gradients with h=1️⃣L2️⃣", fix: "1/10"),

    // Names
    .steps("unknown-name", "nothing here is called `Q`", "show 1️⃣Q2️⃣", fix: "Y"),
    .steps("unknown-name", "nothing here is called `Q`", "forward until 1️⃣Q2️⃣", fix: "Y"),
    .steps("unknown-name", "nothing here is called `dQ`", "backward until 1️⃣dQ2️⃣"),
    .steps(
      "unknown-name", "nothing here is called `Q`", "inside 1️⃣Q2️⃣",
      fix: .changes([("X @ W + b", "softmax(X @ W + b, axis=out)"), ("inside Q", "inside Y")])),
    .steps("unknown-name", "nothing here is called `Q`", "check gradients of W, 1️⃣Q2️⃣", fix: "b"),
    .steps(
      "unknown-network", "no network before this is called `late`", "show 1️⃣late.W2️⃣", fix: "W.T"),
    .steps(
      "no-gradient", "`T` has no gradient, for a target is fixed", "show 1️⃣dT2️⃣",
      fix: .change("target T", "input T")),
    .body(
      "no-gradient", "`z` has no gradient, for the loss does not depend on it",
      "```network\ninput x = 2\nz = 3 * x\nloss L = x^2\n```\n\n```steps\nshow 1️⃣dz2️⃣\n```\n",
      fix: .change("x^2", "z")),
    .body(
      "no-gradient", "`z` has no gradient, for it depends on no input and no param",
      "```network\ninput x = 2\nconst c = 3\nz = c * c\nloss L = z * x\n```\n\n"
        + "```steps\nshow 1️⃣dz2️⃣\n```\n", fix: .change("c * c", "c * x")),
    .body(
      "no-loss", "there are no gradients, for the network has no loss",
      "```network\ninput x = 2\n```\n\n```steps\n1️⃣backward2️⃣\n```\n",
      fix: .change("input x = 2\n", "input x = 2\nloss L = x^2\n")),
    .body(
      "no-loss", "there are no gradients, for the network has no loss",
      "```network\ninput x = 2\n```\n\n```steps\n1️⃣check gradients2️⃣\n```\n",
      fix: .change("input x = 2\n", "input x = 2\nloss L = x^2\n")),
    .body(
      "no-gradient", "`x` has no gradient, for the network has no loss",
      "```network\ninput x = 2\n```\n\n```steps\nshow 1️⃣dx2️⃣\n```\n",
      fix: .change("input x = 2\n", "input x = 2\nloss L = x^2\n")),

    // Shapes and entries
    .steps(
      "index-count", "an entry has 2 indices here, one for each axis, not 1", "show 1️⃣dW[1]2️⃣",
      fix: "dW[1, :]"),
    .steps("index-count", "a single number has no entries to pick", "show 1️⃣L[1]2️⃣", fix: "L"),
    .steps("index-out-of-range", "`in` has no index 3", "show dW[1️⃣32️⃣, 1]", fix: "2"),
    .steps(
      "index-out-of-range", "`in` has no index 3", "detail dW[1️⃣32️⃣, 1]",
      fix: .change("[3, 1]", "[2, 1]")),
    .steps(
      "nothing-summed", "`dY` is not a sum: nothing is summed away in it", "detail 1️⃣dY2️⃣ by sample",
      fix: "dW"),
    .steps(
      "nothing-inside", "there is nothing inside `Y` to show", "inside 1️⃣Y2️⃣",
      fix: .change("X @ W + b", "softmax(X @ W + b, axis=out)")),
    .steps(
      "nothing-summed", "`X` is not a sum: nothing is summed away in it", "detail 1️⃣X2️⃣ by entry",
      fix: "dW"),
    .steps(
      "not-checkable", "differences can't check the gradient of `T`", "check gradients of 1️⃣T2️⃣",
      fix: "W"),
    .steps(
      "shape-not-number",
      "`shape(…)` stands alone on one side, and on the other stand a shape or a list of sizes",
      "show 2 * 1️⃣shape(W)2️⃣", fix: .change("2 * shape", "shape")),
    .body(
      "nothing-to-check",
      "there is no gradient to check, for there is no input and no param",
      "```network\nconst x = 2\nloss L = x^2\n```\n\n```steps\n1️⃣check gradients2️⃣\n```\n",
      fix: .change("const x", "input x")),

    // Claims
    .steps(
      "not-equal", "`dW` does not equal `2 * dW`", "1️⃣compare dW with 2 * dW2️⃣",
      fix: .change("compare", "contrast")),
    .steps(
      "not-different", "`dW` and `X.T @ dY` are equal, so there is no contrast",
      "1️⃣contrast dW with X.T @ dY2️⃣", fix: .change("contrast", "compare")),
    .steps(
      "axes-not-equal", "two values are equal only if they have the same axes in the same order",
      "1️⃣compare dW with dW.T2️⃣", fix: .change("dW.T", "dW.T.T")),
    .steps(
      "list-shape", "the list does not have the shape of the other side",
      "compare dW with 1️⃣[[1, 2], [3, 4]]2️⃣", fix: "[[5/2, -2, -1], [3/2, -1/2, 3/2]]"),
    .steps(
      "list-shape", "the list does not have the shape of the other side",
      "show 1️⃣[1, 2] + [3, 4, 5]2️⃣", fix: "[1, 2] + [3, 4]"),
    .steps(
      "ragged-list", "the rows of a list are of one length", "show [[1, 2], 1️⃣[3]2️⃣]", fix: "[3, 4]"),
    .expect("expectation-failed", "`L` does not equal `2`", "1️⃣L = 22️⃣", fix: "L = 2.25"),
    .expect(
      "expectation-failed", "`exp(L)` does not equal `9.4877`", "1️⃣exp(L) = 9.48772️⃣",
      fix: "exp(L) = 9.4877 within 1e-4"),
    .expect(
      "axes-not-equal", "two values are equal only if they have the same axes in the same order",
      "1️⃣L = b2️⃣", fix: "L = sum(b) + L"),
    .expect(
      "expectation-failed", "`db` does not equal the list", "1️⃣db = [3, 2, 1]2️⃣",
      fix: "db = [3/2, -1, 0]"),
    .expect(
      "expectation-failed", "`L` does not equal `2` within 0.125", "1️⃣L = 2 within 1/82️⃣",
      fix: "L = 2 within 1/4"),
    .expect(
      "axes-not-equal", "two values are equal only if they have the same axes in the same order",
      "1️⃣shape(W) = [3, 2]2️⃣", fix: "shape(W) = [2, 3]"),
    .expect(
      "axes-not-equal", "two values are equal only if they have the same axes in the same order",
      "1️⃣shape(W) = [2]2️⃣", fix: "shape(W) = [2, 3]"),
    .expect(
      "axes-not-equal", "two values are equal only if they have the same axes in the same order",
      "1️⃣shape(W) = [2, 3, 1]2️⃣", fix: "shape(W) = [2, 3]"),
    .expect(
      "shape-not-number",
      "`shape(…)` stands alone on one side, and on the other stand a shape or a list of sizes",
      "1️⃣shape(W) = L2️⃣", fix: "shape(W) = [2, 3]"),
    .expect("unexpected-word", "expected `=`, found the end of the line", "L1️⃣2️⃣", fix: " = 9/4"),
    .expect(
      "unexpected-word", "expected `within` or the end of the line, found `to`",
      "L = 2.2 1️⃣to2️⃣ 1", fix: .change("to 1", "within 0.1")),
    .expect(
      "unexpected-word", "expected `=` and 1, found the end of the line", "L < 31️⃣2️⃣",
      fix: .change("< 3", "< 3 = 1")),
    .expect(
      "unexpected-word", "expected `=`, found `==`", "L 1️⃣==2️⃣ 9/4", fix: .change("==", "=")),
    .expect(
      "chained-comparison", "a comparison has two sides, and this would be a third",
      "1 < L 1️⃣<2️⃣ 3", fix: .change("1 < L < 3", "(1 < L) * (L < 3) = 1")),
    .expect(
      "unknown-character", "the character `≈` (U+2248) has no meaning in a formula", "L 1️⃣≈2️⃣ 2.2",
      fix: .change("≈ 2.2", "= 2.2 within 0.1")),
    .expect(
      "within-not-number", "after `within` stands a number, 0 or more", "L = 9/4 within 1️⃣-12️⃣",
      fix: "1e-4"),
    .expect(
      "axes-not-equal", "two values are equal only if they have the same axes in the same order",
      "1️⃣X = W2️⃣", fix: "X = X"),

    // Values that are not finite
    .body(
      "not-finite", "`L` is not a number (NaN)",
      "```network\ninput x = -1\nloss L = 1️⃣sqrt(x)2️⃣\n```\n", fix: .change("= -1", "= 4")),
    .body(
      "not-finite", "`dx` is infinite",
      "```network\ninput x = 0\nloss L = 1️⃣sqrt(x)2️⃣\n```\n",
      fix: .change("loss L = sqrt(x)", "const eps = 1/16\nloss L = sqrt(x + eps)")),
    .expect("not-finite", "`1 / 0` is infinite", "L = 1️⃣1 / 02️⃣", fix: "9/4"),

    // Warnings
    .body(
      "near-zero-gradients",
      "every gradient is 0 or nearly 0, so the check could not find a mistake",
      "```network\ninput x = 0\nloss L = x^2\n```\n\n```steps\n1️⃣check gradients2️⃣\n```\n",
      fix: .change("allow: ", "allow: near-zero-gradients, ")),
    .body(
      "kink", "`x[2]` is at a kink, where the slopes on the two sides differ",
      "```network\ninput x: (N) = [1, 0]\nloss L = sum(relu(x))\n```\n\n"
        + "```steps\n1️⃣check gradients2️⃣\n```\n", fix: .change("allow: ", "allow: kink, ")),
    .body(
      "jump", "at `x[2]` the loss jumps, and no gradient passes a jump",
      "```network\ninput x: (N) = [1, 0]\nloss L = sum(step(x) + x^2)\n```\n\n"
        + "```steps\n1️⃣check gradients2️⃣\n```\n", fix: .change("allow: ", "allow: jump, ")),
  ]
}
