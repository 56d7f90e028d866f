import MatrixCore

/// Numbers that a student typed: one, a vector or a matrix.
struct TypedNumbers {
  /// Empty for a single number.
  let sizes: [Int]
  let numbers: [TypedNumber]
}

/// A typed number and its precision.
struct TypedNumber {
  let value: Number
  /// Nil for a fraction, which is exact.
  let rounding: Rounding?

  struct Rounding {
    /// The number of significant digits.
    let significant: Int
    /// The number of digits after the point; negative if the last digit counts tens or more.
    let decimals: Int
  }
}

extension TypedNumbers {
  /// Reads the typed numbers for a value of these sizes.
  ///
  /// A comma separates numbers; it is read as a decimal comma if only that gives these sizes.
  static func read(_ text: String, sizes: [Int]) throws(Verdict.Unreadable) -> TypedNumbers {
    let bytes = plain(text)
    var reader = NumbersReader(bytes)
    let problem: Verdict.Unreadable
    do throws(Verdict.Unreadable) {
      let typed = try reader.read()
      if typed.fits(sizes) || !bytes.contains(UInt8(ascii: ",")) { return typed }
      var other = NumbersReader(bytes, commaIsDecimal: true)
      guard let decimal = try? other.read(), decimal.fits(sizes) else { return typed }
      if let unclear = other.unclear { throw .comma(unclear) }
      return decimal
    } catch {
      problem = error
    }
    guard bytes.contains(UInt8(ascii: ",")) else { throw problem }
    var other = NumbersReader(bytes, commaIsDecimal: true)
    guard let decimal = try? other.read(), decimal.fits(sizes) else { throw problem }
    if let unclear = other.unclear { throw .comma(unclear) }
    return decimal
  }

  /// Whether the numbers fit a value of these sizes. A vector may be typed as a row or a column, a
  /// matrix of one row or column as a vector.
  func fits(_ expected: [Int]) -> Bool {
    if sizes == expected { return true }
    guard expected.count < 2 || sizes.count < 2 else { return false }
    return sizes.filter { $0 > 1 } == expected.filter { $0 > 1 }
  }

  /// The text after the last `=`, in ASCII: all kinds of minus signs and spaces become plain ones.
  private static func plain(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{2212}", "\u{2013}", "\u{FE63}", "\u{FF0D}": bytes.append(UInt8(ascii: "-"))
      case "=": bytes = []
      case _ where scalar.properties.isWhitespace: bytes.append(UInt8(ascii: " "))
      case _ where scalar.isASCII: bytes.append(UInt8(scalar.value))
      // A character that occurs in no number.
      default: bytes.append(UInt8(ascii: "?"))
      }
    }
    return bytes
  }
}
