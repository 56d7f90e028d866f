/// How many columns of a terminal a text takes.
package enum DisplayWidth {
  /// The columns of a text without control characters: a mark that combines takes none, East Asian
  /// wide characters and emoji take two.
  package static func of(_ text: some StringProtocol) -> Int {
    text.utf8.withContiguousStorageIfAvailable { ofNarrow($0) ?? scalarByScalar(text) }
      ?? scalarByScalar(text)
  }

  /// The columns of a text in which each character takes one column or none; nil for any other.
  package static func ofNarrow(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    var width = 0
    var place = 0
    while place < text.count {
      let byte = text[place]
      if byte < 0x80 {
        width &+= 1
        place &+= 1
        continue
      }
      // What a `String` holds is UTF-8 without faults.
      let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      guard length < 4, place + length <= text.count else { return nil }
      var value = UInt32(byte & (length == 2 ? 0x1F : 0x0F))
      for next in text[place + 1..<place + length] { value = value << 6 | UInt32(next & 0x3F) }
      guard value != 0xFE0F, let scalar = Unicode.Scalar(value) else { return nil }
      let columns = of(scalar)
      guard columns < 2 else { return nil }
      width &+= columns
      place &+= length
    }
    return width
  }

  /// Whether a text takes more columns than `width`; no more of it is looked at than that takes.
  package static func of(_ text: Substring, exceeds width: Int) -> Bool {
    scalarByScalar(text, upTo: width) > width
  }

  /// The columns of one scalar: 0, 1 or 2.
  package static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value == 0xAD ? 0 : 1 }
    // Letters, mathematical symbols and what matrices are drawn with.
    if 0x370..<0x483 ~= value || 0x2070..<0x20D0 ~= value || 0x2190..<0x231A ~= value { return 1 }
    if contains(value, in: zeroWidth) { return 0 }
    if value < 0x1100 { return 1 }
    return contains(value, in: wide) ? 2 : 1
  }

  /// The columns of a text, or more than `most` where it has more.
  private static func scalarByScalar(_ text: some StringProtocol, upTo most: Int = .max) -> Int {
    var width = 0
    var last = 0
    for scalar in text.unicodeScalars {
      if scalar.value == 0xFE0F, last == 1 {
        // Asks for the picture of the character before, which is wide.
        width += 1
        last = 2
      } else {
        last = of(scalar)
        width += last
      }
      if width > most { break }
    }
    return width
  }

  /// Whether a value lies in one of the ranges, which are in order.
  private static func contains(_ value: UInt32, in ranges: [UInt32]) -> Bool {
    var (low, high) = (0, ranges.count / 2)
    while low < high {
      let middle = (low + high) / 2
      if value > ranges[2 * middle + 1] {
        low = middle + 1
      } else if value < ranges[2 * middle] {
        high = middle
      } else {
        return true
      }
    }
    return false
  }
}

extension DisplayWidth {
  /// Splits a text after at most `width` columns, never between a letter and its marks; the first
  /// part holds at least one character.
  package static func split(_ text: Substring, at width: Int) -> (head: Substring, rest: Substring)
  {
    var used = 0
    var index = text.startIndex
    let scalars = text.unicodeScalars
    while index < text.endIndex {
      let scalar = scalars[index]
      let columns = scalar.value == 0xFE0F ? 1 : of(scalar)
      if used + columns > width, used > 0 { break }
      used += columns
      index = scalars.index(after: index)
    }
    return (text[..<index], text[index...])
  }

  /// The text, shortened to `width` columns with `ellipsis` at its end where it is longer.
  package static func shortened(_ text: String, to width: Int, ellipsis: String) -> String {
    if of(text) <= width { return text }
    let room = width - of(ellipsis)
    guard room > 0 else { return "" }
    var head = split(text[...], at: room).head
    while head.last == " " { head.removeLast() }
    return head + ellipsis
  }
}
