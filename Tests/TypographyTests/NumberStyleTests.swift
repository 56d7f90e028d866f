import MatrixCore
import Testing

@testable import Typography

@Suite struct NumberStyleTests {
  @Test(
    "an exact number is a short decimal where it is exact in six places, else a short fraction",
    arguments: [
      (5, 2, "2.5"), (1, 3, "1/3"), (1, 8, "0.125"), (1, 64, "0.015625"), (-7, 12, "-7/12"),
      (-1, 2, "-0.5"), (-1, 3, "-1/3"), (0, 7, "0"), (-2, 1, "-2"), (1_234_567, 10, "123456.7"),
      (1, 10000, "0.0001"), (1, 100000, "1e-5"), (1, 40000, "2.5e-5"), (1, 12500, "8e-5"),
      (-100001, 10000, "-10.0001"),
      (1, 10_000_000, "1e-7"), (1001, 1_000_000_000, "1.001e-6"),
      (.max, 1, "9223372036854775807"), (-.max, 10000, "-922337203685477.5807"),
    ] as [(Int64, Int64, String)])
  func auto(_ numerator: Int64, _ denominator: Int64, _ text: String) {
    let number = NumberStyle().formatted(.exact(Rational(numerator, denominator)!))
    #expect(number == NumberText(text: text, isRounded: false))
  }

  @Test(
    "a fraction of a larger denominator than a dozen is written as a rounded decimal",
    arguments: [
      (123_456_789, 987_654_323, "0.1250"), (32, 15, "2.133"), (1, 128, "0.007812"),
      (3647, 4800, "0.7598"),
    ] as [(Int64, Int64, String)])
  func longFraction(_ numerator: Int64, _ denominator: Int64, _ text: String) {
    let number = NumberStyle().formatted(.exact(Rational(numerator, denominator)!))
    #expect(number == NumberText(text: text, isRounded: true))
  }

  @Test(
    "in fraction mode nothing is a decimal",
    arguments: [(5, 2, "5/2"), (-1, 4, "-1/4"), (3, 1, "3"), (0, 1, "0")]
      as [(Int64, Int64, String)])
  func fraction(_ numerator: Int64, _ denominator: Int64, _ text: String) {
    #expect(NumberStyle(mode: .fraction).text(.exact(Rational(numerator, denominator)!)) == text)
  }

  @Test(
    "in decimal mode an exact number is rounded only where it does not fit the digits",
    arguments: [
      (5, 2, "2.5", false), (1, 3, "0.3333", true), (1, 8, "0.125", false),
      (1, 32, "0.03125", false), (1, 64, "0.01562", true), (123_456, 1, "123456", false),
      (123_456_789, 1, "1.235e+8", true), (1, 1_000_000, "1e-6", false),
      (2, 3_000_000, "6.667e-7", true),
    ] as [(Int64, Int64, String, Bool)])
  func decimal(_ numerator: Int64, _ denominator: Int64, _ text: String, _ isRounded: Bool) {
    let number = NumberStyle(mode: .decimal).formatted(.exact(Rational(numerator, denominator)!))
    #expect(number == NumberText(text: text, isRounded: isRounded))
  }

  @Test(
    "a floating number has four significant digits and looks rounded",
    arguments: [
      (0.5, "0.5000"), (1, "1.000"), (0.7310585, "0.7311"), (12.3456, "12.35"), (-1.5, "-1.500"),
      (123_456.7, "123457"), (999_999.9, "1.000e+6"), (9.9999, "10.00"), (0.0001, "0.0001000"),
      (0.00001, "1.000e-5"), (1.2341e-7, "1.234e-7"), (1e300, "1.000e+300"), (-0.0, "0"),
      (0, "0"), (.nan, "NaN"), (-.nan, "NaN"), (.infinity, "∞"), (-.infinity, "-∞"),
      (.leastNonzeroMagnitude, "4.941e-324"),
    ] as [(Double, String)])
  func floating(_ number: Double, _ text: String) {
    #expect(NumberStyle().formatted(.floating(number)) == NumberText(text: text, isRounded: true))
  }

  @Test(
    "the precision is the number of significant digits",
    arguments: [(1, "0.7"), (9, "0.731058579")])
  func precision(_ digits: Int, _ text: String) {
    #expect(NumberStyle(precision: digits).text(.floating(0.7310585786)) == text)
  }

  @Test("rounded entries of a matrix share the decimals of the one that needs most, within bounds")
  func aligned() {
    func matrix(_ numbers: Double...) -> [String] {
      NumberStyle().aligned(numbers.map(Number.floating)).map(\.text)
    }
    #expect(matrix(0.5, 0.09003057) == ["0.50000", "0.09003"])
    #expect(matrix(12.25, 0.5, 0) == ["12.2500", "0.5000", "0"])
    #expect(matrix(1, 0.5) == ["1.0000", "0.5000"])
    // At most six digits are shown where four were asked for.
    #expect(matrix(123.456, 0.5) == ["123.456", "0.500"])
    #expect(matrix(2.298, 0.5703, 0.001159) == ["2.29800", "0.57030", "0.00116"])
    // With them one digit would be left of the smallest.
    #expect(matrix(22.98, 0.5703, 0.0001159) == ["22.9800", "0.5703", "0.0001159"])
    #expect(matrix(1e-9, 0.5) == ["1.000e-9", "0.5000"])
  }

  @Test("an inline matrix shares its decimals too")
  func inlineMatrix() throws {
    let shape = Shape([Axis("N", 2), Axis("unit", 2)])
    let tensor = try Tensor(shape, numbers: [2.12132, 0.70711, 1.41421, 0].map(Number.floating))
    #expect(NumberStyle().text(tensor) == "[[2.1213, 0.7071], [1.4142, 0]]")
  }

  @Test(
    "numbers are written in decimals or in fractions, not in both",
    arguments: [
      ([(1, 2), (1, 4)], ["0.5", "0.25"]), ([(5, 12), (43, 10)], ["5/12", "43/10"]),
      ([(32, 15), (43, 10)], ["2.133", "4.3"]),
      ([(1, 160), (1, 250)], ["0.00625", "0.004"]), ([(1, 128), (3, 1)], ["0.007812", "3"]),
      ([(1, 128), (1, 256)], ["0.007812", "0.003906"]),
      ([(1, 100_000), (1, 2), (1, 3)], ["1e-5", "1/2", "1/3"]),
      ([(123_456_789, 987_654_323), (1, 2), (1, 3)], ["0.1250", "0.5", "1/3"]),
    ] as [([(Int64, Int64)], [String])])
  func uniform(_ fractions: [(Int64, Int64)], _ texts: [String]) throws {
    let numbers = try fractions.map { Number.exact(try #require(Rational($0.0, $0.1))) }
    let style = NumberStyle().uniform(for: numbers)
    #expect(style.aligned(numbers).map(\.text) == texts)
    let fixed = NumberStyle(mode: .decimal)
    #expect(fixed.uniform(for: numbers) == fixed)
  }

  @Test(
    "two numbers are told apart in so many digits",
    arguments: [
      (0.5, 0.25, 3), (0.2995, 0.2996, 6), (0.291027924, 0.291027774, 9), (1, 1, 1), (0, 0, 1),
      (1, 1 + 1e-15, 12), (.infinity, 1, 1),
    ] as [(Double, Double, Int)])
  func digits(_ x: Double, _ y: Double, _ digits: Int) {
    #expect(NumberStyle.digits(distinguishing: .floating(x), from: .floating(y)) == digits)
    let style = NumberStyle().with(digits: digits)
    #expect(style.precision == max(4, digits))
  }

  @Test(
    "in a sentence a number has at most six digits, and no zeros after them",
    arguments: [
      (3, "3"), (Number(5) / 2, "2.5"), (-(Number(1) / 3), "-1/3"), (Number(1) / 100_000, "1e-5"),
      (Number(1_000_003) / 99_999_989, "0.01"), (.floating(0.731058578), "0.731059"),
      (.floating(1e300), "1e+300"), (.floating(-2.5), "-2.5"), (.floating(1e-7), "1e-7"),
      (.floating(0), "0"), (.floating(999_999.7), "1000000"), (.floating(.infinity), "∞"),
    ] as [(Number, String)])
  func sentence(_ number: Number, _ text: String) {
    #expect(number.text == text)
  }

  @Test("numbers that differ look different")
  func pairs() {
    let (a, b) = Number.texts(.floating(1.0 / 3), .floating(1.0 / 3 + 1e-8))
    #expect(a == "0.333333333" && b == "0.333333343")
  }

  @Test(
    "in a formula an exact number is never rounded",
    arguments: [
      (Number(1) / 4, "0.25"), (Number(1) / 100_000_000, "1e-8"),
      (Number(12343) / 100_000, "0.12343"), (Number(1) / 128, "1/128"),
      (Number(1_000_003) / 99_999_989, "1000003/99999989"),
      (.floating(2).raised(to: Number(1) / 2), "1.41421"),
    ] as [(Number, String)])
  func typed(_ number: Number, _ text: String) {
    #expect(number.typed == text)
  }

  @Test(
    "one number is written in one way in pages, sentences and formulas",
    arguments: [(1, 100_000), (1, 4), (1, 3), (-3, 200_000), (7, 1), (1, 10_000)] as [(Int32, Int)])
  func same(_ top: Int32, _ bottom: Int) {
    let number = Number(integerLiteral: top) / Number(bottom)
    #expect(NumberStyle().text(number) == number.text)
    #expect(number.typed == number.text)
  }
}

extension NumberStyleTests {
  @Test("decimals of a fraction are its own, not those of the nearest floating-point number")
  func decimalsOfFractions() throws {
    let number = Number.exact(try #require(Rational(-53, 78)))
    // 53/78 = 0.6794871794871794871…
    #expect(NumberStyle(mode: .decimal, precision: 15).text(number) == "-0.679487179487179")
    #expect(NumberStyle(mode: .decimal, precision: 17).text(number) == "-0.67948717948717949")
  }
}
