/// Why a file could not be read or written.
package enum FileError: Error, Hashable, Sendable {
  /// Nothing has that name, or a folder on the way to it is missing.
  case notFound
  /// A folder stands where a file is needed.
  case folder
  /// A device, a pipe or a socket stands where a file is needed.
  case notRegularFile
  /// Something stands already where a new file was to be.
  case exists
  /// The file holds more than `limit` bytes.
  case tooLarge(limit: Int)
  case notReadable(SystemError)
  case notWritable(SystemError)
}

extension FileError: CustomStringConvertible {
  /// The reason as it can stand after a file's name and a colon.
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
    self = error.meansMissing ? .notFound : .notReadable(error)
  }

  init(writing error: SystemError) {
    self = error.meansMissing ? .notFound : .notWritable(error)
  }
}
