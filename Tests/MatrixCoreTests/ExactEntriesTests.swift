import Testing

@testable import MatrixCore

/// Exactness, and where it ends.
@Suite struct ExactEntriesTests {
  @Test("entries share a denominator where one fits, and keep their own elsewhere")
  func denominators() {
    let shared = ExactEntries(rationals("1/2 1/3 5/6"))
    #expect(shared.shared == 6)
    #expect(shared.rationals == rationals("1/2 1/3 5/6"))
    let primes = rationals("1/4294967291 1/4294967279 1/4294967231")
    let separate = ExactEntries(primes)
    #expect(separate.shared == nil)
    #expect(separate.rationals == primes)
    #expect(separate.gathered([1]).rationals == [primes[1]])
    #expect(separate.gathered([2, 0, 0]).rationals == [primes[2], primes[0], primes[0]])
    let wide = rationals("9223372036854775807 1/2")
    #expect(ExactEntries(wide).rationals == wide)
  }

  @Test(
    "arithmetic with denominators of their own is as exact",
    arguments: [
      (Pairing.add, "2/3 2/5"), (.subtract, "0 0"), (.divide, "1 1"), (.maximum, "1/3 1/5"),
      (.minimum, "1/3 1/5"),
    ])
  func separate(_ kind: Pairing, _ expected: String) throws {
    // The third denominator has no part in the others', and so keeps them apart.
    let entries = try vector("1/3 1/5 1/9223372036854775783")
    let result = try Tensor.combine(kind, entries, entries)
    #expect(result.isExact)
    #expect(Array(result.numbers.compactMap(\.rational).prefix(2)) == rationals(expected))
  }

  @Test(
    "a large product is exact up to 64 bits",
    arguments: [
      (3_000, 2_000), (1 << 30, 1 << 25), (1 << 25, 1 << 30), (1 << 40, 1 << 16),
      (1 << 16, 1 << 40), (1 << 56, 1), (3, 1 << 54),
    ] as [(Int64, Int64)])
  func largeProducts(_ largest: Int64, _ other: Int64) throws {
    let n = 12
    var generator = SplitMix64(seed: largest &+ other)
    func integers(_ most: Int64) -> [Int64] {
      (0..<n * n).map { _ in Int64((2 * generator.unit() - 1) * Double(most)) }
    }
    let a = integers(largest)
    let b = integers(other)
    var expected = [Int64](repeating: 0, count: n * n)
    for row in 0..<n {
      for k in 0..<n {
        for column in 0..<n { expected[row * n + column] += a[row * n + k] * b[k * n + column] }
      }
    }
    let product = ExactEntries(numerators: a, over: 1).product(
      ExactEntries(numerators: b, over: 1), rows: n, inner: n, columns: n)
    #expect(product?.numerators == expected)
  }

  @Test("what outgrows 64 bits becomes floating, as a whole, and says so")
  func fallBack() throws {
    let large = try vector("9223372036854775807 1")
    let one = try vector("1 1")
    let sum = try Tensor.combine(.add, large, one)
    #expect(!sum.isExact)
    #expect(sum.doubles == [9_223_372_036_854_775_808, 2])
    #expect(try Tensor.combine(.subtract, large, one).isExact)
    #expect(try !Tensor.combine(.multiply, large, large).isExact)
    #expect(!large.raised(to: Number(2)).isExact)
    #expect(try !large.sum(over: ["n"]).isExact)
    #expect(try large.sum(over: ["n"]).number == .floating(9_223_372_036_854_775_808))
    #expect(try !Tensor.combine(.divide, one, vector("0 1")).isExact)
    #expect(try Tensor.combine(.divide, one, vector("0 1")).firstNonFinite == 0)
  }

  @Test("a sum may leave 64 bits over a shared denominator and come back")
  func sumOfOpposites() throws {
    let sum = try vector("9223372036854775807 9223372036854775807 -9223372036854775807").sum(over: [
      "n"
    ])
    #expect(sum.number?.double == 9_223_372_036_854_775_808)
    let halves = try vector("9223372036854775807/2 9223372036854775807/2").sum(over: ["n"])
    #expect(halves.number == Rational(.max, 1).map(Number.exact))
  }

  @Test(
    "products are exact below 2⁵³, above it, and up to 64 bits",
    arguments: [
      ("3 4", "5 6", "39"), ("94906265 1", "94906265 1", "9007199136250226"),
      ("94906266 1", "94906266 1", "9007199326062757"),
      ("9007199254740993 1", "1 0", "9007199254740993"),
      ("3037000499 1", "3037000499 -1", "9223372030926249000"),
      ("4611686018427387903 1", "2 1", "9223372036854775807"),
      ("1/3 1/2", "3/4 -1/5", "3/20"), ("1/4294967291 1", "1/2 1", "8589934583/8589934582"),
      ("-9223372036854775807 0", "1 1", "-9223372036854775807"),
    ])
  func products(_ a: String, _ b: String, _ expected: String) throws {
    let product = try Tensor.product(vector(a), vector(b))
    #expect(product.isExact)
    #expect(product.number?.rational == Rational(expected))
  }

  @Test("a product that may leave 64 bits is still exact where it does not, else floating")
  func productOverflow() throws {
    let cancelling = try Tensor.product(
      vector("9223372036854775807 9223372036854775807"), vector("1 -1"))
    #expect(cancelling.number == Number(0))
    let large = try Tensor.product(vector("9223372036854775807 1"), vector("2 0"))
    #expect(large.number == .floating(18_446_744_073_709_551_616))
    let fine = try Tensor.product(vector("1/4294967291 1"), vector("1/4294967279 0"))
    #expect(!fine.isExact)
  }

  @Test(
    "signs, steps and maxima keep exact numbers exact",
    arguments: [
      (Tensor.SignFunction.abs, "1/2 0 3"), (.positivePart, "0 0 3"), (.step, "0 0 1"),
      (.sign, "-1 0 1"),
      (.isZero, "0 1 0"),
    ])
  func signs(_ function: Tensor.SignFunction, _ expected: String) throws {
    let exact = try vector("-1/2 0 3").mapped(function)
    #expect(exact.isExact)
    #expect(exact.numbers.compactMap(\.rational) == rationals(expected))
    let floating = try vector("-1/2 0 3").approximate.mapped(function)
    #expect(floating.doubles == exact.doubles)
  }

  @Test("whole powers are exact, fractions of powers are not")
  func powers() throws {
    let x = try vector("2 1/2")
    #expect(x.raised(to: Number(-2)).numbers.compactMap(\.rational) == rationals("1/4 4"))
    #expect(x.raised(to: Number(0)).numbers.compactMap(\.rational) == rationals("1 1"))
    let root = x.raised(to: Number(1) / Number(2))
    #expect(!root.isExact)
    #expect(abs(root.doubles[0] - 1.4142135623730951) < 1e-15)
    #expect(try vector("0 1").raised(to: Number(-1)).firstNonFinite == 0)
  }

  @Test("one entry changed leaves the others, exact while the new one is")
  func replacing() throws {
    let x = try vector("1/2 1/3")
    let changed = x.replacing(1, with: .exact(try #require(Rational(1, 7))))
    #expect(changed.numbers.compactMap(\.rational) == rationals("1/2 1/7"))
    #expect(!x.replacing(0, with: .floating(0.5)).isExact)
  }

  @Test("numbers are exact together or floating together")
  func mixedNumbers() throws {
    let shape = Shape([Axis("n", 2)])
    #expect(try Tensor(shape, numbers: [Number(1), Number(2)]).isExact)
    #expect(try !Tensor(shape, numbers: [Number(1), .floating(0.5)]).isExact)
    #expect(throws: ShapeError.entryCount(1, for: shape)) {
      try Tensor(shape, numbers: [Number(1)])
    }
  }
}

/// Fractions separated by blanks.
func rationals(_ text: String) -> [Rational] {
  text.split(separator: " ").compactMap { Rational(String($0)) }
}

/// A vector along the axis n.
func vector(_ text: String) throws -> Tensor {
  let entries = rationals(text)
  return try Tensor(Shape([Axis("n", entries.count)]), rationals: entries)
}
