import Foundation
import Terminal
import Testing

// One after the other: which file is unfinished is known once a process, for its signal handlers.
@Suite("Writing files", .serialized)
struct FileWriterTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("makes a new file and replaces an old one, leaving nothing beside it")
  func writes() throws {
    let path = folder.path(of: "out.json")
    for text in ["first", "second and longer", ""] {
      try FileWriter.write(Array(text.utf8), to: path)
      #expect(try folder.text(of: "out.json") == text)
      #expect(folder.names == ["out.json"])
    }
  }

  @Test("makes a new file only where there is nothing, leaving nothing beside it")
  func creates() throws {
    try FileWriter.create(Array("first".utf8), at: folder.path(of: "new.md"))
    #expect(symlink("nowhere", folder.path(of: "link")) == 0)
    try FileManager.default.createDirectory(
      atPath: folder.path(of: "folder"), withIntermediateDirectories: false)
    for name in ["new.md", "link", "folder"] {
      #expect(throws: FileError.exists) {
        try FileWriter.create(Array("second".utf8), at: folder.path(of: name))
      }
    }
    #expect(throws: FileError.notFound) {
      try FileWriter.create([], at: folder.path(of: "missing/new.md"))
    }
    #expect(try folder.text(of: "new.md") == "first")
    #expect(folder.names == ["folder", "link", "new.md"])
  }

  @Test("a stamp tells one state of a file from another")
  func stamps() throws {
    let path = try folder.put("a", "1")
    let first = FileStamp(of: path)
    #expect(first != nil && first == FileStamp(of: path))
    try FileWriter.write(Array("22".utf8), to: path)
    #expect(FileStamp(of: path) != first)
    #expect(FileStamp(of: folder.path(of: "b")) == nil)
  }

  @Test("keeps the permissions of the file that it replaces")
  func permissions() throws {
    let path = try folder.put("out", "")
    chmod(path, 0o640)
    try FileWriter.write([1], to: path)
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o640)
  }

  @Test("replaces the file behind a symbolic link, not the link")
  func links() throws {
    let target = try folder.put("target", "old")
    let link = folder.path(of: "link")
    #expect(symlink(target, link) == 0)
    try FileWriter.write(Array("new".utf8), to: link)
    #expect(try folder.text(of: "target") == "new")
    #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: link)) == target)
  }

  @Test("writes through a symbolic link that leads to nothing yet")
  func danglingLink() throws {
    let link = folder.path(of: "link")
    #expect(symlink(folder.path(of: "target"), link) == 0)
    try FileWriter.write(Array("new".utf8), to: link)
    #expect(try folder.text(of: "target") == "new")
  }

  @Test("tells why a file cannot be written, leaving nothing beside it")
  func errors() throws {
    _ = try folder.put("file", "old")
    let expected: [(String, FileError)] = [
      ("none/out", .notFound), ("file/out", .notFound), ("", .folder), ("new/", .folder),
      (
        String(repeating: "x", count: 300), .notWritable(SystemError(code: ENAMETOOLONG))
      ),
    ]
    for (name, error) in expected {
      #expect(throws: error, "\(name)") { try FileWriter.write([1], to: folder.path(of: name)) }
    }
    #expect(folder.names == ["file"])
    #expect(throws: FileError.notFound) { try FileWriter.write([1], to: "") }
  }

  @Test("writes into what is no file: nothing is put in its place")
  func devices() throws {
    try FileWriter.write([1], to: "/dev/null")
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }

  @Test("replaces a temporary file that a killed program left, and none that is in use")
  func leftovers() throws {
    _ = try folder.put(".new-0", "left")
    let used = try folder.put(".new-1", "used")
    let descriptor = open(used, O_RDONLY)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    try FileWriter.write(Array("text".utf8), to: folder.path(of: "out"))
    #expect(folder.names == [".new-1", "out"])
    _ = try folder.put(".new-0", "left")
    #expect(symlink(used, folder.path(of: ".new-2")) == 0)
    try FileWriter.create(Array("text".utf8), at: folder.path(of: "out.2"))
    #expect(folder.names == [".new-1", ".new-2", "out", "out.2"])
    #expect(try folder.text(of: ".new-1") == "used")
  }

  @Test("overwrites a small file in place, for this user alone, and follows no link")
  func overwrites() throws {
    let path = folder.path(of: "state")
    for text in ["first", "2"] {
      try FileWriter.overwrite(Array(text.utf8), at: path)
      #expect(try folder.text(of: "state") == text)
    }
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(symlink(path, folder.path(of: "link")) == 0)
    #expect(mkfifo(folder.path(of: "pipe"), 0o600) == 0)
    for name in ["link", "pipe"] {
      #expect(throws: FileError.self) {
        try FileWriter.overwrite([1], at: folder.path(of: name))
      }
    }
    #expect(try folder.text(of: "state") == "2")
  }

  #if os(Linux)
    @Test("replaces a file below /dev that is no device")
    func shared() throws {
      for path in ["/dev/shm/\(UUID().uuidString)", "/dev/../\(folder.path(of: "out"))"] {
        defer { unlink(path) }
        for text in ["first, longer", "second"] {
          try FileWriter.write(Array(text.utf8), to: path)
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "second")
      }
    }
  #endif

  #if os(Linux)
    @Test("tells that the disk is full")
    func full() {
      #expect(throws: FileError.notWritable(SystemError(code: ENOSPC))) {
        try FileWriter.write([1], to: "/dev/full")
      }
    }
  #endif
}
