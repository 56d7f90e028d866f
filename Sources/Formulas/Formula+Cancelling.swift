import MatrixCore

extension Formula {
  /// The formula as one quotient without what stands above and below its line, and without copies:
  /// `2 * (Y - T) * broadcast(1 / (2 * N), to=(N, out))` is `(Y - T) / N`. Nil if a number is too large.
  package var cancelled: Formula? { Quotient(self)?.formula }
}

/// A number times factors, over divisors.
private struct Quotient {
  private var number: Rational
  private var factors: [Formula] = []
  private var divisors: [Formula] = []

  init?(_ formula: Formula) {
    if let copied = formula.copied {
      guard let x = Quotient(copied) else { return nil }
      self = x
      return
    }
    switch formula.kind {
    case .number(let value, _):
      guard let value = value.rational else { return nil }
      number = value
    case .negated(let x):
      guard let x = Quotient(x) else { return nil }
      self = x
      number = -number
    case .binary(.multiply, let x, let y):
      guard let x = Quotient(x), let y = Quotient(y),
        let product = x.number.multiplied(by: y.number)
      else { return nil }
      self = x
      number = product
      multiply(y.factors, y.divisors)
    case .binary(.divide, let x, let y):
      guard let x = Quotient(x), let y = Quotient(y), let quotient = x.number.divided(by: y.number)
      else { return nil }
      self = x
      number = quotient
      multiply(y.divisors, y.factors)
    default:
      number = .one
      factors = [formula]
    }
  }

  private mutating func multiply(_ others: [Formula], _ otherDivisors: [Formula]) {
    for factor in others { Self.add(factor, to: &factors, cancelling: &divisors) }
    for divisor in otherDivisors { Self.add(divisor, to: &divisors, cancelling: &factors) }
  }

  private static func add(
    _ factor: Formula, to side: inout [Formula], cancelling other: inout [Formula]
  ) {
    let text = factor.text()
    if let index = other.firstIndex(where: { $0.text() == text }) {
      other.remove(at: index)
    } else {
      side.append(factor)
    }
  }

  var formula: Formula? {
    var (number, factors) = (number, factors)
    // `-(t - o)` is `o - t`.
    if number < .zero, let index = factors.firstIndex(where: \.isDifference),
      case .binary(_, let x, let y) = factors[index].kind
    {
      number = -number
      factors[index] = Formula(.binary(.subtract, y, x))
    }
    let isNegative = number < .zero
    let magnitude = number.magnitude
    guard let above = Rational(magnitude.numerator), let below = Rational(magnitude.denominator)
    else { return nil }
    let upper = Self.product(above, factors) ?? .number(1)
    let quotient = Self.product(below, divisors).map {
      Formula(.binary(.divide, upper, $0))
    }
    let formula = quotient ?? upper
    return isNegative ? Formula(.negated(formula)) : formula
  }

  /// The product of a number and factors; nil if it is 1.
  private static func product(_ number: Rational, _ factors: [Formula]) -> Formula? {
    let all = (number == .one ? [] : [.number(.exact(number))]) + factors
    guard let first = all.first else { return nil }
    return all.dropFirst().reduce(first) { Formula(.binary(.multiply, $0, $1)) }
  }
}

extension Formula {
  fileprivate var isDifference: Bool {
    if case .binary(.subtract, _, _) = kind { true } else { false }
  }
}
