import Foundation

/// A program that runs in a session of its own, with no signal ignored or blocked.
final class ChildProcess {
  let id: pid_t
  private var end: End?

  /// How a program ended.
  enum End: Equatable {
    case exited(Int32)
    case killed(by: Int32)
  }

  struct Failure: Error {
    let code: Int32
  }

  /// What the three standard streams are.
  enum Streams {
    /// A terminal, which becomes the session's own, for all three.
    case terminal(path: String)
    /// An open file for each.
    case files(input: Int32, output: Int32, error: Int32)
    /// A terminal for the input, an open file for the others.
    case terminalInput(path: String, output: Int32, error: Int32)
  }

  init(
    _ executable: String, _ arguments: [String], _ streams: Streams,
    environment: [String: String]
  ) throws {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    switch streams {
    case .terminal(let path):
      posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
      posix_spawn_file_actions_adddup2(&actions, 0, 1)
      posix_spawn_file_actions_adddup2(&actions, 0, 2)
    case .terminalInput(let path, let output, let error):
      posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
      posix_spawn_file_actions_adddup2(&actions, output, 1)
      posix_spawn_file_actions_adddup2(&actions, error, 2)
    case .files(let input, let output, let error):
      posix_spawn_file_actions_adddup2(&actions, input, 0)
      posix_spawn_file_actions_adddup2(&actions, output, 1)
      posix_spawn_file_actions_adddup2(&actions, error, 2)
    }
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var usual = sigset_t()
    sigemptyset(&usual)
    for signal in [SIGINT, SIGQUIT, SIGHUP, SIGTERM, SIGPIPE, SIGTSTP, SIGTTIN, SIGTTOU] {
      sigaddset(&usual, signal)
    }
    posix_spawnattr_setsigdefault(&attributes, &usual)
    let flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF) | Self.newSession
    posix_spawnattr_setflags(&attributes, Int16(flags))

    let texts = environment.map { "\($0)=\($1)" }
    var words: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) }
    var variables: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) }
    words.append(nil)
    variables.append(nil)
    defer { (words + variables).forEach { free($0) } }
    var id = pid_t()
    let code = posix_spawn(&id, executable, &actions, &attributes, words, variables)
    guard code == 0 else { throw Failure(code: code) }
    self.id = id
  }

  /// `POSIX_SPAWN_SETSID`.
  private static var newSession: Int32 {
    #if canImport(Darwin)
      0x0400
    #else
      0x80
    #endif
  }

  deinit {
    if poll() == nil {
      kill(id, SIGKILL)
      var status = Int32(0)
      waitpid(id, &status, 0)
    }
  }
}

extension ChildProcess {
  func send(_ signal: Int32) {
    kill(id, signal)
  }

  /// How the program has ended; none while it runs.
  func poll() -> End? {
    if let end { return end }
    var status = Int32(0)
    guard waitpid(id, &status, WNOHANG) == id else { return nil }
    let signal = status & 0x7F
    end = signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(by: signal)
    return end
  }

  /// Waits until the program is stopped.
  func waitUntilStopped() {
    var status = Int32(0)
    waitpid(id, &status, WUNTRACED)
  }
}
