#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Signal handlers, which restore the terminal and remove unfinished files before they obey.
package enum Signals {
  /// Installs handlers for every signal that terminates or stops the program, once.
  ///
  /// A signal that was ignored when the program started (`nohup`) stays ignored.
  package static func install() {
    guard !state.pointee.isHandled else { return }
    state.pointee.isHandled = true
    installHandlerStack()
    // Blocks all signals until their previous actions are saved.
    var (all, before) = (sigset_t(), sigset_t())
    sigfillset(&all)
    sigprocmask(SIG_SETMASK, &all, &before)
    defer { sigprocmask(SIG_SETMASK, &before, nil) }
    ignore(SIGPIPE)
    ignore(SIGXFSZ)
    handle(SIGINT, interrupt, flags: 0)
    handle(SIGTSTP, stop, flags: 0)
    handle(SIGWINCH, noteResize, flags: SA_RESTART)
    handle(SIGCONT, noteContinuation, flags: SA_RESTART)
    for signal: Int32 in 1..<32 where isTerminating(signal) {
      handle(signal, terminate, flags: Int32(SA_ONSTACK))
    }
  }

  /// The temporary file to remove if a signal terminates the program.
  static var unfinishedFile: String? {
    get { state.pointee.unfinishedFile.map { String(cString: $0) } }
    set {
      let old = state.pointee.unfinishedFile
      state.pointee.unfinishedFile = newValue.flatMap { strdup($0) }
      free(old)
    }
  }

  /// The handlers' state. A pointer, so that reading it in a handler is a plain load.
  nonisolated(unsafe) static let state: UnsafeMutablePointer<SignalState> = {
    let pointer = UnsafeMutablePointer<SignalState>.allocate(capacity: 1)
    pointer.initialize(to: SignalState())
    return pointer
  }()
}

/// The state that signal handlers use.
struct SignalState {
  /// Whether the handlers are installed.
  var isHandled = false
  /// The terminal whose mode was changed, or -1.
  var terminal: Int32 = -1
  /// The descriptor of the same terminal for output.
  var screen: Int32 = -1
  /// Whether its mode is changed.
  var isRaw = false
  var saved = termios()
  var raw = termios()
  /// The two ends of a pipe through which handlers wake up `Keyboard`, or -1.
  var wakeRead: Int32 = -1
  var wakeWrite: Int32 = -1
  var unfinishedFile: UnsafeMutablePointer<CChar>?
  /// Whether a line is being read, so that the shell's prompt needs a new line.
  var isReadingLine = false
  /// The previous actions, by signal number.
  let previous = UnsafeMutablePointer<sigaction>.allocate(capacity: 64)
}

extension Signals {
  /// Which signals were handled since the last call.
  static func drainWakePipe() -> (resized: Bool, continued: Bool) {
    var handled = (resized: false, continued: false)
    var byte = UInt8(0)
    while retryingInterrupts({ read(state.pointee.wakeRead, &byte, 1) }) == 1 {
      if byte == Wake.resized.rawValue { handled.resized = true }
      if byte == Wake.continued.rawValue { handled.continued = true }
    }
    return handled
  }
}

/// The byte that a handler writes to the pipe.
private enum Wake: UInt8 {
  case resized = 1
  case continued = 2

  /// Writes the byte; safe in a signal handler. If the pipe is full, the reader wakes up anyway.
  func send() {
    let saved = errno
    var byte = rawValue
    _ = write(Signals.state.pointee.wakeWrite, &byte, 1)
    errno = saved
  }
}

extension Signals {
  /// Opens the pipe through which handlers wake up `Keyboard`, once.
  ///
  /// Only called with a terminal: if standard input or output were closed, the pipe would take its
  /// number.
  static func openWakePipe() {
    guard state.pointee.wakeRead < 0 else { return }
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2) { ends in
      ends.initialize(repeating: -1)
      guard pipe(ends.baseAddress) == 0 else { return }
      for end in ends {
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
      }
      state.pointee.wakeRead = ends[0]
      state.pointee.wakeWrite = ends[1]
    }
  }

  /// Whether the signal terminates the program, sent from outside or raised by a crash.
  private static func isTerminating(_ signal: Int32) -> Bool {
    switch signal {
    case SIGHUP, SIGTERM, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU: true
    case SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGSYS: true
    default: false
    }
  }

  /// The handler of a stack overflow needs a stack of its own, in each thread.
  static func installHandlerStack() {
    let size = 1 << 16
    var stack = stack_t()
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    stack.ss_size = size
    _ = sigaltstack(&stack, nil)
  }

  private static func ignore(_ signal: Int32) {
    var action = sigaction()
    action.setHandler(SIG_IGN)
    _ = sigaction(signal, &action, nil)
  }

  static func handle(
    _ signal: Int32, _ handler: @escaping @convention(c) (Int32) -> Void, flags: Int32
  ) {
    var action = sigaction()
    action.setHandler(handler)
    action.sa_flags = flags
    var previous = sigaction()
    guard sigaction(signal, &action, &previous) == 0 else { return }
    if previous.isIgnored {
      _ = sigaction(signal, &previous, nil)
      return
    }
    // The runtime's crash handler waits half a minute for an answer: only if it was asked for.
    if getenv("SWIFT_BACKTRACE") == nil { previous.setHandler(SIG_DFL) }
    state.pointee.previous[Int(signal)] = previous
  }
}

// Only what POSIX calls async-signal-safe may be used in what follows.

/// Restores the terminal's mode and may erase the cursor's line; safe in a signal handler.
func restoreTerminal(erasingLine: Bool = false) {
  let state = Signals.state
  guard state.pointee.isRaw else { return }
  let descriptor = state.pointee.terminal
  // In the background, changing the terminal would stop the program.
  guard tcgetpgrp(descriptor) == getpgrp() else { return }
  state.pointee.isRaw = false
  _ = tcsetattr(descriptor, TCSANOW, &state.pointee.saved)
  writeAtOnce(erasingLine ? "\u{1B}[?2004l\r\u{1B}[J" : "\u{1B}[?2004l")
}

/// Writes a control sequence to the terminal unless that would block, as after Ctrl-S.
func writeAtOnce(_ sequence: StaticString) {
  let screen = Signals.state.pointee.screen
  var request = pollfd(fd: screen, events: Int16(POLLOUT), revents: 0)
  guard poll(&request, 1, 0) == 1 else { return }
  _ = write(screen, sequence.utf8Start, sequence.utf8CodeUnitCount)
}

private func cleanUp() {
  restoreTerminal(erasingLine: true)
  if let path = Signals.state.pointee.unfinishedFile { unlink(path) }
}

/// Dies of the signal, so that a shell's loop ends too.
private func interrupt(_ signal: Int32) {
  cleanUp()
  if Signals.state.pointee.isReadingLine { _ = write(STDOUT_FILENO, "\n", 1) }
  raise(signal, doing: Signals.state.pointee.previous[Int(signal)])
}

private func terminate(_ signal: Int32) {
  cleanUp()
  raise(signal, doing: Signals.state.pointee.previous[Int(signal)])
}

private func stop(_ signal: Int32) {
  let saved = errno
  restoreTerminal(erasingLine: true)
  var ours = sigaction()
  _ = sigaction(signal, nil, &ours)
  raise(signal, doing: Signals.state.pointee.previous[Int(signal)])
  // The program was continued, or was never stopped because it has no shell.
  _ = sigaction(signal, &ours, nil)
  Wake.continued.send()
  errno = saved
}

private func noteResize(_ signal: Int32) {
  Wake.resized.send()
}

private func noteContinuation(_ signal: Int32) {
  Wake.continued.send()
}

/// Raises a signal with its previous action.
private func raise(_ signal: Int32, doing action: sigaction) {
  var action = action
  _ = sigaction(signal, &action, nil)
  var mask = sigset_t()
  sigemptyset(&mask)
  sigaddset(&mask, signal)
  _ = raise(signal)
  // The signal is blocked in its own handler; unblocking delivers it here.
  var before = sigset_t()
  sigprocmask(SIG_UNBLOCK, &mask, &before)
  sigprocmask(SIG_SETMASK, &before, nil)
}

extension sigaction {
  fileprivate typealias Handler = @convention(c) (Int32) -> Void

  fileprivate mutating func setHandler(_ handler: Handler?) {
    #if canImport(Darwin)
      __sigaction_u.__sa_handler = handler
    #elseif canImport(Glibc)
      __sigaction_handler.sa_handler = handler
    #elseif canImport(Musl)
      __sa_handler.sa_handler = handler
    #endif
  }

  fileprivate var isIgnored: Bool {
    #if canImport(Darwin)
      let handler = __sigaction_u.__sa_handler
    #elseif canImport(Glibc)
      let handler = __sigaction_handler.sa_handler
    #elseif canImport(Musl)
      let handler = __sa_handler.sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
