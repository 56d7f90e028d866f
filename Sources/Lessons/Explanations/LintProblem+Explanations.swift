import Formulas
import MatrixCore

extension LintProblem: Explained {
  static let explanations: [Explanation<LintProblem>] = [
    Explanation(
      "equal-axes", "axes of one size hide a forgotten transpose",
      "Where N is as large as `in`, X and Xᵀ have the same shape, and elsewhere the wrong product runs "
        + "without complaint. Where the lesson is about just that, write `allow: equal-axes`.",
      .network,
      wrong:
        "input X: (N, in)   = [[1, 2], [3, -1]]\nparam W: (in, out) = [[1, 0, -1], [2, 1, 1]]\n"
        + "loss L = sum((X @ W)^2)",
      right: "input X: (N, in)   = [[1, 2], [3, -1], [0, 1], [2, 1]]\n"
        + "param W: (in, out) = [[1, 0, -1], [2, 1, 1]]\nloss L = sum((X @ W)^2)"
    ) {
      guard case .equalAxes(let first, let second, let size) = $0.kind else { return nil }
      return Words(
        "the axes \(first.quoted) and \(second.quoted) have one size, \(size.grouped), so that a"
          + " forgotten transpose can't be seen", related: "and here", help: "give them two sizes")
    },
    Explanation(
      "symmetric-matrix", "a matrix that is its own transpose hides a forgotten one",
      "`W` and `W.T` then give the same numbers, and a wrong gradient looks right.", .network,
      wrong: "input X: (N, in) = [[1, 2], [2, 3]]\nloss L = sum(X^2)",
      right: "input X: (N, in) = [[1, 2], [3, -1]]\nloss L = sum(X^2)"
    ) {
      guard case .symmetricMatrix(let name) = $0.kind else { return nil }
      return Words(
        "\(name.quoted) is its own transpose, so that a forgotten one can't be seen",
        help: "change an entry off the diagonal")
    },
    Explanation(
      "zero-row", "a row of zeros adds nothing to any product",
      "A student who leaves it out gets the right numbers.", .network,
      wrong: "input X: (N, in) = [[1, 2], [0, 0], [3, -1]]\nloss L = sum(X^2)",
      right: "input X: (N, in) = [[1, 2], [0, 1], [3, -1]]\nloss L = sum(X^2)"
    ) {
      guard case .zeroRow(let name, let row) = $0.kind else { return nil }
      return Words(
        "row \(row.grouped) of \(name.quoted) is 0 throughout, and adds nothing to any"
          + " product", help: "give it numbers")
    },
    Explanation(
      "tie", "at a tie a convention says who gets the gradient",
      "Of several largest entries `max` and pooling take the first, and other programs may share it. "
        + "Where the lesson is about that, write `allow: tie`.", .network,
      wrong: "input x: (in) = [2, 2, 1]\nloss L = max(x)",
      right: "input x: (in) = [2, 3, 1]\nloss L = max(x)"
    ) {
      guard case .tie(let function) = $0.kind else { return nil }
      return Words(
        "\(function.quoted) meets a tie: two entries are equally large, and a convention says"
          + " which of them gets the gradient", help: "change one of the two")
    },
    Explanation(
      "transpose-by-name", "a transpose keeps its axes' names, and so its entries",
      "With `Xt = X.T` the sum `X + Xt` is `X + X`: whatever their order, the axes called `N` meet. Where "
        + "rows are to meet columns, the transpose needs the other side's names.", .network,
      wrong: "input X: (N, in) = [[1, 2, 4], [3, -1, 5]]\nXt = X.T\nloss L = sum((X + Xt)^2)",
      right: "input X: (N, in) = [[1, 2, 4], [3, -1, 5]]\nloss L = sum((X + X)^2)"
    ) {
      guard case .transposeByName(let name, let own, let shape) = $0.kind else { return nil }
      let axes = shape.names.joined(separator: ", ")
      return Words(
        "entry by entry \(name.quoted) is \(own.quoted): axes are matched by name, so the transpose"
          + " changes nothing here",
        related: "turned here",
        help: shape.sizes.first == shape.sizes.last
          ? "where rows are to meet columns, write \("\(name): (\(axes)) = \(own).T".quoted)"
          : "write \(own.quoted)")
    },
    Explanation(
      "batch-of-two", "of two samples batch normalisation makes +1 and -1",
      "Whatever comes in, the same goes out, and nearly no gradient comes back. Take three or more.",
      .network,
      wrong: "input X: (N, in) = [[1], [3]]\nparam g: (in) = [2]\nparam c: (in) = [1]\n"
        + "loss L = sum(batch_norm(X, g, c)^2)",
      right: "input X: (N, in) = [[1], [3], [4]]\nparam g: (in) = [2]\nparam c: (in) = [1]\n"
        + "loss L = sum(batch_norm(X, g, c)^2)"
    ) {
      guard case .batchOfTwo(let axis) = $0.kind else { return nil }
      return Words(
        "of two samples batch normalisation makes +1 and -1, whatever they are",
        label: "\(axis.quoted) has 2 entries", help: "take at least three")
    },
    Explanation(
      "mistake-invisible", "a usual mistake should give another number",
      "On these numbers it gives the right one, so a student who makes it is not found out. Other "
        + "numbers tell the two apart: with two equal factors nobody sees which of them was meant.",
      .network, wrong: "input x = 3\ninput y = 3\nloss L = x * y",
      right: "input x = 3\ninput y = 4\nloss L = x * y"
    ) {
      if case .zeroGradient(let gradient) = $0.kind {
        return Words(
          "\(gradient.quoted) is 0 whatever the numbers, so no mistake in it can be seen",
          help: "say in a sentence why, or leave out what it is the gradient of")
      }
      guard case .invisibleMistake(let gradient, let remark) = $0.kind else { return nil }
      return Words(
        "on these numbers a usual mistake gives the right \(gradient.quoted)", label: remark,
        help: "choose numbers on which it gives another")
    },
    Explanation(
      "mistakes-collide", "usual mistakes should give different answers to a question",
      "A student is told which mistake was made. Where two give one number, the program can only say "
        + "that it was one of them. Here `X @ dY` and sample 2 alone both give -1.5. Ask for another "
        + "entry, or for the whole matrix, or choose other numbers. A `wrong:` line doesn't help: the "
        + "number still has two reasons.",
      .ask,
      wrong: "What is dW[1, 2]?\nanswer: dW[1, 2]",
      right: "What is dW[2, 3]?\nanswer: dW[2, 3]"
    ) {
      guard case .mistakesCollide(let one, let other) = $0.kind else { return nil }
      return Words(
        "two usual mistakes give one answer to this question",
        label: "\(one) \(other)",
        help: "ask for another entry or for all of them, or choose other numbers")
    },
    Explanation(
      "unused-value", "every statement is used for something",
      "By another statement, a step, a question or a sentence. Else it only makes the student wonder.",
      .network, wrong: "input x = 2\nconst c = 3\nloss L = x^2",
      right: "input x = 2\nconst c = 3\nloss L = c * x^2"
    ) {
      guard case .unusedValue(let name) = $0.kind else { return nil }
      return Words(
        "nothing uses \(name.quoted)",
        help: "leave its statement out, or show it in a step or a sentence")
    },
    Explanation(
      "unused-definition", "a definition is used",
      "It shows nothing by itself: only where a statement uses it is it put in.", .network,
      wrong: "define twice(x) = 2 * x\ninput a = 3\nloss L = 2 * a",
      right: "define twice(x) = 2 * x\ninput a = 3\nloss L = twice(a)"
    ) {
      guard case .unusedDefinition(let name) = $0.kind else { return nil }
      return Words(
        "nothing uses the definition \(name.quoted)",
        help: "leave it out, or use it: `y = \(name)(…)`"
      )
    },
    Explanation(
      "gradient-quotient", "the gradient of the loss with respect to `W` is `dW`",
      "`dL` is the gradient of the loss with respect to itself, 1, so `dL/dW` divides 1 by each entry of "
        + "the gradient. The slopes of a value by another, as a table, are a step: `jacobian Y of W`.",
      .steps, wrong: "show dL/dW", right: "show dW"
    ) {
      guard case .gradientAsQuotient(let gradient) = $0.kind else { return nil }
      return Words(
        "\($0.marked.text.withoutParentheses.quoted) divides 1 by each entry of the gradient",
        help: "the gradient is \(gradient.quoted)")
    },
    Explanation(
      "wide-line", "a line that is shown as typed fits into 80 columns",
      "Formulas and code are shown as you wrote them, and a terminal would break them anywhere.",
      .network, wrong: "input x: (N) = [" + String(repeating: "1, 2, ", count: 15) + "3]\ny = x^2",
      right: "input x: (N=31) = uniform(1, 3)\ny = x^2"
    ) {
      guard case .wideLine(let columns) = $0.kind else { return nil }
      return Words(
        "this line takes \(columns.grouped) columns, and a terminal of 80 has room for"
          + " \(Problem.columnsOfCode)", help: "make it shorter, or several of it")
    },
  ]
}
