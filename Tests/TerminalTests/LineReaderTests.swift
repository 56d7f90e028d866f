import Foundation
import Terminal
import Testing

@Suite("The line reader")
struct LineReaderTests {
  @Test(
    "gives lines without their ends",
    arguments: [
      ("", []), ("\n", [.text("")]), ("a", [.text("a")]), ("a\n", [.text("a")]),
      ("a\r\nb\n\nc", [.text("a"), .text("b"), .text(""), .text("c")]),
      ("12345678\nb\n", [.text("12345678"), .text("b")]),
      ("123456789\nb\n", [.tooLong, .text("b")]),
      ("Σ\n", [.text("Σ")]),
    ] as [(String, [LineReader.Line])])
  func lines(text: String, expected: [LineReader.Line]) throws {
    try check(text, expected)
  }

  @Test("skips a line that is longer than any buffer")
  func long() throws {
    let line = String(repeating: "x", count: 20_000)
    try check(line + "\nb", [.tooLong, .text("b")])
    try check(line, [.tooLong])
  }

  private func check(_ text: String, _ expected: [LineReader.Line]) throws {
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try pipe.fileHandleForWriting.close()
    var reader = LineReader(pipe.fileHandleForReading.fileDescriptor, limit: 8)
    var lines: [LineReader.Line] = []
    while lines.count <= expected.count {
      let line = reader.next()
      if line == .endOfInput { break }
      lines.append(line)
    }
    #expect(lines == expected)
    #expect(reader.next() == .endOfInput)
  }

  @Test("repairs bytes that are not UTF-8")
  func malformed() throws {
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data([0xFF, 0x0A]))
    try pipe.fileHandleForWriting.close()
    var reader = LineReader(pipe.fileHandleForReading.fileDescriptor)
    #expect(reader.next() == .text("\u{FFFD}"))
  }
}
