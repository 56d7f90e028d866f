#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The one writer of the program: standard output, buffered, and standard error, in order.
///
/// Writing never throws. What goes wrong is kept in `failure`, and whatever is written after that
/// is dropped; a long run asks `failure` now and then, every run at its end after `flush`.
///
///     var output = Output()
///     output.write("8/14\n")
///     output.flush()
package struct Output: ~Copyable {
  /// Why standard output takes no more.
  package enum Failure: Error, Hashable, Sendable {
    /// Its reader has gone away (`| head`): no reason for a message.
    case closed
    case failed(SystemError)
  }

  package private(set) var failure: Failure?
  private let standardOutput: Int32
  private let standardError: Int32
  private var buffer: [UInt8] = []
  /// How many bytes may gather, or a little more, before they are handed over.
  private static let most = 1 << 14

  package init(standardOutput: Int32 = STDOUT_FILENO, standardError: Int32 = STDERR_FILENO) {
    self.standardOutput = standardOutput
    self.standardError = standardError
    buffer.reserveCapacity(2 * Output.most)
  }
}

extension Output {
  /// Appends to standard output; it appears with the next `flush`, or when much has gathered.
  package mutating func write(_ text: String) {
    guard failure == nil else { return }
    append(text)
    if buffer.count >= Output.most { flush() }
  }

  /// Appends lines to standard output, each ended.
  package mutating func write(lines: [String]) {
    for line in lines {
      guard failure == nil else { return }
      append(line)
      buffer.append(UInt8(ascii: "\n"))
      if buffer.count >= Output.most { flush() }
    }
  }

  private mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { buffer.append(contentsOf: $0) }
  }

  /// Writes to standard error at once, after everything that standard output was given before.
  package mutating func writeError(_ text: String) {
    flush()
    // With standard error gone there is nobody left to tell.
    try? writeAll(Array(text.utf8), to: standardError)
  }

  /// Hands over all that has gathered.
  package mutating func flush() {
    guard failure == nil, !buffer.isEmpty else { return }
    do {
      try writeAll(buffer, to: standardOutput)
    } catch {
      failure = error.meansClosedPipe ? .closed : .failed(error)
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
