#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An open file, closed when it goes out of scope.
///
/// Its number is never 0, 1 or 2: where the program was started with one of these closed, a file
/// would otherwise take its place and receive what is meant for the terminal.
struct Descriptor: ~Copyable {
  let number: Int32

  init(opening path: String, _ flags: Int32, mode: mode_t = 0o666) throws(SystemError) {
    guard !path.utf8.contains(0) else { throw SystemError(code: ENOENT) }
    let opened = retryingInterrupts { open(path, flags | O_CLOEXEC | O_NOCTTY, mode) }
    guard opened >= 0 else { throw SystemError.last }
    guard opened < 3 else {
      number = opened
      return
    }
    let moved = fcntl(opened, F_DUPFD_CLOEXEC, 3)
    let error = SystemError.last
    close(opened)
    guard moved >= 0 else { throw error }
    number = moved
  }

  deinit {
    close(number)
  }
}

extension Descriptor {
  func status() throws(SystemError) -> stat {
    var status = stat()
    guard fstat(number, &status) == 0 else { throw SystemError.last }
    return status
  }
}

/// Calls `call` again for as long as a signal interrupts it.
func retryingInterrupts<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}

/// Reads what is there, at most `count` bytes; none at the end.
func readSome(
  from descriptor: Int32, atMost count: Int
) throws(SystemError) -> [UInt8] {
  var result = 0
  let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
    result = waiting(for: POLLIN, of: descriptor) {
      read(descriptor, buffer.baseAddress, buffer.count)
    }
    filled = max(0, result)
  }
  guard result >= 0 else { throw SystemError.last }
  return bytes
}

/// Writes all of `bytes`, however many calls that takes.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
  var written = 0
  while written < bytes.count {
    let result = bytes.withUnsafeBytes { buffer in
      let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
      return waiting(for: POLLOUT, of: descriptor) {
        write(descriptor, rest.baseAddress, rest.count)
      }
    }
    guard result >= 0 else { throw SystemError.last }
    written += result
  }
}

/// Calls `call` until it is neither interrupted nor told to come back later.
///
/// A terminal may be set not to block by another program that shares it.
private func waiting(for events: Int32, of descriptor: Int32, _ call: () -> Int) -> Int {
  while true {
    let result = retryingInterrupts(call)
    guard result == -1, errno == EAGAIN || errno == EWOULDBLOCK else { return result }
    var request = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    _ = retryingInterrupts { poll(&request, 1, -1) }
  }
}

extension SystemError {
  /// The name leads nowhere.
  var meansMissing: Bool { code == ENOENT || code == ENOTDIR }

  /// Nobody reads the other end any more.
  var meansClosedPipe: Bool { code == EPIPE }
}

extension stat {
  var isFolder: Bool { st_mode & mode_t(S_IFMT) == mode_t(S_IFDIR) }
  var isRegularFile: Bool { st_mode & mode_t(S_IFMT) == mode_t(S_IFREG) }
}
