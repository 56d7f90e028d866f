#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the program does about signals: leave the terminal and the disk tidy, then obey.
package enum Signals {
  /// Handles every signal that ends or stops the program; the first call counts.
  ///
  /// A signal that was being ignored when the program started (`nohup`) stays ignored.
  package static func install() {
    guard !state.pointee.isHandled else { return }
    state.pointee.isHandled = true
    giveHandlersAStack()
    // No handler runs before it is known what its signal did.
    var (all, before) = (sigset_t(), sigset_t())
    sigfillset(&all)
    sigprocmask(SIG_SETMASK, &all, &before)
    defer { sigprocmask(SIG_SETMASK, &before, nil) }
    ignore(SIGPIPE)
    ignore(SIGXFSZ)
    handle(SIGINT, exitAfterInterrupt, flags: 0)
    handle(SIGTSTP, stopTidily, flags: 0)
    handle(SIGWINCH, noteResize, flags: SA_RESTART)
    handle(SIGCONT, noteContinuation, flags: SA_RESTART)
    for signal: Int32 in 1..<32 where endsTheProgram(signal) {
      handle(signal, dieTidily, flags: Int32(SA_ONSTACK))
    }
  }

  /// The file to remove where a signal ends the program now.
  static var unfinishedFile: String? {
    get { state.pointee.unfinishedFile.map { String(cString: $0) } }
    set {
      let old = state.pointee.unfinishedFile
      state.pointee.unfinishedFile = newValue.flatMap { strdup($0) }
      free(old)
    }
  }

  /// What the handlers work on. A pointer, so that reading it inside a handler is a plain load.
  nonisolated(unsafe) static let state: UnsafeMutablePointer<SignalState> = {
    let pointer = UnsafeMutablePointer<SignalState>.allocate(capacity: 1)
    pointer.initialize(to: SignalState())
    return pointer
  }()
}

/// Everything that a signal handler may look at.
struct SignalState {
  /// Whether the handlers are in place.
  var isHandled = false
  /// The terminal whose mode was changed, or -1.
  var terminal: Int32 = -1
  /// Whether its mode is changed now.
  var isRaw = false
  var saved = termios()
  var raw = termios()
  /// The two ends of a pipe through which handlers wake whoever waits for a key, or -1.
  var wakeRead: Int32 = -1
  var wakeWrite: Int32 = -1
  var unfinishedFile: UnsafeMutablePointer<CChar>?
  /// Whether a line is being typed, below which the shell's prompt should stand.
  var isReadingLine = false
  /// What the signals did before, by their numbers: the default action, or the runtime's.
  let previous = UnsafeMutablePointer<sigaction>.allocate(capacity: 64)
}

extension Signals {
  /// What has happened since the last call, as the handlers noted it.
  static func takeNews() -> (resized: Bool, continued: Bool) {
    var news = (resized: false, continued: false)
    var byte = UInt8(0)
    while retryingInterrupts({ read(state.pointee.wakeRead, &byte, 1) }) == 1 {
      if byte == Wake.resized.rawValue { news.resized = true }
      if byte == Wake.continued.rawValue { news.continued = true }
    }
    return news
  }
}

/// The byte that a handler sends through the pipe.
private enum Wake: UInt8 {
  case resized = 1
  case continued = 2

  /// Sends it; safe in a signal handler. A full pipe has news enough already.
  func send() {
    let saved = errno
    var byte = rawValue
    _ = write(Signals.state.pointee.wakeWrite, &byte, 1)
    errno = saved
  }
}

extension Signals {
  /// Opens the pipe through which handlers wake whoever waits for a key; the first call counts.
  ///
  /// Only where a terminal is listened to: with standard input or output closed, the pipe would take
  /// its number.
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

  /// Whether the signal ends the program, asked for from outside or as a trap of its own.
  private static func endsTheProgram(_ signal: Int32) -> Bool {
    switch signal {
    case SIGHUP, SIGTERM, SIGQUIT, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU: true
    case SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGSYS: true
    default: false
    }
  }

  /// After an overflow of the stack its handler needs another.
  private static func giveHandlersAStack() {
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

  private static func handle(
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
    // The runtime's report of a crash asks questions for half a minute: only for who wants it.
    if getenv("SWIFT_BACKTRACE") == nil { previous.setHandler(SIG_DFL) }
    state.pointee.previous[Int(signal)] = previous
  }
}

// Only what POSIX calls async-signal-safe may be used in what follows.

/// Puts the terminal back as it was and erases the line of the cursor; safe in a signal handler.
func restoreTerminal(erasingLine: Bool = false) {
  let state = Signals.state
  guard state.pointee.isRaw else { return }
  let descriptor = state.pointee.terminal
  // In the background the terminal is another's, and to touch it would stop us.
  guard tcgetpgrp(descriptor) == getpgrp() else { return }
  state.pointee.isRaw = false
  _ = tcsetattr(descriptor, TCSANOW, &state.pointee.saved)
  guard erasingLine else { return }
  // After Ctrl-S a write would wait for Ctrl-Q.
  var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
  guard poll(&request, 1, 0) == 1 else { return }
  let erase: StaticString = "\r\u{1B}[K"
  _ = write(descriptor, erase.utf8Start, erase.utf8CodeUnitCount)
}

private func tidyUp() {
  restoreTerminal(erasingLine: true)
  if let path = Signals.state.pointee.unfinishedFile { unlink(path) }
}

private func exitAfterInterrupt(_ signal: Int32) {
  tidyUp()
  if Signals.state.pointee.isReadingLine { _ = write(STDOUT_FILENO, "\n", 1) }
  _exit(128 + signal)
}

private func dieTidily(_ signal: Int32) {
  tidyUp()
  raise(signal, doing: Signals.state.pointee.previous[Int(signal)])
}

private func stopTidily(_ signal: Int32) {
  let saved = errno
  restoreTerminal(erasingLine: true)
  var ours = sigaction()
  _ = sigaction(signal, nil, &ours)
  raise(signal, doing: Signals.state.pointee.previous[Int(signal)])
  // Here the program runs again; or it was never stopped, having no shell to continue it.
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

/// Raises a signal for what it did before this program handled it.
private func raise(_ signal: Int32, doing action: sigaction) {
  var action = action
  _ = sigaction(signal, &action, nil)
  var mask = sigset_t()
  sigemptyset(&mask)
  sigaddset(&mask, signal)
  _ = raise(signal)
  // Blocked while its own handler runs, it arrives here.
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
