#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A terminal that hands over keys as they are pressed and does not show them.
///
/// Only `ICANON` and `ECHO` are cleared, so Ctrl-C, Ctrl-Z and Ctrl-S keep their meaning. The
/// terminal is as it was when this value goes out of scope, at `exitProgram`, and at every signal that
/// `Signals` handles.
package struct TerminalMode: ~Copyable {
  private let descriptor: Int32

  /// Changes the mode of the terminal behind `descriptor`; none where that is no terminal.
  package init?(_ descriptor: Int32 = STDIN_FILENO) {
    Signals.install()
    Signals.openWakePipe()
    guard Self.enter(descriptor) else { return nil }
    self.descriptor = descriptor
  }

  deinit {
    restoreTerminal()
    Signals.state.pointee.terminal = -1
  }
}

extension TerminalMode {
  /// Tells whether the terminal listens to this program now, rather than to the shell.
  package var isInForeground: Bool { tcgetpgrp(descriptor) == getpgrp() }

  /// Changes the mode again after a stop; the settings to go back to are those found now.
  @discardableResult
  package borrowing func resume() -> Bool {
    Self.enter(descriptor)
  }

  private static func enter(_ descriptor: Int32) -> Bool {
    let state = Signals.state
    if state.pointee.isRaw {
      // Stopped without warning (SIGSTOP): what stands there may be the shell's.
      var raw = state.pointee.raw
      return retryingInterrupts { tcsetattr(descriptor, TCSANOW, &raw) } == 0
    }
    var settings = termios()
    guard tcgetattr(descriptor, &settings) == 0 else { return false }
    var raw = settings
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    raw.setControl(VMIN, 1)
    raw.setControl(VTIME, 0)
    state.pointee.saved = settings
    state.pointee.raw = raw
    state.pointee.terminal = descriptor
    state.pointee.isRaw = true
    guard retryingInterrupts({ tcsetattr(descriptor, TCSANOW, &raw) }) == 0 else {
      state.pointee.isRaw = false
      return false
    }
    return true
  }
}

extension termios {
  /// Sets one of the control characters, which C holds in an array.
  fileprivate mutating func setControl(_ index: Int32, _ value: cc_t) {
    withUnsafeMutableBytes(of: &c_cc) { characters in
      characters.storeBytes(
        of: value, toByteOffset: Int(index) * MemoryLayout<cc_t>.stride, as: cc_t.self)
    }
  }
}
