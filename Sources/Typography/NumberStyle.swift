import MatrixCore

/// How numbers are written: as fractions or decimals, and with how many digits where they are rounded.
package struct NumberStyle: Hashable, Sendable {
  package enum Mode: String, CaseIterable, Sendable {
    /// A short decimal where it is exact, else a fraction.
    case auto
    /// Every exact number that is not whole as a fraction.
    case fraction
    /// Decimals, rounded where they would not fit the digits.
    case decimal
  }

  package let mode: Mode
  /// The significant digits of a rounded number, 1 to 17.
  package let precision: Int
  /// In `auto` an exact number is a decimal where it has at most this many places.
  private var places = 4
  /// In `auto` a longer fraction is rounded to decimals.
  private var longestFraction = 9
  /// Whether rounded numbers keep their last zeros: `0.5000`.
  private var keepsZeros = true

  package init(mode: Mode = .auto, precision: Int = 4) {
    self.mode = mode
    self.precision = min(max(precision, 1), 17)
  }
}

/// A number as it is printed, and whether something was rounded away (or may have been: a floating
/// number stands for one that is not known exactly).
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

  /// The style of numbers in formulas, which never rounds an exact one.
  static var typed: NumberStyle {
    var style = sentence()
    style.longestFraction = .max
    return style
  }

  /// In `auto` a number below 1e-4 with at most this many significant digits is written `2.5e-6`.
  private static let scientificDigits = 4
  /// Whole digits are never cut below this power of ten, however few digits are asked for.
  static let plainExponents = -4..<6

  /// The style with at least `digits` significant digits.
  package func with(digits: Int) -> NumberStyle {
    var style = NumberStyle(mode: mode, precision: max(precision, digits))
    (style.places, style.longestFraction, style.keepsZeros) = (places, longestFraction, keepsZeros)
    return style
  }

  /// The style in which these numbers are written in one way, not some as decimals and some as
  /// fractions: as decimals of up to 6 places where they are exact, else all as fractions.
  package func uniform(for numbers: [Number?]) -> NumberStyle {
    guard mode == .auto else { return self }
    let fractions = numbers.compactMap { $0?.rational }.filter {
      !$0.isWhole && $0.scientific(digits: Self.scientificDigits) == nil
    }
    guard fractions.contains(where: { $0.isDecimal(places: places) }),
      !fractions.allSatisfy({ $0.isDecimal(places: places) })
    else { return self }
    var style = self
    if fractions.allSatisfy({ $0.isDecimal(places: 6) }) {
      style.places = 6
    } else if fractions.allSatisfy({ $0.description.utf8.count <= longestFraction }) {
      style.places = 0
    }
    return style
  }

  /// The significant digits in which two numbers are seen to differ.
  package static func digits(telling left: Number, from right: Number) -> Int {
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

  /// The number as printed where it stands alone: `2.5`, `1/3`, `0.7311`, `1.234e-7`, `∞`.
  package func text(_ number: Number) -> String {
    formatted(number).text
  }

  package func formatted(_ number: Number) -> NumberText {
    if let text = exact(number) { return NumberText(text: text, isRounded: false) }
    return NumberText(text: rounded(number.double), isRounded: true)
  }

  /// The numbers of columns as printed under each other, a nil as nothing. Rounded ones get the
  /// decimals of the one of their column that needs most, so that no digit is lost, unless another would
  /// then show more than two digits beyond those asked for; then each keeps its own.
  package func columns(_ numbers: [Number?], height: Int) -> [NumberText] {
    stride(from: 0, to: numbers.count, by: max(1, height)).flatMap { start in
      column(numbers[start..<min(start + height, numbers.count)])
    }
  }

  private func column(_ numbers: ArraySlice<Number?>) -> [NumberText] {
    var texts = numbers.map { $0.map(formatted) ?? NumberText(text: "", isRounded: false) }
    var fixed: [(index: Int, x: Double, exponent: Int)] = []
    for (index, number) in numbers.enumerated() where texts[index].isRounded {
      guard let x = number?.double, let exponent = plainExponent(x) else { continue }
      fixed.append((index, x, exponent))
    }
    let exponents = fixed.map(\.exponent)
    guard let least = exponents.min(), let largest = exponents.max() else { return texts }
    let most = decimals(exponent: least)
    if largest + 1 + most <= max(precision, min(precision + 2, 15)) {
      for (index, x, _) in fixed { texts[index].text = FloatingText.fixed(x, decimals: most) }
    }
    return texts
  }
}

extension NumberStyle {
  /// The number as written where nothing is rounded away.
  private func exact(_ number: Number) -> String? {
    guard let rational = number.rational else { return nil }
    let fraction = rational.description
    switch mode {
    case .fraction: return fraction
    case .decimal: return rational.decimal(digits: precision)
    case .auto:
      return rational.scientific(digits: Self.scientificDigits)
        ?? rational.decimal(places: places)
        ?? (fraction.utf8.count <= longestFraction ? fraction : rational.decimal(digits: precision))
    }
  }

  private func rounded(_ x: Double) -> String {
    guard x.isFinite else { return x.isNaN ? "NaN" : x < 0 ? "-∞" : "∞" }
    if x == 0 { return "0" }
    if !keepsZeros { return FloatingText.rounded(x, digits: precision) }
    guard let exponent = plainExponent(x) else {
      return FloatingText.scientific(x, digits: precision)
    }
    return FloatingText.fixed(x, decimals: decimals(exponent: exponent))
  }

  /// The power of ten of the first digit of a number that is written without one.
  private func plainExponent(_ x: Double) -> Int? {
    guard x.isFinite, x != 0 else { return nil }
    let exponent = FloatingText.exponent(x, digits: precision)
    let upper = max(Self.plainExponents.upperBound, precision)
    return exponent >= Self.plainExponents.lowerBound && exponent < upper ? exponent : nil
  }

  private func decimals(exponent: Int) -> Int { max(0, precision - 1 - exponent) }
}

extension Number {
  /// The number as it would be typed into a formula: `0.25`, `1/3`, `1e-8`.
  package var typed: String { NumberStyle.typed.text(self) }

  /// The number in a sentence: `2.5`, `1/3`, `0.731059`.
  package var text: String { NumberStyle.sentence().text(self) }

  /// Two different numbers in a sentence, with as many digits as show that they differ.
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
