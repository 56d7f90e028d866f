extension CodePage {
  /// Steps, claims and limits.
  static let steps = [
    CodePage(
      "unknown-step", "a step begins with one of thirteen words",
      "They are `show`, `shapes`, `graph`, `forward`, `backward`, `detail`, `inside`, `compare`, "
        + "`contrast`, `check`, `sweep`, `update` and `train`.",
      wrong: .steps("forwards"), right: .steps("forward")),
    CodePage(
      "gradient-expected", "gradients have names of their own",
      "The gradient of `W` is called `dW`. `backward until` and `detail … by sample` show gradients.",
      wrong: .steps("backward until W"), right: .steps("backward until dW")),
    CodePage(
      "value-expected", "values have names of their own",
      "`dW` is the gradient of `W`. `forward until`, `inside`, `check gradients of`, `sweep h of` and "
        + "`update` take the value's name.",
      wrong: .steps("check gradients of dW"), right: .steps("check gradients of W")),
    CodePage(
      "nothing-after", "`after.W` is W after an update",
      "So an `update` or `train` of this network must stand above it.",
      wrong: .steps("show after.W"),
      right: .steps("update W with sgd(rate=1/10)\nshow after.W")),
    CodePage(
      "unknown-optimiser", "the optimisers are `sgd`, `momentum`, `adam` and `adamw`",
      "Each needs a rate: `sgd(rate=1/10)`.",
      wrong: .steps("update W with rmsprop(rate=1/10)"),
      right: .steps("update W with adam(rate=1/10)")),
    CodePage(
      "not-trainable", "an update changes params",
      "Inputs have a gradient too, but nobody learns them. What is learnt has the role `param`.",
      wrong: .steps("update X with sgd(rate=1/10)"),
      right: .steps("update W with sgd(rate=1/10)")),
    CodePage(
      "no-params", "there is something to train",
      "`train` changes every param of its network, and this one has none.",
      wrong: .body(
        "```network\ninput w = 3\nloss L = w^2\n```\n\n```steps\ntrain 5 steps with sgd(rate=1/10)\n```"
      ),
      right: .body(
        "```network\nparam w = 3\nloss L = w^2\n```\n\n```steps\ntrain 5 steps with sgd(rate=1/10)\n```"
      )),
    CodePage(
      "steps-not-whole", "training takes a whole number of steps",
      "One step or more.",
      wrong: .steps("train 2.5 steps with sgd(rate=1/10)"),
      right: .steps("train 3 steps with sgd(rate=1/10)")),
    CodePage(
      "training-diverged", "the loss stays finite",
      "The rate is so large that every step goes further past the lowest point than it came from. "
        + "Try a tenth of it.",
      wrong: .steps("train 1000 steps with sgd(rate=100)"),
      right: .steps("train 10 steps with sgd(rate=1/100)")),
    CodePage(
      "nothing-summed", "`detail … by sample` opens a sum",
      "In this gradient nothing is summed away, so it has no terms. `detail dW[1, 2]` opens one entry.",
      wrong: .steps("detail dY by sample"), right: .steps("detail dW by sample")),
    CodePage(
      "nothing-inside", "`inside` opens what is made of smaller operations",
      "Such are `softmax`, `batch_norm` and the losses. A product or a sum has no inside.",
      wrong: .steps("inside Y"),
      right: .body(
        "```network\ninput x: (class) = [1, 2]\nP = softmax(x, axis=class)\n```\n\n"
          + "```steps\ninside P\n```")),
    CodePage(
      "not-different", "a contrast is between values that differ",
      "The two are equal, so this is no mistake, or the data can't tell it from the truth: choose "
        + "other numbers. That two values are equal is said with `compare`.",
      wrong: .steps("contrast dY with (Y - T) / N"), right: .steps("contrast dY with Y - T")),
    CodePage(
      "not-equal", "a claim of `compare` must hold",
      "The entry that is furthest off is shown, and by how much. Equal means: to 1e-9, or exactly "
        + "where both sides are exact.",
      wrong: .steps("compare dY with Y - T"), right: .steps("compare dY with (Y - T) / N")),
    CodePage(
      "check-failed", "gradient and finite differences agree",
      "They were worked out in two ways that have nothing in common. Near a jump, or where the loss "
        + "is very steep, differences mislead: try other numbers or a smaller `h`. Where the loss is "
        + "smooth and the numbers ordinary, this is our mistake: please report the lesson."),
    CodePage(
      "broken-claim", "each line of a derivation holds",
      "The program proves every line that it prints, and this one failed. That is our mistake, not "
        + "the lesson's: please report it, with the lesson."),
    CodePage(
      "not-checkable", "differences check inputs and params",
      "They need a number to change a little: of an input or a param, not of a value that is computed.",
      wrong: .steps("check gradients of Y"), right: .steps("check gradients of W, b")),
    CodePage(
      "nothing-to-check", "a check needs an input or a param",
      "A const or a target has no gradient.",
      wrong: .body("```network\nconst x = 3\nloss L = x^2\n```\n\n```steps\ncheck gradients\n```"),
      right: .body("```network\ninput x = 3\nloss L = x^2\n```\n\n```steps\ncheck gradients\n```")),
    CodePage(
      "step-not-positive", "the step `h` is above 0",
      "A difference over no distance has no slope.",
      wrong: .steps("check gradients with h=0"), right: .steps("check gradients with h=1/10")),
    CodePage(
      "limit", "lessons have limits",
      "They keep a slip of the pen from taking all memory or time. The message names the limit; "
        + "lessons/README.md lists them all.",
      wrong: .steps("train 20000 steps with sgd(rate=1/10)"),
      right: .steps("train 50 steps with sgd(rate=1/10)")),
  ]

  /// What a lesson may allow.
  static let warnings = [
    CodePage(
      "near-zero-gradients", "a check proves nothing where every gradient is near 0",
      "Any wrong rule would give 0 there as well. The loss is at its lowest, or the loss does not "
        + "depend on anything: `sum` of a softmax is always 1.",
      wrong: .network("input x = 3\nloss L = (x - 3)^2"),
      right: .network("input x = 4\nloss L = (x - 3)^2")),
    CodePage(
      "kink", "at a kink there are two slopes",
      "`relu` at 0 rises on one side only. The program follows the convention that it prints, but a "
        + "difference sees something between. Where the lesson is about the kink, write `allow: kink`.",
      wrong: .network("input x: (N) = [0, 1]\nloss L = sum(relu(x))"),
      right: .network("input x: (N) = [2, 1]\nloss L = sum(relu(x))")),
    CodePage(
      "equal-axes", "axes of one size hide a forgotten transpose",
      "Where N is as large as `in`, X and Xᵀ have the same shape, and elsewhere the wrong product runs "
        + "without complaint. Where the lesson is about just that, write `allow: equal-axes`.",
      wrong: .network(
        "input X: (N, in)   = [[1, 2], [3, -1]]\nparam W: (in, out) = [[1, 0, -1], [2, 1, 1]]\n"
          + "loss L = sum((X @ W)^2)"),
      right: .network(
        "input X: (N, in)   = [[1, 2], [3, -1], [0, 1], [2, 1]]\n"
          + "param W: (in, out) = [[1, 0, -1], [2, 1, 1]]\nloss L = sum((X @ W)^2)")),
    CodePage(
      "symmetric-matrix", "a matrix that is its own transpose hides a forgotten one",
      "`W` and `W.T` then give the same numbers, and a wrong gradient looks right.",
      wrong: .network("input X: (N, in) = [[1, 2], [2, 3]]\nloss L = sum(X^2)"),
      right: .network("input X: (N, in) = [[1, 2], [3, -1]]\nloss L = sum(X^2)")),
    CodePage(
      "zero-row", "a row of zeros adds nothing to any product",
      "A student who leaves it out gets the right numbers.",
      wrong: .network("input X: (N, in) = [[1, 2], [0, 0], [3, -1]]\nloss L = sum(X^2)"),
      right: .network("input X: (N, in) = [[1, 2], [0, 1], [3, -1]]\nloss L = sum(X^2)")),
    CodePage(
      "tie", "at a tie a convention says who gets the gradient",
      "Of several largest entries `max` and pooling take the first, and other programs may share it. "
        + "Where the lesson is about that, write `allow: tie`.",
      wrong: .network("input x: (in) = [2, 2, 1]\nloss L = max(x)"),
      right: .network("input x: (in) = [2, 3, 1]\nloss L = max(x)")),
    CodePage(
      "batch-of-two", "of two samples batch normalisation makes +1 and -1",
      "Whatever comes in, the same goes out, and nearly no gradient comes back. Take three or more.",
      wrong: .network(
        "input X: (N, in) = [[1], [3]]\nparam g: (in) = [2]\nparam c: (in) = [1]\n"
          + "loss L = sum(batch_norm(X, g, c)^2)"),
      right: .network(
        "input X: (N, in) = [[1], [3], [4]]\nparam g: (in) = [2]\nparam c: (in) = [1]\n"
          + "loss L = sum(batch_norm(X, g, c)^2)")),
    CodePage(
      "mistake-invisible", "a usual mistake should give another number",
      "On these numbers it gives the right one, so a student who makes it is not found out. Other "
        + "numbers tell the two apart: with two equal factors nobody sees which of them was meant.",
      wrong: .network("input x = 3\ninput y = 3\nloss L = x * y"),
      right: .network("input x = 3\ninput y = 4\nloss L = x * y")),
    CodePage(
      "unused-value", "every statement is used for something",
      "By another statement, a step, a question or a sentence. Else it only makes the student wonder.",
      wrong: .network("input x = 2\nconst c = 3\nloss L = x^2"),
      right: .network("input x = 2\nconst c = 3\nloss L = c * x^2")),
    CodePage(
      "wide-line", "a line that is shown as typed fits into 80 columns",
      "Formulas and code are shown as you wrote them, and a terminal would break them anywhere.",
      wrong: .network("input x: (N) = [" + String(repeating: "1, 2, ", count: 15) + "3]\ny = x^2"),
      right: .network("input x: (N=31) = uniform(1, 3)\ny = x^2")),
  ]
}
