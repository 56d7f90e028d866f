#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A line on standard error that says how long work has taken, once it takes over a second.
///
/// It is written by a signal handler, so that the work needs to know nothing of it, and only to a
/// terminal. It is erased when the work is done.
package enum WorkNotice {
  /// Does the work under a name such as that of a lesson.
  package static func during<Result>(
    _ name: @autoclosure () -> String, _ work: () -> Result
  ) -> Result {
    if isatty(STDERR_FILENO) == 1 { begin(name()) }
    defer { end() }
    return work()
  }

  /// Notes how far the work is.
  package static func report(_ step: Int, of count: Int) {
    state.pointee.step = step
    state.pointee.count = count
  }

  private static func begin(_ name: String) {
    state.pointee = WorkState()
    state.pointee.name = strdup("working on \(name): ")
    Signals.handle(SIGALRM, showWork, flags: SA_RESTART)
    alarm(1)
  }

  private static func end() {
    guard let name = state.pointee.name else { return }
    alarm(0)
    if state.pointee.width > 0 {
      var blank: [UInt8] = [UInt8](repeating: UInt8(ascii: " "), count: state.pointee.width)
      blank.insert(UInt8(ascii: "\r"), at: 0)
      blank.append(UInt8(ascii: "\r"))
      try? writeAll(blank, to: STDERR_FILENO)
    }
    state.pointee.name = nil
    free(name)
  }

  nonisolated(unsafe) fileprivate static let state: UnsafeMutablePointer<WorkState> = {
    let pointer = UnsafeMutablePointer<WorkState>.allocate(capacity: 1)
    pointer.initialize(to: WorkState())
    return pointer
  }()
}

private struct WorkState {
  var name: UnsafeMutablePointer<CChar>?
  var seconds = 0
  var step = 0
  var count = 0
  /// The columns written.
  var width = 0
}

// Only what POSIX calls async-signal-safe may be used in what follows.

private func showWork(_ signal: Int32) {
  let saved = errno
  let state = WorkNotice.state
  guard let name = state.pointee.name else { return }
  state.pointee.seconds += 1
  var width = 0
  _ = write(STDERR_FILENO, "\r", 1)
  width += write(STDERR_FILENO, name, strlen(name))
  width += writeNumber(state.pointee.seconds)
  width += write(STDERR_FILENO, " s", 2)
  if state.pointee.count > 0 {
    width += write(STDERR_FILENO, ", training step ", 16)
    width += writeNumber(state.pointee.step)
    width += write(STDERR_FILENO, " of ", 4)
    width += writeNumber(state.pointee.count)
  }
  state.pointee.width = max(state.pointee.width, width)
  alarm(1)
  errno = saved
}

private func writeNumber(_ number: Int) -> Int {
  var power = 1
  while number / power >= 10 { power *= 10 }
  var count = 0
  while power > 0 {
    var digit = UInt8(48 + number / power % 10)
    count += write(STDERR_FILENO, &digit, 1)
    power /= 10
  }
  return count
}
