import MatrixCore

/// Parses decimal numbers: exact if numerator and denominator fit 64 bits, else floating-point.
package enum NumberReader {
  /// The number at `bytes[range]` (`2`, `0.5`, `.5`, `1e-3`); nil if it is out of range for a
  /// `Double`.
  package static func read(_ bytes: [UInt8], _ range: SourceRange) -> Number? {
    var digits: UInt64 = 0
    var exponent = 0
    var pendingZeros = 0
    var afterPoint = false
    var index = range.lowerBound
    var fits = true
    scan: while index < range.upperBound {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "0"):
        // Zeros count only before another digit: 2.50 is 5/2, with a denominator of 10.
        pendingZeros += 1
        if afterPoint { exponent -= 1 }
      case UInt8(ascii: "1")...UInt8(ascii: "9"):
        for _ in 0..<min(pendingZeros, 20) { fits = append(0, to: &digits) && fits }
        if pendingZeros > 20, digits != 0 { fits = false }
        pendingZeros = 0
        fits = append(UInt64(byte - 0x30), to: &digits) && fits
        if afterPoint { exponent -= 1 }
      case UInt8(ascii: "."):
        afterPoint = true
      default:
        break scan
      }
      index += 1
    }
    if digits == 0 && fits { return .exact(.zero) }
    exponent += pendingZeros
    if index < range.upperBound {
      guard let written = readExponent(bytes, index + 1..<range.upperBound) else {
        return readFloating(bytes, range)
      }
      exponent += written
    }
    if fits, let exact = exact(digits, exponent) { return .exact(exact) }
    return readFloating(bytes, range)
  }

  private static func append(_ digit: UInt64, to digits: inout UInt64) -> Bool {
    let (tens, overflow) = digits.multipliedReportingOverflow(by: 10)
    let (sum, carry) = tens.addingReportingOverflow(digit)
    digits = sum
    return !overflow && !carry
  }

  /// Nil if the exponent is too long to matter.
  private static func readExponent(_ bytes: [UInt8], _ range: SourceRange) -> Int? {
    var value = 0
    var negative = false
    for byte in bytes[range] {
      switch byte {
      case UInt8(ascii: "-"): negative = true
      case UInt8(ascii: "+"): break
      default:
        value = value * 10 + Int(byte - 0x30)
        if value > 100_000 { return nil }
      }
    }
    return negative ? -value : value
  }

  private static func exact(_ digits: UInt64, _ exponent: Int) -> Rational? {
    guard let top = Int64(exactly: digits), abs(exponent) <= 18 else { return nil }
    var power: Int64 = 1
    for _ in 0..<abs(exponent) { power *= 10 }
    if exponent < 0 { return Rational(top, power) }
    let (product, overflow) = top.multipliedReportingOverflow(by: power)
    return overflow ? nil : Rational(product)
  }

  private static func readFloating(_ bytes: [UInt8], _ range: SourceRange) -> Number? {
    guard let double = Double(String(decoding: bytes[range], as: UTF8.self)), double.isFinite else {
      return nil
    }
    return .floating(double)
  }
}
