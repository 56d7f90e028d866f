/// The significant digits of a number, rounded from its shortest form.
///
/// Rounding the shortest form rounds the number itself, unless that form lies halfway between two
/// results: a shorter decimal between the two would have been the shortest form. Up to 15 digits, zeros
/// after it are right too. Where that does not hold there are no digits, and C must find them.
struct Digits {
  private var digits: [UInt8]
  /// The power of ten of the first digit.
  private(set) var exponent: Int
  private let isNegative: Bool

  init?(_ x: Double, count: Int) {
    self.init(shortest: x)
    guard round(to: count) else { return nil }
  }

  init?(_ x: Double, decimals: Int) {
    self.init(shortest: x)
    guard round(to: exponent + 1 + decimals) else { return nil }
  }

  private init?(shortest x: Double) {
    guard x.isNormal else { return nil }
    isNegative = x < 0
    digits = []
    exponent = -1
    var isFraction = false
    var power: Int?
    var powerIsNegative = false
    for byte in x.magnitude.description.utf8 {
      switch byte {
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "e"): power = 0
      case UInt8(ascii: "-"): powerIsNegative = true
      case UInt8(ascii: "+"): break
      default:
        let digit = byte &- UInt8(ascii: "0")
        if let sum = power {
          power = 10 * sum + Int(digit)
        } else if digit == 0, digits.isEmpty {
          if isFraction { exponent -= 1 }
        } else {
          digits.append(digit)
          if !isFraction { exponent += 1 }
        }
      }
    }
    if let power { exponent += powerIsNegative ? -power : power }
    while digits.last == 0 { digits.removeLast() }
  }

  /// False where the shortest form does not say what the digits are.
  private mutating func round(to count: Int) -> Bool {
    guard 1...15 ~= count else { return false }
    if digits.count <= count {
      digits += repeatElement(0, count: count - digits.count)
      return true
    }
    if digits[count] == 5, digits.count == count + 1 { return false }
    let isUp = digits[count] >= 5
    digits.removeLast(digits.count - count)
    guard isUp else { return true }
    var place = count - 1
    while place >= 0, digits[place] == 9 {
      digits[place] = 0
      place -= 1
    }
    if place >= 0 {
      digits[place] += 1
    } else {
      digits[0] = 1
      exponent += 1
    }
    return true
  }
}

extension Digits {
  /// `1.234e-07`
  var scientific: String {
    var text = isNegative ? [UInt8(ascii: "-")] : []
    text.append(digits[0] + UInt8(ascii: "0"))
    if digits.count > 1 { text.append(UInt8(ascii: ".")) }
    for digit in digits.dropFirst() { text.append(digit + UInt8(ascii: "0")) }
    text.append(UInt8(ascii: "e"))
    text.append(exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    if exponent.magnitude < 10 { text.append(UInt8(ascii: "0")) }
    text += String(exponent.magnitude).utf8
    return String(decoding: text, as: UTF8.self)
  }

  /// `0.0012`, with so many digits after the point. Digits that rounding up made room for are zeros.
  func fixed(_ decimals: Int) -> String {
    var text = isNegative ? [UInt8(ascii: "-")] : []
    for power in stride(from: max(exponent, 0), through: -decimals, by: -1) {
      if power == -1 { text.append(UInt8(ascii: ".")) }
      let place = exponent - power
      text.append(
        digits.indices.contains(place) ? digits[place] + UInt8(ascii: "0") : UInt8(ascii: "0"))
    }
    return String(decoding: text, as: UTF8.self)
  }
}
