import MatrixCore
import Testing

@Suite struct RationalTests {
  @Test(
    "a fraction is in lowest terms with a positive denominator",
    arguments: [
      (6, 4, 3, 2), (-6, 4, -3, 2), (6, -4, -3, 2), (-6, -4, 3, 2), (0, 5, 0, 1), (0, -5, 0, 1),
      (7, 7, 1, 1), (.max, .max, 1, 1), (.max, 1, .max, 1), (1, .max, 1, .max),
      (4, .min, -1, 1 << 61),
    ] as [(Int64, Int64, Int64, Int64)])
  func reduction(_ numerator: Int64, _ denominator: Int64, _ top: Int64, _ bottom: Int64) throws {
    let rational = try #require(Rational(numerator, denominator))
    #expect(rational.numerator == top)
    #expect(rational.denominator == bottom)
  }

  @Test(
    "what is no fraction of 64 bits is nil",
    arguments: [
      (1, 0), (0, 0), (.min, 1), (.min, 3), (1, .min), (.min, -1),
    ] as [(Int64, Int64)])
  func unfit(_ numerator: Int64, _ denominator: Int64) {
    #expect(Rational(numerator, denominator) == nil)
  }

  @Test(
    "sums, differences, products and quotients",
    arguments: [
      ("1/2", "1/3", "5/6", "1/6", "1/6", "3/2"), ("-1/2", "1/2", "0", "-1", "-1/4", "-1"),
      ("3", "-4", "-1", "7", "-12", "-3/4"), ("0", "5", "5", "-5", "0", "0"),
      ("5/6", "1/6", "1", "2/3", "5/36", "5"),
    ])
  func arithmetic(
    _ a: String, _ b: String, _ sum: String, _ difference: String, _ product: String,
    _ quotient: String
  ) throws {
    let (x, y) = try (#require(Rational(a)), #require(Rational(b)))
    #expect(x.adding(y) == Rational(sum))
    #expect(x.subtracting(y) == Rational(difference))
    #expect(x.multiplied(by: y) == Rational(product))
    #expect(x.divided(by: y) == Rational(quotient))
  }

  @Test("arithmetic beyond 64 bits is nil, and within it is not, whatever lies between")
  func overflow() throws {
    let most = try #require(Rational(.max, 1))
    let half = try #require(Rational(.max, 2))
    let least = try #require(Rational(1, .max))
    #expect(most.adding(.one) == nil)
    #expect((-most).subtracting(.one) == nil)
    #expect(most.multiplied(by: Rational(2)) == nil)
    #expect(least.divided(by: Rational(2)) == nil)
    #expect(least.multiplied(by: half) == Rational(1, 2))
    #expect(most.multiplied(by: least) == .one)
    #expect(half.adding(half) == most)
    #expect(most.subtracting(most) == .zero)
    #expect(Rational(1, 3_037_000_500)?.multiplied(by: Rational(1, 3_037_000_500)!) == nil)
    #expect(Rational.one.divided(by: .zero) == nil)
  }

  @Test(
    "whole powers",
    arguments: [
      ("2/3", 3, "8/27"), ("2/3", -2, "9/4"), ("-2", 3, "-8"), ("-2", -3, "-1/8"), ("5/7", 0, "1"),
      ("0", 0, "1"), ("0", 5, "0"), ("2", 62, "4611686018427387904"), ("1", .max, "1"),
      ("-1", .max, "-1"),
      ("-1", .min + 1, "-1"), ("3", 39, "4052555153018976267"),
    ] as [(String, Int64, String)])
  func powers(_ base: String, _ exponent: Int64, _ power: String) throws {
    #expect(try #require(Rational(base)).raised(to: exponent) == Rational(power))
  }

  @Test(
    "powers that don't fit or divide by zero are nil",
    arguments: [
      ("2", 63), ("2", -63), ("0", -1), ("3", 40), ("2", .min), ("10", 1_000_000_000_000),
      ("-2", 63),
    ] as [(String, Int64)])
  func powerOverflow(_ base: String, _ exponent: Int64) throws {
    #expect(try #require(Rational(base)).raised(to: exponent) == nil)
  }

  @Test("fractions near the limits of 64 bits are compared rightly")
  func comparison() throws {
    let most = Int64.max
    let almost = try #require(Rational(most - 1, most))
    let nearer = try #require(Rational(most - 2, most - 1))
    #expect(nearer < almost)
    #expect(almost < .one)
    #expect(!(almost < almost))
    #expect(-almost < -nearer)
    #expect(try #require(Rational(-most)) < #require(Rational(1, most)))
    #expect(try #require(Rational(1, most)) < #require(Rational(1, most - 1)))
    #expect(
      [Rational(1), Rational(0), -Rational(1)].sorted() == [-Rational(1), Rational(0), Rational(1)])
  }

  @Test(
    "a fraction is written as it is typed",
    arguments: [
      ("5/2", "5/2"), ("4/2", "2"), ("-1/3", "-1/3"), ("0", "0"),
    ])
  func description(_ fraction: String, _ text: String) throws {
    #expect(try #require(Rational(fraction)).description == text)
  }
}

extension Rational {
  /// The fraction that is typed as `5/2`.
  init?(_ text: String) {
    let parts = text.split(separator: "/").compactMap { Int64($0) }
    guard let numerator = parts.first else { return nil }
    self.init(numerator, parts.count > 1 ? parts[1] : 1)
  }
}

extension RationalTests {
  @Test(
    "a fraction's floating-point number is the nearest one",
    arguments: [
      // By Python's `Fraction(n, d).__float__`, which rounds once.
      (33_671_218_696_784_399, 60_296_227_885_485_900, 0.5584299362927396),
      (23_615_485_245_255_734, 1_000_000_000_000_000, 23.615485245255734),
      (9_007_199_254_740_993, 1, 9_007_199_254_740_992),
      (9_007_199_254_740_995, 1, 9_007_199_254_740_996),
      (-9_007_199_254_740_993, 9_223_372_036_854_775_807, -0.0009765625000000002),
      (1, 9_223_372_036_854_775_807, 1.0842021724855044e-19),
      (9_223_372_036_854_775_807, 3, 3.0744573456182584e+18), (-53, 78, -0.6794871794871795),
    ] as [(Int64, Int64, Double)])
  func nearest(_ numerator: Int64, _ denominator: Int64, _ expected: Double) throws {
    #expect(try #require(Rational(numerator, denominator)).double == expected)
    let tensor = try Tensor(.scalar, numerators: [numerator], over: denominator)
    #expect(tensor.doubles == [expected])
  }
}
