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
    try write(to: path) { $0(bytes) }
  }

  /// Writes the pieces that `produce` passes on, so that they are never in memory together.
  package static func write(
    to path: String, _ produce: (_ sink: ([UInt8]) -> Void) -> Void
  ) throws(FileError) {
    let status = FileSystem.status(of: path)
    if status?.isFolder ?? path.hasSuffix("/") { throw .folder }
    do {
      if let descriptor = FileSystem.openDescriptor(path) {
        try write(produce, to: descriptor)
      } else if isSpecial(path, status) {
        let file = try Descriptor(opening: path, O_WRONLY | O_APPEND | O_CREAT)
        try write(produce, to: file.number)
      } else {
        let target = FileSystem.resolved(path) ?? path
        if status != nil, access(target, W_OK) != 0 { throw SystemError.last }
        let temporary = try TemporaryFile(beside: target)
        if let status { _ = fchmod(temporary.file.number, status.st_mode & 0o7777) }
        try write(produce, to: temporary.file.number)
        try temporary.become(target)
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
  /// Overwrites a small file of this user in place, without waiting for the disk.
  ///
  /// Nothing is left behind if the program is killed; a reader may see a part of the file.
  package static func overwrite(_ bytes: [UInt8], at path: String) throws(FileError) {
    do throws(SystemError) {
      let file = try Descriptor(
        opening: path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK, mode: 0o600)
      guard try file.status().isRegularFile else { throw SystemError(code: EINVAL) }
      guard fchmod(file.number, 0o600) == 0, ftruncate(file.number, 0) == 0 else { throw .last }
      try writeAll(bytes, to: file.number)
    } catch {
      throw FileError(writing: error)
    }
  }

  /// Whether a rename would replace a device, a pipe or a link.
  private static func isSpecial(_ path: String, _ status: stat?) -> Bool {
    if let status { return !status.isRegularFile }
    return FileSystem.status(of: path, followingLinks: false) != nil
  }

  private static func write(
    _ produce: (_ sink: ([UInt8]) -> Void) -> Void, to descriptor: Int32
  ) throws(SystemError) {
    var failure: SystemError?
    produce { bytes in
      guard failure == nil else { return }
      do throws(SystemError) { try writeAll(bytes, to: descriptor) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}

/// A temporary file in the target's folder, removed unless it is renamed to the target.
///
/// It is locked while it is used, so that a file which a killed program left is replaced.
private struct TemporaryFile: ~Copyable {
  let file: Descriptor
  let path: String
  private var isFinished = false

  init(beside target: String) throws(SystemError) {
    let folder = target.utf8.lastIndex(of: UInt8(ascii: "/")).map { target[...$0] } ?? ""
    var attempt = 0
    while true {
      let candidate = "\(folder).new-\(attempt)"
      do {
        file = try Self.locked(candidate)
        path = candidate
        Signals.unfinishedFile = candidate
        return
      } catch {
        attempt += 1
        guard [EEXIST, ELOOP, EACCES].contains(error.code), attempt < 100 else { throw error }
      }
    }
  }

  /// Creates a file, in place of one that a killed program of this user left.
  private static func locked(_ path: String) throws(SystemError) -> Descriptor {
    do throws(SystemError) {
      let new = try Descriptor(opening: path, O_WRONLY | O_CREAT | O_EXCL)
      // Some file systems have no locks.
      if flock(new.number, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { return new }
      throw SystemError(code: EEXIST)
    } catch {
      guard error.code == EEXIST else { throw error }
    }
    let old = try Descriptor(opening: path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK)
    guard flock(old.number, LOCK_EX | LOCK_NB) == 0, let named = FileSystem.status(of: path)
    else { throw SystemError(code: EEXIST) }
    // Its program may have renamed it before it was locked here.
    let status = try old.status()
    guard status.isRegularFile, status.st_uid == geteuid(), status.st_ino == named.st_ino,
      status.st_dev == named.st_dev, unlink(path) == 0
    else { throw SystemError(code: EEXIST) }
    let new = try Descriptor(opening: path, O_WRONLY | O_CREAT | O_EXCL)
    guard flock(new.number, LOCK_EX | LOCK_NB) == 0 else { throw SystemError(code: EEXIST) }
    return new
  }

  consuming func become(_ target: String) throws(SystemError) {
    try sync()
    Signals.unfinishedFile = nil
    guard rename(path, target) == 0 else { throw .last }
    isFinished = true
  }

  /// Becomes a new file: unlike a rename, a link never replaces an existing file.
  consuming func becomeNew(_ target: String) throws(SystemError) {
    try sync()
    if link(path, target) == 0 { return }
    // Some file systems have no links.
    guard [EPERM, ENOTSUP, ENOSYS].contains(errno) else { throw .last }
    guard rename(path, target) == 0 else { throw .last }
    isFinished = true
  }

  private borrowing func sync() throws(SystemError) {
    let synced = retryingInterrupts { fsync(file.number) }
    // Some file systems don't support it.
    if synced != 0, errno != EINVAL, errno != ENOTSUP { throw .last }
  }

  deinit {
    // After a rename another program may use this path.
    if !isFinished { unlink(path) }
    Signals.unfinishedFile = nil
  }
}
