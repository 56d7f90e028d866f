/// Lines as they are laid out, one after the other in one array of bytes. None ends in a space.
struct TextLines {
  /// Each line with its end, after what was there before.
  private(set) var bytes: [UInt8]
  /// Where the lines begin in the bytes.
  private let start: Int
  /// Where the lines end in the bytes.
  private var ends: [Int] = []
  /// How many lines say something.
  private(set) var filled = 0
  /// What stands before each line.
  var margin: [UInt8] = []
  /// What stands before the next line in place of the margin: it ends in the mark of a list.
  private var marked: [UInt8]?

  init(after bytes: consuming [UInt8] = []) {
    start = bytes.count
    self.bytes = bytes
  }

  var count: Int { ends.count }
}

extension TextLines {
  /// Makes room for what most pages need.
  mutating func reserve() {
    if bytes.isEmpty { bytes.reserveCapacity(2048) }
    ends.reserveCapacity(64)
  }

  mutating func append(_ line: Line) {
    line.bytes.withUnsafeBufferPointer { append($0) }
  }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  mutating func append(_ lines: [String]) {
    for line in lines { append(line) }
  }

  mutating func appendBlank() {
    append(UnsafeBufferPointer(start: nil, count: 0))
  }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    var end = text.count
    while end > 0, text[end - 1] == UInt8(ascii: " ") { end -= 1 }
    if end > 0 {
      if let marked {
        bytes.append(contentsOf: marked)
      } else if !margin.isEmpty {
        bytes.append(contentsOf: margin)
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[..<end]))
      filled += 1
    } else {
      bytes.append(contentsOf: margin)
      while bytes.count > (ends.last ?? start), bytes.last == UInt8(ascii: " ") {
        bytes.removeLast()
      }
    }
    marked = nil
    bytes.append(UInt8(ascii: "\n"))
    ends.append(bytes.count)
  }
}

extension TextLines {
  /// Writes lines that stand further in, after more of a margin; the first one after `mark`.
  mutating func moved(
    in more: String, mark: String? = nil, _ write: (inout TextLines) -> Void
  ) {
    let (count, outer, outerMarked) = (count, margin, marked)
    if mark != nil || marked != nil { marked = (marked ?? margin) + (mark ?? more).utf8 }
    var more = more
    more.withUTF8 { margin.append(contentsOf: $0) }
    write(&self)
    margin = outer
    marked = self.count > count ? nil : outerMarked
  }

  /// Writes a block; lines that say nothing at all are taken back. Says whether any stayed.
  mutating func writeBlock(_ write: (inout TextLines) -> Void) -> Bool {
    let (size, count, outerMarked, before) = (bytes.count, ends.count, marked, filled)
    write(&self)
    if filled > before { return true }
    bytes.removeLast(bytes.count - size)
    ends.removeLast(ends.count - count)
    marked = outerMarked
    return false
  }
}

extension TextLines {
  /// The lines, without their ends.
  var strings: [String] {
    var start = start
    return ends.map { end in
      defer { start = end }
      return String(decoding: bytes[start..<end - 1], as: UTF8.self)
    }
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }
}
