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
  static func status(of path: String, followingLinks: Bool = true) -> stat? {
    guard !path.utf8.contains(0) else { return nil }
    var status = stat()
    let result = followingLinks ? stat(path, &status) : lstat(path, &status)
    return result == 0 ? status : nil
  }
}

extension FileSystem {
  /// Creates a folder and its parents; returns whether it exists afterwards.
  package static func makeFolders(_ path: String) -> Bool {
    if isFolder(path) { return true }
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex,
      makeFolders(String(path[..<slash]))
    else { return false }
    return mkdir(path, 0o755) == 0 || isFolder(path)
  }
}
