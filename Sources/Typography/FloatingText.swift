// The only file that calls C to format numbers.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Formats finite floating-point numbers as correctly rounded decimals.
package enum FloatingText {
  /// The shortest decimals that read back as the same number, as JSON writes them: `0.1`, `3`, `1e-05`.
  package static func shortest(_ x: Double) -> String {
    let text = x == 0 ? "0" : x.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The number with at most `digits` significant digits, without trailing zeros: `0.25`, `1e-5`.
  static func rounded(_ x: Double, digits: Int) -> String {
    withShortExponent(shortest(Double(printed("%.*e", max(0, digits - 1), x)) ?? x))
  }

  /// The number with exactly `decimals` digits after the point: `12.50`.
  package static func fixed(_ x: Double, decimals: Int) -> String {
    printed("%.*f", decimals, x)
  }

  /// The number with exactly `digits` significant digits: `1.234e-7`.
  package static func scientific(_ x: Double, digits: Int) -> String {
    withShortExponent(printed("%.*e", max(0, digits - 1), x))
  }

  /// The decimal exponent of the number rounded to `digits` significant digits.
  package static func exponent(_ x: Double, digits: Int) -> Int {
    let parts = printed("%.*e", max(0, digits - 1), x).split(separator: "e")
    return parts.count == 2 ? Int(parts[1]) ?? 0 : 0
  }

  /// `1e-5` for `1e-05`.
  private static func withShortExponent(_ text: String) -> String {
    let parts = text.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return text }
    return "\(parts[0])e\(exponent < 0 ? "" : "+")\(exponent)"
  }

  private static func printed(_ format: String, _ digits: Int, _ x: Double) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      let count = withVaList([Int32(clamping: digits), x]) {
        vsnprintf(start, buffer.count, format, $0)
      }
      let written = min(max(0, Int(count)), buffer.count - 1)
      return String(
        decoding: buffer.prefix(written).lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }
}
