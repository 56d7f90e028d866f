#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Reads whole files up to a size limit.
///
///     let reader = FileReader(limit: 4 << 20)
///     let bytes = try reader.bytes(of: "lessons/mine.md")
package struct FileReader: Sendable {
  /// The largest allowed size in bytes.
  package let limit: Int
  /// Whether one byte more than the limit is read of a larger file, instead of an error.
  package let truncates: Bool

  package init(limit: Int, truncates: Bool = false) {
    self.limit = limit
    self.truncates = truncates
  }
}

extension FileReader {
  /// Reads the file at `path`, or standard input if `path` is `-`.
  ///
  /// Throws for a pipe, a device or a folder, and for a file over the limit; a pipe that is open
  /// already, `/dev/fd/63`, is read.
  package func bytes(of path: String, followingLinks: Bool = true) throws(FileError) -> [UInt8] {
    if path == "-" { return try standardInput() }
    if followingLinks, let descriptor = FileSystem.openDescriptor(path) {
      return try bytes(from: descriptor)
    }
    do {
      // Otherwise opening a pipe without a writer would block forever.
      let flags = O_RDONLY | O_NONBLOCK | (followingLinks ? 0 : O_NOFOLLOW)
      let file = try Descriptor(opening: path, flags)
      let status = try file.status()
      if status.isFolder { throw FileError.folder }
      guard status.isRegularFile else { throw FileError.notRegularFile }
      guard truncates || Int(status.st_size) <= limit else {
        throw FileError.tooLarge(limit: limit)
      }
      return try bytes(from: file.number)
    } catch let error as FileError {
      throw error
    } catch let error as SystemError {
      throw error.code == ENXIO ? .notRegularFile : FileError(reading: error)
    } catch {
      throw .notReadable(.last)
    }
  }

  /// Reads standard input to its end.
  package func standardInput() throws(FileError) -> [UInt8] {
    try bytes(from: STDIN_FILENO)
  }

  /// Reads an open file to its end.
  package func bytes(from descriptor: Int32) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      do {
        let some = try readAvailable(
          from: descriptor, atMost: min(limit + 1 - bytes.count, 1 << 16))
        if some.isEmpty { return bytes }
        bytes += some
      } catch {
        throw error.code == EISDIR ? .folder : .notReadable(error)
      }
      if bytes.count > limit {
        guard truncates else { throw .tooLarge(limit: limit) }
        return bytes
      }
    }
  }
}
