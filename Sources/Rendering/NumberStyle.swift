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
  /// In `auto` an exact number is a decimal where it is exact in so many places.
  let places: Int

  package init(mode: Mode = .auto, precision: Int = 4) {
    self.init(mode: mode, precision: precision, places: Self.shortDecimals)
  }

  private init(mode: Mode, precision: Int, places: Int) {
    self.mode = mode
    self.precision = min(max(precision, 1), 17)
    self.places = places
  }
}

/// A number as it is printed, and whether something was rounded away (or may have been: a floating
/// number stands for one that is not known exactly).
package struct NumberText: Hashable, Sendable {
  package var text: String
  package var isRounded: Bool

  fileprivate static let nothing = NumberText(text: "", isRounded: false)
}

extension NumberStyle {
  /// Decimals that an exact number is written with in `auto`.
  static let shortDecimals = 4
  /// The same where another number beside it is a decimal already.
  static let longDecimals = 6
  /// A fraction longer than this is no help to a reader; `auto` writes it in decimals, as rounded.
  static let longestFraction = 9
  /// Whole digits are never cut below this power of ten, however few digits are asked for.
  static let plainExponents = -4..<6

  /// The style with so many significant digits or more.
  func with(digits: Int) -> NumberStyle {
    digits <= precision ? self : NumberStyle(mode: mode, precision: digits, places: places)
  }

  /// The style in which these numbers are written in one way, not some as decimals and some as
  /// fractions: as longer decimals where they are exact, else all as fractions.
  func uniform(for numbers: [Number?]) -> NumberStyle {
    guard mode == .auto else { return self }
    var (hasShort, hasLong, allDecimal) = (false, false, true)
    for case .exact(let rational)? in numbers where !rational.isWhole {
      if rational.isDecimal(places: places) { hasShort = true } else { hasLong = true }
      allDecimal = allDecimal && rational.isDecimal(places: Self.longDecimals)
    }
    guard hasShort, hasLong else { return self }
    if allDecimal {
      return NumberStyle(mode: .auto, precision: precision, places: Self.longDecimals)
    }
    let fractions = numbers.compactMap { $0?.rational }
    return fractions.allSatisfy { $0.shortFraction != nil }
      ? NumberStyle(mode: .fraction, precision: precision, places: places) : self
  }

  /// The significant digits in which two numbers are seen to differ.
  static func digits(telling left: Number, from right: Number) -> Int {
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

  /// The number as printed where it stands alone: `2.5`, `1/3`, `0.7311`, `1.234e-07`, `∞`.
  package func text(_ number: Number) -> String {
    formatted(number).text
  }

  package func formatted(_ number: Number) -> NumberText {
    if let text = exact(number) { return NumberText(text: text, isRounded: false) }
    return switch rounded(number.double) {
    case .done(let text): NumberText(text: text, isRounded: true)
    case .fixed(let number):
      NumberText(
        text: FloatingText.fixed(number.value, decimals: number.decimals), isRounded: true)
    }
  }

  /// The numbers of columns as printed under each other, a nil as nothing. Rounded ones get the
  /// decimals of the one of their column that needs most, so that no digit is lost, unless another would
  /// then show more than two digits beyond those asked for; then each keeps its own.
  package func columns(_ numbers: [Number?], height: Int) -> [NumberText] {
    var texts: [NumberText] = []
    texts.reserveCapacity(numbers.count)
    var rounded: [(place: Int, number: Rounded)] = []
    for number in numbers {
      if let number { add(number, to: &texts, &rounded) } else { texts.append(.nothing) }
      guard texts.count % height == 0, !rounded.isEmpty else { continue }
      let decimals = commonDecimals(rounded)
      for (place, number) in rounded {
        texts[place].text = FloatingText.fixed(number.value, decimals: decimals ?? number.decimals)
      }
      rounded = []
    }
    return texts
  }

  private func add(
    _ number: Number, to texts: inout [NumberText], _ rounded: inout [(place: Int, number: Rounded)]
  ) {
    if let text = exact(number) {
      texts.append(NumberText(text: text, isRounded: false))
      return
    }
    switch self.rounded(number.double) {
    case .done(let text): texts.append(NumberText(text: text, isRounded: true))
    case .fixed(let number):
      rounded.append((texts.count, number))
      texts.append(NumberText(text: "", isRounded: true))
    }
  }
}

extension NumberStyle {
  /// A rounded number, with its own decimals and the power of ten of its first digit.
  private struct Rounded {
    var value: Double
    var decimals: Int
    var exponent: Int
  }

  private enum RoundedText {
    case done(String)
    /// To be written with the decimals of the column.
    case fixed(Rounded)
  }

  /// The number as written where nothing is rounded away.
  private func exact(_ number: Number) -> String? {
    guard case .exact(let rational) = number else { return nil }
    return switch mode {
    case .fraction: rational.description
    case .auto:
      rational.decimal(places: places) ?? rational.shortFraction
        ?? rational.decimal(digits: precision)
    case .decimal: rational.decimal(digits: precision)
    }
  }

  private func rounded(_ x: Double) -> RoundedText {
    guard x.isFinite else { return .done(x.isNaN ? "NaN" : x < 0 ? "-∞" : "∞") }
    if x == 0 { return .done("0") }
    let exponent = FloatingText.exponent(x, digits: precision)
    guard exponent >= Self.plainExponents.lowerBound,
      exponent < max(Self.plainExponents.upperBound, precision)
    else { return .done(FloatingText.scientific(x, digits: precision)) }
    return .fixed(Rounded(value: x, decimals: max(0, precision - 1 - exponent), exponent: exponent))
  }

  private func commonDecimals(_ numbers: [(place: Int, number: Rounded)]) -> Int? {
    var most = 0
    var largest = Int.min
    for (_, number) in numbers {
      most = max(most, number.decimals)
      largest = max(largest, number.exponent)
    }
    guard largest > .min else { return nil }
    return largest + 1 + most <= max(precision, min(precision + 2, 15)) ? most : nil
  }
}

extension Rational {
  /// Whether the number is a decimal of at most so many places.
  fileprivate func isDecimal(places: Int) -> Bool {
    var scale: Int64 = 1
    for _ in 0..<places { scale *= 10 }
    return scale % denominator == 0
  }

  /// The number in decimals where it has at most so many places: `0.0625`.
  fileprivate func decimal(places: Int) -> String? {
    if isWhole { return String(numerator) }
    var scale: Int64 = 1
    for count in 1...places {
      scale *= 10
      if scale % denominator == 0 { return decimal(count, scale: scale) }
    }
    return nil
  }

  /// The number with so many decimals, whose power of ten its denominator divides.
  private func decimal(_ count: Int, scale: Int64) -> String {
    var whole = numerator.magnitude / denominator.magnitude
    var rest = numerator.magnitude % denominator.magnitude * (scale / denominator).magnitude
    var wholeDigits = 1
    var limit: UInt64 = 10
    while wholeDigits < 19, whole >= limit {
      wholeDigits += 1
      limit *= 10
    }
    let length = (numerator < 0 ? 1 : 0) + wholeDigits + 1 + count
    return String(unsafeUninitializedCapacity: length) { buffer in
      for place in 0..<count {
        buffer[length - 1 - place] = UInt8(ascii: "0") + UInt8(rest % 10)
        rest /= 10
      }
      buffer[length - 1 - count] = UInt8(ascii: ".")
      for place in 0..<wholeDigits {
        buffer[length - 2 - count - place] = UInt8(ascii: "0") + UInt8(whole % 10)
        whole /= 10
      }
      if numerator < 0 { buffer[0] = UInt8(ascii: "-") }
      return length
    }
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
