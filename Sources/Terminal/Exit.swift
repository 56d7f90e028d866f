#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Restores the terminal and exits.
package func exitProgram(_ status: Int32) -> Never {
  restoreTerminal()
  exit(status)
}
