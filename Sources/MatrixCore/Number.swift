/// A number: an exact fraction if it fits 64 bits, else a 64-bit floating-point number.
package enum Number: Hashable, Sendable, ExpressibleByIntegerLiteral {
  case exact(Rational)
  case floating(Double)

  package init(integerLiteral integer: Int32) {
    self = .exact(Rational(integer))
  }

  package init(_ size: Int) {
    self = Rational(Int64(size)).map(Number.exact) ?? .floating(Double(size))
  }

  package var double: Double {
    switch self {
    case .exact(let rational): rational.double
    case .floating(let double): double
    }
  }

  package var rational: Rational? {
    if case .exact(let rational) = self { rational } else { nil }
  }

  package var isZero: Bool { double == 0 }

  /// The number as an `Int`, if it is an integer that fits.
  package var integer: Int? {
    switch self {
    case .exact(let rational): rational.isWhole ? Int(exactly: rational.numerator) : nil
    case .floating(let double): Int(exactly: double)
    }
  }

  /// Whether it is an integer of any size.
  package var isWhole: Bool {
    switch self {
    case .exact(let rational): rational.isWhole
    case .floating(let double): double.rounded() == double && double.isFinite
    }
  }

  package static prefix func - (x: Number) -> Number {
    switch x {
    case .exact(let rational): .exact(-rational)
    case .floating(let double): .floating(-double)
    }
  }

  package static func + (a: Number, b: Number) -> Number {
    combine(a, b, { $0.adding($1) }, +)
  }

  package static func - (a: Number, b: Number) -> Number {
    combine(a, b, { $0.subtracting($1) }, -)
  }

  package static func * (a: Number, b: Number) -> Number {
    combine(a, b, { $0.multiplied(by: $1) }, *)
  }

  package static func / (a: Number, b: Number) -> Number {
    combine(a, b, { $0.divided(by: $1) }, /)
  }

  /// The power; exact for an integer exponent.
  package func raised(to exponent: Number) -> Number {
    if case .exact(let base) = self, case .exact(let power) = exponent, power.isWhole,
      let exact = base.raised(to: power.numerator)
    {
      return .exact(exact)
    }
    return .floating(Mathematics.power(double, exponent.double))
  }

  private static func combine(
    _ a: Number, _ b: Number, _ exact: (Rational, Rational) -> Rational?,
    _ floating: (Double, Double) -> Double
  ) -> Number {
    if case .exact(let x) = a, case .exact(let y) = b, let result = exact(x, y) {
      return .exact(result)
    }
    return .floating(floating(a.double, b.double))
  }
}
