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
  /// Whether each line is ASCII, so that its columns need no counting.
  private let asciiLines: [Bool]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var starts = [0]
    var areASCII: [Bool] = []
    bytes.withUnsafeBufferPointer { buffer in
      var bits: UInt8 = 0
      for index in buffer.indices {
        bits |= buffer[index]
        guard buffer[index] == UInt8(ascii: "\n") else { continue }
        starts.append(index + 1)
        areASCII.append(bits < 0x80)
        bits = 0
      }
      areASCII.append(bits < 0x80)
    }
    lineStarts = starts
    asciiLines = areASCII
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
    guard start < offset else { return (line + 1, 1) }
    let before = start..<min(offset, bytes.count)
    return (line + 1, (asciiLines[line] ? before.count : text(before).count) + 1)
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
