// Lessons: turns lesson text into a checked `Lesson`, or into problems that teach.

import Backprop
import Formulas

/// The bytes of one file, with the offsets of its lines.
package struct SourceText: Sendable {
  /// The name in messages: a path, or `<stdin>`.
  package let name: String
  package let bytes: [UInt8]
  /// The start offset of each line.
  package let lineStarts: [Int]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var starts = [0]
    bytes.withUnsafeBufferPointer { buffer in
      for index in buffer.indices where buffer[index] == UInt8(ascii: "\n") {
        starts.append(index + 1)
      }
    }
    lineStarts = starts
  }

  /// A piece of the text with its range.
  struct Part {
    let text: String
    let range: SourceRange
  }

  func part(_ range: SourceRange) -> Part { Part(text: text(range), range: range) }

  package func text(_ range: SourceRange) -> String {
    let low = min(max(range.lowerBound, 0), bytes.count)
    return String(
      decoding: bytes[low..<min(max(range.upperBound, low), bytes.count)], as: UTF8.self)
  }

  /// The index of the line that contains an offset.
  package func lineIndex(of offset: Int) -> Int {
    var (low, high) = (0, lineStarts.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The line and the column, both from 1; columns count characters.
  package func position(of offset: Int) -> (line: Int, column: Int) {
    let line = lineIndex(of: offset)
    let start = lineStarts[line] + (line == 0 && hasByteOrderMark ? 3 : 0)
    return (line + 1, start < offset ? text(start..<min(offset, bytes.count)).count + 1 : 1)
  }

  /// The range of a line without its line ending.
  package func lineRange(_ index: Int) -> SourceRange {
    let start = lineStarts[index]
    var end = index + 1 < lineStarts.count ? lineStarts[index + 1] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }

  package var hasByteOrderMark: Bool {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
  }

  /// The range without blanks at its ends.
  func trimmed(_ range: SourceRange) -> SourceRange {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, isBlank(bytes[low]) { low += 1 }
    while low < high, isBlank(bytes[high - 1]) { high -= 1 }
    return low..<high
  }
}

func isBlank(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
}
