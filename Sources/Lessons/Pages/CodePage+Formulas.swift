extension CodePage {
  /// How formulas are written.
  static let syntax = [
    CodePage(
      "unexpected-word", "something else must stand here",
      "The message says what could stand here and what was found. Often the slip is just before "
        + "the place that is marked.",
      wrong: .statements("Y = X @ * W"), right: .statements("Y = X @ W")),
    CodePage(
      "unknown-character", "formulas are written with the signs of a keyboard",
      "`@` is the matrix product, `*` the product entry by entry, `^` the power, `.T` the transpose. "
        + "The signs of books are shown to students, and not typed.",
      wrong: .statements("Y = X × W"), right: .statements("Y = X @ W")),
    CodePage(
      "unclosed-bracket", "every bracket is closed",
      "Inside brackets a statement goes on in the next line, so the rest of the block is taken for "
        + "a part of it. What stands below is therefore not checked until the bracket is closed.",
      wrong: .statements("loss L = sum((X @ W - T)^2"),
      right: .statements("loss L = sum((X @ W - T)^2)")),
    CodePage(
      "double-times", "a power is written `^`", "`**` is how Python writes it.",
      wrong: .statements("Y = X**2"), right: .statements("Y = X^2")),
    CodePage(
      "missing-operator", "a product needs its sign",
      "Books write 2X; here `2 X` could be a slip, and `X W` could mean two different products.",
      wrong: .statements("Y = 2 X"), right: .statements("Y = 2 * X")),
    CodePage(
      "nests-too-deep", "brackets, minus signs and `^` nest 64 deep at most",
      "Give inner parts names in statements of their own. Students see them as steps anyway.",
      wrong: .statements("Y = " + String(repeating: "-", count: 66) + "X"),
      right: .statements("Y = -X")),
    CodePage(
      "formula-too-long", "a formula has at most 250 operations",
      "Give parts of it names in statements of their own.",
      wrong: .made("(a statement of 251 additions)") {
        let sum = String(repeating: "x + ", count: 251) + "x"
        return Array("\u{1}```network\ninput x = 1\ny = \(sum)\n```\n".utf8)
      }, right: .network("input x = 1\ny = 252 * x")),
    CodePage(
      "number-too-large", "numbers reach to about 1.8e308",
      "That is the range of 64-bit floating point.",
      wrong: .statements("Y = 1e400 * X"), right: .statements("Y = 1e40 * X")),
    CodePage(
      "list-in-formula", "numbers in a network have a role, a name and axes",
      "A list says nothing about its axes, and axes decide what fits. Give the list a statement of "
        + "its own.",
      wrong: .statements("Y = X * [[1, 2], [3, 4]]"),
      right: .statements("const M: (N, in) = [[1, 2], [3, 4]]\nY = X * M")),
    CodePage(
      "index-in-formula", "a network's formulas work on whole values",
      "To pick entries multiply by 0 and 1, or use `rows(E, t)`. In `steps`, `ask`, `expect` and prose "
        + "`W[1, 2]` may stand.",
      wrong: .statements("y = W[1, 2]"),
      right: .statements("const row: (in) = [1, 0]\ny = row @ W")),
    CodePage(
      "index-not-whole", "an index is a whole number from 1",
      "Rows and columns count from 1, as in mathematics. Only class labels count from 0.",
      wrong: .steps("detail dW[0, 1]"), right: .steps("detail dW[1, 1]")),
    CodePage(
      "unexpected-comma", "several names in parentheses stand only in options",
      "`axis=(h, w)` names two axes. Anywhere else a pair of parentheses holds one formula.",
      wrong: .statements("Y = (X, W)"), right: .statements("Y = X @ W")),
  ]

  /// Names and what they stand for.
  static let names = [
    CodePage(
      "unknown-name", "a name stands for something above it",
      "It must be the name of a value, an axis or, after its point, of a value in another network. "
        + "Capitals count: `w` is not `W`.",
      wrong: .statements("Y = X @ w"), right: .statements("Y = X @ W")),
    CodePage(
      "unknown-function", "there is no function of this name",
      "`backprop-tutor operations` lists the functions. What is missing can often be made of them: a "
        + "standard deviation is `sqrt(variance(x))`.",
      wrong: .statements("Y = logistic(X)"), right: .statements("Y = sigmoid(X)")),
    CodePage(
      "internal-function", "some functions only stand inside others",
      "Gradients are made of them; they have no useful gradient of their own.",
      wrong: .statements("Y = sign(X)"), right: .statements("Y = tanh(X)")),
    CodePage(
      "unknown-network", "before a point stands the name of a network above",
      "Or a matrix, before `.T`; or `after`. A network is known from its block on.",
      wrong: .steps("show early.dW"), right: .steps("show main.dW")),
    CodePage(
      "used-before-statement", "a value is used below its statement",
      "A network is read from top to bottom, as a student reads it. No value is made of itself, so "
        + "each change of a value has a name of its own.",
      wrong: .statements("Z = 2 * Y\nY = X @ W"), right: .statements("Y = X @ W\nZ = 2 * Y")),
    CodePage(
      "no-gradient", "targets, consts and what no gradient reaches have none",
      "Gradients are of the loss, with respect to inputs, params and what is computed of them on "
        + "the way to the loss.",
      wrong: .steps("show dT"), right: .steps("show dY")),
    CodePage(
      "duplicate-name", "each name is given once",
      "A second `Y` would hide the first, and `dY` would have two meanings.",
      wrong: .statements("Y = X @ W\nY = Y + b"), right: .statements("Z = X @ W\nY = Z + b")),
    CodePage(
      "reserved-name", "functions and roles can't be names",
      "`sum`, `input`, `axis` and their like keep one meaning.",
      wrong: .statements("sum = X @ W"), right: .statements("total = X @ W")),
    CodePage(
      "gradient-name", "`dX` is the gradient of X, and nothing else",
      "That holds for every input and param, and for what is computed of them. Call a change "
        + "`delta_X`, or spell it out.",
      wrong: .statements("dX = X @ W"), right: .statements("delta_X = X @ W")),
    CodePage(
      "name-of-axis-and-value", "no value bears an axis's name",
      "In a formula an axis's name is its size: `/ N` divides by the number of samples.",
      wrong: .statements("N = sum(X)"), right: .statements("total = sum(X)")),
    CodePage(
      "function-without-arguments", "a function takes its arguments in parentheses",
      "Its name alone is no value.",
      wrong: .statements("Y = X * mean"), right: .statements("Y = X * mean(X)")),
    CodePage(
      "second-loss", "a network has one loss",
      "Gradients are of one number. Of two losses take the sum, with weights if you like; or make "
        + "two networks.",
      wrong: .statements("loss L = sum(X @ W)\nloss R = sum(W^2)"),
      right: .statements("loss L = sum(X @ W) + sum(W^2)")),
    CodePage(
      "gradient-in-network", "a network can't use its own gradients",
      "They are known only after it. A later network takes them as data, and an update of the "
        + "params is shown by `update`.",
      wrong: .network("input x = 3\nparam w = 2\nloss L = (w * x)^2\nv = w - 1/10 * dw"),
      right: .body(
        """
        ```network
        input x = 3
        param w = 2
        loss L = (w * x)^2
        ```

        ```network late
        input x = main.x
        param w = main.w - 1/10 * main.dw
        loss L = (w * x)^2
        ```
        """)),
    CodePage(
      "data-from-computed", "data is not made of what the network computes",
      "A role means that the numbers come from outside. Without one it is a computed value; "
        + "`detach(Y)` takes a value as fixed.",
      wrong: .statements("Y = X @ W\nconst M: (N, out) = Y"),
      right: .statements("Y = X @ W\nM = detach(Y)")),
  ]

  /// Functions, their arguments and options.
  static let functions = [
    CodePage(
      "argument-count", "a function takes a certain number of arguments",
      "Values stand first, options after them by name: `softmax(Z, axis=class)`.",
      wrong: .statements("Y = maximum(X)"), right: .statements("Y = maximum(X, 0)")),
    CodePage(
      "unknown-option", "the function has no option of this name",
      "`backprop-tutor operations NAME` shows a function's options. What other programs call `dim` is "
        + "`axis` here, and takes a name.",
      wrong: .statements("Y = sum(X, dim=N)"), right: .statements("Y = sum(X, axis=N)")),
    CodePage(
      "repeated-option", "an option is given once",
      "Several axes stand in one pair of parentheses.",
      wrong: .statements("Y = sum(X, axis=N, axis=in)"),
      right: .statements("Y = sum(X, axis=(N, in))")),
    CodePage(
      "missing-option", "some options have no default",
      "Of `softmax` nobody can guess over which axis the probabilities sum to 1.",
      wrong: .statements("P = softmax(X @ W)"), right: .statements("P = softmax(X @ W, axis=out)")),
    CodePage(
      "option-not-constant", "an option is a fixed number",
      "It may be made of numbers, axis sizes and scalar consts, but not of a const that is taken from"
        + " computed values. No gradient reaches it.",
      wrong: .statements("Y = leaky_relu(X, slope=sum(X))"),
      right: .statements("const s = 1/5\nY = leaky_relu(X, slope=s)")),
    CodePage(
      "option-not-word", "the option is one of some words",
      "`kind=population` divides by n, `kind=sample` by n − 1.",
      wrong: .statements("v = variance(X, axis=N, kind=biased)"),
      right: .statements("v = variance(X, axis=N, kind=population)")),
    CodePage(
      "option-not-axis", "axes are named, not numbered",
      "A number would mean another axis as soon as a value is transposed.",
      wrong: .statements("Y = sum(X, axis=0)"), right: .statements("Y = sum(X, axis=N)")),
    CodePage(
      "option-out-of-range", "the option's number or axes can't be this",
      "The message says what they can be. `drop=1`, for instance, would divide by 0.",
      wrong: .statements("const M: (N, in) = [[1, 0], [1, 1]]\nY = dropout(X, M, drop=1)"),
      right: .statements("const M: (N, in) = [[1, 0], [1, 1]]\nY = dropout(X, M, drop=1/4)")),
    CodePage(
      "missing-axis", "the value has no axis of this name",
      "The report shows its axes. `shapes`, as a step, shows those of every value.",
      wrong: .statements("Y = sum(X, axis=out)"), right: .statements("Y = sum(X, axis=in)")),
    CodePage(
      "operand-shape", "an argument has the wrong axes",
      "The message says which it must have. Layer normalisation scales features, so gamma and beta "
        + "have the features' axis.",
      wrong: .statements("param g: (N) = [1, 2]\nY = rms_norm(X, g, axis=in)"),
      right: .statements("param g: (in) = [1, 2]\nY = rms_norm(X, g, axis=in)")),
    CodePage(
      "batch-of-one", "batch normalisation needs several samples",
      "One sample is its own mean, and its variance is 0: every output would be beta, whatever came "
        + "in. Of two samples every output is ±1, so take three. At test time `batch_norm_eval` "
        + "takes statistics that are data.",
      wrong: .network(
        "input X: (N, in) = [[1, 2]]\nparam g: (in) = [1, 1]\nparam c: (in) = [0, 1]\n"
          + "Y = batch_norm(X, g, c)"),
      right: .network(
        "input X: (N, in) = [[1, 2], [3, 0], [5, 7]]\nparam g: (in) = [1, 1]\n"
          + "param c: (in) = [0, 1]\nY = batch_norm(X, g, c)")),
    CodePage(
      "label-not-whole", "a class label is a whole number from 0",
      "Targets with the axes of the scores less `class` are labels. Probabilities have all of them.",
      wrong: .network(
        "input Z: (N, class) = [[1, 2], [0, 1]]\ntarget t: (N) = [0, 0.5]\n"
          + "loss L = mean(softmax_cross_entropy(Z, t))"),
      right: .network(
        "input Z: (N, class) = [[1, 2], [0, 1]]\n"
          + "target t: (N, class) = [[1, 0], [1/2, 1/2]]\n"
          + "loss L = mean(softmax_cross_entropy(Z, t))")),
    CodePage(
      "label-too-large", "labels count the classes from 0",
      "Of two classes the labels are 0 and 1, as in NumPy and PyTorch.",
      wrong: .network(
        "input Z: (N, class) = [[1, 2], [0, 1]]\ntarget t: (N) = [1, 2]\n"
          + "loss L = mean(softmax_cross_entropy(Z, t))"),
      right: .network(
        "input Z: (N, class) = [[1, 2], [0, 1]]\ntarget t: (N) = [0, 1]\n"
          + "loss L = mean(softmax_cross_entropy(Z, t))")),
    CodePage(
      "exponent-not-constant", "an exponent is a fixed number",
      "It may be made of numbers, axis sizes and scalar consts, but not of a const that is taken from"
        + " computed values. For a power of e use `exp`.",
      wrong: .statements("Y = 2^X"), right: .statements("Y = exp(X * log(2))")),
  ]
}
