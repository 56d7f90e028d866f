import Foundation
import Testing

@Suite("A question in a real terminal", .serialized)
struct AnsweringTests {
  private static let lesson = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Lessons/ask.md").path

  @Test("takes an answer, and names what is wrong with it")
  func keys() throws {
    let terminal = try PseudoTerminal(columns: 80, rows: 200)
    let before = terminal.settings
    try terminal.run(BuiltProgram.path, ["lesson", Self.lesson])
    try terminal.wait(for: "a answer")
    for (reply, said) in [
      ("3/2", "That is row 2, column 1."), ("-4", "1/N is missing"), ("7", "Press `h` for a hint."),
      ("two", "can't be read"), ("\u{2212}2,0", "Right."),
    ] {
      terminal.type("a")
      try terminal.wait(for: "your answer: _")
      terminal.type(reply + "\r")
      try terminal.wait(for: "your answer: \(reply)\r\n")
      try terminal.wait(for: said)
      try terminal.wait(for: "a answer")
    }
    // Given up, and then shown.
    terminal.type("a12\u{1B}")
    try terminal.wait(for: "a answer")
    terminal.type("\r")
    try terminal.wait(for: "dW[1, 2]  =  -2")
    terminal.type("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.settings == before)
  }

  @Test("takes it as a line where keys are not wanted")
  func lines() throws {
    let terminal = try PseudoTerminal(columns: 80, rows: 200)
    try terminal.run(BuiltProgram.path, ["lesson", Self.lesson, BuiltProgram.linesOption])
    for (line, said) in [
      ("answer 3/2", "That is row 2, column 1."), ("a -4", "1/N is missing"),
      ("answer 7", "Type hint for a hint."), ("-2", "`answer -2`"), ("answer -2", "Right."),
    ] {
      try terminal.wait(for: BuiltProgram.linePrompt)
      terminal.type(line + "\n")
      try terminal.wait(for: said)
    }
    try terminal.wait(for: BuiltProgram.linePrompt)
    terminal.type("quit\n")
    #expect(try terminal.waitForEnd() == .exited(0))
  }
}
