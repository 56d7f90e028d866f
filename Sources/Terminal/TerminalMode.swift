#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A terminal mode in which keys are read as they are pressed and not echoed.
///
/// Only `ICANON` and `ECHO` are cleared, so Ctrl-C, Ctrl-Z and Ctrl-S keep their meaning, and pasted
/// text is bracketed. The mode is restored when this value goes out of scope, at `exitProgram`, and by the signal handlers.
package struct TerminalMode: ~Copyable {
  private let descriptor: Int32

  /// Changes the mode of the terminal `descriptor`; nil if it is no terminal.
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
  /// Whether this program is in the foreground of the terminal.
  package var isInForeground: Bool { tcgetpgrp(descriptor) == getpgrp() }

  /// Changes the mode again after a stop, and saves the settings found now for restoring.
  @discardableResult
  package borrowing func resume() -> Bool {
    Self.enter(descriptor)
  }

  private static var bracketedPaste: StaticString { "\u{1B}[?2004h" }

  private static func enter(_ descriptor: Int32) -> Bool {
    let state = Signals.state
    if state.pointee.isRaw {
      // After SIGSTOP, which no handler sees, the settings may be the shell's.
      var raw = state.pointee.raw
      writeAtOnce(bracketedPaste)
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
    state.pointee.screen = isatty(STDOUT_FILENO) == 1 ? STDOUT_FILENO : descriptor
    state.pointee.isRaw = true
    guard retryingInterrupts({ tcsetattr(descriptor, TCSANOW, &raw) }) == 0 else {
      state.pointee.isRaw = false
      return false
    }
    writeAtOnce(bracketedPaste)
    return true
  }
}

extension termios {
  /// Sets an element of the C array of control characters.
  fileprivate mutating func setControl(_ index: Int32, _ value: cc_t) {
    withUnsafeMutableBytes(of: &c_cc) { characters in
      characters.storeBytes(
        of: value, toByteOffset: Int(index) * MemoryLayout<cc_t>.stride, as: cc_t.self)
    }
  }
}
