#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The keys of a terminal, and the signals that a program waiting for keys must handle.
///
/// The terminal's mode is changed during the lifetime of this value.
///
///     guard var keyboard = Keyboard() else { return }
///     while true {
///       switch keyboard.nextEvent() { … }
///     }
package struct Keyboard: ~Copyable {
  private let descriptor: Int32
  private let mode: TerminalMode
  private var decoder = KeyDecoder()
  /// Decoded keys not yet returned, the next one last.
  private var waiting: [Key] = []
  private var hasEnded = false

  /// The result of a wait.
  package enum Event: Hashable, Sendable {
    case key(Key)
    /// The size of the window changed.
    case resized
    /// The program was continued after Ctrl-Z; the screen may have changed.
    case continued
    case timedOut
    /// Standard input has ended.
    case endOfInput
  }

  /// Opens the keyboard of the terminal `descriptor`; nil if it is no terminal.
  package init?(_ descriptor: Int32 = STDIN_FILENO) {
    guard let mode = TerminalMode(descriptor) else { return nil }
    self.mode = mode
    self.descriptor = descriptor
  }
}

extension Keyboard {
  /// How long to wait for the rest of a sequence after ESC, in milliseconds.
  private static var escapeTimeout: Int32 { 50 }
  /// How long to wait for the rest of a paste, in milliseconds.
  private static var pasteTimeout: Int32 { 2000 }

  /// Waits for the next event, at most `timeout` milliseconds; forever if that is nil.
  package mutating func nextEvent(timeout: Int32? = nil) -> Event {
    while true {
      if let key = waiting.popLast() { return .key(key) }
      if hasEnded { return .endOfInput }
      var requests = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: Signals.state.pointee.wakeRead, events: Int16(POLLIN), revents: 0),
      ]
      let limit =
        decoder.isPasting
        ? Self.pasteTimeout : decoder.isWaiting ? Self.escapeTimeout : timeout ?? -1
      let ready = poll(&requests, nfds_t(requests.count), limit)
      if ready < 0, errno != EINTR { return .endOfInput }
      if ready == 0 {
        guard decoder.isWaiting else { return .timedOut }
        waiting = decoder.flush().reversed()
      }
      guard ready > 0 else { continue }
      if requests[1].revents != 0 {
        // Signals first: after a stop another program may have read the input.
        if let event = signalEvent() { return event }
      } else if requests[0].revents != 0 {
        readKeys()
      }
    }
  }

  private mutating func signalEvent() -> Event? {
    let signals = Signals.drainWakePipe()
    if signals.continued {
      guard mode.isInForeground else {
        // Continued in the background: stops again until the shell brings it to the foreground.
        // Without a shell this does nothing.
        raise(SIGTTIN)
        return nil
      }
      mode.resume()
      return .continued
    }
    return signals.resized ? .resized : nil
  }

  private mutating func readKeys() {
    guard let bytes = try? readAvailable(from: descriptor, atMost: 1024), !bytes.isEmpty else {
      hasEnded = true
      waiting = decoder.flush().reversed()
      return
    }
    waiting = decoder.feed(bytes).reversed()
  }
}
