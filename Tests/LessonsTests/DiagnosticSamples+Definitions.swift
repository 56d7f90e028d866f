extension Fault {
  /// Definitions, and steps that name values of earlier networks.
  static let definitions: [Fault] = [
    .formula(
      "definition-of-itself", "`act` uses itself, so it would never end",
      "define act(x) = tanh(1️⃣act2️⃣(x))\nY = act(X)",
      fix: .changes([
        ("tanh(act(x))\nY = act(X)", "tanh(x)\nH1 = act(X)\nH2 = act(H1)")
      ])),
    .formula(
      "argument-count", "`act` takes 1 argument, not 2",
      "define act(x) = tanh(x)\nY = 1️⃣act(X, 2)2️⃣", fix: "act(X)"),
    .formula(
      "argument-count", "`cell` takes 2 arguments, not 1",
      "define cell(h, x) = h * x\nY = 1️⃣cell(X)2️⃣", fix: "cell(X, X)"),
    .formula(
      "unknown-option", "`act` has no option `x`",
      "define act(x) = tanh(x)\nY = act(1️⃣x2️⃣=X)", fix: .change("x=X", "X")),
    .formula(
      "unknown-function", "there is no function `cel`",
      "define cell(x) = tanh(x)\nY = cell(X)\nZ = 1️⃣cel2️⃣(Y)"),
    .formula(
      "function-without-arguments", "`act` is a function, and takes its arguments in parentheses",
      "define act(x) = tanh(x)\nY = act(X)\nZ = 2 * 1️⃣act2️⃣", fix: "act(X)"),
    .formula(
      "definition-parts", "`act` ends with its value, which has no name",
      "define act(x) = y = 2 * x; 1️⃣z2️⃣ = tanh(y)\nY = act(X)",
      fix: .change("z = tanh(y)", "z = tanh(y); z")),
    .formula(
      "definition-parts", "each part of a definition before the last has a name",
      "define act(x) = 1️⃣2 * x2️⃣; tanh(x)\nY = act(X)", fix: "z = 2 * x"),
    .formula(
      "duplicate-name", "the name `x` is given twice",
      "define act(x) = 1️⃣x2️⃣ = 2 * x; tanh(x)\nY = act(X)",
      fix: .change("x = 2 * x; tanh(x)", "z = 2 * x; tanh(z)")),
    .formula(
      "duplicate-name", "the name `W` is given twice",
      "define 1️⃣W2️⃣(x) = 2 * x\nY = X @ W",
      fix: .change("define W(x) = 2 * x\nY = X @ W", "define twice(x) = 2 * x\nY = twice(X @ W)")),
    .formula(
      "reserved-name", "`tanh` is a function, so it can't be a name",
      "define 1️⃣tanh2️⃣(x) = 2 * x\nY = X @ W",
      fix: .change("tanh(x) = 2 * x\nY = X @ W", "my_tanh(x) = 2 * x\nY = my_tanh(X)")),
    .formula(
      "reserved-name", "`sum` is a function, so it can't be a name",
      "define act(1️⃣sum2️⃣) = 2 * sum\nY = act(X)",
      fix: .change("act(sum) = 2 * sum", "act(my_sum) = 2 * my_sum")),
    .formula(
      "used-before-statement", "`V` is used before its statement",
      "define act(x) = x @ 1️⃣V2️⃣\nparam V: (out, k) = [[1], [2], [3]]\nY = act(X @ W)",
      fix: .changes([
        ("define act(x) = x @ V\n", ""), ("[3]]\n", "[3]]\ndefine act(x) = x @ V\n"),
      ])),
    .formula(
      "used-before-statement", "`z` is used before its statement",
      "define act(x) = y = 2 * 1️⃣z2️⃣; z = tanh(x); y + z\nY = act(X)",
      fix: .change("y = 2 * z; z = tanh(x)", "z = tanh(x); y = 2 * z")),
    .formula(
      "used-before-statement", "`act` is used before its statement",
      "Y = 1️⃣act2️⃣(X)\ndefine act(x) = tanh(x)",
      fix: .change("Y = act(X)\ndefine act(x) = tanh(x)", "define act(x) = tanh(x)\nY = act(X)")),
    .formula(
      "unexpected-word", "expected the name of a parameter, found `2`",
      "define act(x, 1️⃣22️⃣) = x\nY = act(X)", fix: .change("x, 2", "x")),
    .formula(
      "unknown-name", "nothing here is called `w`",
      "define act(x) = x @ 1️⃣w2️⃣\nY = act(X)\nZ = act(2 * X)", fix: "W"),
    // What a definition names inside
    .network(
      "inside-definition",
      "`H.z` is inside a definition, and only formulas of `steps`, `ask`, `expect` and prose can name it",
      inner + "loss L = H + 1️⃣H.z2️⃣",
      fix: .change("loss L = H + H.z\n```\n", "loss L = H\n```\n\n```steps\nshow H.z\n```\n")),
    .network(
      "inside-definition",
      "`H.z` is inside a definition, and only formulas of `steps`, `ask`, `expect` and prose can name it",
      inner + "loss L = H\n```\n\n```steps\nforward until 1️⃣H.z2️⃣",
      fix: .change("forward until H.z", "show H.z")),
    .network(
      "inside-definition", "the definition that makes `H` names nothing `y`",
      inner + "loss L = H\n```\n\n```steps\nshow 1️⃣H.y2️⃣", fix: "H.z"),
    // Other networks
    .body(
      "other-network",
      "`w` is in the network `main`, and a step works on the last network above it, `two`",
      twoNetworks + "update 1️⃣w2️⃣ with sgd(rate=1/10)\n```\n",
      fix: .changes([
        ("update w with sgd(rate=1/10)\n", ""),
        ("```network two", "```steps\nupdate w with sgd(rate=1/10)\n```\n\n```network two"),
      ])),
    .body(
      "other-network",
      "`dw` is in the network `main`, and a step works on the last network above it, `two`",
      twoNetworks + "detail 1️⃣dw2️⃣ by sample\n```\n",
      fix: .changes([
        ("detail dw by sample\n", ""),
        ("```network two", "```steps\ndetail dw by sample\n```\n\n```network two"),
      ])),
    .body(
      "other-network",
      "a step works on the last network above it, so it takes a name without a network",
      twoNetworks + "update 1️⃣main.w2️⃣ with sgd(rate=1/10)\n```\n",
      fix: .changes([
        ("update main.w with sgd(rate=1/10)\n", ""),
        ("```network two", "```steps\nupdate w with sgd(rate=1/10)\n```\n\n```network two"),
      ])),
    .body(
      "unknown-name", "nothing here is called `w`", twoNetworks + "show 1️⃣w2️⃣\n```\n"),
    .steps(
      "axes-not-equal", "a contrast is entry by entry, so both sides have the same axes",
      "1️⃣contrast L with db2️⃣",
      fix: .none(because: "the smaller side is copied where the lesson says so")),
  ]

  private static let inner = "define f(x) = z = 2 * x; z^2\ninput a = 3\nH = f(a)\n"

  private static let twoNetworks = """
    ```network
    input  x: (N) = [1, 2, 4]
    param  w      = 3
    loss L = mean((w * x - 1)^2)
    ```

    ```network two
    input  y: (n2) = [1, 2]
    loss L = mean(y^2)
    ```

    ```steps
    forward

    """
}
