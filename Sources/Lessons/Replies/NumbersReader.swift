import Backprop
import Formulas
import MatrixCore

/// Reads numbers and arithmetic, in brackets or as programs print them: `-1/2`, `1*(-0.5) + 3`,
/// `[[1 2] [3 4]]`, `1 2; 3 4`, `array([1., 2.])`, `tensor([[1.]], grad_fn=<MmBackward0>)`.
///
/// A recursive descent of bounded depth over ASCII.
struct NumbersReader {
  private let bytes: [UInt8]
  private let style: Style
  private var offset = 0
  /// A number whose comma may also be a thousands separator.
  private(set) var unclear: String?

  /// How what can be read in two ways is read.
  struct Style {
    /// Whether a comma between digits is a decimal comma.
    var commaIsDecimal = false
    /// Whether `1 -2` is a difference, and not two numbers.
    var minusIsBinary = false
  }

  private static let deepestList = Shape.maximumRank
  /// The functions around printed arrays and numbers, after the last point of their names and without
  /// a size in bits: `np.uint8`.
  private static let wrappers: Set<String> = [
    "array", "asarray", "matrix", "tensor", "Tensor", "Parameter", "double",
  ]
  private static let sizedWrappers: Set<String> = ["float", "int", "uint"]

  private enum Item {
    case number(TypedNumber)
    case list([Item])
  }

  init(_ bytes: [UInt8], _ style: Style = Style()) {
    self.bytes = bytes
    self.style = style
  }
}

extension NumbersReader {
  mutating func read() throws(UnreadableReply) -> TypedNumbers {
    let items = try items(lists: 0, depth: 0)
    guard offset == bytes.count, !items.isEmpty else { throw .noNumber }
    let item = items.count == 1 ? items[0] : Item.list(items)
    var sizes: [Int] = []
    var numbers: [TypedNumber] = []
    try Self.add(item, depth: 0, &sizes, &numbers)
    return TypedNumbers(sizes: sizes, numbers: numbers)
  }

  private static func add(
    _ item: Item, depth: Int, _ sizes: inout [Int], _ numbers: inout [TypedNumber]
  ) throws(UnreadableReply) {
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
  private mutating func items(lists: Int, depth: Int) throws(UnreadableReply) -> [Item] {
    guard lists <= Self.deepestList, depth <= ReplyBounds.depth else { throw .noNumber }
    var rows: [[Item]] = [[]]
    // A comma, a semicolon or a bracket must be followed by an item.
    var isOpen = false
    skipSpaces()
    while let byte = peek {
      if byte == UInt8(ascii: "]") || byte == UInt8(ascii: ")") {
        if isOpen { throw .noNumber }
        return Self.joined(rows)
      }
      rows[rows.count - 1].append(try item(lists: lists, depth: depth))
      skipSpaces()
      isOpen = take(UInt8(ascii: ","))
      if !isOpen, take(UInt8(ascii: ";")) {
        isOpen = true
        rows.append([])
      }
      skipSpaces()
    }
    if isOpen { throw .noNumber }
    if depth > 0 { throw .bracket }
    return Self.joined(rows)
  }

  private static func joined(_ rows: [[Item]]) -> [Item] {
    rows.count == 1 ? rows[0] : rows.map { .list($0) }
  }

  /// Reads a list, or a number that may be the result of arithmetic.
  private mutating func item(lists: Int, depth: Int) throws(UnreadableReply) -> Item {
    let first = try product(lists: lists, depth: depth)
    guard case .number(var sum) = first else { return first }
    while let sign = sumSign() {
      guard case .number(let term) = try product(lists: lists, depth: depth) else {
        throw .noNumber
      }
      sum = try Self.result(
        sign == UInt8(ascii: "+") ? sum.value + term.value : sum.value - term.value)
    }
    return .number(sum)
  }

  private mutating func product(lists: Int, depth: Int) throws(UnreadableReply) -> Item {
    let first = try factor(lists: lists, depth: depth)
    guard case .number(var product) = first else { return first }
    while let byte = operation("*/") {
      guard case .number(let factor) = try factor(lists: lists, depth: depth) else {
        throw .noNumber
      }
      if byte == UInt8(ascii: "/"), factor.value.isZero { throw .noNumber }
      product = try Self.result(
        byte == UInt8(ascii: "/") ? product.value / factor.value : product.value * factor.value)
    }
    return .number(product)
  }

  /// Reads a signed operand and its exponent.
  private mutating func factor(lists: Int, depth: Int) throws(UnreadableReply) -> Item {
    guard depth <= ReplyBounds.depth else { throw .noNumber }
    skipSpaces()
    for sign in [UInt8(ascii: "-"), UInt8(ascii: "+")] where take(sign) {
      guard case .number(let number) = try factor(lists: lists, depth: depth + 1) else {
        throw .noNumber
      }
      if sign == UInt8(ascii: "+") { return .number(number) }
      return .number(TypedNumber(value: -number.value, rounding: number.rounding))
    }
    let operand = try operand(lists: lists, depth: depth)
    guard case .number(let base) = operand, operation("^") != nil else { return operand }
    guard case .number(let exponent) = try factor(lists: lists, depth: depth + 1) else {
      throw .noNumber
    }
    return .number(try Self.result(base.value.raised(to: exponent.value)))
  }

  private mutating func operand(lists: Int, depth: Int) throws(UnreadableReply) -> Item {
    guard let byte = peek else { throw .noNumber }
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "("):
      offset += 1
      let isList = byte == UInt8(ascii: "[")
      let inner = try items(lists: lists + 1, depth: depth + 1)
      guard take(UInt8(ascii: isList ? "]" : ")")) else { throw .bracket }
      guard !inner.isEmpty else { throw .emptyList }
      // `(1 + 2)` groups, `(1, 2)` is a list.
      if !isList, inner.count == 1, case .number = inner[0] { return inner[0] }
      return .list(inner)
    case _ where byte.isLetter: return try wrapped(lists: lists, depth: depth)
    default: return .number(try decimal())
    }
  }

  /// Reads `np.float64(2.5)` or `tensor([[1.]], dtype=torch.float64)`.
  private mutating func wrapped(lists: Int, depth: Int) throws(UnreadableReply) -> Item {
    let start = offset
    while let byte = peek, byte.isLetter || byte.isDigit || byte == UInt8(ascii: ".") {
      offset += 1
    }
    let name = String(decoding: bytes[start..<offset], as: UTF8.self)
    let last = name.split(separator: ".").last.map(String.init) ?? ""
    if ["nan", "inf", "infinity"].contains(last.lowercased()) { throw .notFinite }
    let unsized = String(last.reversed().drop(while: \.isNumber).reversed())
    guard Self.wrappers.contains(last) || Self.sizedWrappers.contains(unsized),
      take(UInt8(ascii: "("))
    else { throw .noNumber }
    skipSpaces()
    let value = try item(lists: lists, depth: depth + 1)
    // Options, such as a type, are of no matter.
    var open = 1
    while open > 0 {
      guard let byte = peek else { throw .bracket }
      if byte == UInt8(ascii: "(") { open += 1 }
      if byte == UInt8(ascii: ")") { open -= 1 }
      offset += 1
    }
    return value
  }

  private static func result(_ value: Number) throws(UnreadableReply) -> TypedNumber {
    guard value.double.isFinite else { throw .noNumber }
    return TypedNumber(value: value, rounding: nil)
  }
}

// MARK: - Tokens

extension NumbersReader {
  private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    offset += 1
    return true
  }

  private mutating func skipSpaces() {
    while peek == UInt8(ascii: " ") { offset += 1 }
  }

  /// Reads one of these operators after spaces; `**` is a power.
  private mutating func operation(_ operators: String) -> UInt8? {
    let start = offset
    skipSpaces()
    if let byte = peek, byte == UInt8(ascii: "*"), offset + 1 < bytes.count,
      bytes[offset + 1] == byte
    {
      if operators == "^" {
        offset += 2
        return UInt8(ascii: "^")
      }
    } else if let byte = peek, operators.utf8.contains(byte) {
      offset += 1
      return byte
    }
    offset = start
    return nil
  }

  /// Reads a `+` or `-` between two terms. After a space and before a digit it is a sign: `1 -2` is
  /// two numbers.
  private mutating func sumSign() -> UInt8? {
    let start = offset
    skipSpaces()
    guard let byte = peek, byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") else {
      offset = start
      return nil
    }
    let isTight = offset + 1 < bytes.count && bytes[offset + 1] != UInt8(ascii: " ")
    if offset > start, isTight, !style.minusIsBinary {
      offset = start
      return nil
    }
    offset += 1
    return byte
  }

  private mutating func decimal() throws(UnreadableReply) -> TypedNumber {
    let start = offset
    var text: [UInt8] = []
    var pointAt: Int?
    while let byte = peek {
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
    if let byte = peek, !Self.follows.contains(byte) { throw .noNumber }
    guard let value = NumberReader.read(text, 0..<text.count) else { throw .noNumber }
    return TypedNumber(
      value: value,
      rounding: TypedNumber.Rounding(
        significant: digits.drop { $0 == UInt8(ascii: "0") }.count, decimals: decimals))
  }

  /// The bytes that may follow a number.
  private static let follows = Array(" ,;/*+-^])".utf8)

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
    style.commaIsDecimal && bytes[offset] == UInt8(ascii: ",") && offset > start
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
}

extension UInt8 {
  fileprivate var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
  fileprivate var isLetter: Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= self | 0x20 || self == UInt8(ascii: "_")
  }
}
