import Foundation
import Terminal
import Testing

@Suite("The output")
struct OutputTests {
  @Test("keeps the order of what both streams are given")
  func order() throws {
    let pipe = Pipe()
    let descriptor = pipe.fileHandleForWriting.fileDescriptor
    var output = Output(standardOutput: descriptor, standardError: descriptor)
    output.write("one ")
    output.writeError("two ")
    output.write(lines: ["three", "four"])
    output.flush()
    #expect(output.failure == nil)
    try pipe.fileHandleForWriting.close()
    #expect(text(pipe) == "one two three\nfour\n")
  }

  @Test("writes more than a pipe holds, to an end that does not block too")
  func long() async throws {
    for flags in [0, O_NONBLOCK] {
      let pipe = Pipe()
      let descriptor = pipe.fileHandleForWriting.fileDescriptor
      #expect(fcntl(descriptor, F_SETFL, flags) == 0)
      let line = String(repeating: "x", count: 999)
      let reading = Task.detached { pipe.fileHandleForReading.readDataToEndOfFile().count }
      var output = Output(standardOutput: descriptor)
      for _ in 0..<1000 { output.write(lines: [line]) }
      output.flush()
      #expect(output.failure == nil)
      try pipe.fileHandleForWriting.close()
      #expect(await reading.value == 1_000_000)
    }
  }

  @Test("ends quietly when its reader has gone")
  func closed() throws {
    Signals.install()
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    var output = Output(standardOutput: pipe.fileHandleForWriting.fileDescriptor)
    output.write("x")
    output.flush()
    #expect(output.failure == .closed)
    output.write(String(repeating: "x", count: 1 << 20))
    #expect(output.failure == .closed)
  }

  @Test("tells what writing failed with")
  func failed() {
    var output = Output(standardOutput: 999_999)
    output.write("x")
    output.flush()
    #expect(output.failure == .failed(SystemError(code: EBADF)))
    output.writeError("")
  }

  private func text(_ pipe: Pipe) -> String {
    String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  }
}
