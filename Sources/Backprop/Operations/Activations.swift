import MatrixCore

extension Operation {
  static let activations: [Operation] = [
    floating(
      "exp", .exp, "g * y", why: "exp is its own slope.",
      mistakes: [Mistake("g * x", "The slope of exp at x is exp(x), the output.")]),
    floating("log", .log, "g / x", why: "The slope of log x is 1/x.", domain: .positive),
    floating(
      "sin", .sin, "g * cos(x)", why: "The slope of sin x is cos x.",
      mistakes: [Mistake("g * cos(y)", "The cosine is of the input x, not of the output.")]),
    floating(
      "cos", .cos, "-g * sin(x)", why: "The slope of cos x is −sin x.",
      mistakes: [Mistake("g * sin(x)", "The sign: cos falls where sin is positive.")]),
    floating("sqrt", .sqrt, "g / (2 * y)", why: "The slope of √x is 1/(2√x).", domain: .positive),
    Operation(
      "square", [.operand("x")], value: .formula("x^2"), gradients: ["2 * x * g"],
      structure: .entrywise, why: "The slope of x² is 2x.",
      mistakes: [Mistake("x * g", "The exponent comes down as a factor 2.")], numpy: "{x}**2",
      torch: "torch.square({x})"),
    Operation(
      "abs", [.operand("x")], value: .primitive { (x, _) throws(ShapeError) in x[0].mapped(.abs) },
      gradients: ["g * sign(x)"], structure: .entrywise,
      why: "|x| rises where x is positive and falls where it is negative.",
      conventions: ["at 0 the slope of |x| is taken as 0"], kink: "sign(x)", numpy: "np.abs({x})",
      torch: "torch.abs({x})"),
    Operation(
      "sigmoid", [.operand("x")], value: .formula("exp(minimum(x, 0)) / (1 + exp(-abs(x)))"),
      textbook: "1 / (1 + exp(-x))", gradients: ["g * y * (1 - y)"], structure: .entrywise,
      why: "The slope of σ is σ(1 − σ), so the output alone is enough.",
      expansion: "power = exp(-x); 1 / (1 + power)",
      mistakes: [
        Mistake("g * x * (1 - x)", "a(1 − a) needs the output a, not the input."),
        Mistake(
          "g * sigmoid(y) * (1 - sigmoid(y))", "y is the output already: σ is not applied again."),
      ], torch: "torch.sigmoid({x})"),
    floating(
      "tanh", .tanh, "g * (1 - y^2)", why: "The slope of tanh is 1 − tanh².",
      mistakes: [Mistake("g * (1 - x^2)", "1 − a² needs the output a, not the input.")]),
    Operation(
      "relu", [.operand("x")],
      value: .primitive { (x, _) throws(ShapeError) in x[0].mapped(.positivePart) },
      textbook: "maximum(x, 0)", gradients: ["g * step(x)"], structure: .entrywise,
      why: "The gradient passes where the input was positive and is stopped elsewhere.",
      conventions: ["at 0 the slope of relu is taken as 0"],
      mistakes: [
        Mistake("g", "Where the input was not positive nothing passes."),
        Mistake("g * step(g)", "The mask looks at the input's sign, not at the gradient's."),
      ], kink: "sign(x)", numpy: "np.maximum({x}, 0)", torch: "torch.relu({x})"),
    Operation(
      "leaky_relu", [.operand("x"), .number("slope", Number.hundredth)],
      value: .formula("x * (step(x) + slope * (1 - step(x)))"),
      textbook: "maximum(x, 0) + slope * minimum(x, 0)",
      gradients: ["g * (step(x) + slope * (1 - step(x)))"], structure: .entrywise,
      why: "The gradient passes whole where the input was positive, else times the slope.",
      conventions: ["at 0 the slope of leaky_relu is that of its negative side"], kink: "sign(x)",
      torch: "F.leaky_relu({x}, {slope})"),
    Operation(
      "prelu", [.operand("x"), .operand("slope")],
      value: .formula("x * (step(x) + slope * (1 - step(x)))"),
      textbook: "maximum(x, 0) + slope * minimum(x, 0)",
      gradients: ["g * (step(x) + slope * (1 - step(x)))", "g * x * (1 - step(x))"],
      structure: .entrywise,
      why: "The gradient passes whole where the input was positive, else times the slope; the slope"
        + " gets what it multiplied.",
      operandWhys: [
        "The gradient passes whole where the input was positive, else times the slope.",
        "The slope multiplies the inputs that are not positive, so these are its gradient.",
      ],
      conventions: ["at 0 the slope of prelu is that of its negative side"],
      mistakes: [
        Mistake("g * step(x)", "Below 0 the gradient passes too, times the slope."),
        Mistake("g * x", operand: 1, "Where the input was positive the slope is not used."),
      ], kink: "sign(x)", broadcasts: true,
      torch: [Spelling("prelu({x}, {slope})", [.preluInTorch])]),
    Operation(
      "elu", [.operand("x"), .number("alpha", 1)],
      value: .formula("x * step(x) + alpha * expm1(x * (1 - step(x)))"),
      textbook: "maximum(x, 0) + alpha * (exp(minimum(x, 0)) - 1)",
      gradients: ["g * (step(x) + alpha * exp(x * (1 - step(x))) * (1 - step(x)))"],
      structure: .entrywise,
      why: "Where the input was positive the slope is 1, elsewhere alpha · eˣ.",
      conventions: ["at 0 the slope of elu is alpha"],
      mistakes: [Mistake("g * step(x)", "Below 0 the slope is alpha · eˣ, not 0.")],
      kink: "sign(x)", torch: "F.elu({x}, {alpha})"),
    Operation(
      "clip", [.operand("x"), .operand("low"), .operand("high")],
      value: .formula(
        "raised = where(x < low, low, x); where(raised > high, high, raised)"),
      textbook: "minimum(maximum(x, low), high)",
      gradients: [
        "g * (x >= low) * (x <= high)", "g * (x < low) * (low <= high)",
        "g * (maximum(x, low) > high)",
      ], structure: .entrywise,
      why:
        "Where the value is the input the gradient passes; where it is a bound, the bound gets it.",
      conventions: ["at a bound the gradient passes to the input"],
      mistakes: [Mistake("g", "Where the input was clipped nothing passes to it.")],
      kink: "order(x, low) + order(x, high) + 3 * order(low, high)", broadcasts: true,
      torch: "torch.clamp({x}, {low}, {high})"),
    Operation(
      "softplus", [.operand("x")],
      value: .formula("maximum(x, 0) + log1p(exp(-abs(x)))"), textbook: "log(1 + exp(x))",
      gradients: ["g * sigmoid(x)"], structure: .entrywise,
      why: "The slope of log(1 + eˣ) is σ(x).", expansion: "power = exp(x); log(1 + power)",
      torch: "F.softplus({x}, threshold=700)"),
    Operation(
      "silu", [.operand("x")], value: .formula("x * sigmoid(x)"),
      gradients: ["g * sigmoid(x) * (1 + x * (1 - sigmoid(x)))"], structure: .entrywise,
      why: "x·σ(x) is a product: σ from the one factor, x·σ(1 − σ) from the other.",
      torch: "F.silu({x})"),
    Operation(
      "gelu", [.operand("x")], value: .formula("x * ((1 + erf(x / sqrt(2))) / 2)"),
      // From 40 on, exp(-x²/2) is 0.
      gradients: [
        "g * ((1 + erf(x / sqrt(2))) / 2"
          + " + x * exp(-(minimum(abs(x), 40)^2) / 2) / sqrt(2 * pi))"
      ],
      structure: .entrywise,
      why: "x·Φ(x) is a product: Φ from the one factor, x times the bell curve from the other.",
      conventions: ["gelu in its exact form, with erf"], torch: "F.gelu({x})"),
    Operation(
      "dropout", [.operand("x"), .operand("mask"), .number("drop", .half, .belowOne)],
      value: .formula("x * mask / (1 - drop)"),
      gradients: ["g * mask / (1 - drop)", "g * x / (1 - drop)"], structure: .entrywise,
      why:
        "What the mask stopped forward it stops backward, and what passed is scaled in the same way.",
      conventions: ["inverted dropout: what is kept is divided by 1 − drop; the mask is data"],
      mistakes: [
        Mistake("g * mask", "What is kept was divided by 1 − drop: so is its gradient."),
        Mistake("g / (1 - drop)", "What the mask stopped gets no gradient."),
      ], broadcasts: true),
    Operation(
      "step", [.operand("x")],
      value: .primitive { (x, _) throws(ShapeError) in x[0].mapped(.step) },
      gradients: [nil], structure: .entrywise, why: "It is flat on both sides of 0.",
      conventions: ["step(0) is 0; no gradient passes"], kink: "sign(x)",
      numpy: "np.where({x} > 0, 1.0, 0.0)", torch: "torch.where({x} > 0, 1.0, 0.0)"),
    Operation(
      "sign", [.operand("x")],
      value: .primitive { (x, _) throws(ShapeError) in x[0].mapped(.sign) },
      gradients: [nil], structure: .entrywise, why: "It is flat on both sides of 0.",
      conventions: ["no gradient passes"], kink: "sign(x)", numpy: "np.sign({x})",
      torch: "torch.sign({x}).detach()"),
    Operation(
      "erf", [.operand("x")],
      value: .primitive { (x, _) throws(ShapeError) in x[0].mapped(.erf) },
      gradients: ["g * 2 * exp(-(minimum(abs(x), 40)^2)) / sqrt(pi)"], structure: .entrywise,
      why: "erf is the area under a bell curve, so its slope is the curve.",
      mistakes: [Mistake("g * exp(-(x^2))", "The curve's factor 2/√π is missing.")],
      numpy: [Spelling("erf({x})", [.erf])], torch: "torch.erf({x})"),
    Operation(
      "log1p", [.operand("x")],
      value: .primitive { (x, _) throws(ShapeError) in x[0].mapped(.log1p) },
      gradients: ["g / (1 + x)"], structure: .entrywise,
      why: "The slope of log(1 + x) is 1/(1 + x).",
      isInternal: true, domain: .positive, numpy: "np.log1p({x})", torch: "torch.log1p({x})"),
    Operation(
      "expm1", [.operand("x")],
      value: .primitive { (x, _) throws(ShapeError) in x[0].mapped(.expm1) },
      gradients: ["g * exp(x)"], structure: .entrywise,
      why: "The slope of eˣ − 1 is eˣ.", isInternal: true, numpy: "np.expm1({x})",
      torch: "torch.expm1({x})"),
  ]

  private static func floating(
    _ name: String, _ function: FloatingFunction, _ gradient: String, why: String,
    mistakes: [Mistake] = [], domain: Domain = .any
  ) -> Operation {
    Operation(
      name, [.operand("x")],
      value: .primitive { (x, _) throws(ShapeError) in x[0].mapped(function) },
      gradients: [gradient], structure: .entrywise, why: why, mistakes: mistakes, domain: domain,
      numpy: [Spelling("np.\(name)({x})")], torch: [Spelling("torch.\(name)({x})")])
  }
}

extension Number {
  static var half: Number { 1 / 2 }

  /// 1/100
  static var hundredth: Number { 1 / 100 }
}
