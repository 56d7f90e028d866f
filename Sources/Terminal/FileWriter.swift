#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes whole files atomically: a reader sees the old contents or the new.
package enum FileWriter {
  /// Writes `bytes` to a temporary file in the same folder and renames it to `path`.
  ///
  /// A special file (`/dev/stdout`, a pipe) is written directly.
  package static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    let status = FileSystem.status(of: path)
    if status?.isFolder ?? path.hasSuffix("/") { throw .folder }
    do {
      if isSpecial(path, status) {
        try writeDirectly(bytes, to: path)
      } else {
        let target = FileSystem.resolved(path) ?? path
        if status != nil, access(target, W_OK) != 0 { throw SystemError.last }
        try writeBeside(bytes, target, like: status)
      }
    } catch let error as SystemError {
      throw FileError(writing: error)
    } catch {
      throw .notWritable(.last)
    }
  }
}

extension FileWriter {
  /// Writes `bytes` to a new file; throws if `path` exists.
  package static func create(_ bytes: [UInt8], at path: String) throws(FileError) {
    if path.hasSuffix("/") { throw .folder }
    guard FileSystem.status(of: path, followingLinks: false) == nil else { throw .exists }
    do throws(SystemError) {
      let temporary = try TemporaryFile(beside: path)
      try writeAll(bytes, to: temporary.file.number)
      try temporary.becomeNew(path)
    } catch {
      throw error.code == EEXIST ? .exists : FileError(writing: error)
    }
  }
}

extension FileWriter {
  /// Whether a rename would replace a device, a pipe or a link.
  private static func isSpecial(_ path: String, _ status: stat?) -> Bool {
    if let status { return !status.isRegularFile || path.hasPrefix("/dev/") }
    return FileSystem.status(of: path, followingLinks: false) != nil
  }

  private static func writeDirectly(_ bytes: [UInt8], to path: String) throws(SystemError) {
    let file = try Descriptor(opening: path, O_WRONLY | O_APPEND | O_CREAT)
    try writeAll(bytes, to: file.number)
  }

  private static func writeBeside(
    _ bytes: [UInt8], _ path: String, like status: stat?
  ) throws(SystemError) {
    let temporary = try TemporaryFile(beside: path)
    if let status { fchmod(temporary.file.number, status.st_mode & 0o7777) }
    try writeAll(bytes, to: temporary.file.number)
    try temporary.become(path)
  }
}

/// A temporary file in the target's folder, removed unless it is renamed to the target.
private struct TemporaryFile: ~Copyable {
  let file: Descriptor
  let path: String

  init(beside target: String) throws(SystemError) {
    let folder = target.utf8.lastIndex(of: UInt8(ascii: "/")).map { target[...$0] } ?? ""
    var attempt = 0
    while true {
      let candidate = "\(folder).new-\(getpid())-\(attempt)"
      do {
        file = try Descriptor(opening: candidate, O_WRONLY | O_CREAT | O_EXCL)
        path = candidate
        Signals.unfinishedFile = candidate
        return
      } catch {
        attempt += 1
        guard error.code == EEXIST, attempt < 100 else { throw error }
      }
    }
  }

  consuming func become(_ target: String) throws(SystemError) {
    try sync()
    guard rename(path, target) == 0 else { throw .last }
    Signals.unfinishedFile = nil
  }

  /// Becomes a new file: unlike a rename, a link never replaces an existing file.
  consuming func becomeNew(_ target: String) throws(SystemError) {
    try sync()
    if link(path, target) == 0 { return }
    // Some file systems have no links.
    guard [EPERM, ENOTSUP, ENOSYS].contains(errno) else { throw .last }
    guard rename(path, target) == 0 else { throw .last }
  }

  private borrowing func sync() throws(SystemError) {
    let synced = retryingInterrupts { fsync(file.number) }
    // Some file systems don't support it.
    if synced != 0, errno != EINVAL, errno != ENOTSUP { throw .last }
  }

  deinit {
    // After a rename this path no longer exists.
    unlink(path)
    Signals.unfinishedFile = nil
  }
}
