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
      ("two", "can't be read"),
      ("\u{2212}2,0", "Right: the terms are added, so N is summed away, and 1/N is in it once."),
    ] {
      terminal.type("a")
      try terminal.wait(for: "your answer: _")
      terminal.type(reply + "\r")
      try terminal.wait(for: "your answer: \(reply)\r\n")
      try terminal.wait(for: said)
      try terminal.wait(for: said.hasPrefix("Right") ? "Enter next" : "a answer")
    }
    // Given up, and then shown.
    terminal.type("a12\u{1B}")
    try terminal.wait(for: "Enter next")
    terminal.type("\r")
    try terminal.wait(for: "3 · (-0.5) = -2")
    terminal.type("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.settings == before)
  }

  private static let matrix = """
    ---
    format: 1
    title: A matrix
    summary: A lesson for the tests of the program itself
    ---

    ```network
    input X: (N, in) = [[1, 2], [3, -1]]
    Y = 2 * X
    ```

    ```ask
    What is Y?
    answer: Y
    ```

    """

  private func matrix(_ options: [String] = []) throws -> (ScratchFolder, PseudoTerminal) {
    let folder = try ScratchFolder()
    try folder.write(Self.matrix, to: "matrix.md")
    let terminal = try PseudoTerminal(columns: 80, rows: 200)
    try terminal.run(
      BuiltProgram.path, ["lesson", folder.url.appendingPathComponent("matrix.md").path] + options)
    return (folder, terminal)
  }

  @Test(
    "takes a paste as one reply, with or without `a` before it",
    arguments: [
      "[[2, 4],\n [6, -2]]\n", "2 4\r\n6 -2\r\n", "⎡ 2   4 ⎤\n⎣ 6  -2 ⎦", "[2, 4]\n[6, -2]",
      "Y = [[2, 4],\n     [6, -2]]",
    ], ["", "a"])
  func paste(text: String, key: String) throws {
    let (folder, terminal) = try matrix()
    defer { withExtendedLifetime(folder) {} }
    try terminal.wait(for: "a answer")
    terminal.type(key + "\u{1B}[200~\(text)\u{1B}[201~")
    try terminal.wait(for: "Enter check")
    terminal.type("\r")
    try terminal.wait(for: "Right.")
    try terminal.wait(for: "Enter next")
    terminal.type("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(!terminal.text.contains("answer · Y"))
  }

  @Test("goes on with a reply while a bracket is open, however it was typed")
  func openBracket() throws {
    let (folder, terminal) = try matrix()
    defer { withExtendedLifetime(folder) {} }
    try terminal.wait(for: "a answer")
    terminal.type("[[2, 4],\r [6, -2]]\r")
    try terminal.wait(for: "Right.")
    try terminal.wait(for: "Enter next")
    // An Enter more ends it.
    terminal.type("[[2, 4]\r")
    try terminal.wait(for: "a bracket is open")
    terminal.type("\r")
    try terminal.wait(for: "a bracket is missing")
    terminal.type("q")
    #expect(try terminal.waitForEnd() == .exited(0))
  }

  @Test("goes on with a line while a bracket is open")
  func openBracketInLines() throws {
    let (folder, terminal) = try matrix([BuiltProgram.linesOption])
    defer { withExtendedLifetime(folder) {} }
    try terminal.wait(for: BuiltProgram.linePrompt)
    terminal.type("answer [[2, 4],\n [6, -2]]\n")
    try terminal.wait(for: "Right.")
    try terminal.wait(for: BuiltProgram.linePrompt)
    terminal.type("[[2, 4]\n")
    try terminal.wait(for: "A bracket is open.")
    terminal.type("\n")
    try terminal.wait(for: "a bracket is missing")
    try terminal.wait(for: BuiltProgram.linePrompt)
    terminal.type("quit\n")
    #expect(try terminal.waitForEnd() == .exited(0))
  }

  @Test("draws little of thousands of marks, and echoes no character that is never printed")
  func marks() throws {
    let (folder, terminal) = try matrix()
    defer { withExtendedLifetime(folder) {} }
    try terminal.wait(for: "a answer")
    let marks = String(repeating: "\u{301}", count: 8_000)
    terminal.type("a\u{1B}[200~x\(marks)\u{1B}[201~")
    for _ in 0..<20 { terminal.type("\u{301}") }
    terminal.type("\r")
    try terminal.wait(for: "can't be read")
    #expect(terminal.received.count < 1 << 20)
    terminal.type("a\u{202E}\u{2028}\u{FEFF}\r")
    try terminal.wait(for: "can't be read")
    for scalar in ["\u{202E}", "\u{2028}", "\u{FEFF}"] { #expect(!terminal.text.contains(scalar)) }
    terminal.type("a" + String(repeating: "1 ", count: 60) + "\r")
    try terminal.wait(for: "1…\r\n")
    terminal.type("q")
    #expect(try terminal.waitForEnd() == .exited(0))
  }

  @Test("echoes no typed control sequence in lines mode")
  func lineEcho() throws {
    let (folder, terminal) = try matrix([BuiltProgram.linesOption])
    defer { withExtendedLifetime(folder) {} }
    for line in ["\u{1B}]0;title\u{7}", "go \u{1B}[31m", "find \u{202E}x", "answer \u{1B}c"] {
      try terminal.wait(for: BuiltProgram.linePrompt)
      terminal.type(line + "\n")
    }
    try terminal.wait(for: BuiltProgram.linePrompt)
    terminal.type("quit\n")
    #expect(try terminal.waitForEnd() == .exited(0))
    // The terminal itself echoes ESC as `^[`.
    #expect(!terminal.received.contains(0x1B))
  }

  @Test("takes it as a line where keys are not wanted")
  func lines() throws {
    let terminal = try PseudoTerminal(columns: 80, rows: 200)
    try terminal.run(BuiltProgram.path, ["lesson", Self.lesson, BuiltProgram.linesOption])
    for (line, said) in [
      ("answer 3/2", "That is row 2, column 1."), ("a -4", "1/N is missing"),
      ("answer 7", "Type hint for a hint."), ("-4", "1/N is missing"), ("-2", "Right: the terms"),
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
