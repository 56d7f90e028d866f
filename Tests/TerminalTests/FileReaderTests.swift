import Foundation
import Terminal
import Testing

@Suite("Reading files")
struct FileReaderTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("gives the bytes of a file up to the limit and no more", arguments: 0...12)
  func limit(size: Int) throws {
    let path = try folder.put("lesson.md", String(repeating: "x", count: size))
    let reader = FileReader(limit: 10)
    if size <= 10 {
      #expect(try reader.bytes(of: path).count == size)
    } else {
      #expect(throws: FileError.tooLarge(limit: 10)) { try reader.bytes(of: path) }
    }
  }

  @Test("tells what stands in a file's place")
  func errors() throws {
    let reader = FileReader(limit: 10)
    let file = try folder.put("file", "x")
    let pipe = folder.path(of: "pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let expected: [(String, FileError)] = [
      (folder.path(of: "none"), .notFound), (file + "/below", .notFound), ("", .notFound),
      (file + "\0", .notFound), (folder.path, .folder), (pipe, .notRegularFile),
      ("/dev/null", .notRegularFile),
    ]
    for (path, error) in expected {
      #expect(throws: error, "\(path)") { try reader.bytes(of: path) }
    }
  }

  @Test("tells that a file may not be read", .enabled(if: getuid() != 0))
  func permission() throws {
    let path = try folder.put("file", "x")
    chmod(path, 0)
    #expect(throws: FileError.notReadable(SystemError(code: EACCES))) {
      try FileReader(limit: 10).bytes(of: path)
    }
  }

  @Test("reads a pipe to its end and stops at the limit")
  func pipes() throws {
    for (size, fits) in [(0, true), (10, true), (11, false), (20_000, false)] {
      let pipe = Pipe()
      try pipe.fileHandleForWriting.write(contentsOf: Data(repeating: 1, count: size))
      try pipe.fileHandleForWriting.close()
      let descriptor = pipe.fileHandleForReading.fileDescriptor
      let reader = FileReader(limit: 10)
      if fits {
        #expect(try reader.bytes(from: descriptor).count == size)
      } else {
        #expect(throws: FileError.tooLarge(limit: 10)) { try reader.bytes(from: descriptor) }
      }
    }
  }

  @Test("reads a pipe that is open already by its path")
  func openPipes() throws {
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data("text".utf8))
    try pipe.fileHandleForWriting.close()
    let link = folder.path(of: "link")
    #expect(symlink("/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)", link) == 0)
    #expect(try FileReader(limit: 10).bytes(of: link) == Array("text".utf8))
    #expect(FileSystem.openDescriptor("/dev/../dev/stdin") == 0)
    #expect(FileSystem.openDescriptor("/dev/shm") == nil)
    #expect(FileSystem.openDescriptor(link + "/x") == nil)
  }

  @Test("cuts a file one byte above the limit, where that is asked for")
  func truncates() throws {
    let path = try folder.put("large", String(repeating: "x", count: 100))
    #expect(try FileReader(limit: 10, truncates: true).bytes(of: path).count == 11)
  }

  @Test("lists a folder's names in order")
  func names() throws {
    for name in ["b.md", "a.md", "Z.md", ".hidden"] { _ = try folder.put(name, "") }
    #expect(try FileSystem.names(in: folder.path) == [".hidden", "Z.md", "a.md", "b.md"])
    #expect(throws: FileError.notFound) { try FileSystem.names(in: folder.path(of: "none")) }
  }

  @Test("knows files from folders")
  func kinds() throws {
    let file = try folder.put("file", "")
    #expect(FileSystem.exists(file) && !FileSystem.isFolder(file))
    #expect(FileSystem.exists(folder.path) && FileSystem.isFolder(folder.path))
    #expect(!FileSystem.exists(folder.path(of: "none")))
  }

  @Test("finds the running program and the environment")
  func surroundings() throws {
    let path = try #require(Environment.executablePath())
    #expect(FileSystem.exists(path))
    #expect(Environment.nonEmptyVariable("PATH") != nil)
    #expect(Environment.variable("NO_SUCH_VARIABLE_HERE") == nil)
  }
}
