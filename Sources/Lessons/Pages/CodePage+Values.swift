extension CodePage {
  /// Axes that fit, or don't.
  static let axes = [
    CodePage(
      "axes-differ", "`@` needs the same axis on both inner sides",
      "The last axis of the left and the first of the right are one axis, with one name, and it is "
        + "summed away. If two names mean one axis, give it one name. If the product is the other "
        + "way round or one side turned, the help says which product would fit; whether it is the "
        + "one you mean only you know.",
      wrong: .statements("Y = W @ X"), right: .statements("Y = X @ W")),
    CodePage(
      "product-rank", "`@` multiplies vectors and matrices",
      "Each side has one or two axes. A number multiplies with `*`; of three axes and more make two "
        + "with `flatten`.",
      wrong: .statements("Y = 2 @ X"), right: .statements("Y = 2 * X")),
    CodePage(
      "axis-twice", "a product would have one axis twice",
      "Its rows and its columns are told apart by names, so one of them needs a new name. Write all "
        + "of the result's axes after its name, in order.",
      wrong: .statements("S = X @ X.T"), right: .statements("S: (N, other) = X @ X.T")),
    CodePage(
      "axes-not-contained", "entry by entry, one side's axes are among the other's",
      "The smaller side is copied along the axes that it lacks. Where each side has an axis that the "
        + "other lacks, both would have to be copied: NumPy does so, and makes an N × N matrix of two "
        + "vectors by accident. Sum or average an axis away, or use `@`.",
      wrong: .statements("Y = X * W"), right: .statements("Y = X @ W")),
    CodePage(
      "not-a-matrix", "`.T` turns a matrix",
      "A value with one axis has nothing to turn: axes are matched by their names. A value with more "
        + "than two takes `transpose(x, axes=(…))`.",
      wrong: .statements("Y = X @ W + b.T"), right: .statements("Y = X @ W + b")),
    CodePage(
      "axis-size-conflict", "an axis has one size in a network",
      "Both places are shown. Either a row is missing in one, or they are two different axes and "
        + "need two names.",
      wrong: .statements("const M: (N, in) = [[1, 2], [3, 4], [5, 6]]"),
      right: .statements("const M: (K, in) = [[1, 2], [3, 4], [5, 6]]")),
    CodePage(
      "axis-repeated", "the axes of a value have different names",
      "Rows and columns are told apart by names, even where they count the same things.",
      wrong: .statements("const M: (in, in) = [[1, 0], [1, 1]]"),
      right: .statements("const M: (in, in2) = [[1, 0], [1, 1]]")),
    CodePage(
      "too-many-axes", "a value has at most four axes",
      "That is enough for a batch of images with channels. `flatten` makes one axis of several.",
      wrong: .network("const M: (a=1, b=1, c=1, d=1, e=1) = zeros"),
      right: .network("const M: (a=1, b=1, c=1, d=1) = zeros")),
    CodePage(
      "axis-size-unknown", "data that is made needs sizes that are known",
      "Write the size where the axis is first named. After that it is known.",
      wrong: .statements("const M: (N, hidden) = ones"),
      right: .statements("const M: (N, hidden=4) = ones")),
    CodePage(
      "axis-size-invalid", "a size is a whole number from 1",
      "There are no empty axes.",
      wrong: .statements("const M: (N, hidden=0) = ones"),
      right: .statements("const M: (N, hidden=4) = ones")),
    CodePage(
      "rename-rank", "as many axes are named as the value has",
      "`S: (a, b) = …` names the axes of a result again, all of them, in their order.",
      wrong: .statements("S: (query) = X @ W"),
      right: .statements("S: (query, key) = X @ W")),
    CodePage(
      "rename-size", "naming an axis again does not change its size",
      "A size that is written must be the one that the value has.",
      wrong: .statements("S: (query=3, key) = X @ W"),
      right: .statements("S: (query=2, key) = X @ W")),
    CodePage(
      "axes-not-equal", "equal values have the same axes in the same order",
      "`.T` or `transpose` turns one of them. Where the names differ, the two are different things, "
        + "and comparing their numbers would prove nothing.",
      wrong: .steps("compare dW with dY.T @ X"), right: .steps("compare dW with (dY.T @ X).T")),
  ]

  /// Lists, generators, entries.
  static let data = [
    CodePage(
      "axes-missing", "a list needs the names of its axes",
      "They stand after the value's name. Only a single number goes without.",
      wrong: .statements("const M = [[1, 2], [3, 4]]"),
      right: .statements("const M: (N, in) = [[1, 2], [3, 4]]")),
    CodePage(
      "rank-mismatch", "a list has a pair of brackets for each axis",
      "A matrix is a list of its rows: two axes, two pairs. A row alone is still `[[1, 2]]` where two "
        + "axes are named.",
      wrong: .statements("const M: (one, in) = [1, 2]"),
      right: .statements("const M: (one, in) = [[1, 2]]")),
    CodePage(
      "size-mismatch", "a size that is written is the size of the data",
      "Leave the size out, and it is counted; or mend the data.",
      wrong: .statements("const M: (N, k=3) = [[1, 2], [3, 4]]"),
      right: .statements("const M: (N, k) = [[1, 2], [3, 4]]")),
    CodePage(
      "empty-list", "a list has at least one number", "There are no empty axes.",
      wrong: .statements("const v: (k) = []"), right: .statements("const v: (k) = [0]")),
    CodePage(
      "ragged-list", "the rows of a list are of one length",
      "A number was left out, or two ran together for want of a comma.",
      wrong: .statements("const M: (N, in) = [[1, 2], [3]]"),
      right: .statements("const M: (N, in) = [[1, 2], [3, 0]]")),
    CodePage(
      "mixed-list", "a list holds numbers or lists, not both",
      "Every row has its own brackets.",
      wrong: .statements("const M: (N, in) = [[1, 2], 3]"),
      right: .statements("const M: (N, in) = [[1, 2], [3, 0]]")),
    CodePage(
      "unknown-generator", "nothing that makes data has this name",
      "There are `zeros`, `ones`, `eye`, `range`, `uniform`, `normal` and `bernoulli`.",
      wrong: .statements("const M: (N, in) = unifrom(0, 1)"),
      right: .statements("const M: (N, in) = uniform(0, 1)")),
    CodePage(
      "generator-arguments", "a generator takes what it takes",
      "`range(from, step)`, `uniform(low, high, seed=1)`, `normal(std=1, seed=1)`, "
        + "`bernoulli(keep=1/2, seed=1)`; `zeros`, `ones` and `eye` take nothing, and `eye` needs two "
        + "axes of one size.",
      wrong: .statements("const M: (N, in) = uniform(1)"),
      right: .statements("const M: (N, in) = uniform(-1, 1)")),
    CodePage(
      "generator-in-formula", "a generator stands alone",
      "It makes the data of a statement, with the statement's axes, and is no part of a formula. Give "
        + "what it makes a name, and compute with that.",
      wrong: .statements("const M: (N, in) = 2 * ones"),
      right: .statements("const c: (N, in) = ones\nconst M: (N, in) = 2 * c")),
    CodePage(
      "list-shape", "a list takes the axes of the other side",
      "So it must have as many rows and columns.",
      wrong: .expect("db = [1, 2]"), right: .expect("db = [3/2, -1, 0]")),
    CodePage(
      "shape-not-number", "`shape(…)` is compared, and nothing else",
      "It stands alone on its side; on the other stands a shape or a list of sizes.",
      wrong: .expect("2 * shape(W) = [4, 6]"), right: .expect("shape(W) = [2, 3]")),
    CodePage(
      "index-count", "an entry has an index for each axis",
      "`W[1, 2]` is row 1, column 2. For a whole row multiply or show the value.",
      wrong: .steps("show W[1]"), right: .steps("show W[1, 2]")),
    CodePage(
      "index-out-of-range", "an index goes from 1 to the size of its axis",
      "The first index counts the first axis.",
      wrong: .steps("show W[3, 2]"), right: .steps("show W[2, 3]")),
  ]

  /// Values, and the loss.
  static let values = [
    CodePage(
      "not-finite", "every value is a finite number",
      "The report names the first entry that is infinite or not a number (NaN), and what it was made "
        + "of. A student could not follow it any further. Usual causes: a division by 0, `log` of 0 "
        + "or less, `exp` of more than 709, a learning rate that is too large.",
      wrong: .statements("Y = log(X)"), right: .statements("Y = log(1 + X^2)")),
    CodePage(
      "loss-not-scalar", "the loss is one number",
      "Add the entries up or average them, in sight of the student: there 1/N comes in.",
      wrong: .statements("loss L = (X @ W - T)^2"),
      right: .statements("loss L = sum((X @ W - T)^2) / N")),
    CodePage(
      "no-loss", "gradients need a loss",
      "They are gradients of the loss. A network without one has forward steps only.",
      wrong: .body("```network\ninput x = 2\ny = x^2\n```\n\n```steps\nforward\nbackward\n```"),
      right: .body("```network\ninput x = 2\nloss y = x^2\n```\n\n```steps\nforward\nbackward\n```")
    ),
    CodePage(
      "empty-network", "a network has at least one statement",
      "What stands after `#` is a comment.",
      wrong: .network("# x = 2"), right: .network("input x = 2")),
  ]
}
