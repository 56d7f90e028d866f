import Backprop
import Formulas
import MatrixCore

extension String {
  /// Whether the text is a whole number from 1, of whatever size.
  var isWholeFromOne: Bool {
    let bytes = Array(utf8)
    let number = NumberReader.read(bytes, 0..<bytes.count)
    return number.map { $0.isWhole && $0.double >= 1 } ?? false
  }
}

extension Number {
  /// The number as a sentence tells it: `2.5`, `1/3`, `0.731059`.
  var told: String { told(digits: 6) }

  /// Two numbers that differ, with as many digits as show that they do.
  static func told(_ a: Number, _ b: Number) -> (String, String) {
    for digits in [6, 9, 12] {
      let (x, y) = (a.told(digits: digits), b.told(digits: digits))
      if x != y { return (x, y) }
    }
    return (a.told(digits: 17), b.told(digits: 17))
  }

  private func told(digits: Int) -> String {
    switch self {
    case .exact(let rational): rational.shortDecimal ?? rational.shortFraction(digits)
    case .floating(let double): double.told(digits: digits)
    }
  }
}

extension Rational {
  /// The number in decimals where four places hold it exactly.
  fileprivate var shortDecimal: String? {
    if isWhole { return "\(numerator)" }
    guard 10_000 % denominator == 0 else { return nil }
    let (scaled, overflow) = numerator.magnitude.multipliedReportingOverflow(
      by: UInt64(10_000 / denominator))
    if overflow { return nil }
    var places = String(scaled % 10_000 + 10_000).dropFirst()
    while places.last == "0" { places.removeLast() }
    return "\(numerator < 0 ? "-" : "")\(scaled / 10_000).\(places)"
  }

  /// The fraction, or where that is too long to be read its decimals.
  fileprivate func shortFraction(_ digits: Int) -> String {
    let text = description
    let places = "\(denominator)".drop { $0 == "1" }
    let isPowerOfTen = places.count > 4 && places.allSatisfy { $0 == "0" }
    return text.utf8.count <= 13 && !isPowerOfTen ? text : double.told(digits: digits)
  }
}

extension Double {
  /// At most so many significant digits, rounded from the shortest text that means this number.
  fileprivate func told(digits count: Int) -> String {
    if isNaN { return "NaN" }
    if isInfinite { return self < 0 ? "-∞" : "∞" }
    var digits = ""
    var power = 0
    let parts = magnitude.description.split(separator: "e")
    var isFraction = false
    for character in parts[0] {
      if character == "." {
        isFraction = true
        continue
      }
      if isFraction { power -= 1 }
      if !(digits.isEmpty && character == "0") { digits.append(character) }
    }
    if parts.count > 1 { power += Int(parts[1]) ?? 0 }
    var rounded = self
    if digits.count > count, let kept = Int(digits.prefix(count)) {
      power += digits.count - count
      let isUp = digits.dropFirst(count).first.map { $0 >= "5" } ?? false
      let magnitude = Double("\(isUp ? kept + 1 : kept)e\(power)") ?? magnitude
      rounded = self < 0 ? -magnitude : magnitude
    }
    let text = rounded == 0 ? "0" : rounded.description
    if text.hasSuffix(".0") { return String(text.dropLast(2)) }
    // 1e-05 is 1e-5.
    guard let mark = text.firstIndex(of: "e"), text[mark...].dropFirst(2).first == "0" else {
      return text
    }
    return String(text[...text.index(after: mark)] + text[mark...].dropFirst(3))
  }
}

extension [Int] {
  /// `[1, 2]`
  var told: String { "[" + map { "\($0)" }.joined(separator: ", ") + "]" }

  /// Sizes: `2 by 3`.
  var toldAsSizes: String { map { "\($0)" }.joined(separator: " by ") }
}

extension Shape {
  /// The shape; a list's axes have no names.
  var told: String {
    axes.first?.isNamed == false
      ? (rank == 1 ? "a list of \(sizes[0])" : "a list of \(sizes.toldAsSizes)") : description
  }

  /// Only the names: `(N, out)`.
  var toldNames: String { "(" + names.joined(separator: ", ") + ")" }
}
