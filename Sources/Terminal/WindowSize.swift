#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The size of a terminal window in character cells.
package struct WindowSize: Hashable, Sendable {
  package let columns: Int
  package let rows: Int

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

extension WindowSize {
  /// No line is laid out wider than this, whatever is asked for.
  package static var maximumColumns: Int { 10_000 }

  /// The size to assume if it is not known.
  package static var usual: WindowSize { WindowSize(columns: 80, rows: 24) }

  /// The size of the terminal `descriptor`; nil if it is no terminal or has no size.
  package static func current(of descriptor: Int32 = STDOUT_FILENO) -> WindowSize? {
    var size = winsize()
    #if canImport(Musl)
      let result = ioctl(descriptor, Int32(TIOCGWINSZ), &size)
    #else
      let result = ioctl(descriptor, UInt(TIOCGWINSZ), &size)
    #endif
    guard result == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
    return WindowSize(
      columns: min(Int(size.ws_col), maximumColumns), rows: Int(size.ws_row))
  }
}

/// One of the three standard streams.
package enum StandardStream: Int32, Sendable {
  case input = 0
  case output = 1
  case error = 2

  /// Whether the stream is a terminal.
  package var isTerminal: Bool { isatty(rawValue) == 1 }
}
