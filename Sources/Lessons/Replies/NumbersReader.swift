import Backprop
import Formulas
import MatrixCore

/// Reads numbers in brackets: `-1/2`, `[1, 2]`, `[[1 2] [3 4]]`, `1 2; 3 4`.
struct NumbersReader {
  private let bytes: [UInt8]
  private let commaIsDecimal: Bool
  private var offset = 0
  /// A number whose comma may also be a thousands separator.
  private(set) var unclear: String?

  private static let deepest = Shape.maximumRank

  private enum Item {
    case number(TypedNumber)
    case list([Item])
  }

  init(_ bytes: [UInt8], commaIsDecimal: Bool = false) {
    self.bytes = bytes
    self.commaIsDecimal = commaIsDecimal
  }
}

extension NumbersReader {
  mutating func read() throws(Verdict.Unreadable) -> TypedNumbers {
    let items = try items(depth: 0)
    guard offset == bytes.count, !items.isEmpty else { throw .noNumber }
    let item = items.count == 1 ? items[0] : Item.list(items)
    var sizes: [Int] = []
    var numbers: [TypedNumber] = []
    try Self.add(item, depth: 0, &sizes, &numbers)
    return TypedNumbers(sizes: sizes, numbers: numbers)
  }

  private static func add(
    _ item: Item, depth: Int, _ sizes: inout [Int], _ numbers: inout [TypedNumber]
  ) throws(Verdict.Unreadable) {
    switch item {
    case .number(let number):
      guard depth == sizes.count else { throw .ragged }
      numbers.append(number)
    case .list(let items):
      if depth == sizes.count, numbers.isEmpty { sizes.append(items.count) }
      guard depth < sizes.count, sizes[depth] == items.count else { throw .ragged }
      for item in items { try add(item, depth: depth + 1, &sizes, &numbers) }
    }
  }

  /// Reads items up to a closing bracket or the end; semicolons separate rows.
  private mutating func items(depth: Int) throws(Verdict.Unreadable) -> [Item] {
    guard depth <= Self.deepest else { throw .noNumber }
    var rows: [[Item]] = [[]]
    // A comma, a semicolon or a bracket must be followed by an item.
    var isOpen = false
    skipSpaces()
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "]"), UInt8(ascii: ")"):
        if isOpen { throw .noNumber }
        return Self.joined(rows)
      case UInt8(ascii: "["), UInt8(ascii: "("):
        let close = bytes[offset] == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: ")")
        offset += 1
        let inner = try items(depth: depth + 1)
        guard offset < bytes.count, bytes[offset] == close else { throw .bracket }
        guard !inner.isEmpty else { throw .emptyList }
        offset += 1
        rows[rows.count - 1].append(.list(inner))
      default:
        rows[rows.count - 1].append(.number(try number()))
      }
      skipSpaces()
      isOpen = false
      guard offset < bytes.count else { break }
      if bytes[offset] == UInt8(ascii: ",") {
        isOpen = true
      } else if bytes[offset] == UInt8(ascii: ";") {
        isOpen = true
        rows.append([])
      }
      if isOpen { offset += 1 }
      skipSpaces()
    }
    if isOpen { throw .noNumber }
    if depth > 0 { throw .bracket }
    return Self.joined(rows)
  }

  private static func joined(_ rows: [[Item]]) -> [Item] {
    rows.count == 1 ? rows[0] : rows.map { .list($0) }
  }

  private mutating func number() throws(Verdict.Unreadable) -> TypedNumber {
    let top = try decimal()
    skipSpaces()
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "/") else { return top }
    offset += 1
    skipSpaces()
    let bottom = try decimal()
    guard !bottom.value.isZero else { throw .noNumber }
    let value = top.value / bottom.value
    guard value.double.isFinite else { throw .noNumber }
    return TypedNumber(value: value, rounding: nil)
  }

  private mutating func decimal() throws(Verdict.Unreadable) -> TypedNumber {
    var isNegative = false
    if offset < bytes.count, [UInt8(ascii: "-"), UInt8(ascii: "+")].contains(bytes[offset]) {
      isNegative = bytes[offset] == UInt8(ascii: "-")
      offset += 1
      skipSpaces()
    }
    let start = offset
    var text: [UInt8] = []
    var pointAt: Int?
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte.isDigit {
        text.append(byte)
      } else if pointAt == nil, byte == UInt8(ascii: ".") || isDecimalComma(from: start) {
        pointAt = text.count
        if byte == UInt8(ascii: ",") { noteThousands(start) }
        text.append(UInt8(ascii: "."))
      } else {
        break
      }
      offset += 1
    }
    let digits = text.filter(\.isDigit)
    guard !digits.isEmpty else { throw .noNumber }
    var decimals = pointAt.map { text.count - $0 - 1 } ?? 0
    if let exponent = exponent() {
      text += Array("e\(exponent)".utf8)
      decimals -= exponent
    }
    // A letter or a second point can't follow a number.
    if offset < bytes.count, !Self.follows.contains(bytes[offset]) { throw .noNumber }
    guard let value = NumberReader.read(text, 0..<text.count) else { throw .noNumber }
    return TypedNumber(
      value: isNegative ? -value : value,
      rounding: TypedNumber.Rounding(
        significant: digits.drop { $0 == UInt8(ascii: "0") }.count, decimals: decimals))
  }

  /// The bytes that may follow a number: `2-3` is not a number.
  private static let follows = Array(" ,;/])".utf8)

  private mutating func exponent() -> Int? {
    var end = offset
    guard end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") else { return nil }
    end += 1
    var isNegative = false
    if end < bytes.count, [UInt8(ascii: "-"), UInt8(ascii: "+")].contains(bytes[end]) {
      isNegative = bytes[end] == UInt8(ascii: "-")
      end += 1
    }
    var value = 0
    let start = end
    while end < bytes.count, bytes[end].isDigit, value < 10_000 {
      value = value * 10 + Int(bytes[end] - UInt8(ascii: "0"))
      end += 1
    }
    guard end > start else { return nil }
    offset = end
    return isNegative ? -value : value
  }

  private func isDecimalComma(from start: Int) -> Bool {
    commaIsDecimal && bytes[offset] == UInt8(ascii: ",") && offset > start
      && offset + 1 < bytes.count && bytes[offset + 1].isDigit
  }

  /// Records a number like `1,234`, which may mean 1234 or 1.234.
  private mutating func noteThousands(_ start: Int) {
    let fraction = bytes[(offset + 1)...].prefix { $0.isDigit }
    guard bytes[start] != UInt8(ascii: "0"), offset - start <= 3, fraction.count == 3 else {
      return
    }
    unclear = String(decoding: bytes[start..<offset + 4], as: UTF8.self)
  }

  private mutating func skipSpaces() {
    while offset < bytes.count, bytes[offset] == UInt8(ascii: " ") { offset += 1 }
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
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

  /// The text after the last `=`, in ASCII: all kinds of minus signs and spaces become plain ones,
  /// the large brackets of a page disappear, and a new line outside brackets begins a row.
  private static func plain(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      switch scalar {
      case "⎡", "⎤", "⎢", "⎥", "⎣", "⎦": bytes.append(UInt8(ascii: " "))
      case "\n": bytes.append(UInt8(ascii: "\n"))
      case "\u{2212}", "\u{2013}", "\u{FE63}", "\u{FF0D}": bytes.append(UInt8(ascii: "-"))
      case "=": bytes = []
      case _ where scalar.properties.isWhitespace: bytes.append(UInt8(ascii: " "))
      case _ where scalar.isASCII: bytes.append(UInt8(scalar.value))
      // A character that occurs in no number.
      default: bytes.append(UInt8(ascii: "?"))
      }
    }
    return withRows(bytes)
  }

  /// Replaces each line end by a semicolon between numbers outside brackets, else by a space.
  private static func withRows(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var depth = 0
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let first = line.first(where: { $0 != UInt8(ascii: " ") }) else { continue }
      let last = result.last { $0 != UInt8(ascii: " ") }
      let isRow =
        depth == 0 && !"[(,;])".utf8.contains(first)
        && last.map { !"[(,;])".utf8.contains($0) } ?? false
      if last != nil { result.append(isRow ? UInt8(ascii: ";") : UInt8(ascii: " ")) }
      result += line
      depth += line.reduce(0) {
        $0 + ("[(".utf8.contains($1) ? 1 : "])".utf8.contains($1) ? -1 : 0)
      }
    }
    return result
  }
}
