import Formulas
import MatrixCore

extension Operation {
  static let normalisations: [Operation] = [
    Operation(
      "softmax", [.operand("x"), .axis()],
      // Halves can't overflow; exp(-1000) is 0, and so is that of anything lower.
      value: .formula(
        "half = x / 2 - detach(max(x, axis=axis)) / 2; powers = exp(2 * maximum(half, -500));"
          + " powers / sum(powers, axis=axis)"),
      textbook: "exp(x) / sum(exp(x), axis=axis)",
      gradients: ["y * (g - sum(g * y, axis=axis))"],
      why:
        "Each probability depends on every score. The whole table of slopes, the Jacobian, is "
        + "diag(p) − ppᵀ; multiplied by what arrives it collapses to this formula.",
      expansion: "shifted = x - detach(max(x, axis=axis)); powers = exp(shifted);"
        + " powers / sum(powers, axis=axis)",
      conventions: ["the maximum is subtracted before exp, so that none overflows; it cancels"],
      mistakes: [
        Mistake(
          "g * y * (1 - y)",
          "That is the Jacobian's diagonal only: every score moves every probability.")
      ], torch: [Spelling("torch.softmax({x}, dim={axis})", where: Spelling.hasOneAxis)]),
    Operation(
      "log_softmax", [.operand("x"), .axis()],
      value: .formula(
        "shifted = x - detach(max(x, axis=axis));"
          + " shifted - log(sum(exp(shifted), axis=axis))"),
      textbook: "log(softmax(x, axis=axis))",
      gradients: ["g - softmax(x, axis=axis) * sum(g, axis=axis)"],
      why: "The score itself counts once; the logarithm of the sum spreads over all scores as p.",
      conventions: ["the maximum is subtracted before exp, so that none overflows; it cancels"],
      mistakes: [
        Mistake("g - g * softmax(x, axis=axis)", "p multiplies the sum of g over the classes.")
      ], torch: [Spelling("torch.log_softmax({x}, dim={axis})", where: Spelling.hasOneAxis)]),
    Operation(
      "batch_norm",
      [
        .operand("x"), .operand("gamma"), .operand("beta"), .axis(.named("N")),
        .number("eps", .hundredThousandth, .notNegative),
      ],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        let others = shapes[0].removing(options.names())
        guard others.count < shapes[0].count else {
          throw .problem(
            .batchOfOne(function: "batch_norm", axis: options.names().joined(separator: ", ")))
        }
        for index in 1...2 where !shapes[index].isContained(in: others) {
          throw .operand(index: index, expected: "the other axes, \(others)", axes: others)
        }
        return shapes[0]
      },
      value: .formula(
        "mu = mean(x, axis=axis); centred = x - mu;"
          + " spread = sqrt(variance(x, axis=axis) + eps);"
          + " normalised = centred / spread; normalised * gamma + beta"),
      gradients: [
        "(g - mean(g, axis=axis) - normalised * mean(g * normalised, axis=axis)) * gamma / spread",
        "sum(g * normalised, axis=lacking_gamma)",
        "sum(g, axis=lacking_beta)",
      ],
      why: "x reaches the output along three paths: itself, the mean and the variance.",
      conventions: ["the population's variance, and eps inside the root"],
      mistakes: [
        Mistake(
          "g * gamma / spread",
          "The mean and the variance move with x as well: two paths are missing.")
      ],
      torch: [
        Spelling(
          "F.batch_norm({x}, None, None, {gamma}, {beta}, training=True, eps={eps})",
          where: Spelling.normalisesChannels)
      ]),
    Operation(
      "batch_norm_eval",
      [
        .operand("x"), .operand("gamma"), .operand("beta"), .operand("running_mean"),
        .operand("running_variance"), .number("eps", .hundredThousandth, .notNegative),
      ],
      shape: .computed { (shapes, _) throws(ShapeRuleError) in
        for index in 1...4 where !shapes[index].isContained(in: shapes[0]) {
          throw .operand(index: index, expected: "axes that are among those of x, \(shapes[0])")
        }
        return shapes[0]
      },
      value: .formula(
        "spread = sqrt(running_variance + eps); normalised = (x - running_mean) / spread;"
          + " normalised * gamma + beta"),
      gradients: [
        "g * gamma / spread", "sum(g * normalised, axis=lacking_gamma)",
        "sum(g, axis=lacking_beta)", "-sum(g * gamma / spread, axis=lacking_running_mean)",
        "-sum(g * gamma * normalised / (2 * spread^2), axis=lacking_running_variance)",
      ],
      why: "At test time the statistics are fixed numbers, so x has one path only.",
      conventions: ["eps inside the root"],
      torch: [
        Spelling(
          "F.batch_norm({x}, {running_mean}, {running_variance}, {gamma}, {beta}, eps={eps})",
          fixed: ["running_mean", "running_variance"], where: Spelling.scalesChannels)
      ]),
    layerNorm,
    Operation(
      "rms_norm",
      [
        .operand("x"), .operand("gamma"), .axis(.named("in")),
        .number("eps", .hundredThousandth, .notNegative),
      ],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        try normalisedShape(shapes, options)
      },
      value: .formula(
        "root = sqrt(mean(x^2, axis=axis) + eps); normalised = x / root; normalised * gamma"),
      gradients: [
        "(g * gamma - normalised * mean(g * gamma * normalised, axis=axis)) / root",
        "sum(g * normalised, axis=lacking_gamma)",
      ],
      why: "x reaches the output along two paths: itself and the root of the mean square.",
      conventions: ["eps inside the root"],
      torch: [
        Spelling("F.rms_norm({x}, {gamma}.shape, {gamma}, {eps})", where: Spelling.normalisesLast)
      ]),
  ]

  private static let layerNorm = Operation(
    "layer_norm",
    [
      .operand("x"), .operand("gamma"), .operand("beta"), .axis(.named("in")),
      .number("eps", .hundredThousandth, .notNegative),
    ],
    shape: .computed { (shapes, options) throws(ShapeRuleError) in
      try normalisedShape(shapes, options)
    },
    value: .formula(
      "mu = mean(x, axis=axis); centred = x - mu;"
        + " spread = sqrt(variance(x, axis=axis) + eps);"
        + " normalised = centred / spread; normalised * gamma + beta"),
    gradients: [
      "(g * gamma - mean(g * gamma, axis=axis)"
        + " - normalised * mean(g * gamma * normalised, axis=axis)) / spread",
      "sum(g * normalised, axis=lacking_gamma)",
      "sum(g, axis=lacking_beta)",
    ],
    why: "The same algebra as batch norm, along the features: each sample is on its own.",
    conventions: ["the population's variance, and eps inside the root"],
    mistakes: [
      Mistake(
        "g * gamma / spread",
        "The mean and the variance move with x as well: two paths are missing.")
    ],
    torch: [
      Spelling(
        "F.layer_norm({x}, {gamma}.shape, {gamma}, {beta}, {eps})", where: Spelling.normalisesLast)
    ])

  /// The shape of x; gamma and beta have the axes of the normalisation.
  @Sendable private static func normalisedShape(
    _ shapes: [Shape], _ options: Options
  ) throws(ShapeRuleError) -> Shape {
    let own = Shape(shapes[0].axes.filter { options.names().contains($0.name) })
    for index in shapes.indices.dropFirst() where !shapes[index].isContained(in: own) {
      throw .operand(index: index, expected: "the axes that are normalised, \(own)", axes: own)
    }
    return shapes[0]
  }
}

extension Number {
  /// 1e-5
  static var hundredThousandth: Number { 1 / 100_000 }
}
