import MatrixCore

extension Operation {
  static let reductions: [Operation] = [
    Operation(
      "sum", [.operand("x"), .axis(.all)], shape: .reduced,
      value: .primitive { (x, options) throws(ShapeError) in
        try x[0].sum(over: options.names())
      },
      gradients: ["broadcast(g, to=shape)"], structure: .sum,
      why: "Every entry counts once in the sum, so each gets a copy of the gradient.",
      numpy: "np.sum({x}, axis={axis})", torch: "{x}.sum(dim={axis})"),
    Operation(
      "mean", [.operand("x"), .axis(.all)], shape: .reduced,
      value: .formula("sum(x, axis=axis) / count"),
      gradients: ["broadcast(g, to=shape) / count"],
      why: "Every entry counts once in the sum, and the sum is divided by how many there are.",
      mistakes: [Mistake("broadcast(g, to=shape)", "A mean divides by the number of entries.")],
      numpy: "np.mean({x}, axis={axis})", torch: "{x}.mean(dim={axis})"),
    Operation(
      "max", [.operand("x"), .axis(.all)], shape: .reduced,
      value: .primitive { (x, options) throws(ShapeError) in
        try x[0].maximum(over: options.names())
      },
      gradients: ["g * first_max(x, axis=axis)"],
      why: "Only the largest entry moves the maximum, so it gets the whole gradient.",
      conventions: ["of several largest entries the first gets it"],
      mistakes: [Mistake("broadcast(g, to=shape)", "Only the largest entry gets the gradient.")],
      kink: "first_max(x, axis=axis)", numpy: "np.max({x}, axis={axis})",
      torch: [
        Spelling("torch.max({x}, dim={axis}).values", where: Spelling.hasOneAxis),
        Spelling("largest({x}, {axis})", [.largest]),
      ]),
    Operation(
      "first_max", [.operand("x"), .axis(.all)],
      value: .primitive { (x, options) throws(ShapeError) in
        try x[0].firstMaximum(over: options.names())
      },
      gradients: [nil],
      why: "It says where the largest entry is; that does not change by a little.",
      isInternal: true, numpy: [Spelling("first_max({x}, {axis})", [.firstMax])]),
    Operation(
      "argmax", [.operand("x"), .axis(.named("class"))],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        guard options.names().count == 1 else {
          throw .option("axis", rule: "one axis, whose entries the labels count")
        }
        return shapes[0].removing(options.names())
      },
      value: .primitive { (x, options) throws(ShapeError) in
        try x[0].indexOfMaximum(along: options.names().first ?? "")
      },
      gradients: [nil],
      why: "It says where the largest entry is; that does not change by a little.",
      conventions: ["labels count from 0; of several largest entries it is the first"],
      kink: "first_max(x, axis=axis)", numpy: "{x}.argmax({axis})", torch: "{x}.argmax({axis})"),
    Operation(
      "logsumexp", [.operand("x"), .axis(.all)], shape: .reduced,
      // The expansion's formula in halves, which can't overflow; exp(-1000) is 0.
      value: .formula(
        "top = detach(max(x, axis=axis)); half = x / 2 - top / 2;"
          + " top + log(sum(exp(2 * maximum(half, -500)), axis=axis))"),
      textbook: "log(sum(exp(x), axis=axis))", gradients: ["g * softmax(x, axis=axis)"],
      why: "The slope of log Σ eˣ is the softmax: each entry gets its share of the sum.",
      expansion: "top = detach(max(x, axis=axis)); shifted = x - top;"
        + " top + log(sum(exp(shifted), axis=axis))",
      conventions: ["entries are shifted by their maximum before exp"],
      mistakes: [
        Mistake("g * exp(x)", "The logarithm divides by the sum: its gradient is the softmax.")
      ], torch: "torch.logsumexp({x}, {axis})"),
    Operation(
      "variance",
      [
        .operand("x"), .axis(.all),
        Parameter(name: "kind", kind: .word(["population", "sample"], default: "population")),
      ], variant: "kind=population",
      shape: .reduced,
      value: .formula("centred = x - mean(x, axis=axis); sum(centred^2, axis=axis) / count"),
      gradients: ["2 * (x - mean(x, axis=axis)) * g / count"],
      why:
        "The mean moves with x too, but those contributions cancel: the centred entries sum to 0.",
      conventions: ["the population's variance: divided by the number of entries"],
      numpy: "np.var({x}, axis={axis})", torch: "{x}.var(dim={axis}, correction=0)",
      applies: { _, options in options.word("kind") != "sample" }),
    Operation(
      "variance",
      [
        .operand("x"), .axis(.all),
        Parameter(name: "kind", kind: .word(["population", "sample"], default: "population")),
      ], variant: "kind=sample",
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        let kept = shapes[0].removing(options.names())
        guard kept.count < shapes[0].count else {
          throw .operand(
            index: 0,
            expected: "at least two entries along its axis: a sample's variance divides by n - 1")
        }
        return kept
      },
      value: .formula("centred = x - mean(x, axis=axis); sum(centred^2, axis=axis) / (count - 1)"),
      gradients: ["2 * (x - mean(x, axis=axis)) * g / (count - 1)"],
      why:
        "The mean moves with x too, but those contributions cancel: the centred entries sum to 0.",
      conventions: ["the sample's variance: divided by the number of entries less one"],
      numpy: "np.var({x}, axis={axis}, ddof=1)", torch: "{x}.var(dim={axis}, correction=1)"),
    Operation(
      "broadcast", [.operand("x"), Parameter(name: "to", kind: .target)],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        let target = options.shape("to")
        guard shapes[0].isContained(in: target) else {
          throw .option("to", rule: "axes that include \(shapes[0])")
        }
        return target
      },
      value: .primitive { (x, options) throws(ShapeError) in
        try x[0].broadcast(to: options.shape("to"))
      },
      gradients: ["sum(g, axis=added)"], structure: .broadcast,
      why: "Copying forward is summing backward: every copy sends its gradient home, and they add.",
      mistakes: [Mistake("mean(g, axis=added)", "The copies' gradients are added, not averaged.")],
      numpy: "np.broadcast_to({x:to}, {to})", torch: "torch.broadcast_to({x:to}, {to})"),
  ]
}
