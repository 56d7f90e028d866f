import Foundation
import Testing

@Suite("The program's output")
struct OutputStreamTests {
  /// Runs the lesson without a terminal and gives how it ended and its messages.
  private func run(output: Int32) throws -> (end: ChildProcess.End, messages: String) {
    let messages = Pipe()
    let empty = open("/dev/null", O_RDONLY)
    defer { close(empty) }
    let child = try ChildProcess(
      BuiltProgram.path, BuiltProgram.lesson + [BuiltProgram.allOption],
      .files(
        input: empty, output: output, error: messages.fileHandleForWriting.fileDescriptor),
      environment: PseudoTerminal.environment)
    try messages.fileHandleForWriting.close()
    let text = messages.fileHandleForReading.readDataToEndOfFile()
    var end = child.poll()
    while end == nil { end = child.poll() }
    return (end ?? .exited(-1), String(decoding: text, as: UTF8.self))
  }

  @Test("ends quietly when its reader has gone")
  func closedPipe() throws {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let result = try run(output: pipe.fileHandleForWriting.fileDescriptor)
    #expect(result.end == .exited(0))
    #expect(result.messages == "")
  }

  @Test(
    "tells of a stream that is closed, and takes nothing of its own for it",
    arguments: [
      "check - <&-", "lesson - --all <&-", "list <&- >&-", "lesson affine-batch --all >&-",
    ])
  func closedStream(_ command: String) throws {
    let messages = Pipe()
    let null = open("/dev/null", O_RDWR)
    defer { close(null) }
    let child = try ChildProcess(
      "/bin/sh", ["-c", "exec \"$0\" \(command)", BuiltProgram.path],
      .files(input: null, output: null, error: messages.fileHandleForWriting.fileDescriptor),
      environment: PseudoTerminal.environment)
    try messages.fileHandleForWriting.close()
    let text = String(
      decoding: messages.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    var end = child.poll()
    while end == nil { end = child.poll() }
    #expect(end != .exited(0))
    #expect(text.contains("Bad file descriptor"))
  }

  #if os(Linux)
    @Test("ends with a message when it cannot be written")
    func fullDisk() throws {
      let full = open("/dev/full", O_WRONLY)
      defer { close(full) }
      let result = try run(output: full)
      #expect(result.end == .exited(2))
      #expect(result.messages.contains("No space left"))
    }
  #endif

  @Test("is all steps, without pauses, where it goes to no terminal")
  func piped() throws {
    let pipe = Pipe()
    let terminal = try PseudoTerminal()
    let before = terminal.settings
    try terminal.run(
      BuiltProgram.path, BuiltProgram.lesson,
      output: pipe.fileHandleForWriting.fileDescriptor)
    try pipe.fileHandleForWriting.close()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    #expect(try terminal.waitForEnd() == .exited(0))
    let text = String(decoding: data, as: UTF8.self)
    #expect(text.contains(BuiltProgram.header(1)))
    #expect(text.contains(BuiltProgram.header(BuiltProgram.steps)))
    #expect(!text.contains(BuiltProgram.prompt))
    #expect(terminal.settings == before)
  }
}
