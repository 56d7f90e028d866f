import MatrixCore

extension Operation {
  static let rearrangements: [Operation] = [
    Operation(
      ".T", [.operand("x")],
      shape: .computed { (shapes, _) throws(ShapeRuleError) in
        guard shapes[0].rank == 2 else { throw .shape(.notMatrix(shapes[0])) }
        return Shape(shapes[0].axes.reversed())
      },
      value: .primitive { (x, _) throws(ShapeError) in try x[0].transposed() },
      gradients: ["g.T"], structure: .transpose,
      why: "A transpose only turns the matrix, so the gradient is turned back.", isInternal: true,
      numpy: "{x}.T", torch: "{x}.T"),
    Operation(
      "same", [.operand("x")], value: .primitive { (x, _) throws(ShapeError) in x[0] },
      gradients: ["g"], structure: .entrywise, why: "The same value under another name.",
      isInternal: true, numpy: "{x}", torch: "{x}.clone()"),
    Operation(
      "reshape", [.operand("x"), Parameter(name: "to", kind: .target)],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        let target = options.shape("to")
        guard target.count == shapes[0].count else {
          throw .shape(.entryCount(shapes[0].count, for: target))
        }
        return target
      },
      value: .primitive { (x, options) throws(ShapeError) in
        try x[0].renamed(options.shape("to"))
      },
      gradients: ["reshape(g, to=shape)"], structure: .rename,
      why: "The same entries under other axes: the gradient takes the old ones back.",
      isInternal: true, numpy: "{x}.reshape({to})", torch: "{x}.reshape({to})"),
    Operation(
      "rename", [.operand("x"), Parameter(name: "to", kind: .target)],
      shape: .computed { (_, options) throws(ShapeRuleError) in options.shape("to") },
      value: .primitive { (x, options) throws(ShapeError) in
        try x[0].renamed(options.shape("to"))
      },
      gradients: ["rename(g, to=shape)"], structure: .rename,
      why: "Only the names of the axes changed, so the gradient takes the old ones back.",
      isInternal: true, numpy: "{x}", torch: "{x}.clone()"),
    Operation(
      "flatten",
      [
        .operand("x"), Parameter(name: "axes", kind: .axes(default: nil)),
        Parameter(name: "into", kind: .newAxes(count: 1)),
      ],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        try flattenedShape(shapes[0], options)
      },
      value: .primitive { (x, options) throws(ShapeError) in
        guard let target = try? flattenedShape(x[0].shape, options) else { return x[0] }
        return try x[0].renamed(target)
      },
      gradients: ["reshape(g, to=shape)"], structure: .rename,
      why: "The same entries in the same order, so the gradient is only folded back.",
      numpy: "{x}.reshape({result})", torch: "{x}.reshape({result})"),
    Operation(
      "unflatten",
      [
        .operand("x"), .axis(), Parameter(name: "into", kind: .sizedAxes(count: nil)),
      ],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        try unflattenedShape(shapes[0], options)
      },
      value: .primitive { (x, options) throws(ShapeError) in
        try x[0].renamed(options.shape("result"))
      },
      gradients: ["flatten(g, axes=into, into=axis)"], structure: .rename,
      why: "The same entries in the same order, so the gradient is only joined again.",
      numpy: "{x}.reshape({result})", torch: "{x}.reshape({result})"),
    Operation(
      "transpose", [.operand("x"), Parameter(name: "axes", kind: .axes(default: nil))],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        let names = options.names("axes")
        guard names.count == shapes[0].rank else {
          throw .option("axes", rule: "all axes of \(shapes[0]), in the new order")
        }
        return Shape(names.compactMap { name in shapes[0].axes.first { $0.name == name } })
      },
      value: .primitive { (x, options) throws(ShapeError) in
        let axes = options.names("axes").compactMap { name in
          x[0].shape.axes.first { $0.name == name }
        }
        return x[0].permuted(Shape(axes))
      },
      gradients: ["transpose(g, axes=shape)"], structure: .transpose,
      why: "The same entries in another order, so the gradient is put back in the old one.",
      numpy: "{x}.transpose({axes})", torch: "{x}.permute({axes})"),
    Operation(
      "one_hot",
      [
        Parameter(name: "t", kind: .labels(axisOption: "axis")),
        Parameter(name: "axis", kind: .knownAxis),
      ],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        Shape(shapes[0].axes + options.shape("axis").axes)
      },
      value: .primitive { (x, options) throws(ShapeError) in
        guard let axis = options.shape("axis").axes.first else { return x[0] }
        return x[0].oneHot(axis)
      },
      gradients: [nil], why: "Labels don't change by a little.",
      conventions: ["labels count the classes from 0"], domain: .labels,
      numpy: "np.eye({axis.size})[{t}]", torch: "F.one_hot({t}, {axis.size}).double()"),
    Operation(
      "rows",
      [.operand("E"), Parameter(name: "t", kind: .labels(axisOption: "axis")), .axis(.first)],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        guard options.names().count == 1 else {
          if shapes[0].isScalar {
            throw .operand(index: 0, expected: "a first axis, whose rows are picked")
          }
          throw .option("axis", rule: "one axis, whose entries the labels count")
        }
        return Shape(shapes[1].axes + shapes[0].removing(options.names()).axes)
      },
      value: .primitive { (x, options) throws(ShapeError) in
        x[0].rows(at: x[1], along: options.names().first ?? "")
      },
      gradients: ["scatter_rows(g, t, to=shape, axis=axis)", nil],
      why: "Each picked row sends its gradient home; a row picked twice adds both.",
      conventions: ["labels count the rows from 0"], domain: .labels,
      numpy: [
        Spelling("{E}[{t}]", where: Spelling.picksFirstAxis), "np.moveaxis({E}, {axis}, 0)[{t}]",
      ],
      torch: [
        Spelling("{E}[{t}]", where: Spelling.picksFirstAxis), "{E}.movedim({axis}, 0)[{t}]",
      ]),
    Operation(
      "scatter_rows",
      [
        .operand("x"), Parameter(name: "t", kind: .operand),
        Parameter(name: "to", kind: .target), Parameter(name: "axis", kind: .newAxes(count: 1)),
      ],
      shape: .computed { (_, options) throws(ShapeRuleError) in options.shape("to") },
      value: .primitive { (x, options) throws(ShapeError) in
        x[0].scatteredRows(
          at: x[1], into: options.shape("to"), along: options.names().first ?? "")
      },
      gradients: ["rows(g, t, axis=axis)", nil],
      structure: .collected { (x, options) in
        options.shape("to").rowOffsets(x[1], along: options.names().first ?? "")
      },
      why: "Adding into rows is undone by picking them.",
      isInternal: true, domain: .labels,
      numpy: [Spelling("scatter_rows({x}, {t}, {to}, {axis:to})", [.scatterRows])]),
    Operation(
      "entry",
      [.operand("x"), Parameter(name: "indices", kind: .integers(default: .required, least: 1))],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        Shape(
          zip(shapes[0].axes, options.integers("indices")).filter { $1 == Options.wholeAxis }
            .map(\.0))
      },
      value: .primitive { (x, options) throws(ShapeError) in
        zip(x[0].shape.names, options.integers("indices")).filter { $1 != Options.wholeAxis }
          .reduce(x[0]) { $0.slice($1.0, at: $1.1 - 1) }
      },
      gradients: [nil],
      structure: .blocks { (shapes, _, options) in
        var axis = -1
        let indices = options.integers("indices").map { index -> OperandBlock.Index in
          guard index == Options.wholeAxis else { return .fixed(index - 1) }
          axis += 1
          return .along(axis)
        }
        return [OperandBlock(0, indices)]
      },
      why: "One entry of a tensor, or one row.", isInternal: true,
      numpy: "{x}[{indices.index}]", torch: "{x}[{indices.index}]"),
    Operation(
      "detach", [.operand("x")], value: .primitive { (x, _) throws(ShapeError) in x[0] },
      gradients: [nil], structure: .entrywise,
      why: "The value is taken as fixed: no gradient passes through it.", numpy: "{x}",
      torch: "{x}.detach()"),
  ]

  @Sendable private static func flattenedShape(
    _ shape: Shape, _ options: Options
  ) throws(ShapeRuleError) -> Shape {
    let names = options.names("axes")
    guard let first = names.first, let start = shape.index(of: first),
      start + names.count <= shape.rank,
      Array(shape.names[start..<start + names.count]) == names
    else {
      throw .option("axes", rule: "neighbouring axes of \(shape), in their order")
    }
    let size = shape.sizes[start..<start + names.count].reduce(1, *)
    var axes = shape.axes
    axes.replaceSubrange(
      start..<start + names.count, with: [Axis(options.names("into").first ?? first, size)])
    return Shape(axes)
  }

  @Sendable private static func unflattenedShape(
    _ shape: Shape, _ options: Options
  ) throws(ShapeRuleError) -> Shape {
    guard options.names().count == 1, let name = options.names().first,
      let place = shape.index(of: name)
    else { throw .option("axis", rule: "one axis, which is taken apart") }
    let into = options.shape("into")
    guard into.count == shape.axes[place].size else {
      throw .option(
        "into",
        rule: "axes whose sizes multiply to \(shape.axes[place].size), the size of `\(name)`")
    }
    var axes = shape.axes
    axes.replaceSubrange(place...place, with: into.axes)
    return Shape(axes)
  }
}
