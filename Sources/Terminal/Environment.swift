#if canImport(Darwin)
  import Darwin
  import MachO
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The environment variables and the path of the program.
package enum Environment {
  /// The value of an environment variable; nil if it is not set.
  package static func variable(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    return String(cString: value)
  }

  /// The value of an environment variable that is set and not empty.
  package static func nonEmptyVariable(_ name: String) -> String? {
    guard let value = variable(name), !value.isEmpty else { return nil }
    return value
  }

  /// The value of a variable as an integer in `range`; nil if it is not set or no such integer.
  package static func integer(_ name: String, _ range: ClosedRange<Int>) -> Int? {
    variable(name).flatMap { Int($0) }.flatMap { range.contains($0) ? $0 : nil }
  }

  /// Whether a variable switches something on: it is set, and not to a word for no.
  package static func isOn(_ name: String) -> Bool {
    !["", "0", "no", "off", "false"].contains(variable(name)?.lowercased() ?? "")
  }

  /// Whether the terminal obeys no control sequences, or is not known to.
  package static var terminalIsDumb: Bool {
    ["dumb", "unknown"].contains(nonEmptyVariable("TERM") ?? "dumb")
  }

  /// The path of the running program, with symbolic links followed.
  package static func executablePath() -> String? {
    #if canImport(Darwin)
      var size = UInt32(0)
      _NSGetExecutablePath(nil, &size)
      var path = [CChar](repeating: 0, count: Int(size))
      guard _NSGetExecutablePath(&path, &size) == 0 else { return nil }
      return path.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.flatMap { FileSystem.resolved(String(cString: $0)) }
      }
    #else
      return FileSystem.resolved("/proc/self/exe")
    #endif
  }
}
