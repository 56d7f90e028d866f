#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An open file descriptor, closed when it goes out of scope.
///
/// Its number is never 0, 1 or 2: if the program was started with one of these closed, a file could
/// otherwise take that number and receive output meant for the terminal.
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

/// Repeats `call` while a signal interrupts it.
func retryingInterrupts<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}

/// Reads the available bytes, at most `count`; none at the end of the file.
func readAvailable(
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

/// Writes all of `bytes`, in as many calls as needed.
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

/// Repeats `call` until it neither is interrupted nor would block.
///
/// Another program that shares the terminal may have made it non-blocking.
private func waiting(for events: Int32, of descriptor: Int32, _ call: () -> Int) -> Int {
  while true {
    let result = retryingInterrupts(call)
    guard result == -1, errno == EAGAIN || errno == EWOULDBLOCK else { return result }
    var request = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    _ = retryingInterrupts { poll(&request, 1, -1) }
  }
}

extension SystemError {
  /// Whether the file does not exist.
  var isNotFound: Bool { code == ENOENT || code == ENOTDIR }

  /// Whether the reader of a pipe is gone.
  var isClosedPipe: Bool { code == EPIPE }
}

extension stat {
  var isFolder: Bool { st_mode & mode_t(S_IFMT) == mode_t(S_IFDIR) }
  var isRegularFile: Bool { st_mode & mode_t(S_IFMT) == mode_t(S_IFREG) }
}
