import MatrixCore

extension Operation {
  static let losses: [Operation] = [
    // With labels: the row below, with one-hot targets.
    Operation(
      "softmax_cross_entropy",
      [
        .operand("z"), Parameter(name: "t", kind: .labels(axisOption: "axis")),
        .axis(.named("class")),
      ], variant: "t are labels",
      shape: .reduced,
      value: .formula(
        "answers = one_hot(t, axis=axis); softmax_cross_entropy(z, answers, axis=axis)"),
      textbook: "-sum(one_hot(t, axis=axis) * log(softmax(z, axis=axis)), axis=axis)",
      gradients: ["g * (softmax(z, axis=axis) - one_hot(t, axis=axis))", nil],
      why:
        "What softmax and logarithm make complicated cancels: the gradient at the scores is p − t.",
      conventions: [
        "scores are shifted by their maximum before exp", "labels count the classes from 0",
      ],
      mistakes: [
        Mistake(
          "g * (one_hot(t, axis=axis) - softmax(z, axis=axis))", "The sign: it is p − t, not t − p."
        ),
        Mistake("g * softmax(z, axis=axis)", "The target is missing: it is p − t."),
      ], domain: .labels,
      torch: [
        Spelling(
          "F.cross_entropy({z|axis}, {t:result}, reduction='none')", where: Spelling.hasOneAxis)
      ],
      applies: { shapes, options in isLabels(shapes, options) }),
    Operation(
      "softmax_cross_entropy", [.operand("z"), .operand("t"), .axis(.named("class"))],
      variant: "t is one-hot or soft",
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        try lossShape(shapes, options)
      },
      // The expansion's formula in halves, which can't overflow; exp(-1000) is 0.
      value: .formula(
        "half = z / 2 - detach(max(z, axis=axis)) / 2;"
          + " spread = log(sum(exp(2 * maximum(half, -500)), axis=axis));"
          + " spread * sum(t, axis=axis) - sum(half * (2 * t), axis=axis)"),
      textbook: "-sum(t * log(softmax(z, axis=axis)), axis=axis)",
      gradients: [
        "g * (softmax(z, axis=axis) * sum(t, axis=axis) - t)", "-g * log_softmax(z, axis=axis)",
      ],
      why: "What softmax and logarithm make complicated cancels: where a row of t sums to 1, the "
        + "gradient at the scores is p − t.",
      expansion: "shifted = z - detach(max(z, axis=axis));"
        + " logs = shifted - log(sum(exp(shifted), axis=axis)); -sum(logs * t, axis=axis)",
      conventions: ["scores are shifted by their maximum before exp"],
      mistakes: [
        Mistake("g * (t - softmax(z, axis=axis))", "The sign: it is p − t, not t − p."),
        Mistake("g * softmax(z, axis=axis)", "The target is missing: it is p − t."),
        Mistake(
          "g * (softmax(softmax(z, axis=axis), axis=axis) - t)",
          "softmax stands in the loss already: it is not applied before."),
      ], domain: .oneHot,
      torch: [
        Spelling(
          "F.cross_entropy({z|axis}, {t:z|axis}, reduction='none')", where: Spelling.hasOneAxis)
      ]),
    Operation(
      "cross_entropy",
      [
        .operand("p"), Parameter(name: "t", kind: .labels(axisOption: "axis")),
        .axis(.named("class")),
      ], variant: "t are labels",
      shape: .reduced,
      value: .formula("answers = one_hot(t, axis=axis); cross_entropy(p, answers, axis=axis)"),
      textbook: "-sum(one_hot(t, axis=axis) * log(p), axis=axis)",
      gradients: ["-g * ratio(one_hot(t, axis=axis), p)", nil],
      why: "Only the probability of the label counts, and the slope of −log p is −1/p.",
      conventions: ["labels count the classes from 0"], domain: .labels,
      applies: { shapes, options in isLabels(shapes, options) }),
    Operation(
      "cross_entropy", [.operand("p"), .operand("t"), .axis(.named("class"))],
      variant: "t is one-hot or soft",
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        try lossShape(shapes, options)
      },
      value: .formula("-sum(log_t(p, t), axis=axis)"), textbook: "-sum(t * log(p), axis=axis)",
      gradients: ["-g * ratio(t, p)", "-g * log(p)"],
      why: "The slope of −t·log p is −t/p.",
      conventions: ["0 · log 0 is 0"], domain: .probability),
    Operation(
      "binary_cross_entropy", [.operand("z"), .operand("t")],
      value: .formula("maximum(z, 0) - z * t + log1p(exp(-abs(z)))"),
      textbook: "-t * log(sigmoid(z)) - (1 - t) * log(1 - sigmoid(z))",
      gradients: ["g * (sigmoid(z) - t)", "-g * z"], structure: .entrywise,
      why:
        "What sigmoid and logarithm make complicated cancels: the gradient at the score is σ(z) − t.",
      conventions: ["written so that exp can't overflow"],
      mistakes: [
        Mistake("g * (t - sigmoid(z))", "The sign: it is σ(z) − t."),
        Mistake(
          "g * (sigmoid(z) - t) * sigmoid(z) * (1 - sigmoid(z))",
          "σ′ has cancelled already: it is not multiplied in again."),
      ], broadcasts: true,
      torch: [
        Spelling(
          "F.binary_cross_entropy_with_logits({z}, {t}, reduction='none')",
          where: { shapes, _ in shapes[0] == shapes[1] })
      ]),
    // t · log p and t / p, where 0 · log 0 and 0 / 0 are 0.
    Operation(
      "log_t", [.operand("p"), .operand("t")],
      value: .primitive { (x, _) throws(ShapeError) in
        let products = try Tensor.combine(.multiply, x[0].mapped(.log), x[1])
        return products.zeroed(where: x[1])
      },
      gradients: ["g * ratio(t, p)", "g * log(p)"], structure: .entrywise,
      why: "A product of t and log p.", conventions: ["0 · log 0 is 0"], broadcasts: true,
      isInternal: true, domain: .probability, numpy: [Spelling("log_t({p}, {t})", [.logTimes])],
      torch: [Spelling("log_t({p}, {t})", [.logTimesInTorch])]),
    Operation(
      "ratio", [.operand("t"), .operand("p")],
      value: .primitive { (x, _) throws(ShapeError) in
        let quotient = try Tensor.combine(.divide, x[0], x[1])
        return quotient.zeroed(where: x[0])
      },
      gradients: ["g / p", "-g * y / p"], structure: .entrywise, why: "A quotient.",
      conventions: ["0 / 0 is 0"], broadcasts: true, isInternal: true, domain: .probability,
      numpy: [Spelling("ratio({t}, {p})", [.ratio])]),
  ]

  /// Whether `t` are labels: they have the axes of the scores without the class axis, in any order.
  @Sendable private static func isLabels(_ shapes: [Shape], _ options: Options) -> Bool {
    let samples = shapes[0].removing(options.names())
    return shapes[1].rank == samples.rank && shapes[1].isContained(in: samples)
  }

  /// The shape of one loss per sample; the targets have the axes of the scores.
  @Sendable private static func lossShape(
    _ shapes: [Shape], _ options: Options
  ) throws(ShapeRuleError) -> Shape {
    let samples = shapes[0].removing(options.names())
    guard shapes[1].rank == shapes[0].rank, shapes[1].isContained(in: shapes[0]) else {
      throw .operand(
        index: 1, expected: "the axes of the scores, \(shapes[0]), or, as labels, \(samples)",
        axes: shapes[1].rank == shapes[0].rank ? shapes[0] : samples)
    }
    return samples
  }
}
