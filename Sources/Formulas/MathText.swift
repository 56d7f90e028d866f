import MatrixCore

/// Mathematics as a tree, `dW = Xᵀ @ dY`, which each format sets in its own way.
package indirect enum MathText: Sendable {
  /// `dW`, `N`
  case name(String)
  /// A number as written in a formula, or a list of them.
  case typed(String)
  /// A number in the style of the format, with at least `digits` significant digits.
  case number(Number, digits: Int = 1)
  /// A matrix, or a number with a caption.
  case tensor(TensorView)
  /// `(N 2, in 2)`
  case shape(Shape)
  /// `X[n,i]`, or as lessons write it, `X[1, 2]`.
  case entry(MathText, [String])
  case transposed(MathText)
  case negated(MathText)
  case binary(MathOperator, MathText, MathText)
  /// `a + b + c`; at least one term.
  case terms([MathText])
  /// `softmax(z, axis=class)`
  case call(String, [MathArgument])
  /// `Σₙ …`
  case sum(over: String, MathText)
  case gathered(MathGathering)
  case list([MathText])
  case tuple([MathText])
  /// Sides joined by relations; the first may be missing, where the line goes on from another.
  case relations(MathText?, [MathRelation])
}

/// A tensor to print, with a caption above it.
package struct TensorView: Sendable {
  package enum Orientation: Sendable { case row, column }

  package let tensor: Tensor
  /// `dW`, followed by the shape: `dW (in 2, out 3)`; nil for no caption.
  package let name: MathText?
  /// How to draw a tensor of one axis.
  package let orientation: Orientation
  /// The minimum number of significant digits that distinguishes a number from one beside it.
  package let digits: Int

  package init(
    _ tensor: Tensor, name: MathText? = nil, orientation: Orientation = .row, digits: Int = 1
  ) {
    self.tensor = tensor
    self.name = name
    self.orientation = orientation
    self.digits = digits
  }
}

/// `= …`
package struct MathRelation: Sendable {
  package enum Sign: String, Sendable {
    case equals = "="
    case approximately = "≈"
    /// Before copies.
    case becomes = "→"
  }

  package let sign: Sign
  package let right: MathText

  package init(_ sign: Sign, _ right: MathText) {
    self.sign = sign
    self.right = right
  }
}

/// Mathematics that a condition in words belongs to, as of the entries of an operand that lie at one entry
/// of the value: `Σ dP[p,t] for each [p,t] that lies at [h,w]`, or `a[n,j] for j ≤ 2, else b[n,j - 2]`.
package struct MathGathering: Sendable {
  package let body: MathText
  /// Whether several may lie there, and are added.
  package let isSum: Bool
  /// The words after the body.
  package let condition: String
  /// What is so where the condition does not hold.
  package let otherwise: MathText?
  /// The words between the condition and what is so otherwise.
  package static let separator = ", else "

  /// `own` are the letters of the operand's axes, `target` those of the value's.
  package init(
    _ body: MathText, from own: [String], at target: [String], isSum: Bool, hasGaps: Bool
  ) {
    let (own, target) = (own.joined(separator: ","), target.joined(separator: ","))
    self.init(
      body, isSum: isSum,
      condition: "for \(isSum ? "each" : "the") [\(own)] that lies at [\(target)]",
      otherwise: !isSum && hasGaps ? .typed("0") : nil)
  }

  package init(
    _ body: MathText, isSum: Bool = false, condition: String, otherwise: MathText? = nil
  ) {
    (self.body, self.isSum, self.condition) = (body, isSum, condition)
    self.otherwise = otherwise
  }

  fileprivate func map(_ change: (MathText) -> MathText) -> MathGathering {
    MathGathering(
      body.map(change), isSum: isSum, condition: condition, otherwise: otherwise?.map(change))
  }
}

/// An argument of a function, with its name if it is an option.
package struct MathArgument: Sendable {
  package let label: String?
  package let value: MathText

  package init(_ value: MathText, label: String? = nil) {
    self.label = label
    self.value = value
  }
}

package enum MathOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  /// Between values of formulas.
  case multiply = "*"
  /// Between numbers, or a number and a matrix.
  case dot = "·"
  /// Between matrices, entry by entry.
  case entrywise = "∘"
  case outer = "⊗"
  case divide = "/"
  case product = "@"
  case power = "^"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="

  /// Lowest for a comparison, highest for a power.
  package var precedence: Int {
    switch self {
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: 0
    case .add, .subtract: 1
    case .multiply, .dot, .entrywise, .outer, .divide, .product: 2
    case .power: 4
    }
  }
}

extension MathText: ExpressibleByStringLiteral {
  package init(stringLiteral name: String) { self = .name(name) }
}

extension MathText {
  /// `left = right`
  package static func equation(_ left: MathText, _ right: MathText) -> MathText {
    .relations(left, [MathRelation(.equals, right)])
  }

  /// A matrix with its name above it, or a number: `L = 9/4`.
  package static func tensor(
    _ tensor: Tensor, name: MathText? = nil, orientation: TensorView.Orientation = .row,
    digits: Int = 1
  ) -> MathText {
    guard tensor.shape.isScalar else {
      return .tensor(TensorView(tensor, name: name, orientation: orientation, digits: digits))
    }
    let number = MathText.number(tensor[0], digits: digits)
    return name.map { .equation($0, number) } ?? number
  }

  /// The tree with each number and matrix changed.
  package func map(_ change: (MathText) -> MathText) -> MathText {
    switch self {
    case .name, .typed, .shape: self
    case .number, .tensor: change(self)
    case .entry(let inner, let indices): .entry(inner.map(change), indices)
    case .transposed(let inner): .transposed(inner.map(change))
    case .negated(let inner): .negated(inner.map(change))
    case .binary(let operation, let left, let right):
      .binary(operation, left.map(change), right.map(change))
    case .terms(let terms): .terms(terms.map { $0.map(change) })
    case .call(let function, let arguments):
      .call(function, arguments.map { MathArgument($0.value.map(change), label: $0.label) })
    case .sum(let letter, let body): .sum(over: letter, body.map(change))
    case .gathered(let gathering): .gathered(gathering.map(change))
    case .list(let items): .list(items.map { $0.map(change) })
    case .tuple(let items): .tuple(items.map { $0.map(change) })
    case .relations(let left, let rest):
      .relations(left?.map(change), rest.map { MathRelation($0.sign, $0.right.map(change)) })
    }
  }
}
