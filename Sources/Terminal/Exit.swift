#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Ends the program with a status, at once; the terminal is as it was. Nothing is written any more that
/// an `Output` or the C library still holds.
package func exitProgram(_ status: Int32) -> Never {
  // Everything is written already, and what the libraries would tidy up the system does faster.
  restoreTerminal()
  _exit(status)
}
