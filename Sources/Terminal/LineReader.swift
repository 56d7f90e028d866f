#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Reads standard input line by line, when single keys are not available.
package struct LineReader: ~Copyable {
  private let descriptor: Int32
  private let limit: Int
  private let isTerminal: Bool
  private var buffer: [UInt8] = []
  private var hasEnded = false

  /// The result of a read.
  package enum Line: Hashable, Sendable {
    /// A line without its terminator; invalid UTF-8 is replaced by U+FFFD.
    case text(String)
    /// A line longer than the limit, which was skipped.
    case tooLong
    case endOfInput
  }

  /// Reads from `descriptor` lines of at most `limit` bytes.
  package init(_ descriptor: Int32 = STDIN_FILENO, limit: Int = 4096) {
    self.descriptor = descriptor
    self.limit = limit
    isTerminal = isatty(descriptor) == 1
  }
}

extension LineReader {
  /// Waits for the next line.
  package mutating func next() -> Line {
    var isTooLong = false
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        let line = buffer[..<end]
        defer { buffer.removeFirst(end + 1) }
        return isTooLong || line.count > limit ? .tooLong : .text(Self.text(line))
      }
      if buffer.count > limit {
        isTooLong = true
        buffer.removeAll()
      }
      if hasEnded {
        defer { buffer.removeAll() }
        if isTooLong { return .tooLong }
        return buffer.isEmpty ? .endOfInput : .text(Self.text(buffer[...]))
      }
      Signals.state.pointee.isReadingLine = isTerminal
      let bytes = (try? readAvailable(from: descriptor, atMost: 4096)) ?? []
      Signals.state.pointee.isReadingLine = false
      hasEnded = bytes.isEmpty
      buffer += bytes
    }
  }

  private static func text(_ line: ArraySlice<UInt8>) -> String {
    let ending = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    return String(decoding: ending, as: UTF8.self)
  }
}
