import MatrixCore

// Exact numbers as text: exact decimals, or fractions.

extension Rational {
  /// Whether the number is a decimal with at most `places` decimals.
  func isDecimal(places: Int) -> Bool {
    Self.powerOfTen(places) % denominator == 0
  }

  /// The number as a decimal, if it has at most `places` decimals (18 or fewer): `0.0625`.
  func decimal(places: Int) -> String? {
    if isWhole { return "\(numerator)" }
    guard let decimals = (0...places).first(where: isDecimal) else { return nil }
    let scale = Self.powerOfTen(decimals)
    let (whole, rest) = numerator.magnitude.quotientAndRemainder(dividingBy: denominator.magnitude)
    let digits = "\(rest * (scale / denominator).magnitude)"
    let zeros = String(repeating: "0", count: decimals - digits.utf8.count)
    return "\(numerator < 0 ? "-" : "")\(whole).\(zeros)\(digits)"
  }

  /// The number with a power of ten, if it is below 1e-4 and exact with at most `digits` significant
  /// digits: `1e-5`, `2.5e-6`.
  func scientific(digits: Int) -> String? {
    guard !isZero, double.magnitude < 1e-4, let text = decimal(places: 18) else { return nil }
    let significant = text.split(separator: ".").last?.drop { $0 == "0" } ?? ""
    guard let first = significant.first, significant.count <= digits else { return nil }
    let exponent = text.drop { $0 != "." }.count - significant.count
    let rest = significant.dropFirst()
    return "\(numerator < 0 ? "-" : "")\(first)\(rest.isEmpty ? "" : ".")\(rest)e-\(exponent)"
  }

  /// The number as a decimal, if it is exact with at most `digits` significant digits. Integers of
  /// ordinary size are never rounded.
  func decimal(digits: Int) -> String? {
    if let text = scientific(digits: digits) { return text }
    guard let text = decimal(places: 18) else { return nil }
    let count = text.drop { $0 == "-" || $0 == "0" || $0 == "." }.count { $0 != "." }
    let most = isWhole ? max(digits, NumberStyle.plainExponents.upperBound) : digits
    return count <= most ? text : nil
  }

  /// The number rounded to `decimals` decimals, a half to the even digit; nil if that takes more than
  /// 128 bits.
  func fixed(decimals: Int) -> String? {
    guard decimals <= 18 else { return nil }
    let scale = UInt128(Self.powerOfTen(decimals))
    let bottom = UInt128(denominator)
    let (top, overflow) = UInt128(numerator.magnitude).multipliedReportingOverflow(by: scale)
    guard !overflow else { return nil }
    let (floor, left) = top.quotientAndRemainder(dividingBy: bottom)
    let isUp = 2 * left > bottom || 2 * left == bottom && floor % 2 == 1
    let (whole, rest) = (floor + (isUp ? 1 : 0)).quotientAndRemainder(dividingBy: scale)
    let sign = numerator < 0 && (whole > 0 || rest > 0) ? "-" : ""
    if decimals == 0 { return "\(sign)\(whole)" }
    let digits = "\(rest)"
    let zeros = String(repeating: "0", count: decimals - digits.utf8.count)
    return "\(sign)\(whole).\(zeros)\(digits)"
  }

  private static func powerOfTen(_ exponent: Int) -> Int64 {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}
