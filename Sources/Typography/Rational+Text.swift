import MatrixCore

// Exact numbers as text: decimals where they are exact, and fractions.

extension Rational {
  /// Whether the number is a decimal of at most `places` places.
  func isDecimal(places: Int) -> Bool {
    Self.powerOfTen(places) % denominator == 0
  }

  /// The number in decimals where it has at most `places` places (18 or fewer): `0.0625`.
  func decimal(places: Int) -> String? {
    if isWhole { return "\(numerator)" }
    guard let decimals = (0...places).first(where: isDecimal) else { return nil }
    let scale = Self.powerOfTen(decimals)
    let (whole, rest) = numerator.magnitude.quotientAndRemainder(dividingBy: denominator.magnitude)
    let digits = "\(rest * (scale / denominator).magnitude)"
    let zeros = String(repeating: "0", count: decimals - digits.utf8.count)
    return "\(numerator < 0 ? "-" : "")\(whole).\(zeros)\(digits)"
  }

  /// A number below 1e-4 whose decimals are exact and no more than `digits`: `1e-5`, `2.5e-6`.
  func scientific(digits: Int) -> String? {
    guard !isZero, double.magnitude < 1e-4, let text = decimal(places: 18) else { return nil }
    let significant = text.split(separator: ".").last?.drop { $0 == "0" } ?? ""
    guard let first = significant.first, significant.count <= digits else { return nil }
    let exponent = text.drop { $0 != "." }.count - significant.count
    let rest = significant.dropFirst()
    return "\(numerator < 0 ? "-" : "")\(first)\(rest.isEmpty ? "" : ".")\(rest)e-\(exponent)"
  }

  /// The number in decimals where they are exact and no more than `digits` significant digits. Whole
  /// numbers of ordinary size are never cut.
  func decimal(digits: Int) -> String? {
    if let text = scientific(digits: digits) { return text }
    guard let text = decimal(places: 18) else { return nil }
    let count = text.drop { $0 == "-" || $0 == "0" || $0 == "." }.count { $0 != "." }
    let most = isWhole ? max(digits, NumberStyle.plainExponents.upperBound) : digits
    return count <= most ? text : nil
  }

  private static func powerOfTen(_ exponent: Int) -> Int64 {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}
