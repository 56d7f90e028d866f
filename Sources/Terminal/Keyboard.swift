#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The keys of a terminal, and what else a program that waits for them must hear.
///
/// The terminal's mode is changed for as long as this value lives.
///
///     guard var keyboard = Keyboard() else { return }
///     while true {
///       switch keyboard.nextEvent() { … }
///     }
package struct Keyboard: ~Copyable {
  private let descriptor: Int32
  private let mode: TerminalMode
  private var decoder = KeyDecoder()
  /// Keys that came together with one already handed out, the next one last.
  private var waiting: [Key] = []
  private var hasEnded = false

  /// What a wait can end with.
  package enum Event: Hashable, Sendable {
    case key(Key)
    /// The window has another size.
    case resized
    /// The program runs again after Ctrl-Z; other text may stand where its prompt was.
    case continued
    case timedOut
    /// No key will ever come again.
    case endOfInput
  }

  /// Listens to the terminal behind `descriptor`; none where that is no terminal.
  package init?(_ descriptor: Int32 = STDIN_FILENO) {
    guard let mode = TerminalMode(descriptor) else { return nil }
    self.mode = mode
    self.descriptor = descriptor
  }
}

extension Keyboard {
  /// How long the rest of a sequence may take after its ESC, in milliseconds.
  private static var patience: Int32 { 50 }

  /// Waits for the next event, at most `timeout` milliseconds; without end where there is none.
  package mutating func nextEvent(timeout: Int32? = nil) -> Event {
    while true {
      if let key = waiting.popLast() { return .key(key) }
      if hasEnded { return .endOfInput }
      var requests = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: Signals.state.pointee.wakeRead, events: Int16(POLLIN), revents: 0),
      ]
      let limit = decoder.isWaiting ? Self.patience : timeout ?? -1
      let ready = poll(&requests, nfds_t(requests.count), limit)
      if ready < 0, errno != EINTR { return .endOfInput }
      if ready == 0 {
        guard decoder.isWaiting else { return .timedOut }
        waiting = decoder.giveUpWaiting().reversed()
      }
      guard ready > 0 else { continue }
      if requests[1].revents != 0 {
        // First the signals: after a stop another program may have read what was there.
        if let event = newsEvent() { return event }
      } else if requests[0].revents != 0 {
        readKeys()
      }
    }
  }

  private mutating func newsEvent() -> Event? {
    let news = Signals.takeNews()
    if news.continued {
      guard mode.isInForeground else {
        // Continued in the background: stop again, until the shell hands over the terminal.
        // Where there is no shell this does nothing.
        raise(SIGTTIN)
        return nil
      }
      mode.resume()
      return .continued
    }
    return news.resized ? .resized : nil
  }

  private mutating func readKeys() {
    guard let bytes = try? readSome(from: descriptor, atMost: 1024), !bytes.isEmpty else {
      hasEnded = true
      waiting = decoder.giveUpWaiting().reversed()
      return
    }
    waiting = decoder.feed(bytes).reversed()
  }
}
