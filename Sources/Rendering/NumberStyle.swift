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
  /// Decimals that an exact number is written with in `auto`.
  static let shortDecimals = 4
  /// A fraction longer than this is no help to a reader; `auto` writes it in decimals, as rounded.
  static let longestFraction = 9
  /// Whole digits are never cut below this power of ten, however few digits are asked for.
  static let plainExponents = -4..<6

  /// The number as printed where it stands alone: `2.5`, `1/3`, `0.7311`, `1.234e-07`, `∞`.
  package func text(_ number: Number) -> String {
    formatted(number).text
  }

  package func formatted(_ number: Number) -> NumberText {
    column([number])[0]
  }

  /// The numbers as printed under each other. Rounded ones get the decimals of the one that needs
  /// most, so that no digit is lost, unless another would then show more than two digits beyond those
  /// asked for; then each keeps its own.
  package func column(_ numbers: [Number]) -> [NumberText] {
    let written = numbers.map(written)
    let decimals = commonDecimals(written)
    return written.map { number in
      switch number {
      case .done(let text): text
      case .fixed(let x, let own, _):
        NumberText(text: FloatingText.fixed(x, decimals: decimals ?? own), isRounded: true)
      }
    }
  }
}

extension NumberStyle {
  private enum Written {
    case done(NumberText)
    /// Rounded, with its own decimals and the power of ten of its first digit.
    case fixed(Double, decimals: Int, exponent: Int)
  }

  private func written(_ number: Number) -> Written {
    switch number {
    case .exact(let rational): written(rational)
    case .floating(let double): rounded(double)
    }
  }

  private func written(_ rational: Rational) -> Written {
    let exact: String? =
      switch mode {
      case .fraction: rational.description
      case .auto: rational.decimal(places: Self.shortDecimals) ?? rational.shortFraction
      case .decimal: rational.decimal(digits: precision)
      }
    return exact.map { .done(NumberText(text: $0, isRounded: false)) } ?? rounded(rational.double)
  }

  private func rounded(_ x: Double) -> Written {
    guard x.isFinite else {
      return .done(NumberText(text: x.isNaN ? "NaN" : x < 0 ? "-∞" : "∞", isRounded: true))
    }
    if x == 0 { return .done(NumberText(text: "0", isRounded: true)) }
    let exponent = FloatingText.exponent(x, digits: precision)
    guard exponent >= Self.plainExponents.lowerBound,
      exponent < max(Self.plainExponents.upperBound, precision)
    else {
      let text = FloatingText.scientific(x, digits: precision)
      return .done(NumberText(text: text, isRounded: true))
    }
    return .fixed(x, decimals: max(0, precision - 1 - exponent), exponent: exponent)
  }

  private func commonDecimals(_ numbers: [Written]) -> Int? {
    var most = 0
    var largest = Int.min
    for case .fixed(_, let decimals, let exponent) in numbers {
      most = max(most, decimals)
      largest = max(largest, exponent)
    }
    guard largest > .min else { return nil }
    return largest + 1 + most <= max(precision, min(precision + 2, 15)) ? most : nil
  }
}

extension Rational {
  /// The number in decimals where it has at most so many places: `0.0625`.
  fileprivate func decimal(places: Int) -> String? {
    if isWhole { return String(numerator) }
    var scale: Int64 = 1
    for count in 1...places {
      scale *= 10
      guard scale % denominator == 0 else { continue }
      let magnitude = numerator.magnitude
      let divisor = denominator.magnitude
      let rest = String(magnitude % divisor * (scale / denominator).magnitude)
      let zeros = String(repeating: "0", count: count - rest.utf8.count)
      return "\(numerator < 0 ? "-" : "")\(magnitude / divisor).\(zeros)\(rest)"
    }
    return nil
  }

  /// The number in decimals where they are exact and no more than the significant digits asked for.
  /// Whole numbers of ordinary size are never cut.
  fileprivate func decimal(digits: Int) -> String? {
    let wholeDigits = String(numerator.magnitude / denominator.magnitude).utf8.count
    if isWhole {
      let limit = max(digits, NumberStyle.plainExponents.upperBound)
      return wholeDigits <= limit ? String(numerator) : nil
    }
    guard let text = decimal(places: 18) else { return nil }
    let significant = text.utf8.drop {
      $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".")
    }
    let count = significant.count { $0 != UInt8(ascii: ".") }
    return count <= digits ? text : nil
  }

  fileprivate var shortFraction: String? {
    let text = description
    return text.utf8.count <= NumberStyle.longestFraction ? text : nil
  }
}
