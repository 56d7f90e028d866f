import Formulas
import MatrixCore

extension Operation {
  /// Values joined, and parts of values.
  static let parts: [Operation] = [
    concat(2), stack(2),
    Operation(
      "slice",
      [
        .operand("x"), .axis(), .index("from"), .index("to"),
        Parameter(name: "into", kind: .newAxes(count: 1)),
      ],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        let (index, axis) = try onlyAxis(shapes[0], options)
        let (from, to) = (options.index("from"), options.index("to"))
        guard from <= axis.size else { throw .option("from", rule: range(1, axis)) }
        guard to >= from, to <= axis.size else { throw .option("to", rule: range(from, axis)) }
        var axes = shapes[0].axes
        axes[index] = Axis(options.names("into").first ?? "", to - from + 1)
        return Shape(axes)
      },
      value: .primitive { (x, options) throws(ShapeError) in
        x[0].block(from: starts(x[0].shape, options, "from"), as: options.shape("result"))
      },
      gradients: ["pad(g, axes=into, into=axis, before=from - 1, after=axis - to)"],
      structure: .blocks { (shapes, value, options) in
        [.moved(shapes[0], in: value, by: starts(shapes[0], options, "from"))]
      },
      why: "What was left out does not reach the value, so nothing comes back to it.",
      conventions: ["indices count from 1, and both ends are in"],
      numpy: "np.take({x}, range({from.number} - 1, {to.number}), {axis})",
      torch: "{x}.narrow({axis}, {from.number} - 1, {to.number} - {from.number} + 1)"),
    Operation(
      "pick", [.operand("x"), .axis(), .index("at")],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        let (_, axis) = try onlyAxis(shapes[0], options)
        guard options.index("at") <= axis.size else { throw .option("at", rule: range(1, axis)) }
        return shapes[0].removing([axis.name])
      },
      value: .primitive { (x, options) throws(ShapeError) in
        x[0].slice(options.names().first ?? "", at: options.index("at") - 1)
      },
      gradients: ["place(g, to=shape, axis=axis, at=at)"],
      structure: .blocks { (shapes, value, options) in
        [.named(0, shapes[0], in: value, fixed: options.index("at") - 1)]
      },
      why: "Only the entries at that index reach the value, so only they get a gradient.",
      conventions: ["indices count from 1"],
      mistakes: [Mistake("broadcast(g, to=shape)", "The entries at other indices get nothing.")],
      numpy: "np.take({x}, {at.number} - 1, {axis})", torch: "{x}.select({axis}, {at.number} - 1)"),
    Operation(
      "place",
      [
        .operand("x"), Parameter(name: "to", kind: .target),
        Parameter(name: "axis", kind: .newAxes(count: 1)), .index("at"),
      ],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        let target = options.shape("to")
        let (_, axis) = try onlyAxis(target, options)
        guard target.removing([axis.name]) == shapes[0], options.index("at") <= axis.size else {
          throw .operand(index: 0, expected: "the axes of the result, but for one")
        }
        return target
      },
      value: .primitive { (x, options) throws(ShapeError) in
        let target = options.shape("to")
        return try x[0].renamed(thin(target, options))
          .padded(from: starts(target, options, "at"), as: target)
      },
      gradients: ["pick(g, axis=axis, at=at)"],
      structure: .blocks { (shapes, value, options) in
        let (axis, at) = (value.index(of: options.names().first ?? "") ?? 0, options.index("at"))
        return [.named(0, shapes[0], in: value, ranges: [axis: at - 1..<at])]
      },
      why: "The entries are put at one index of an axis, and 0 at the others.", isInternal: true,
      numpy: [Spelling("place({x}, {to}, {axis:to}, {at.number})", [.place])]),
    Operation(
      "pad", margins + [.number("value", 0)],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        try reshaped(shapes[0], options) { $0 + $1 + $2 }
      },
      value: .primitive { (x, options) throws(ShapeError) in
        x[0].padded(
          from: befores(x[0].shape, options), as: options.shape("result"),
          with: options.number("value"))
      },
      gradients: ["crop(g, axes=into, into=axes, before=before, after=after)"],
      structure: .blocks { (shapes, value, options) in
        [.moved(shapes[0], in: value, by: befores(shapes[0], options).map { -$0 })]
      },
      why: "What was put around is fixed, so the gradient is only cut back to what was there.",
      numpy: [Spelling("pad({x}, {axes}, {before}, {after}, {value})", [.pad])],
      torch: [Spelling("pad({x}, {axes}, {before}, {after}, {value})", [.padInTorch])]),
    Operation(
      "crop", margins,
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        try reshaped(shapes[0], options) { $0 - $1 - $2 }
      },
      value: .primitive { (x, options) throws(ShapeError) in
        x[0].block(from: befores(x[0].shape, options), as: options.shape("result"))
      },
      gradients: ["pad(g, axes=into, into=axes, before=before, after=after)"],
      structure: .blocks { (shapes, value, options) in
        [.moved(shapes[0], in: value, by: befores(shapes[0], options))]
      },
      why: "What is cut off does not reach the value, so nothing comes back to it.",
      isInternal: true, numpy: [Spelling("crop({x}, {axes}, {before}, {after})", [.crop])]),
  ]

  /// The names of `count` operands: A, B, …, Z, A2, B2, …
  private static func names(_ count: Int) -> [String] {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".map(String.init)
    return (0..<count).map { index in
      let round = index / letters.count
      return letters[index % letters.count] + (round == 0 ? "" : "\(round + 1)")
    }
  }

  @Sendable private static func concat(_ count: Int) -> Operation {
    let names = names(count)
    return Operation(
      "concat",
      names.map { .operand($0) } + [
        Parameter(name: "axes", kind: .axisOfEach),
        Parameter(name: "into", kind: .newAxes(count: 1)),
      ],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        let joined = options.names("axes")
        let others = zip(shapes, joined).map { $0.removing([$1]) }
        try checkEqual(others)
        let size = zip(shapes, joined).reduce(0) { $0 + ($1.0.size(of: $1.1) ?? 0) }
        return Shape(
          shapes[0].axes.map {
            $0.name == joined.first ? Axis(options.names("into").first ?? "", size) : $0
          })
      },
      value: .primitive { (x, options) throws(ShapeError) in
        let (joined, target) = (options.names("axes"), options.shape("result"))
        let index = x[0].shape.index(of: joined.first ?? "") ?? 0
        let parts = zip(x, joined).map { part, name in
          var axes = target.axes
          axes[index] = Axis(name, part.shape.size(of: name) ?? 1)
          return part.permuted(Shape(axes))
        }
        return .concatenated(parts, along: index, as: target)
      },
      gradients: names.map {
        "slice(g, axis=into, from=first_\($0), to=last_\($0), into=joined_\($0))"
      },
      structure: .blocks { (shapes, value, options) in
        let joined = options.names("axes")
        let axis = shapes[0].index(of: joined.first ?? "") ?? 0
        var start = 0
        return zip(shapes, joined).enumerated().map { operand, part in
          let (shape, name) = part
          let range = start..<start + (shape.size(of: name) ?? 0)
          start = range.upperBound
          return OperandBlock(
            operand,
            shape.names.map {
              $0 == name
                ? .along(axis, shift: -range.lowerBound) : .along(value.index(of: $0) ?? 0)
            }, ranges: [axis: range])
        }
      },
      why: "Each part gets back its own part of the gradient.", taking: concat,
      numpy: "np.concatenate([{parts}], {axes.first})", torch: "torch.cat([{parts}], {axes.first})")
  }

  @Sendable private static func stack(_ count: Int) -> Operation {
    Operation(
      "stack",
      names(count).map { .operand($0) } + [Parameter(name: "into", kind: .newAxes(count: 1))],
      shape: .computed { (shapes, options) throws(ShapeRuleError) in
        try checkEqual(shapes)
        return Shape([Axis(options.names("into").first ?? "", shapes.count)] + shapes[0].axes)
      },
      value: .primitive { (x, options) throws(ShapeError) in
        .stacked(x.map { $0.permuted(x[0].shape) }, as: options.shape("result"))
      },
      gradients: (1...count).map { "pick(g, axis=into, at=\($0))" },
      structure: .blocks { (shapes, value, _) in
        shapes.indices.map { .named($0, shapes[$0], in: value, ranges: [0: $0..<$0 + 1]) }
      },
      why: "Each part gets back its own part of the gradient.", taking: stack,
      numpy: "np.stack([{parts}])", torch: "torch.stack([{parts}])")
  }

  /// Checks that all shapes have the axes of the first, in any order.
  private static func checkEqual(_ shapes: [Shape]) throws(ShapeRuleError) {
    for (index, shape) in shapes.enumerated()
    where shape.rank != shapes[0].rank || !shape.isContained(in: shapes[0]) {
      throw .unequal(0, index)
    }
  }

  private static let margins: [Parameter] = [
    .operand("x"), Parameter(name: "axes", kind: .axes(default: nil)),
    Parameter(name: "into", kind: .newAxes(count: nil)),
    Parameter(name: "before", kind: .integers(default: .value(0), least: 0)),
    Parameter(name: "after", kind: .integers(default: .value(0), least: 0)),
  ]

  /// The shape with new names and sizes of the axes that have margins; a size depends on the old one,
  /// and the margins before and after.
  private static func reshaped(
    _ shape: Shape, _ options: Options, _ size: (Int, Int, Int) -> Int
  ) throws(ShapeRuleError) -> Shape {
    var axes = shape.axes
    for (index, name) in options.names("axes").enumerated() {
      guard let place = shape.index(of: name) else { continue }
      let new = size(
        axes[place].size, options.integers("before")[index], options.integers("after")[index])
      guard new >= 1 else { throw .option("before", rule: "less than the size of the axis") }
      axes[place] = Axis(options.names("into")[index], new)
    }
    return Shape(axes)
  }

  /// The margins before each axis of a shape.
  private static func befores(_ shape: Shape, _ options: Options) -> [Int] {
    shape.names.map { name in
      options.names("axes").firstIndex(of: name).map { options.integers("before")[$0] } ?? 0
    }
  }

  /// The first index of a block, counted from 0: that of an option for the axis, else 0.
  private static func starts(_ shape: Shape, _ options: Options, _ option: String) -> [Int] {
    shape.names.map { $0 == options.names().first ? options.index(option) - 1 : 0 }
  }

  /// The shape with one entry along the axis.
  private static func thin(_ shape: Shape, _ options: Options) -> Shape {
    Shape(shape.axes.map { $0.name == options.names().first ? Axis($0.name, 1) : $0 })
  }

  private static func onlyAxis(
    _ shape: Shape, _ options: Options
  ) throws(ShapeRuleError) -> (index: Int, Axis) {
    guard options.names().count == 1, let index = shape.index(of: options.names()[0]) else {
      throw .option("axis", rule: "one axis")
    }
    return (index, shape.axes[index])
  }

  private static func range(_ from: Int, _ axis: Axis) -> String {
    "from \(from) to \(axis.size), the size of `\(axis.name)`"
  }
}
