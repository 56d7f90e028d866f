import Backprop
import Formulas
import MatrixCore

// Axes that don't fit together.

extension Wording {
  /// The two sides of an operation, as the reader wrote them.
  struct Operands {
    let operation: String
    /// Nil where a side has no name of its own.
    let left: String?
    let right: String?
    /// The whole, where it is short enough to be told.
    let whole: String?

    init(_ operation: String, _ left: String, _ right: String, _ marked: MarkedText) {
      self.operation = operation
      var sides = [left, right].map { $0.isStepLabel ? nil : $0 }
      switch marked.formula?.kind {
      case .binary(let written, let a, let b) where written.rawValue == operation:
        sides = [marked.text(of: a.range), marked.text(of: b.range)]
      case .call(let call) where call.function == operation && call.arguments.count >= 2:
        sides = call.arguments.prefix(2).map { marked.text(of: $0.value.range) }
      default: break
      }
      self.left = sides[0].flatMap { Operands.short($0) }
      self.right = sides[1].flatMap { Operands.short($0) }
      let isSymbol = BinaryOperator(rawValue: operation) != nil
      if isSymbol, let left = self.left, let right = self.right {
        whole = "\(left) \(operation) \(right)"
      } else {
        whole = isSymbol || operation.hasPrefix(".") ? nil : "\(operation)(…)"
      }
    }

    private static func short(_ text: String) -> String? {
      let line = text.shortened
      return line.isEmpty || line.count > 32 ? nil : line
    }

    var shownLeft: String { left ?? "the left side" }
    var shownRight: String { right ?? "the right side" }

    func shapes(_ a: Shape, _ b: Shape) -> String {
      "\(shownLeft) is \(a.told), \(shownRight) is \(b.told)"
    }
  }

  static func shape(_ error: ShapeError, _ operands: Operands) -> Wording {
    switch error {
    case .innerAxesDiffer(let left, let right):
      Wording(
        "axes-differ",
        "\(operands.whole ?? "a matrix product") needs the last axis of \(operands.shownLeft) and the"
          + " first of \(operands.shownRight) to be the same",
        label: operands.shapes(left, right), help: productHelp(left, right, operands))
    case .productRank(let shape):
      Wording(
        "product-rank", "`@` multiplies vectors and matrices, which have one or two axes",
        label: shape.isScalar ? "one side is a number" : "one side is \(shape.told)",
        help: shape.isScalar
          ? "a number multiplies with `*`" : "`flatten` makes one axis of several")
    case .repeatedAxis(let axis, let left, let right):
      Wording(
        "axis-twice",
        "\(operands.whole ?? "the product") has the axis \(axis) twice, and axes are told apart by"
          + " their names", label: operands.shapes(left, right),
        help: "name the result's axes again: "
          + "S: (\(axis), \(axis)2) = \(operands.whole ?? "…")".quoted)
    case .notContained(let left, let right):
      Wording(
        "axes-not-contained",
        "\(operands.whole ?? "this") needs all axes of one side to be among the other's",
        label: operands.shapes(left, right), help: containmentHelp(left, right, operands))
    case .missingAxis(let axis, let shape):
      Wording(
        "missing-axis", "there is no axis \(axis.quoted)", label: "the axes are \(shape.told)")
    case .notMatrix(let shape):
      Wording(
        "not-a-matrix", "`.T` turns a matrix, which has two axes",
        label: "\(operands.left ?? "this") is \(shape.isScalar ? "a number" : shape.told)",
        help: shape.rank > 2
          ? "`transpose(x, axes=(…))` puts any axes in a new order"
          : "axes are matched by their names, so nothing has to be turned")
    case .entryCount(let count, let shape):
      .brokenClaim("\(shape) has \(count.of("entry", "entries"))")
    }
  }

  /// The product that was probably meant, if a transpose or the other order makes one.
  private static func productHelp(_ left: Shape, _ right: Shape, _ operands: Operands) -> String? {
    let candidates: [(Shape, Shape, turnsLeft: Bool, turnsRight: Bool, swaps: Bool)] = [
      (left, right.reversed, false, true, false), (left.reversed, right, true, false, false),
      (right, left, false, false, true),
    ]
    for candidate in candidates {
      let result: String
      do throws(ShapeError) {
        result = "has axes \(try Tensor.productShape(candidate.0, candidate.1).toldNames)"
      } catch {
        guard case .repeatedAxis(let axis, _, _) = error, !candidate.swaps else { continue }
        result = "has the axis \(axis) twice, to be named again"
      }
      if candidate.turnsRight && right.rank < 2 || candidate.turnsLeft && left.rank < 2 { continue }
      guard let a = operands.left, let b = operands.right else {
        return candidate.swaps
          ? "the other way round the product \(result)"
          : "transpose the \(candidate.turnsLeft ? "left" : "right") side, and the product \(result)"
      }
      let (first, second) = candidate.swaps ? (b, a) : (a, b)
      let product =
        (candidate.turnsLeft ? first.turned : first.asFactor) + " @ "
        + (candidate.turnsRight ? second.turned : second.asFactor)
      return "\(product.quoted) \(result)"
    }
    return sameSizeHelp(left.axes.suffix(1), right.axes.prefix(1))
      ?? "the product sums over one axis, which both sides must have"
  }

  private static func containmentHelp(
    _ left: Shape, _ right: Shape, _ operands: Operands
  ) -> String {
    let onlyLeft = left.axes.filter { !right.axes.contains($0) }
    let onlyRight = right.axes.filter { !left.axes.contains($0) }
    if let help = sameSizeHelp(onlyLeft, onlyRight) {
      guard let name = operands.right, name.isName, left.rank == right.rank else { return help }
      return help + "; " + "\(name): \(left.toldNames) = …".quoted
        + " names the axes of a computed value again"
    }
    if let a = onlyLeft.first(where: { right.contains($0.name) }), let size = right.size(of: a.name)
    {
      return "\(a.name.quoted) has size \(a.size) in \(operands.shownLeft) and size \(size) in"
        + " \(operands.shownRight); `sum` or `mean` with `axis=` takes it away"
    }
    return "only \(operands.shownLeft) has \(onlyLeft.map(\.name).quoted("and")), only"
      + " \(operands.shownRight) has \(onlyRight.map(\.name).quoted("and"));"
      + " `sum` or `mean` with `axis=` takes an axis away"
  }

  /// Two axes of one size may be one axis under two names.
  private static func sameSizeHelp(_ left: some Collection<Axis>, _ right: some Collection<Axis>)
    -> String?
  {
    guard let a = left.first, let b = right.first, left.count == 1, right.count == 1,
      a.size == b.size, a.name != b.name, a.isNamed, b.isNamed
    else { return nil }
    return "if \(a.name.quoted) and \(b.name.quoted) are the same axis, give them one name"
  }

  static func axesMissing(_ rank: Int?, _ marked: MarkedText) -> Wording {
    let axes =
      switch rank {
      case nil: "(N=2, in=2)"
      case 1: "(N)"
      case 2: "(N, in)"
      case 3: "(N, h, w)"
      case 4: "(N, h, w, c)"
      default: "(…)"
      }
    return Wording(
      "axes-missing", "data needs the names of its axes", label: "no axes are named here",
      help: "write, say, \("\(marked.text.isEmpty ? "X" : marked.text): \(axes) = …".quoted)")
  }

  static func rankMismatch(declared: Int, found: Int, _ marked: MarkedText) -> Wording {
    let list = marked.text
    let isShort = list.count <= 40 && list.hasPrefix("[")
    let help: String? =
      switch (declared, found) {
      case (_, 0): "for a scalar leave the axes out; for more write a list of numbers"
      case (0, _): "a single number is written without brackets"
      case (2, 1): "a matrix is a list of rows: `\(isShort ? "[\(list)]" : "[[1, 2], [3, -1]]")`"
      case (1, 2) where isShort && list.count { $0 == "[" } == 2:
        "a list for one axis has one pair of brackets: `\(list.dropFirst().dropLast())`"
      case (1, 2): "a list of rows has two axes, such as `(N, in)`"
      default: nil
      }
    return Wording(
      "rank-mismatch",
      "\(declared.of("axis is", "axes are")) named, and "
        + (found == 0 ? "this is one number" : "the list is nested \(found) deep"),
      help: help)
  }

  static func indexCount(_ count: Int, _ shape: Shape) -> Wording {
    Wording(
      "index-count",
      shape.isScalar
        ? "a single number has no entries to pick"
        : "an entry has \(shape.rank.of("index", "indices")) here, one for each axis, not \(count)",
      label: shape.isScalar ? nil : "the axes are \(shape.told)",
      help: count < shape.rank ? "single entries can be picked, rows and columns can't" : nil)
  }

  static func axesNotEqual(_ left: Shape, _ right: Shape) -> Wording {
    let isTurned = left.rank == 2 && left.reversed == right
    let isReordered = Set(left.axes) == Set(right.axes) && left.rank == right.rank
    return Wording(
      "axes-not-equal", "two values are equal only if they have the same axes in the same order",
      label: "left \(left.told), right \(right.told)",
      help: isTurned
        ? "`.T` turns one of them"
        : isReordered
          ? "`transpose(x, axes=(…))` puts the axes of one in the other's order"
          : left.isScalar != right.isScalar
            ? "an index picks one entry; `sum(…)` and `mean(…)` make one number of all"
            : left.sizes == right.sizes
              ? "the sizes agree: a statement of the network can name the axes of one again" : nil)
  }

  static func lossNotScalar(_ shape: Shape, _ marked: MarkedText) -> Wording {
    let written = marked.text.withoutParentheses.shortened
    let argument = written.isEmpty || written.count > 32 ? "…" : written
    return Wording(
      "loss-not-scalar", "the loss is one number, and this has axes", label: "it is \(shape.told)",
      help: "add the entries up or average them: \("sum(\(argument))".quoted),"
        + " \("mean(\(argument))".quoted)")
  }
}

extension Shape {
  fileprivate var reversed: Shape { Shape(axes.reversed()) }
}

extension String {
  /// The text transposed.
  fileprivate var turned: String {
    if hasSuffix(".T") { return String(dropLast(2)) }
    if hasSuffix("ᵀ") { return String(dropLast()) }
    return contains(" ") && !isEnclosed ? "(\(self)).T" : "\(self).T"
  }

  /// The text as one factor of a product.
  fileprivate var asFactor: String {
    contains(" ") && !isEnclosed ? "(\(self))" : self
  }

  /// The text without the parentheses around the whole of it.
  var withoutParentheses: String {
    hasPrefix("(") && isEnclosed ? String(dropFirst().dropLast()) : self
  }

  /// Whether the text is in parentheses or a call as a whole, as far as can be seen.
  private var isEnclosed: Bool {
    guard hasSuffix(")"), let open = firstIndex(of: "(") else { return false }
    var depth = 0
    for character in self[open...].dropLast() {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if depth == 0 { return false }
    }
    return self[..<open].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }
}
