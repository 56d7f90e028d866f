import MatrixCore

/// Numbers that a student gave: one, a vector or a matrix.
package struct TypedNumbers: Sendable {
  /// Empty for a single number.
  package let sizes: [Int]
  let numbers: [TypedNumber]
  /// The precision of the number with the most digits; nil if none was typed with digits.
  let mostDigits: TypedNumber.Rounding?

  init(sizes: [Int], numbers: [TypedNumber]) {
    self.sizes = sizes
    self.numbers = numbers
    mostDigits = numbers.compactMap(\.rounding).max { $0.significant < $1.significant }
  }
}

/// A number and the precision with which it was typed.
struct TypedNumber: Sendable {
  let value: Number
  /// Nil for a fraction or the result of arithmetic, and for a number that was not typed.
  let rounding: Rounding?

  struct Rounding: Sendable {
    /// The number of significant digits.
    let significant: Int
    /// The number of digits after the point; negative if the last digit counts tens or more.
    let decimals: Int
  }
}

extension TypedNumbers {
  /// Reads the typed numbers for a value of these sizes.
  ///
  /// A comma separates numbers, and a minus after a space begins one; they are read as a decimal
  /// comma and as a difference if only that gives these sizes.
  static func read(_ text: String, sizes: [Int]) throws(Verdict.Unreadable) -> TypedNumbers {
    let bytes = try ReplyText.plain(text)
    var first: TypedNumbers?
    var problem: Verdict.Unreadable?
    for minusIsBinary in [false, true] {
      for commaIsDecimal in [false, true] {
        if commaIsDecimal, !bytes.contains(UInt8(ascii: ",")) { continue }
        var reader = NumbersReader(
          bytes, .init(commaIsDecimal: commaIsDecimal, minusIsBinary: minusIsBinary))
        do throws(Verdict.Unreadable) {
          let typed = try reader.read()
          if typed.fits(sizes) {
            if let unclear = reader.unclear { throw .comma(unclear) }
            return typed
          }
          if !commaIsDecimal { first = first ?? typed }
        } catch {
          if case .comma = error { throw error }
          problem = problem ?? error
        }
      }
    }
    if let first { return first }
    throw problem ?? .noNumber
  }

  /// Whether the numbers fit a value of these sizes. A vector may be typed as a row or a column, a
  /// matrix of one row or column as a vector.
  func fits(_ expected: [Int]) -> Bool {
    if sizes == expected { return true }
    guard expected.count < 2 || sizes.count < 2 else { return false }
    return sizes.filter { $0 > 1 } == expected.filter { $0 > 1 }
  }
}
