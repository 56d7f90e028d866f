/// A fraction in lowest terms whose numerator and denominator fit 64 bits.
///
/// Arithmetic returns nil if the result does not fit; callers then continue in floating point.
package struct Rational: Hashable, Sendable {
  package let numerator: Int64
  /// Always positive.
  package let denominator: Int64

  package static let zero = Rational(0)
  package static let one = Rational(1)

  package init(_ integer: Int32) {
    numerator = Int64(integer)
    denominator = 1
  }

  /// The fraction `numerator / denominator` in lowest terms; nil if the denominator is zero or the
  /// fraction does not fit.
  package init?(_ numerator: Int64, _ denominator: Int64 = 1) {
    guard numerator != .min, denominator != .min else {
      self.init(wide: Int128(numerator), Int128(denominator))
      return
    }
    guard denominator != 0 else { return nil }
    let divisor = Int64(greatestCommonDivisor(numerator.magnitude, denominator.magnitude))
    self.init(
      reducedNumerator: (denominator < 0 ? -numerator : numerator) / divisor,
      denominator: abs(denominator) / divisor)
  }

  init?(wide numerator: Int128, _ denominator: Int128) {
    // 128-bit division is many times slower and hardly ever needed.
    if let top = Int64(exactly: numerator), let bottom = Int64(exactly: denominator),
      top != .min, bottom != .min
    {
      self.init(top, bottom)
      return
    }
    guard denominator != 0, numerator != .min, denominator != .min else { return nil }
    let divisor = Int128(greatestCommonDivisor(numerator.magnitude, denominator.magnitude))
    let sign: Int128 = denominator < 0 ? -1 : 1
    guard let top = Int64(exactly: sign * numerator / divisor), top != .min,
      let bottom = Int64(exactly: sign * denominator / divisor)
    else { return nil }
    self.init(reducedNumerator: top, denominator: bottom)
  }

  /// A fraction already in lowest terms.
  init(reducedNumerator numerator: Int64, denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The nearest floating-point number.
  package var double: Double { Rational.quotient(numerator, denominator) }

  /// The integers up to this magnitude are floating-point numbers, so that their quotient is rounded
  /// once.
  static let largestExact: UInt64 = 1 << 53

  /// The floating-point number nearest to a quotient; the denominator is positive.
  static func quotient(_ numerator: Int64, _ denominator: Int64) -> Double {
    let (top, bottom) = (numerator.magnitude, denominator.magnitude)
    if top <= largestExact, bottom <= largestExact {
      return Double(numerator) / Double(denominator)
    }
    // More bits than a number has, and one for the remainder, are rounded once.
    let shift = top.leadingZeroBitCount + 62
    let (bits, rest) = (UInt128(top) << shift).quotientAndRemainder(dividingBy: UInt128(bottom))
    let magnitude = Double(
      sign: .plus, exponent: -shift, significand: Double(bits | (rest == 0 ? 0 : 1)))
    return numerator < 0 ? -magnitude : magnitude
  }
  package var isWhole: Bool { denominator == 1 }
  package var isZero: Bool { numerator == 0 }
  package var magnitude: Rational {
    Rational(reducedNumerator: abs(numerator), denominator: denominator)
  }

  package static prefix func - (x: Rational) -> Rational {
    Rational(reducedNumerator: -x.numerator, denominator: x.denominator)
  }

  package func adding(_ other: Rational) -> Rational? {
    Rational(
      wide: Int128(numerator) * Int128(other.denominator)
        + Int128(other.numerator) * Int128(denominator),
      Int128(denominator) * Int128(other.denominator))
  }

  package func subtracting(_ other: Rational) -> Rational? {
    adding(-other)
  }

  package func multiplied(by other: Rational) -> Rational? {
    Rational(
      wide: Int128(numerator) * Int128(other.numerator),
      Int128(denominator) * Int128(other.denominator))
  }

  /// The quotient; nil also for a division by zero.
  package func divided(by other: Rational) -> Rational? {
    Rational(
      wide: Int128(numerator) * Int128(other.denominator),
      Int128(denominator) * Int128(other.numerator))
  }

  /// The power with an integer exponent; nil if it does not fit or divides by zero.
  package func raised(to exponent: Int64) -> Rational? {
    guard exponent != .min else { return nil }
    guard let base = exponent < 0 ? Rational.one.divided(by: self) : self else { return nil }
    var remaining = abs(exponent)
    var square: Rational? = base
    var result = Rational.one
    while remaining > 0 {
      guard let factor = square else { return nil }
      if remaining & 1 == 1 {
        guard let next = result.multiplied(by: factor) else { return nil }
        result = next
      }
      remaining >>= 1
      if remaining > 0 { square = factor.multiplied(by: factor) }
    }
    return result
  }
}

extension Rational: Comparable {
  package static func < (left: Rational, right: Rational) -> Bool {
    Int128(left.numerator) * Int128(right.denominator)
      < Int128(right.numerator) * Int128(left.denominator)
  }
}

extension Rational: CustomStringConvertible {
  /// `5/2`, or `3` for an integer.
  package var description: String {
    denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
  }
}

/// The greatest common divisor by Euclid's algorithm; 1 for 0 and 0.
func greatestCommonDivisor<T: FixedWidthInteger & UnsignedInteger>(_ a: T, _ b: T) -> T {
  var (x, y) = (a, b)
  while y != 0 { (x, y) = (y, x % y) }
  return x == 0 ? 1 : x
}
