import Testing

@testable import Typography

@Suite struct FloatingTextTests {
  @Test(
    "the shortest text reads back as the same number",
    arguments: [
      (0.1, "0.1"), (3, "3"), (-0.0, "0"), (1e-5, "1e-05"), (1e300, "1e+300"),
      (1.0 / 3, "0.3333333333333333"), (123_456_789, "123456789"),
    ] as [(Double, String)])
  func shortest(_ x: Double, _ text: String) {
    #expect(FloatingText.shortest(x) == text)
    #expect(Double(text) == x)
  }

  @Test(
    "a number rounded to its first digits has no zeros after them",
    arguments: [
      (0.731058578, 6, "0.731059"), (-2.5, 6, "-2.5"), (999_999.7, 6, "1000000"),
      (1e-7, 6, "1e-7"), (0.000012344, 3, "1.23e-5"), (1e300, 6, "1e+300"),
      (1.0 / 3, 17, "0.3333333333333333"),
    ] as [(Double, Int, String)])
  func rounded(_ x: Double, _ digits: Int, _ text: String) {
    #expect(FloatingText.rounded(x, digits: digits) == text)
  }

  @Test(
    "a number with fixed decimals is correctly rounded",
    arguments: [
      (2.675, 2, "2.67"), (0.5, 4, "0.5000"), (1234.5, 0, "1234"), (-0.00099995, 4, "-0.0010"),
    ] as [(Double, Int, String)])
  func fixed(_ x: Double, _ decimals: Int, _ text: String) {
    #expect(FloatingText.fixed(x, decimals: decimals) == text)
  }

  @Test(
    "the exponent of a scientific number has no zeros before it",
    arguments: [
      (1.2341e-7, 4, "1.234e-7", -7), (9.9999, 2, "1.0e+1", 1), (1, 1, "1e+0", 0),
      (1e300, 1, "1e+300", 300),
      (123_456_789, 4, "1.235e+8", 8),
    ] as [(Double, Int, String, Int)])
  func scientific(_ x: Double, _ digits: Int, _ text: String, _ exponent: Int) {
    #expect(FloatingText.scientific(x, digits: digits) == text)
    #expect(FloatingText.exponent(x, digits: digits) == exponent)
  }
}
