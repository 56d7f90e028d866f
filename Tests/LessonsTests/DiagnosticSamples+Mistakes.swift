extension Fault {
  /// One typing error in a valid lesson; it is reported once, whatever follows.
  static let mistakes: [Fault] = [
    // Statements whose axes are lost with them
    .mistake(
      "unknown-generator", "nothing that makes data is called `unifrm`", "uniform(-1",
      "1️⃣unifrm2️⃣(-1", fix: .told),
    .mistake(
      "unclosed-bracket", "the bracket `(` is never closed", "X: (N=4, in=2)", "X: 1️⃣(2️⃣N=4, in=2"),
    .mistake(
      "unexpected-word", "expected `,` or `)`, found `in`", "(N=4, in=2)", "(N=4 1️⃣in2️⃣=2)"),
    .mistake(
      "unexpected-word", "expected `=`, or `:` and the axes, found `(`", "X: (N=4", "X 1️⃣(2️⃣N=4"),
    .mistake(
      "option-out-of-range", "`std` must be positive", "normal(std=1)", "1️⃣normal(std=-1)2️⃣"),
    .mistake(
      "axis-size-unknown", "the size of the axis `inn` is not known here", "W: (in,", "W: (1️⃣inn2️⃣,",
      fix: .told),
    .mistake(
      "axis-size-unknown", "the size of the axis `out` is not known here", "(in, out=3)",
      "(in, 1️⃣out2️⃣)",
      fix: .changes([("(in, out)", "(in, out=4)"), ("[2, 3]", "[2, 4]")])),
    .mistake(
      "axis-size-conflict", "the axis `N` has one size throughout a network, not 4 and 3",
      "t: (N)  = [0, 1, 2, 0]\nconst m: (N) = [1, 2, 3, 4]",
      "t: (1️⃣N2️⃣)  = [0, 1, 2]\nconst m: (N) = [1, 2, 3]"),
    .mistake(
      "unknown-function", "there is no function `flaten`", "flatten(Z, axes=(N, out)",
      "1️⃣flaten2️⃣(Z, axes=(N, out)", fix: .told),
    .mistake(
      "unclosed-bracket", "the bracket `(` is never closed",
      "flatten(Z, axes=(N, out), into=entry)",
      "flatten1️⃣(2️⃣Z, axes=(N, out), into=entry"),

    // Lists of several lines
    .mistake(
      "unexpected-word", "expected `input`, `param`, `target`, `const` or `loss`, found `cnst`",
      "const C", "1️⃣cnst2️⃣ C", fix: .told),
    .mistake(
      "mixed-list", "a list has either numbers or lists as its items, not both", "[[1, 2],",
      "[[1, 2, 1️⃣[2️⃣"),
    .mistake(
      "unexpected-word", "expected `(` and the names of the axes, found `N`", "C: (N, two)",
      "C: 1️⃣N2️⃣, two"),

    // Names and products
    .mistake(
      "reserved-name", "`loss` is a word of the language, so it can't be a name", "loss L =",
      "1️⃣loss2️⃣ ="),
    .mistake("unknown-name", "nothing here is called `zeroes`", "zeros", "1️⃣zeroes2️⃣", fix: .told),
    .mistake(
      "rank-mismatch", "1 axis is named, and this is one number", "(out) = zeros", "(out) = 1️⃣02️⃣"),
    .mistake(
      "product-rank", "`r` is an axis, and in a formula it is its size, a number", "Q @ R",
      "Q @ 1️⃣r2️⃣", fix: .told),
    .mistake(
      "axes-differ", "X @ X needs the last axis of X and the first of X to be the same",
      "= X @ X.T / 2", "= 1️⃣X @ X2️⃣ / 2", fix: .told),
    .mistake(
      "function-without-arguments", "`sum` is a function, and takes its arguments in parentheses",
      "sum(l)", "1️⃣sum2️⃣[l]"),
    .mistake(
      "unexpected-word", "expected `=`, or `:` and the axes, found `==`", "P = soft",
      "P 1️⃣==2️⃣ soft"),
    .mistake(
      "unexpected-comma",
      "several names in parentheses stand only in options, such as `axis=(h, w)`",
      "[0, 1, 2, 0]", "1️⃣(0, 1, 2, 0)2️⃣"),
    .mistake(
      "unexpected-word", "expected the end of the line, found `,`", "[0, 1, 2, 0]",
      "01️⃣,2️⃣ 1, 2, 0]"),
    .mistake(
      "missing-option", "`softmax` needs the option `axis`", "softmax(Z, axis=out)",
      "1️⃣softmax(Z)2️⃣", fix: .told),

    // Steps
    .mistake(
      "unexpected-word", "expected `until` or the end of the step, found `untl`", "until Z",
      "1️⃣untl2️⃣ Z", fix: .told),
    .mistake("unknown-name", "nothing here is called `dz`", "until dZ", "until 1️⃣dz2️⃣", fix: .told),
    .mistake(
      "gradient-expected", "`W` is a value, and here the name of a gradient stands", "dW by",
      "1️⃣W2️⃣ by", fix: .told),
    .mistake(
      "unexpected-word", "expected `sample` or `entry`, found `samples`", "sample\n",
      "1️⃣samples2️⃣\n", fix: .told),
    .mistake(
      "unexpected-word", "expected `,` or the end of the line, found `L`", "show W, L",
      "show W 1️⃣L2️⃣"),
    .mistake(
      "unexpected-word", "expected `with` or the end of the step, found `h`", "b with h", "b 1️⃣h2️⃣"),
    .mistake(
      "unexpected-word", "expected `with` and an optimiser, found `b`", "W, b with sgd",
      "W 1️⃣b2️⃣ with sgd"),
    .mistake("unknown-step", "there is no step `updat`", "update", "1️⃣updat2️⃣", fix: .told),
    .mistake(
      "no-loss", "there are no gradients, for the network has no loss",
      "loss L = sum(l) / N\n```\n\n```steps\nforward until Z\nbackward until dZ",
      "L = sum(l) / N\n```\n\n```steps\nforward until Z\n1️⃣backward until dZ2️⃣"),

    // Blocks
    .mistake(
      "fence-not-closed", "the block `steps` that begins here is never closed",
      "```steps\nshow W, L\n```\n\nAn affine layer.", "1️⃣```steps2️⃣\nshow W, L\n\nAn affine layer."),
    .mistake(
      "question-text-late", "a question's text stands before its answer, choices and hints",
      "- [ ] in | it stays", "1️⃣- [] in | it stays2️⃣"),
    .mistake(
      "unexpected-word", "expected `within` or the end of the line, found `whithin`", "within",
      "1️⃣whithin2️⃣", fix: .told),
    .mistake(
      "unexpected-word", "expected `=`, or `:` and the axes, found `-`", "param W:", "par1️⃣-2️⃣am W:"),
    .mistake(
      "front-matter-not-closed", "the front matter that begins here is never closed",
      "---\nformat: 1\ntitle: A title\nsummary: A summary\n\(Sample.allowed)\n---\n",
      "1️⃣---2️⃣\nformat: 1\ntitle: A title\nsummary: A summary\n\(Sample.allowed)\nProse, that begins.\n"
    ),
    .mistake(
      "front-matter-line", "a line of the front matter is `key: value`", "summary: A summary",
      "1️⃣summary A summary2️⃣", fix: .told),
  ]

  /// A lesson in which `wrong` replaces `right`.
  private static func mistake(
    _ code: String, _ message: String, _ right: String, _ wrong: String, fix: Fix? = nil
  ) -> Fault {
    let plain = wrong.replacing("1️⃣", with: "").replacing("2️⃣", with: "")
    return Fault(
      code: code, message: message, text: lesson.replacing(right, with: wrong, maxReplacements: 1),
      fix: fix ?? .change(plain, right))
  }

  private static let lesson =
    Sample.front + """
      ```steps
      show W, L
      ```

      An affine layer. It has {{ N * out }} scores.

      ```network
      input X: (N=4, in=2) = uniform(-1, 1, seed=3)
      param W: (in, out=3) = normal(std=1)
      param b: (out) = zeros
      target t: (N)  = [0, 1, 2, 0]
      const m: (N) = [1, 2, 3, 4]
      const C: (N, two) = [[1, 2],
        [3, 4], [5, 6],
        [7, 8]]
      const Q: (j, r) = [[1, 2]]
      const R: (r, k) = [[1], [2]]
      V = Q @ R
      G: (N, other) = X @ X.T / 2
      Z = X @ W + b
      F = flatten(Z, axes=(N, out), into=entry)
      param e: (entry) = ones
      P = softmax(Z, axis=out)
      l = cross_entropy(P, t, axis=out)
      loss L = sum(l) / N
      ```

      ```steps
      forward until Z
      backward until dZ
      detail dW by sample
      show sum(F * e) / entry
      check gradients of W, b with h=1/10
      update W, b with sgd(rate=1/10)
      show after.W, after.L
      ```

      ```ask
      Which axis does dW sum away?
      - [x] N | one product for each sample
      - [ ] in | it stays
      ```

      ```expect
      shape(W) = [2, 3]
      L = L within 1e-4
      ```

      """
}
