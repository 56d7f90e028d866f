import Formulas
import MatrixCore

extension Operation {
  /// Convolution and pooling: windows become ordinary axes.
  static let windows: [Operation] = [
    Operation(
      "patches", [.operand("x"), twoAxes, sizes, into, stride, padding, dilation],
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
        "overlap_add(g, axes=into, into=axes, size=size, stride=stride, padding=padding,"
          + " dilation=dilation)"
      ],
      why: "Every entry of a window sends its gradient home; where windows overlap they add.",
      conventions: ["windows that don't fit are left out"],
      numpy: [
        Spelling("patches({x}, {axes}, {size}, {stride}, {padding}, {dilation})", [.patches])
      ],
      torch: [
        Spelling("patches({x}, {axes}, {size}, {stride}, {padding}, {dilation})", [.patchesInTorch])
      ]),
    Operation(
      "overlap_add",
      [
        .operand("P"), twoAxes, Parameter(name: "into", kind: .sizedAxes(count: 2)), sizes, stride,
        padding, dilation,
      ],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        try overlapped(shapes[0], options).target
      },
      value: .primitive { (x, options) throws(ShapeError) in
        guard let (windows, target) = try? overlapped(x[0].shape, options) else { return x[0] }
        return x[0].overlapAdd(offsets(windows, x[0].shape, options), into: target)
      },
      gradients: [
        "patches(g, axes=into, into=axes, size=size, stride=stride, padding=padding,"
          + " dilation=dilation)"
      ],
      structure: .collected { (x, options) in
        guard let windows = try? overlapped(x[0].shape, options).windows else { return [] }
        return offsets(windows, x[0].shape, options)
      },
      why:
        "Every entry of a window goes to its place, where they add, so each gets the gradient of its"
        + " place.",
      conventions: ["it takes `patches` back: a transposed convolution"],
      numpy: [
        Spelling(
          "overlap_add({P}, {axes}, {result}, {size}, {stride}, {padding}, {dilation})",
          [.overlapAdd])
      ],
      torch: [
        Spelling(
          "overlap_add({P}, {axes}, {result}, {size}, {stride}, {padding}, {dilation})",
          [.overlapAddInTorch])
      ]),
    Operation(
      "max_pool", [.operand("x"), twoAxes, sizes, into, poolStride, dilation],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        try pooled(shapes[0], options)
      },
      value: .formula(
        "pieces = patches(x, axes=axes, size=size, into=(window, offset), stride=stride,"
          + " dilation=dilation);"
          + " reshape(max(pieces, axis=offset), to=result)"),
      gradients: [
        "max_unpool(g, x, axes=axes, size=size, stride=stride, dilation=dilation)"
      ],
      why: "Only the largest entry of a window moves the maximum, so it gets the whole gradient.",
      conventions: [
        "of several largest entries of a window the first gets the gradient",
        "windows that don't fit are left out",
      ],
      kink: "first_max(patches(x, axes=axes, size=size, into=(window, offset), stride=stride,"
        + " dilation=dilation), axis=offset)",
      torch: [
        Spelling(
          "F.max_pool2d({x}, {size}, {stride}, dilation={dilation})",
          where: Spelling.slidesOverLast),
        Spelling(
          "pool(F.max_pool2d, {x}, {axes}, {size}, {stride}, dilation={dilation})", [.poolInTorch]),
      ]),
    Operation(
      "max_unpool", [.operand("x"), .operand("source"), slidAxes, sizes, poolStride, dilation],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        try unpooled(shapes, options)
      },
      value: .primitive { (x, options) throws(ShapeError) in
        guard let windows = try? windows(x[1].shape, options) else { return x[1] }
        return x[0].maxUnpooled(windows, source: x[1])
      },
      gradients: [
        "reshape(sum(patches(g, axes=axes, size=size, into=(window, offset), stride=stride,"
          + " dilation=dilation) * first_max(patches(source, axes=axes, size=size, into=(window, offset),"
          + " stride=stride, dilation=dilation), axis=offset), axis=offset), to=shape)",
        nil,
      ],
      why: "The gradient of each window goes to its first largest entry.",
      isInternal: true,
      numpy: [
        Spelling(
          "max_unpool({x}, {source}, {axes:source}, {size}, {stride}, {dilation})",
          [.patches, .firstMax, .overlapAdd, .maxUnpool])
      ]),
    Operation(
      "mean_pool", [.operand("x"), twoAxes, sizes, into, poolStride, dilation],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        try pooled(shapes[0], options)
      },
      value: .formula(
        "pieces = patches(x, axes=axes, size=size, into=(window, offset), stride=stride,"
          + " dilation=dilation);"
          + " reshape(mean(pieces, axis=offset), to=result)"),
      gradients: [
        "mean_unpool(g, x, axes=axes, size=size, stride=stride, dilation=dilation)"
      ],
      why: "Every entry of a window counts the same: each gets its share of the window's gradient.",
      conventions: ["windows that don't fit are left out"],
      torch: [
        Spelling(
          "F.avg_pool2d({x}, {size}, {stride})",
          where: { Spelling.slidesOverLast($0, $1) && Spelling.isDense($0, $1) }),
        Spelling(
          "pool(F.avg_pool2d, {x}, {axes}, {size}, {stride})", [.poolInTorch],
          where: Spelling.isDense),
      ]),
    Operation(
      "mean_unpool", [.operand("x"), .operand("source"), slidAxes, sizes, poolStride, dilation],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        try unpooled(shapes, options)
      },
      value: .primitive { (x, options) throws(ShapeError) in
        guard let windows = try? windows(x[1].shape, options) else { return x[1] }
        let taps = Number(windows.tapCount)
        let spread = Shape([Axis("window", x[0].count), Axis("tap", windows.tapCount)])
        let shares = try Tensor.combine(.divide, x[0], Tensor(taps))
        let copies = try shares.renamed(Shape([spread.axes[0]])).broadcast(to: spread)
        return copies.overlapAdd(windows.offsets(), into: x[1].shape)
      },
      gradients: [
        "mean_pool(g, axes=axes, size=size, into=last_axes, stride=stride, dilation=dilation)", nil,
      ],
      why: "The gradient of each window is shared by its entries.", isInternal: true,
      numpy: [
        Spelling(
          "mean_unpool({x}, {source}, {axes:source}, {size}, {stride}, {dilation})",
          [.patches, .overlapAdd, .meanUnpool])
      ]),
  ]

  private static let twoAxes = Parameter(name: "axes", kind: .axes(default: nil))
  /// Axes of the tensor with the windows, which is not the first operand.
  private static let slidAxes = Parameter(name: "axes", kind: .newAxes(count: 2))
  private static let sizes = Parameter(name: "size", kind: .integers(default: .required, least: 1))
  private static let stride = Parameter(
    name: "stride", kind: .integers(default: .value(1), least: 1))
  private static let padding = Parameter(
    name: "padding", kind: .integers(default: .value(0), least: 0))
  private static let dilation = Parameter(
    name: "dilation", kind: .integers(default: .value(1), least: 1))
  private static let into = Parameter(name: "into", kind: .newAxes(count: 2))
  private static let poolStride = Parameter(
    name: "stride", kind: .integers(default: .sameAs("size"), least: 1))

  @Sendable private static func windows(
    _ shape: Shape, _ options: Options
  ) throws(ShapeRuleError) -> Windows {
    guard options.names("axes").count == 2 else {
      throw .option("axes", rule: "two axes of \(shape)")
    }
    guard let windows = windows(shape, options.names("axes"), options) else {
      throw .option("size", rule: "no larger than the axes, with their padding: \(shape)")
    }
    return windows
  }

  /// The windows on two axes of a shape, as the options say; nil if none fits.
  private static func windows(
    _ shape: Shape, _ axes: [String], _ options: Options
  ) -> Windows? {
    let padding = options.integers("padding")
    return Windows(
      shape, axes: axes, size: options.integers("size"), stride: options.integers("stride"),
      padding: padding.isEmpty ? [0, 0] : padding, dilation: options.integers("dilation"))
  }

  /// The windows whose entries are the operand's, and the shape on which they lie.
  @Sendable private static func overlapped(
    _ shape: Shape, _ options: Options
  ) throws(ShapeRuleError) -> (windows: Windows, target: Shape) {
    let names = options.names("axes")
    guard names.count == 2 else { throw .option("axes", rule: "two axes of \(shape)") }
    let into = options.shape("into")
    let target = try appended(shape.removing(names).axes, into.axes)
    guard target.count <= Limits.entriesOfTensor else {
      throw .problem(.limit(.entriesOfTensor, found: "\(target)"))
    }
    guard let windows = windows(target, into.names, options) else {
      throw .option("size", rule: "no larger than the axes, with their padding: \(into)")
    }
    let counts = [windows.windowCount, windows.tapCount]
    guard names.map({ shape.size(of: $0) }) == counts else {
      throw .operand(
        index: 0,
        expected: "\(counts[0]) along `\(names[0])`, for so many windows fit into \(into), and"
          + " \(counts[1]) along `\(names[1])`")
    }
    return (windows, target)
  }

  @Sendable private static func offsets(
    _ windows: Windows, _ shape: Shape, _ options: Options
  ) -> [Int] {
    windows.offsets(
      of: shape, places: options.names("axes")[0], taps: options.names("axes")[1])
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
