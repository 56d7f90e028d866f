import Backprop
import Formulas

extension NetworkProblem: Explained {
  static let explanations = names + functions + axes + data + values

  /// Names and what they refer to.
  static let names: [Explanation<NetworkProblem>] = [
    Explanation(
      "unknown-name", "a name stands for something above it",
      "It must be the name of a value, an axis or, after its point, of a value in another network. "
        + "Capitals count: `w` is not `W`.", .statements, wrong: "Y = X @ w", right: "Y = X @ W"
    ) {
      if case .namesOfEarlierNetwork(let names, let meant) = $0.kind {
        return Words(
          "nothing here is called \(names.quoted("or"))", help: "write \(meant.quoted)")
      }
      guard case .unknownName(let name, let suggestion) = $0.kind else { return nil }
      let network =
        $0.marked.text.hasSuffix("." + name) ? $0.marked.text.dropLast(name.count + 1) : ""
      return Words(
        network.isEmpty
          ? "nothing here is called \(name.quoted)"
          : network == "after"
            ? "nothing after the update is called \(name.quoted)"
            : "nothing in the network \(String(network).quoted) is called \(name.quoted)",
        help: Words.didYouMean(suggestion)
          ?? (network.isEmpty || network == "after"
            ? "names are given by the statements of a network, each before it is used"
            : "its names are those that the statements of its block give"))
    },
    Explanation(
      "unknown-function", "there is no function of this name",
      "`backprop-tutor operations` lists the functions. What is missing can often be made of them: a "
        + "standard deviation is `sqrt(variance(x))`.", .statements, wrong: "Y = logistic(X)",
      right: "Y = sigmoid(X)"
    ) {
      guard case .unknownFunction(let name, let suggestion) = $0.kind else { return nil }
      return Words(
        "there is no function \(name.quoted)",
        help: Words.equivalent(of: name) ?? Words.didYouMean(suggestion)
          ?? "`backprop-tutor operations` tells which there are")
    },
    Explanation(
      "internal-function", "some functions only stand inside others",
      "Gradients are made of them; they have no useful gradient of their own.", .statements,
      wrong: "Y = log1p(square(X))", right: "Y = log(1 + square(X))"
    ) {
      guard case .internalFunction(let name) = $0.kind else { return nil }
      let help: String? =
        switch name {
        case "reshape": "`flatten` joins axes; `S: (a, b) = …` names them again"
        case "entry": "in `steps`, `ask`, `expect` and prose write `W[1, 2]`"
        case "order": "`x > y`, `x < y` and `x == y` compare entry by entry"
        default: nil
        }
      return Words(
        "\(name.quoted) is a part of other operations; lessons can't call it", help: help)
    },
    Explanation(
      "unknown-network", "before a point stands the name of a network above",
      "Or a matrix, before `.T`; or `after`. A network is known from its block on.", .steps,
      wrong: "show early.dW", right: "show main.dW"
    ) {
      guard case .unknownNetwork(let name, let suggestion) = $0.kind else { return nil }
      return Words(
        "no network before this is called \(name.quoted)",
        help: Words.attribute($0.marked.text) ?? Words.didYouMean(suggestion)
          ?? "a point follows a network's name, as in `early.dW`, or a matrix: `W.T`")
    },
    Explanation(
      "used-before-statement", "a value is used below its statement",
      "A network is read from top to bottom, as a student reads it. No value is made of itself, so "
        + "each change of a value has a name of its own.", .statements,
      wrong: "Z = 2 * Y\nY = X @ W", right: "Y = X @ W\nZ = 2 * Y"
    ) {
      guard case .usedBeforeStatement(let name) = $0.kind else { return nil }
      let range = $0.marked.range
      let isInIt = $0.marked.related.map { $0.lowerBound < range.lowerBound } ?? false
      return isInIt
        ? Words(
          "\(name.quoted) can't be made of itself",
          related: "\(name.quoted) is what this statement makes",
          help: "give the new value a name of its own")
        : Words(
          "\(name.quoted) is used before its statement",
          related: "\(name.quoted) is made only here", help: "move that statement up")
    },
    Explanation(
      "definition-of-itself", "no definition uses itself",
      "It is put in wherever it is used, so one that used itself would never end. Write each step of a "
        + "recurrence as a statement of its own.", .statements,
      wrong: "define act(x) = tanh(act(x))\nY = act(X)",
      right: "define act(x) = tanh(x)\nH = act(X)\nY = act(H)"
    ) {
      guard case .definitionOfItself(let name) = $0.kind else { return nil }
      return Words(
        "\(name.quoted) uses itself, so it would never end",
        help: "use it once for each step, in statements: `H2 = \(name)(H1)`")
    },
    Explanation(
      "inside-definition", "what a definition names inside is its own",
      "Pages show it as `H.z`, and so it is called in `steps`, `ask`, `expect` and prose; no formula of the "
        + "network can use it. `inside H` shows all of it.",
      .network,
      wrong: "define f(x) = z = 2 * x; z^2\ninput a = 3\nH = f(a)\nloss L = H + H.z",
      right: "define f(x) = z = 2 * x; z^2\ninput a = 3\nH = f(a)\nloss L = H + 2 * a"
    ) {
      switch $0.kind {
      case .innerName(let name, let value):
        Words(
          "\("\(value).\(name)".quoted) is inside a definition, and only formulas of `steps`, `ask`, `expect` and"
            + " prose can name it",
          help: "what formulas use gets a statement of its own; `show \(value).\(name)` shows it")
      case .unknownInnerName(let name, let value, let suggestion, let known):
        Words(
          "the definition that makes \(value.quoted) names nothing \(name.quoted)",
          help: Words.didYouMean(suggestion.map { "\(value).\($0)" })
            ?? (known.isEmpty
              ? "it names nothing inside; its value is \(value.quoted)"
              : "what it names is \(known.map { "\(value).\($0)" }.quoted("and"))"))
      default: nil
      }
    },
    Explanation(
      "no-gradient", "targets, consts and what no gradient reaches have none",
      "Gradients are of the loss, with respect to inputs, params and what is computed of them on "
        + "the way to the loss.", .steps, wrong: "show dT", right: "show dY"
    ) {
      guard case .noGradient(let name, let reason) = $0.kind else { return nil }
      let (why, help): (String, String?) =
        switch reason {
        case .noLoss:
          ("the network has no loss", "end the network with a statement `loss L = …`")
        case .fixed(let role):
          ("a \(role) is fixed", "an `input` or a `param` has a gradient")
        case .independentOfParameters: ("it depends on no input and no param", nil)
        case .lossIndependent: ("the loss does not depend on it", nil)
        }
      return Words(
        "\(name.quoted) has no gradient, for \(why)", related: "\(name.quoted) is made here",
        help: help)
    },
    Explanation(
      "duplicate-name", "each name is given once",
      "A second `Y` would hide the first, and `dY` would have two meanings.", .statements,
      wrong: "Y = X @ W\nY = Y + b", right: "Z = X @ W\nY = Z + b"
    ) {
      guard case .duplicateName(let name) = $0.kind else { return nil }
      return Words(
        "the name \(name.quoted) is given twice", label: "the second time",
        related: "the first time", help: "choose another name for one of them")
    },
    Explanation(
      "reserved-name", "functions and roles can't be names",
      "`sum`, `input`, `axis` and their like keep one meaning.", .statements, wrong: "sum = X @ W",
      right: "total = X @ W"
    ) {
      guard case .reservedName(let name, let word, let isAxis) = $0.kind else { return nil }
      return Words(
        "\(name.quoted) is \(word == .function ? "a function" : "a word of the language"), so it"
          + " can't be a name",
        help: word == .function || isAxis
          ? "choose another name, such as \("my_\(name)".quoted)"
          : "a name stands after it, as in \("\(name) \(name == "loss" ? "L" : "x")".quoted)")
    },
    Explanation(
      "gradient-name", "`dX` is the gradient of X, and nothing else",
      "That holds for every input and param, and for what is computed of them. Call a change "
        + "`delta_X`, or spell it out.", .statements, wrong: "dX = X @ W", right: "delta_X = X @ W"
    ) {
      guard case .gradientName(let name, let value) = $0.kind else { return nil }
      return Words(
        "\(name.quoted) is what the gradient of \(value.quoted) is called",
        label: "it can't name another value", related: "\(value.quoted) is made here",
        help: "choose another name, such as \("delta_\(value)".quoted)")
    },
    Explanation(
      "name-of-axis-and-value", "no value bears an axis's name",
      "In a formula an axis's name is its size: `/ N` divides by the number of samples.",
      .statements, wrong: "N = sum(X)", right: "total = sum(X)"
    ) {
      switch $0.kind {
      case .axisBearsValueName(let name):
        return Words(
          "\(name.quoted) is a value, so no axis can be called that", label: "the axis",
          related: "the value", help: "choose another name for one of them")
      case .valueBearsAxisName(let name):
        return Words(
          "\(name.quoted) is an axis, so no value can be called that", label: "the value",
          related: "the axis", help: "choose another name for one of them")
      default: return nil
      }
    },
    Explanation(
      "second-loss", "a network has one loss",
      "Gradients are of one number. Of two losses take the sum, with weights if you like; or make "
        + "two networks.", .statements, wrong: "loss L = sum(X @ W)\nloss R = sum(W^2)",
      right: "loss L = sum(X @ W) + sum(W^2)"
    ) {
      guard case .secondLoss(let first) = $0.kind else { return nil }
      return Words(
        "a network has one loss, and this one has \(first.quoted) already",
        label: "the second loss", related: "the first loss",
        help: "leave the word out in one of them; of two losses take the sum")
    },
    Explanation(
      "gradient-in-network", "a network can't use its own gradients",
      "They are known only after it. A later network takes them as data, and an update of the "
        + "params is shown by `update`.",
      wrong: .init(.network, "input x = 3\nparam w = 2\nloss L = (w * x)^2\nv = w - 1/10 * dw"),
      right: .init(
        .body,
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
        """)
    ) {
      guard case .gradientInNetwork(let name) = $0.kind else { return nil }
      return Words(
        "\(name.quoted) is known only after the network, so its formulas can't use it",
        help: "a later network can: `param W = main.W - 1/10 * main.dW`; so can `steps`, `ask`,"
          + " `expect` and prose")
    },
    Explanation(
      "data-from-computed", "data is not made of what the network computes",
      "A role means that the numbers come from outside. Without one it is a computed value; "
        + "`detach(Y)` takes a value as fixed.", .statements,
      wrong: "Y = X @ W\nconst M: (N, out) = Y", right: "Y = X @ W\nM = detach(Y)"
    ) {
      guard case .dataFromComputed(let name) = $0.kind else { return nil }
      return Words(
        "data can't be made of \(name.quoted), which this network computes",
        help: "leave out the role, and it is a computed value; or compute \(name.quoted) in an"
          + " earlier network")
    },
    Explanation(
      "value-expected", "values have names of their own",
      "`dW` is the gradient of `W`. `forward until`, `inside`, `check gradients of`, `sweep h of` and "
        + "`update` take the value's name.", .steps, wrong: "check gradients of dW",
      right: "check gradients of W"
    ) {
      guard case .valueExpected(let name, let suggestion) = $0.kind else { return nil }
      return Words(
        "\(name.quoted) is a gradient, and here the name of a value stands",
        help: Words.didYouMean(suggestion))
    },
  ]
}
