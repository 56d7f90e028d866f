import Formulas
import MatrixCore

extension Operation {
  /// Convolution and pooling: windows become ordinary axes.
  static let windows: [Operation] = [
    Operation(
      "patches",
      [.operand("x"), twoAxes, sizes, into] + [
        Parameter(name: "stride", kind: .integers(default: .value(1), least: 1)),
        Parameter(name: "padding", kind: .integers(default: .value(0), least: 0)),
      ],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        let windows = try windows(shapes[0], options)
        let names = options.names("into")
        return try appended(
          windows.others, [Axis(names[0], windows.windowCount), Axis(names[1], windows.tapCount)])
      },
      value: .primitive { (x, options) throws(ShapeError) in
        guard let windows = try? windows(x[0].shape, options) else { return x[0] }
        return x[0].patches(windows, as: options.shape("result"))
      },
      gradients: [
        "overlap_add(g, to=shape, axes=axes, size=size, stride=stride, padding=padding)"
      ],
      why: "Every entry of a window sends its gradient home; where windows overlap they add.",
      conventions: ["windows that don't fit are left out"],
      numpy: [Spelling("patches({x}, {axes}, {size}, {stride}, {padding})", [.patches])],
      torch: [Spelling("patches({x}, {axes}, {size}, {stride}, {padding})", [.patchesInTorch])]),
    Operation(
      "overlap_add",
      [.operand("x"), Parameter(name: "to", kind: .target), slidAxes, sizes]
        + [
          Parameter(name: "stride", kind: .integers(default: .value(1), least: 1)),
          Parameter(name: "padding", kind: .integers(default: .value(0), least: 0)),
        ],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        let windows = try windows(options.shape("to"), options)
        try check(shapes[0], windows.others.map(\.size) + [windows.windowCount, windows.tapCount])
        return options.shape("to")
      },
      value: .primitive { (x, options) throws(ShapeError) in
        guard let windows = try? windows(options.shape("to"), options) else { return x[0] }
        return x[0].overlapAdd(windows, into: options.shape("to"))
      },
      gradients: [
        "patches(g, axes=axes, size=size, into=last_axes, stride=stride, padding=padding)"
      ],
      structure: .collected { (_, options) in
        (try? windows(options.shape("to"), options))?.offsets() ?? []
      }, why: "Every entry of a window goes to its place, where they add.", isInternal: true,
      numpy: [
        Spelling("overlap_add({x}, {to}, {axes:to}, {size}, {stride}, {padding})", [.overlapAdd])
      ]),
    Operation(
      "max_pool", [.operand("x"), twoAxes, sizes, into, poolStride],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        try pooled(shapes[0], options)
      },
      value: .formula(
        "pieces = patches(x, axes=axes, size=size, into=(window, offset), stride=stride);"
          + " reshape(max(pieces, axis=offset), to=result)"),
      gradients: ["max_unpool(g, x, axes=axes, size=size, stride=stride)"],
      why: "Only the largest entry of a window moves the maximum, so it gets the whole gradient.",
      conventions: [
        "of several largest entries of a window the first gets the gradient",
        "windows that don't fit are left out",
      ],
      kink: "first_max(patches(x, axes=axes, size=size, into=(window, offset), stride=stride),"
        + " axis=offset)",
      torch: [
        Spelling("F.max_pool2d({x}, {size}, {stride})", where: Spelling.slidesOverLast),
        Spelling("pool(F.max_pool2d, {x}, {axes}, {size}, {stride})", [.poolInTorch]),
      ]),
    Operation(
      "max_unpool", [.operand("x"), .operand("source"), slidAxes, sizes, poolStride],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        try unpooled(shapes, options)
      },
      value: .primitive { (x, options) throws(ShapeError) in
        guard let windows = try? windows(x[1].shape, options) else { return x[1] }
        return x[0].maxUnpooled(windows, source: x[1])
      },
      gradients: [
        "reshape(sum(patches(g, axes=axes, size=size, into=(window, offset), stride=stride)"
          + " * first_max(patches(source, axes=axes, size=size, into=(window, offset),"
          + " stride=stride), axis=offset), axis=offset), to=shape)",
        nil,
      ],
      why: "The gradient of each window goes to its first largest entry.",
      isInternal: true,
      numpy: [
        Spelling(
          "max_unpool({x}, {source}, {axes:source}, {size}, {stride})",
          [.patches, .firstMax, .overlapAdd, .maxUnpool])
      ]),
    Operation(
      "mean_pool", [.operand("x"), twoAxes, sizes, into, poolStride],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        try pooled(shapes[0], options)
      },
      value: .formula(
        "pieces = patches(x, axes=axes, size=size, into=(window, offset), stride=stride);"
          + " reshape(mean(pieces, axis=offset), to=result)"),
      gradients: ["mean_unpool(g, x, axes=axes, size=size, stride=stride)"],
      why: "Every entry of a window counts the same: each gets its share of the window's gradient.",
      conventions: ["windows that don't fit are left out"],
      torch: [
        Spelling("F.avg_pool2d({x}, {size}, {stride})", where: Spelling.slidesOverLast),
        Spelling("pool(F.avg_pool2d, {x}, {axes}, {size}, {stride})", [.poolInTorch]),
      ]),
    Operation(
      "mean_unpool", [.operand("x"), .operand("source"), slidAxes, sizes, poolStride],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        try unpooled(shapes, options)
      },
      value: .primitive { (x, options) throws(ShapeError) in
        guard let windows = try? windows(x[1].shape, options) else { return x[1] }
        let taps = Number(windows.tapCount)
        let spread = Shape([Axis("window", x[0].count), Axis("tap", windows.tapCount)])
        let shares = try Tensor.combine(.divide, x[0], Tensor(taps))
        let copies = try shares.renamed(Shape([spread.axes[0]])).broadcast(to: spread)
        return copies.overlapAdd(windows, into: x[1].shape)
      },
      gradients: ["mean_pool(g, axes=axes, size=size, into=last_axes, stride=stride)", nil],
      why: "The gradient of each window is shared by its entries.", isInternal: true,
      numpy: [
        Spelling(
          "mean_unpool({x}, {source}, {axes:source}, {size}, {stride})",
          [.patches, .overlapAdd, .meanUnpool])
      ]),
  ]

  private static let twoAxes = Parameter(name: "axes", kind: .axes(default: nil))
  /// Axes of the tensor with the windows, which is not the first operand.
  private static let slidAxes = Parameter(name: "axes", kind: .newAxes(count: 2))
  private static let sizes = Parameter(name: "size", kind: .integers(default: .required, least: 1))
  private static let into = Parameter(name: "into", kind: .newAxes(count: 2))
  private static let poolStride = Parameter(
    name: "stride", kind: .integers(default: .sameAs("size"), least: 1))

  @Sendable private static func windows(
    _ shape: Shape, _ options: Options
  ) throws(ShapeRuleError) -> Windows {
    guard options.names("axes").count == 2 else {
      throw .option("axes", rule: "two axes of \(shape)")
    }
    let padding = options.integers("padding")
    guard
      let windows = Windows(
        shape, axes: options.names("axes"), size: options.integers("size"),
        stride: options.integers("stride"), padding: padding.isEmpty ? [0, 0] : padding)
    else {
      throw .option("size", rule: "no larger than the axes, with their padding: \(shape)")
    }
    return windows
  }

  @Sendable private static func pooled(
    _ shape: Shape, _ options: Options
  ) throws(ShapeRuleError) -> Shape {
    let windows = try windows(shape, options)
    let names = options.names("into")
    return try appended(
      windows.others, [Axis(names[0], windows.counts[0]), Axis(names[1], windows.counts[1])])
  }

  /// The shape of the second operand, whose windows the first has an entry for.
  @Sendable private static func unpooled(
    _ shapes: [Shape], _ options: Options
  ) throws(ShapeRuleError) -> Shape {
    let windows = try windows(shapes[1], options)
    try check(shapes[0], windows.others.map(\.size) + windows.counts)
    return shapes[1]
  }

  private static func check(_ shape: Shape, _ sizes: [Int]) throws(ShapeRuleError) {
    guard shape.sizes == sizes else {
      throw .operand(index: 0, expected: "axes of the sizes \(sizes), the windows last")
    }
  }

  private static func appended(
    _ others: [Axis], _ new: [Axis]
  ) throws(ShapeRuleError) -> Shape {
    for (index, axis) in new.enumerated()
    where (others + new[..<index]).contains(where: { $0.name == axis.name }) {
      throw .problem(.axisRepeated(axis.name))
    }
    return Shape(others + new)
  }
}
