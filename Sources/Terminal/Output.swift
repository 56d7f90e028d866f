#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The program's only writer: buffered standard output, and standard error, in order.
///
/// Writing never throws: an error is kept in `failure`, and later output is dropped. Check
/// `failure` during long output, and at the end after `flush`.
///
///     var output = Output()
///     output.write("8/14\n")
///     output.flush()
package struct Output: ~Copyable {
  /// Why standard output can't be written any more.
  package enum Failure: Error, Hashable, Sendable {
    /// The reader closed the pipe (`| head`), which needs no message.
    case closed
    case failed(SystemError)
  }

  package private(set) var failure: Failure?
  private let standardOutput: Int32
  private let standardError: Int32
  private var buffer: [UInt8] = []
  /// The buffer is flushed at this size in bytes.
  private static let capacity = 1 << 14

  package init(standardOutput: Int32 = STDOUT_FILENO, standardError: Int32 = STDERR_FILENO) {
    self.standardOutput = standardOutput
    self.standardError = standardError
    buffer.reserveCapacity(2 * Output.capacity)
  }
}

extension Output {
  /// Appends text to standard output; it appears at the next flush.
  package mutating func write(_ text: String) {
    guard failure == nil else { return }
    append(text)
    if buffer.count >= Output.capacity { flush() }
  }

  /// Appends bytes to standard output.
  package mutating func write(_ bytes: [UInt8]) {
    guard failure == nil else { return }
    buffer += bytes
    if buffer.count >= Output.capacity { flush() }
  }

  /// Appends lines to standard output, each with a newline.
  package mutating func write(lines: [String]) {
    for line in lines {
      guard failure == nil else { return }
      append(line)
      buffer.append(UInt8(ascii: "\n"))
      if buffer.count >= Output.capacity { flush() }
    }
  }

  private mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { buffer.append(contentsOf: $0) }
  }

  /// Flushes standard output, then writes to standard error at once.
  package mutating func writeError(_ text: String) {
    flush()
    // An error on standard error can't be reported anywhere.
    try? writeAll(Array(text.utf8), to: standardError)
  }

  /// Writes the buffer to standard output.
  package mutating func flush() {
    guard failure == nil, !buffer.isEmpty else { return }
    do {
      try writeAll(buffer, to: standardOutput)
    } catch {
      failure = error.isClosedPipe ? .closed : .failed(error)
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
