import MatrixCore

/// Numbers as a student typed them: one, a vector, a matrix.
struct TypedNumbers {
  /// Empty for a single number.
  let sizes: [Int]
  let numbers: [TypedNumber]
}

/// A number, and how far it is meant to go.
struct TypedNumber {
  let value: Number
  /// Nil for a fraction, which is meant exactly.
  let rounding: Rounding?

  struct Rounding {
    /// The digits from the first that is not 0.
    let significant: Int
    /// The digits after the point; negative where the last digit stands for tens and more.
    let decimals: Int
  }
}

extension TypedNumbers {
  /// The numbers that were typed, for a value of these sizes.
  ///
  /// A comma parts numbers; it is taken for a decimal comma where only that gives these sizes.
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

  /// Whether the numbers can stand for a value of these sizes. A vector may be typed as a row or a
  /// column, and a matrix of one row or column as a vector.
  func fits(_ expected: [Int]) -> Bool {
    if sizes == expected { return true }
    guard expected.count < 2 || sizes.count < 2 else { return false }
    return sizes.filter { $0 > 1 } == expected.filter { $0 > 1 }
  }

  /// What was typed after the last `=`, in ASCII: minus signs and spaces of any kind are plain ones.
  private static func plain(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{2212}", "\u{2013}", "\u{FE63}", "\u{FF0D}": bytes.append(UInt8(ascii: "-"))
      case "=": bytes = []
      case _ where scalar.properties.isWhitespace: bytes.append(UInt8(ascii: " "))
      case _ where scalar.isASCII: bytes.append(UInt8(scalar.value))
      // No number has it.
      default: bytes.append(UInt8(ascii: "?"))
      }
    }
    return bytes
  }
}
