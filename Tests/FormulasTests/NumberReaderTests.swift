import Formulas
import MatrixCore
import TestSupport
import Testing

@Suite struct NumberReaderTests {
  @Test(
    "decimals are exact while they fit 64 bits",
    arguments: [
      ("2", 2, 1), ("0.1", 1, 10), ("1e-3", 1, 1000), (".5", 1, 2), ("2.50", 5, 2),
      ("1E3", 1000, 1),
      ("1e+2", 100, 1), ("0", 0, 1), ("0.000", 0, 1), ("0e5", 0, 1), ("007", 7, 1),
      ("9223372036854775807", .max, 1), ("1234567890123456789", 1_234_567_890_123_456_789, 1),
      ("0.000000000000000001", 1, 1_000_000_000_000_000_000),
      ("100000000000000000000e-20", 1, 1), ("1.000000000000000000000000000000", 1, 1),
      ("0.10000000000000000000000000000000000", 1, 10), ("12.5e1", 125, 1), ("2e0", 2, 1),
    ] as [(String, Int64, Int64)])
  func exactNumbers(_ text: String, _ numerator: Int64, _ denominator: Int64) throws {
    #expect(
      try Formula(reading: text).literal == Rational(numerator, denominator).map(Number.exact))
  }

  @Test(
    "what doesn't fit is floating",
    arguments: [
      ("9223372036854775808", 9_223_372_036_854_775_808), ("1e19", 1e19), ("1e-19", 1e-19),
      ("1e308", 1e308), ("0.12345678901234567891", 0.12345678901234567891), ("1e-300", 1e-300),
    ])
  func floatingNumbers(_ text: String, _ double: Double) throws {
    #expect(try Formula(reading: text).literal == .floating(double))
  }

  @Test("a number too small is 0", arguments: ["1e-400", "0.1e-400", "1e-99999999999999999999"])
  func tinyNumbers(_ text: String) throws {
    #expect(try Formula(reading: text).literal?.double == 0)
  }
}
