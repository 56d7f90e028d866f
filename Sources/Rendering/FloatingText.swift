// The one file that calls C to write a number.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Floating-point numbers in decimals, correctly rounded. The numbers are finite and not zero.
///
/// The first call of `vsnprintf` through a `va_list` costs a sixth of an empty program's whole run, so
/// the digits are taken from Swift's shortest form where they are certain to be the same.
enum FloatingText {
  /// `12.50`: with so many digits after the point.
  static func fixed(_ x: Double, decimals: Int) -> String {
    Digits(x, decimals: decimals)?.fixed(decimals) ?? printed("%.*f", decimals, x)
  }

  /// `1.234e-07`: with so many significant digits.
  static func scientific(_ x: Double, digits: Int) -> String {
    Digits(x, count: digits)?.scientific ?? printed("%.*e", max(0, digits - 1), x)
  }

  /// The power of ten of the first digit, once the number is rounded to so many.
  static func exponent(_ x: Double, digits: Int) -> Int {
    if let digits = Digits(x, count: digits) { return digits.exponent }
    let text = printed("%.*e", max(0, digits - 1), x)
    return text.utf8.lastIndex(of: UInt8(ascii: "e"))
      .flatMap { Int(text[text.index(after: $0)...]) } ?? 0
  }

  /// The number as C writes it.
  static func printed(_ format: String, _ digits: Int, _ x: Double) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
      let count = withVaList([Int32(digits), x]) {
        vsnprintf(buffer.baseAddress!, buffer.count, format, $0)
      }
      let written = min(max(0, Int(count)), buffer.count - 1)
      return String(
        decoding: buffer.prefix(written).lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }
}
