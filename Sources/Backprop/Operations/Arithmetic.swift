import MatrixCore

extension Operation {
  static let arithmetic: [Operation] = [
    Operation(
      "+", [.operand("A"), .operand("B")],
      value: .primitive { (x, _) throws(ShapeError) in try .combine(.add, x[0], x[1]) },
      gradients: ["g", "g"], structure: .entrywise,
      why: "A sum passes its gradient on, unchanged, to everything that was added.",
      broadcasts: true, numpy: "{A} + {B}", torch: "{A} + {B}"),
    Operation(
      "-", [.operand("A"), .operand("B")],
      value: .primitive { (x, _) throws(ShapeError) in try .combine(.subtract, x[0], x[1]) },
      gradients: ["g", "-g"], structure: .entrywise,
      why: "A difference passes its gradient on; what was subtracted gets it with a minus.",
      operandWhys: [
        "If {A} grows, {y} grows as much: the gradient passes on unchanged.",
        "If {B} grows, {y} falls as much: the gradient changes its sign.",
      ],
      mistakes: [Mistake("g", operand: 1, "What is subtracted pulls the other way: −g.")],
      broadcasts: true, numpy: "{A} - {B}", torch: "{A} - {B}"),
    Operation(
      "*", [.operand("A"), .operand("B")],
      value: .primitive { (x, _) throws(ShapeError) in try .combine(.multiply, x[0], x[1]) },
      gradients: ["g * B", "g * A"], structure: .entrywise,
      why: "Each factor's gradient is what arrives, times the other factor.",
      mistakes: [Mistake("g * A", "The gradient at a factor needs the other factor.")],
      broadcasts: true, numpy: "{A} * {B}", torch: "{A} * {B}"),
    Operation(
      "/", [.operand("A"), .operand("B")],
      value: .primitive { (x, _) throws(ShapeError) in try .combine(.divide, x[0], x[1]) },
      gradients: ["g / B", "-g * y / B"], structure: .entrywise,
      why: "A division divides the gradient of what is divided as well; a larger divisor makes the "
        + "quotient smaller, with the slope −A/B².",
      operandWhys: [
        "A division divides the gradient as well.",
        "If {B} grows, {y} falls: its slope is minus the quotient over {B}.",
      ],
      mistakes: [Mistake("g", "What divides the value divides the gradient too.")],
      broadcasts: true, domain: .nonZero, numpy: "{A} / {B}", torch: "{A} / {B}"),
    Operation(
      "negate", [.operand("x")],
      value: .primitive { (x, _) throws(ShapeError) in -x[0] },
      gradients: ["-g"], structure: .entrywise,
      why: "A minus sign turns the gradient round.", isInternal: true, numpy: "-{x}", torch: "-{x}"),
    Operation(
      "^", [.operand("x"), .number("n", nil)], variant: "n is 0",
      value: .primitive { (x, options) throws(ShapeError) in
        x[0].raised(to: options.number("n"))
      },
      gradients: ["0 * g"], structure: .entrywise,
      why: "x^0 is 1 whatever x is, so nothing arrives at x.", isInternal: true, numpy: "{x}**{n}",
      torch: "{x}**{n}",
      applies: { _, options in options.number("n").isZero }),
    Operation(
      "^", [.operand("x"), .number("n", nil)], variant: "n is 2",
      value: .primitive { (x, options) throws(ShapeError) in
        x[0].raised(to: options.number("n"))
      },
      gradients: ["n * x^(n - 1) * g"], structure: .entrywise,
      why: "The slope of a square is twice what is squared: that of x² is 2x.",
      mistakes: [Mistake("x^(n - 1) * g", "The exponent comes down as a factor.")],
      isInternal: true, numpy: "{x}**{n}", torch: "{x}**{n}",
      applies: { _, options in options.number("n") == 2 }),
    Operation(
      "^", [.operand("x"), .number("n", nil)], variant: "n is neither 0 nor 2",
      value: .primitive { (x, options) throws(ShapeError) in
        x[0].raised(to: options.number("n"))
      },
      gradients: ["n * x^(n - 1) * g"], structure: .entrywise,
      why: "The exponent comes down as a factor, and one less of it is left: the slope of x^k is "
        + "k·x^(k − 1).",
      mistakes: [Mistake("x^(n - 1) * g", "The exponent comes down as a factor.")],
      isInternal: true, domain: .positive, numpy: "{x}**{n}", torch: "{x}**{n}"),
    Operation(
      "maximum", [.operand("x"), .operand("other")],
      value: .primitive { (x, _) throws(ShapeError) in try .combine(.maximum, x[0], x[1]) },
      gradients: ["g * (1 + order(x, other)) / 2", "g * (1 - order(x, other)) / 2"],
      structure: .entrywise, why: "The gradient goes to the larger one.",
      conventions: ["at a tie each of the two gets half"], kink: "order(x, other)",
      broadcasts: true, numpy: "np.maximum({x}, {other})", torch: "torch.maximum({x}, {other})"),
    Operation(
      "minimum", [.operand("x"), .operand("other")],
      value: .primitive { (x, _) throws(ShapeError) in try .combine(.minimum, x[0], x[1]) },
      gradients: ["g * (1 - order(x, other)) / 2", "g * (1 + order(x, other)) / 2"],
      structure: .entrywise, why: "The gradient goes to the smaller one.",
      conventions: ["at a tie each of the two gets half"], kink: "order(x, other)",
      broadcasts: true, numpy: "np.minimum({x}, {other})", torch: "torch.minimum({x}, {other})"),
    // A difference has the right sign even if it overflows.
    Operation(
      "order", [.operand("x"), .operand("other")],
      value: .primitive { (x, _) throws(ShapeError) in
        try Tensor.combine(.subtract, x[0], x[1]).mapped(.sign)
      },
      gradients: [nil, nil], structure: .entrywise,
      why: "1 where x is the larger, -1 where it is the smaller, 0 at a tie: flat around each.",
      broadcasts: true, isInternal: true, numpy: "np.sign({x} - {other})"),
  ]
}
