import Typography

/// A line of text with its width known.
struct Line: Sendable {
  private(set) var bytes: [UInt8]
  private(set) var width: Int

  init() {
    bytes = []
    width = 0
  }

  init(_ text: String) {
    self.init(text, width: DisplayWidth.of(text))
  }

  /// Text whose width is known.
  init(_ text: String, width: Int) {
    bytes = Array(text.utf8)
    self.width = width
  }

  /// Makes room for so many bytes, as far as lines are that long.
  mutating func reserve(_ bytes: Int) {
    self.bytes.reserveCapacity(min(bytes, 300))
  }

  /// Begins anew.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    width = 0
  }

  /// Appends so many spaces.
  mutating func append(spaces: Int) {
    guard spaces > 0 else { return }
    for _ in 0..<spaces { bytes.append(UInt8(ascii: " ")) }
    width += spaces
  }

  /// Fills the line with spaces up to a column.
  mutating func pad(to column: Int) {
    append(spaces: column - width)
  }

  mutating func append(_ other: Line) {
    bytes.append(contentsOf: other.bytes)
    width += other.width
  }

  mutating func append(_ more: String) {
    append(more, width: DisplayWidth.of(more))
  }

  /// Appends text whose width is known.
  mutating func append(_ more: String, width: Int) {
    var more = more
    more.withUTF8 { append($0, width: width) }
  }

  mutating func append(_ more: UnsafeBufferPointer<UInt8>, width: Int) {
    bytes.append(contentsOf: more)
    self.width += width
  }

  /// Appends text of one column so many times.
  mutating func append(_ stroke: String, times count: Int) {
    guard count > 0 else { return }
    var stroke = stroke
    stroke.withUTF8 { stroke in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: stroke.count * count) { all in
        var filled = all.initialize(fromContentsOf: stroke)
        while filled < all.count {
          let part = min(filled, all.count - filled)
          filled = all[filled...].initialize(fromContentsOf: all[..<part])
        }
        bytes.append(contentsOf: all)
      }
    }
    width += count
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The text without the spaces at its end.
  var trimmed: String {
    var end = bytes.count
    while end > 0, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
    return String(decoding: bytes[..<end], as: UTF8.self)
  }
}

extension String {
  /// The text without the spaces at its end.
  var trimmed: String {
    let kept = utf8.count - utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count
    return kept == utf8.count ? self : String(self[..<utf8.index(startIndex, offsetBy: kept)])
  }

  static func spaces(_ count: Int) -> String {
    repeated(" ", count)
  }

  /// The text so many times over, without growing step by step.
  static func repeated(_ text: String, _ count: Int) -> String {
    let unit = text.utf8.count
    guard count > 0, unit > 0 else { return "" }
    return String(unsafeUninitializedCapacity: unit * count) { buffer in
      var place = 0
      for _ in 0..<count {
        for byte in text.utf8 {
          buffer[place] = byte
          place += 1
        }
      }
      return place
    }
  }
}
