import Foundation

/// A real terminal, with the test in the place of the screen and the keyboard.
///
///     let terminal = try PseudoTerminal(columns: 80, rows: 24)
///     try terminal.run(BuiltProgram.path, BuiltProgram.lesson)
///     try terminal.wait(for: "1/14")
///     terminal.type("\r")
///
/// Nothing here sleeps for a fixed time: every wait is for something, and only a program that
/// hangs meets the limit.
final class PseudoTerminal {
  private var main: Int32
  /// Kept open, so that the settings outlive the program.
  private let side: Int32
  private let path: String
  private var child: ChildProcess?
  private(set) var received: [UInt8] = []
  /// How much of what was received has been waited for.
  private var position = 0

  struct Hanging: Error, CustomStringConvertible {
    let description: String
  }

  init(columns: Int = 80, rows: Int = 24) throws {
    main = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    guard main >= 0, let path = Self.unlockedSide(of: main) else {
      throw ChildProcess.Failure(code: errno)
    }
    self.path = path
    side = open(path, O_RDWR | O_NOCTTY)
    guard side >= 0 else { throw ChildProcess.Failure(code: errno) }
    for descriptor in [main, side] {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
    resize(columns: columns, rows: rows)
  }

  /// The path of the terminal whose main end is given, made ready to be opened.
  private static func unlockedSide(of main: Int32) -> String? {
    #if os(Linux)
      // `unlockpt` and `ptsname`, which the C library does not show to Swift.
      let unlock = UInt(0x4004_5431)
      let tellNumber = UInt(0x8004_5430)
      var locked = Int32(0)
      var number = UInt32(0)
      guard ioctl(main, unlock, &locked) == 0, ioctl(main, tellNumber, &number) == 0 else {
        return nil
      }
      return "/dev/pts/\(number)"
    #else
      guard grantpt(main) == 0, unlockpt(main) == 0, let name = ptsname(main) else { return nil }
      return String(cString: name)
    #endif
  }

  deinit {
    child = nil
    close(side)
    if main >= 0 { close(main) }
  }
}

extension PseudoTerminal {
  static let environment = [
    "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "NO_COLOR": "1",
  ]

  /// Runs a program in the terminal; its output goes elsewhere where `output` says so.
  func run(
    _ executable: String, _ arguments: [String], output: Int32? = nil,
    environment: [String: String] = [:]
  ) throws {
    let streams: ChildProcess.Streams =
      if let output {
        .terminalInput(path: path, output: output, error: side)
      } else {
        .terminal(path: path)
      }
    child = try ChildProcess(
      executable, arguments, streams,
      environment: Self.environment.merging(environment) { $1 })
  }

  /// Types on the keyboard.
  func type(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(main, $0.baseAddress, $0.count) }
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
  }

  /// Sends a signal to the program.
  func send(_ signal: Int32) {
    child?.send(signal)
  }

  /// Takes the screen and the keyboard away, as a closed window does.
  func hangUp() {
    close(main)
    main = -1
  }

  /// Gives the window another size, of which the kernel tells the program.
  func resize(columns: Int, rows: Int) {
    var size = winsize()
    size.ws_col = UInt16(columns)
    size.ws_row = UInt16(rows)
    _ = ioctl(main, UInt(TIOCSWINSZ), &size)
  }

  /// Waits until the screen has been sent `text`, after what was waited for before.
  @discardableResult
  func wait(for text: String) throws -> String {
    let wanted = Array(text.utf8)
    try wait("\(text.debugDescription)") { self.find(wanted) != nil }
    guard let end = find(wanted) else { return "" }
    defer { position = end }
    return String(decoding: received[position..<end], as: UTF8.self)
  }

  /// Waits until the program has ended, and gives how.
  func waitForEnd() throws -> ChildProcess.End {
    var end: ChildProcess.End?
    try wait("the end of the program") {
      end = self.child?.poll()
      return end != nil
    }
    readWhatIsThere(milliseconds: 0)
    guard let end else { throw Hanging(description: "no program was run") }
    return end
  }

  /// Waits until the settings are as `isWanted` says.
  func wait(untilSettings isWanted: (TerminalSettings) -> Bool) throws {
    try wait("other settings of the terminal") { isWanted(self.settings) }
  }

  var settings: TerminalSettings { TerminalSettings(of: side) }

  /// All that the screen has been sent.
  var text: String { String(decoding: received, as: UTF8.self) }

  /// What the screen has been sent since what was waited for last.
  var unread: String { String(decoding: received[position...], as: UTF8.self) }
}

extension PseudoTerminal {
  /// Far more than any machine needs.
  private static let limit = Duration.seconds(30)

  private func wait(_ what: String, until isDone: () -> Bool) throws {
    let start = ContinuousClock.now
    while !isDone() {
      readWhatIsThere(milliseconds: 20)
      guard ContinuousClock.now - start < Self.limit else {
        throw Hanging(description: "waited for \(what), but there is only:\n\(unread)")
      }
    }
  }

  private func find(_ wanted: [UInt8]) -> Int? {
    guard received.count - position >= wanted.count else { return nil }
    for start in position...received.count - wanted.count
    where received[start..<start + wanted.count].elementsEqual(wanted) {
      return start + wanted.count
    }
    return nil
  }

  private func readWhatIsThere(milliseconds: Int32) {
    var request = pollfd(fd: main, events: Int16(POLLIN), revents: 0)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var limit = milliseconds
    while poll(&request, 1, limit) > 0 {
      let count = read(main, &buffer, buffer.count)
      guard count > 0 else { return }
      received += buffer[..<count]
      limit = 0
    }
  }
}

/// How a terminal treats what is typed and what is printed.
struct TerminalSettings: Equatable {
  private let flags: [UInt64]
  private let characters: [UInt8]
  /// Whether keys are handed over line by line.
  let waitsForLines: Bool
  let echoes: Bool

  init(of descriptor: Int32) {
    var settings = termios()
    tcgetattr(descriptor, &settings)
    flags = [
      UInt64(settings.c_iflag), UInt64(settings.c_oflag), UInt64(settings.c_cflag),
      UInt64(settings.c_lflag),
    ]
    characters = withUnsafeBytes(of: settings.c_cc) { Array($0) }
    waitsForLines = settings.c_lflag & tcflag_t(ICANON) != 0
    echoes = settings.c_lflag & tcflag_t(ECHO) != 0
  }

  /// Whether keys are handed over one by one, unseen.
  var isForKeys: Bool { !waitsForLines && !echoes }
}
