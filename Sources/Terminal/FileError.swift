/// Why a file could not be read or written.
package enum FileError: Error, Hashable, Sendable {
  /// The file, or a folder in its path, does not exist.
  case notFound
  /// The path is a folder.
  case folder
  /// The path is a device, a pipe or a socket.
  case notRegularFile
  /// The path exists, and a new file was to be created.
  case exists
  /// The file has more than `limit` bytes.
  case tooLarge(limit: Int)
  case notReadable(SystemError)
  case notWritable(SystemError)
}

extension FileError: CustomStringConvertible {
  /// The reason, to follow a file's name and a colon.
  package var description: String {
    switch self {
    case .notFound: "no such file"
    case .folder: "this is a folder, not a file"
    case .notRegularFile: "this is a device or a pipe, not a file"
    case .exists: "it is there already"
    case .tooLarge(let limit): "larger than \(limit) bytes"
    case .notReadable(let error): "it can't be read: \(error.message)"
    case .notWritable(let error): "it can't be written: \(error.message)"
    }
  }
}

extension FileError {
  init(reading error: SystemError) {
    self = error.isNotFound ? .notFound : .notReadable(error)
  }

  init(writing error: SystemError) {
    self = error.isNotFound ? .notFound : .notWritable(error)
  }
}
