#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Queries about files and folders.
package enum FileSystem {
  /// Whether `path` exists.
  package static func exists(_ path: String) -> Bool {
    status(of: path) != nil
  }

  /// Whether `path` is a folder.
  package static func isFolder(_ path: String) -> Bool {
    status(of: path)?.isFolder ?? false
  }

  /// The sorted names of the entries of a folder.
  package static func names(in folder: String) throws(FileError) -> [String] {
    guard !folder.utf8.contains(0) else { throw .notFound }
    guard let stream = opendir(folder) else { throw FileError(reading: .last) }
    defer { closedir(stream) }
    guard let nameOffset = MemoryLayout<dirent>.offset(of: \dirent.d_name) else { return [] }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        guard errno == 0 else { throw .notReadable(.last) }
        return names.sorted()
      }
      let name = UnsafeRawPointer(entry).advanced(by: nameOffset)
      let text = String(cString: name.assumingMemoryBound(to: CChar.self))
      if text != ".", text != ".." { names.append(text) }
    }
  }

  /// The path with every symbolic link resolved; nil if it does not exist.
  package static func resolved(_ path: String) -> String? {
    guard !path.utf8.contains(0), let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

extension FileSystem {
  /// The descriptor that a path such as `/dev/stdin` or `/dev/fd/63` names; nil for other paths.
  package static func openDescriptor(_ path: String) -> Int32? {
    var path = path
    // As many links as the system follows.
    for _ in 0..<40 {
      let slash = path.lastIndex(of: "/")
      let folder = slash.map { String(path[...$0]) } ?? "."
      let name = String(slash.map { path[path.index(after: $0)...] } ?? path[...])
      switch (resolved(folder), name) {
      case ("/dev", "stdin"): return STDIN_FILENO
      case ("/dev", "stdout"): return STDOUT_FILENO
      case ("/dev", "stderr"): return STDERR_FILENO
      case ("/dev/fd", _), ("/proc/\(getpid())/fd", _): return Int32(name)
      default: break
      }
      guard let target = linkTarget(path) else { return nil }
      path = target.hasPrefix("/") ? target : slash.map { path[...$0] + target } ?? target
    }
    return nil
  }

  private static func linkTarget(_ path: String) -> String? {
    guard !path.utf8.contains(0) else { return nil }
    // No path in `/dev` is so long.
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1024) { buffer in
      guard let start = buffer.baseAddress else { return nil }
      let count = readlink(path, start, buffer.count)
      guard 0..<buffer.count ~= count else { return nil }
      return String(
        decoding: buffer.prefix(count).lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }

  /// Whether two paths name the same file.
  package static func isSameFile(_ one: String, _ other: String) -> Bool {
    guard let one = status(of: one), let other = status(of: other) else { return false }
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino
  }

  /// Whether standard input reads the file of this path, as after `< path`.
  package static func isStandardInput(_ path: String) -> Bool {
    var input = stat()
    guard fstat(STDIN_FILENO, &input) == 0, input.isRegularFile, let status = status(of: path)
    else { return false }
    return status.st_dev == input.st_dev && status.st_ino == input.st_ino
  }

  static func status(of path: String, followingLinks: Bool = true) -> stat? {
    guard !path.utf8.contains(0) else { return nil }
    var status = stat()
    let result = followingLinks ? stat(path, &status) : lstat(path, &status)
    return result == 0 ? status : nil
  }
}

extension FileSystem {
  /// Creates a folder and its parents, for this user only; returns whether it exists afterwards.
  package static func makeFolders(_ path: String) -> Bool {
    if isFolder(path) { return true }
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex,
      makeFolders(String(path[..<slash]))
    else { return false }
    return mkdir(path, 0o700) == 0 || isFolder(path)
  }

  /// Creates a folder and its parents, as a shell does; throws `exists` if a file is in the way.
  package static func createFolders(_ path: String) throws(FileError) {
    guard !path.utf8.contains(0) else { throw .notFound }
    if let status = status(of: path) {
      if !status.isFolder { throw .exists }
      return
    }
    var end = path.startIndex
    while end < path.endIndex {
      let rest = path[end...].drop { $0 == "/" }
      end = rest.firstIndex(of: "/") ?? path.endIndex
      let folder = String(path[..<end])
      if mkdir(folder, 0o777) == 0 { continue }
      let error = SystemError.last
      // A folder that is there may be one that this user can't create.
      if isFolder(folder) { continue }
      throw [EEXIST, ENOTDIR].contains(error.code) ? .exists : FileError(writing: error)
    }
  }
}
