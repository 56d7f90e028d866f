import Backprop
import Formulas
import MatrixCore

extension Occurrence<NetworkProblem> {
  /// The two sides of an operation whose axes don't fit.
  var operands: Operands? {
    guard case .shape(_, let operation, let left, let right) = kind else { return nil }
    return Operands(operation, left, right, marked)
  }
}

/// The two sides of an operation, as written in the lesson.
struct Operands {
  let operation: String
  /// Nil if the side has no text of its own.
  let left: String?
  let right: String?
  /// The text of the whole operation, if it is short enough to quote.
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
    "\(shownLeft) is \(a.text), \(shownRight) is \(b.text)"
  }
}

extension Operands {
  /// The product probably meant, if a transpose or the other order makes one.
  func productHelp(_ left: Shape, _ right: Shape) -> String? {
    let candidates: [(Shape, Shape, turnsLeft: Bool, turnsRight: Bool, swaps: Bool)] = [
      (left, right.turned, false, true, false), (left.turned, right, true, false, false),
      (right, left, false, false, true),
    ]
    for candidate in candidates {
      let result: String
      do throws(ShapeError) {
        result = "has axes \(try Tensor.productShape(candidate.0, candidate.1).textOfNames)"
      } catch {
        guard case .repeatedAxis(let axis, _, _) = error, !candidate.swaps else { continue }
        result = "has the axis \(axis) twice, to be named again"
      }
      if candidate.turnsRight && right.rank < 2 || candidate.turnsLeft && left.rank < 2 { continue }
      guard let a = self.left, let b = self.right else {
        return candidate.swaps
          ? "the other way round the product \(result)"
          : "transpose the \(candidate.turnsLeft ? "left" : "right") side, and the product \(result)"
      }
      let (first, second) = candidate.swaps ? (b, a) : (a, b)
      let product =
        (candidate.turnsLeft ? first.turned(candidate.0) : first.asFactor) + " @ "
        + (candidate.turnsRight ? second.turned(candidate.1) : second.asFactor)
      return "\(product.quoted) \(result)"
    }
    if let inner = left.axes.last, right.rank > 2, right.axes.contains(inner),
      let last = right.axes.last, last != inner
    {
      let shape = Shape(right.removing([inner.name, last.name]).axes + [inner, last])
      return "\("transpose(\(self.right ?? "x"), axes=\(shape.textOfNames))".quoted) puts"
        + " \(inner.name.quoted) last but one"
    }
    return sameSizeHelp(left.axes.suffix(1), right.axes.suffix(2).prefix(1))
      ?? outerHelp(left, right) ?? "the product sums over one axis, which both sides must have"
  }

  /// The product of every entry of a vector with every entry of another.
  private func outerHelp(_ left: Shape, _ right: Shape) -> String? {
    guard left.rank == 1, right.rank == 1, let a = self.left, let b = self.right else { return nil }
    return "\("outer(\(a), \(b))".quoted) multiplies every entry of one by every entry of the other"
  }

  func containmentHelp(_ left: Shape, _ right: Shape) -> String {
    if operation == "/", let value = self.left?.gradientTarget, let by = self.right?.gradientTarget
    {
      return "the slopes of a value by another are a step: \("jacobian \(value) of \(by)".quoted)"
    }
    let onlyLeft = left.axes.filter { !right.axes.contains($0) }
    let onlyRight = right.axes.filter { !left.axes.contains($0) }
    if let help = sameSizeHelp(onlyLeft, onlyRight) {
      guard let name = self.right, name.isName, left.rank == right.rank else { return help }
      return help + "; " + "\(name): \(left.textOfNames) = …".quoted
        + " names the axes of a computed value again"
    }
    if let a = onlyLeft.first(where: { right.contains($0.name) }), let size = right.size(of: a.name)
    {
      return "\(a.name.quoted) has size \(a.size) in \(shownLeft) and size \(size) in"
        + " \(shownRight); `sum` or `mean` with `axis=` takes it away"
    }
    if operation == "*", let help = outerHelp(left, right) { return help }
    return "only \(shownLeft) has \(onlyLeft.map(\.name).quoted("and")), only"
      + " \(shownRight) has \(onlyRight.map(\.name).quoted("and"));"
      + " `sum` or `mean` with `axis=` takes an axis away"
  }

  /// Two axes of equal size may be one axis under two names.
  private func sameSizeHelp(_ left: some Collection<Axis>, _ right: some Collection<Axis>)
    -> String?
  {
    guard let a = left.first, let b = right.first, left.count == 1, right.count == 1,
      a.size == b.size, a.name != b.name, a.isNamed, b.isNamed
    else { return nil }
    return "if \(a.name.quoted) and \(b.name.quoted) are the same axis, give them one name"
  }
}

extension Shape {
  /// The shape with its last two axes in each other's place.
  var turned: Shape { Shape(Array(axes.dropLast(2) + axes.suffix(2).reversed())) }
}

extension String {
  /// The text transposed, which then has the axes of `shape`.
  fileprivate func turned(_ shape: Shape) -> String {
    if shape.rank > 2 { return "transpose(\(self), axes=\(shape.textOfNames))" }
    if hasSuffix(".T") { return String(dropLast(2)) }
    if hasSuffix("ᵀ") { return String(dropLast()) }
    return contains(" ") && !isEnclosed ? "(\(self)).T" : "\(self).T"
  }

  /// The text as one factor of a product.
  fileprivate var asFactor: String {
    contains(" ") && !isEnclosed ? "(\(self))" : self
  }

  /// The text without parentheses around the whole.
  var withoutParentheses: String {
    hasPrefix("(") && isEnclosed ? String(dropFirst().dropLast()) : self
  }

  /// Whether the whole text appears to be in parentheses or a call.
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
