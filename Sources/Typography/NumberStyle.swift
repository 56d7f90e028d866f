import MatrixCore

/// How to format numbers: as fractions or decimals, and with how many digits when rounded.
package struct NumberStyle: Hashable, Sendable {
  package enum Mode: String, CaseIterable, Sendable {
    /// A short decimal if it is exact, else a fraction.
    case auto
    /// Exact numbers as fractions, unless they are integers.
    case fraction
    /// Decimals, rounded if they need more digits.
    case decimal
  }

  package let mode: Mode
  /// The number of significant digits of a rounded number, 1 to 17.
  package private(set) var precision: Int
  /// In `auto`, the maximum number of decimals of an exact number written as a decimal.
  private var places = 6
  /// In `auto`, the largest denominator of a fraction, and its most characters; others are rounded to
  /// decimals.
  private var largestDenominator: Int64 = 12
  private var longestFraction = 9
  /// Whether rounded numbers keep trailing zeros: `0.5000`.
  private var keepsZeros = true
  /// The least number of decimals of a rounded number, by its magnitude: as many as it has elsewhere.
  private var decimals: [Double: Int] = [:]

  package init(mode: Mode = .auto, precision: Int = 4) {
    self.mode = mode
    self.precision = min(max(precision, 1), 17)
  }
}

/// A formatted number, and whether it is rounded or may be (floating-point numbers may be inexact).
package struct NumberText: Hashable, Sendable {
  package var text: String
  package var isRounded: Bool
}

extension NumberStyle {
  /// The style of numbers in sentences.
  static func sentence(digits: Int = 6) -> NumberStyle {
    var style = NumberStyle(precision: digits)
    style.keepsZeros = false
    return style
  }

  /// The style of numbers in formulas, which never rounds exact numbers.
  static var typed: NumberStyle {
    var style = sentence()
    (style.largestDenominator, style.longestFraction) = (.max, .max)
    return style
  }

  /// In `auto`, numbers below 1e-4 with at most this many significant digits are written `2.5e-6`.
  private static let scientificDigits = 4
  /// The exponents of numbers written without a power of ten; integer digits below the upper bound
  /// are never rounded away.
  static let plainExponents = -4..<6

  /// The style with at least `digits` significant digits.
  package func with(digits: Int) -> NumberStyle {
    var style = self
    style.precision = min(max(precision, digits), 17)
    return style
  }

  /// The style that gives rounded numbers of these magnitudes at least so many decimals.
  package func with(decimals: [Double: Int]) -> NumberStyle {
    var style = self
    style.decimals = decimals
    return style
  }

  /// The style that writes all these numbers alike: as fractions if one of them needs it.
  package func uniform(for numbers: [Number?]) -> NumberStyle {
    guard mode == .auto else { return self }
    let fractions = numbers.compactMap { $0?.rational }.filter {
      !$0.isWhole && $0.scientific(digits: Self.scientificDigits) == nil
    }
    guard !fractions.allSatisfy({ $0.isDecimal(places: places) }),
      fractions.allSatisfy(isShort)
    else { return self }
    var style = self
    style.places = 0
    return style
  }

  /// The number of significant digits that distinguishes two numbers.
  package static func digits(distinguishing left: Number, from right: Number) -> Int {
    let (x, y) = (left.double, right.double)
    var ratio = max(x.magnitude, y.magnitude) / (x - y).magnitude
    guard ratio.isFinite, ratio > 0 else { return 1 }
    var digits = ratio < 1 ? 2 : 3
    while ratio >= 10, digits < 12 {
      ratio /= 10
      digits += 1
    }
    return digits
  }

  /// The formatted number: `2.5`, `1/3`, `0.7311`, `1.234e-7`, `∞`.
  package func text(_ number: Number) -> String {
    formatted(number).text
  }

  /// The number as it is formatted where another stands, with at least the other's decimals.
  package func text(_ number: Number, inPlaceOf other: Number) -> String {
    with(decimals: [number.double.magnitude: least(other.double)]).text(number)
  }

  package func formatted(_ number: Number) -> NumberText {
    if let text = exact(number) { return NumberText(text: text, isRounded: false) }
    return NumberText(text: rounded(number), isRounded: true)
  }

  /// The entries of a matrix; nil becomes empty text. Rounded entries share the number of decimals
  /// that the smallest needs, but at most so many that the largest gets two digits beyond the
  /// precision; one so small that two digits would not be left keeps its own.
  package func aligned(_ numbers: [Number?]) -> [NumberText] {
    var texts = numbers.map { $0.map(formatted) ?? NumberText(text: "", isRounded: false) }
    guard keepsZeros else { return texts }
    let shared = shared(numbers) { texts[$0].isRounded }
    for case (let index, (let number, let decimals)?) in zip(numbers.indices, shared) {
      texts[index].text = fixed(number, decimals: max(decimals, least(number.double)))
    }
    return texts
  }

  /// How many decimals each rounded entry of a matrix has there; nil for an exact one or a power of
  /// ten.
  package func decimals(_ numbers: [Number?]) -> [Int?] {
    guard keepsZeros else { return numbers.map { _ in nil } }
    return shared(numbers) { index in
      numbers[index].map { exact($0) == nil } ?? false
    }.map { $0?.decimals }
  }

  /// Whether the number may be rounded; false for one that is a short decimal or fraction, which is
  /// found out without its text.
  package func mayRound(_ number: Number) -> Bool {
    guard mode == .auto, let rational = number.rational else { return true }
    return !(rational.isDecimal(places: places) || isShort(rational))
  }

  /// The most decimals that a number may get so that others beside it lose no digit: with them it has
  /// two digits beyond the precision.
  package func mostDecimals(_ x: Double) -> Int {
    let digits = max(precision, min(precision + 2, 15))
    return max(0, digits - 1 - (plainExponent(x) ?? 0))
  }
}

extension NumberStyle {
  /// The number's text, unless it must be rounded.
  private func exact(_ number: Number) -> String? {
    guard let rational = number.rational else { return nil }
    let fraction = rational.description
    switch mode {
    case .fraction: return fraction
    case .decimal: return rational.decimal(digits: precision)
    case .auto:
      return rational.scientific(digits: Self.scientificDigits)
        ?? rational.decimal(places: places)
        ?? (isShort(rational) ? fraction : rational.decimal(digits: precision))
    }
  }

  private func isShort(_ fraction: Rational) -> Bool {
    fraction.denominator <= largestDenominator
      && fraction.description.utf8.count <= longestFraction
  }

  private func rounded(_ number: Number) -> String {
    let x = number.double
    guard x.isFinite else { return x.isNaN ? "NaN" : x < 0 ? "-∞" : "∞" }
    if x == 0 { return "0" }
    if !keepsZeros { return FloatingText.rounded(x, digits: precision) }
    guard let exponent = plainExponent(x) else {
      return FloatingText.scientific(x, digits: precision)
    }
    return fixed(number, decimals: max(decimals(exponent: exponent), least(x)))
  }

  /// The rounded entries of a matrix with their decimals.
  private func shared(
    _ numbers: [Number?], where isRounded: (Int) -> Bool
  ) -> [(number: Number, decimals: Int)?] {
    let needed = numbers.indices.map { index -> (number: Number, decimals: Int)? in
      guard isRounded(index), let number = numbers[index],
        let exponent = plainExponent(number.double)
      else { return nil }
      return (number, decimals(exponent: exponent))
    }
    let known = needed.compactMap(\.self)
    guard let most = known.map({ mostDecimals($0.number.double) }).min() else { return needed }
    let least = most + precision - 2
    let shared = min(most, known.map(\.decimals).filter { $0 <= least }.max() ?? 0)
    return needed.map { $0.map { ($0.number, $0.decimals <= least ? shared : $0.decimals) } }
  }

  /// The least number of decimals of a rounded number.
  private func least(_ x: Double) -> Int { decimals.isEmpty ? 0 : decimals[x.magnitude] ?? 0 }

  /// The number with exactly `decimals` digits after the point; those of a fraction are its own, not
  /// those of the floating-point number nearest to it.
  private func fixed(_ number: Number, decimals: Int) -> String {
    number.rational?.fixed(decimals: decimals)
      ?? FloatingText.fixed(number.double, decimals: decimals)
  }

  /// The decimal exponent of a number that is written without one; nil for other numbers.
  private func plainExponent(_ x: Double) -> Int? {
    guard x.isFinite, x != 0 else { return nil }
    let exponent = FloatingText.exponent(x, digits: precision)
    let upper = max(Self.plainExponents.upperBound, precision)
    return exponent >= Self.plainExponents.lowerBound && exponent < upper ? exponent : nil
  }

  private func decimals(exponent: Int) -> Int { max(0, precision - 1 - exponent) }
}

extension Number {
  /// The number as typed in a formula: `0.25`, `1/3`, `1e-8`.
  package var typed: String { NumberStyle.typed.text(self) }

  /// The number in a sentence: `2.5`, `1/3`, `0.731059`.
  package var text: String { NumberStyle.sentence().text(self) }

  /// The texts of two different numbers, with enough digits to show the difference.
  package static func texts(_ a: Number, _ b: Number) -> (String, String) {
    for digits in [6, 9, 12] {
      let style = NumberStyle.sentence(digits: digits)
      let (x, y) = (style.text(a), style.text(b))
      if x != y { return (x, y) }
    }
    let style = NumberStyle.sentence(digits: 17)
    return (style.text(a), style.text(b))
  }
}
