import Foundation
import Testing

@Suite("lesson --watch", .serialized)
struct WatchCommandTests {
  let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
  }

  private var path: String { folder.url.appendingPathComponent("w.md").path }

  /// A lesson whose step `dw` shows 2(wx − t)x.
  private func lesson(x: Int = 3, statement: String = "y = w * x") -> String {
    """
    ---
    format: 1
    title: A watched lesson
    summary: It is saved while it is shown
    ---

    ```network
    input x = \(x)
    param w = 2
    \(statement)
    loss L = (y - 5)^2
    ```

    """
  }

  private func begin(_ options: String...) throws -> (PseudoTerminal, TerminalSettings) {
    let terminal = try PseudoTerminal(columns: 80, rows: 200)
    let before = terminal.settings
    try terminal.run(BuiltProgram.path, ["lesson", path, "--watch"] + options)
    return (terminal, before)
  }

  private func quit(
    _ terminal: PseudoTerminal, _ before: TerminalSettings, status: Int32 = 0
  ) throws {
    terminal.type("q")
    #expect(try terminal.waitForEnd() == .exited(status))
    #expect(terminal.settings == before)
  }

  @Test("works the step out again when the file is saved")
  func redone() throws {
    try folder.write(lesson(), to: "w.md")
    let (terminal, before) = try begin("--from", "backward.dw")
    try terminal.wait(for: "5/7")
    try terminal.wait(for: "2 · 3  =  6")
    try terminal.wait(for: BuiltProgram.prompt)
    try folder.write(lesson(x: 4), to: "w.md")
    try terminal.wait(for: "5/7")
    try terminal.wait(for: "6 · 4  =  24")
    try terminal.wait(for: "saved")
    terminal.type("b")
    try terminal.wait(for: "4/7")
    try quit(terminal, before)
  }

  @Test("shows a problem in the step's place, and the step again when it is mended")
  func problem() throws {
    try folder.write(lesson(), to: "w.md")
    let (terminal, before) = try begin("--from", "5")
    try terminal.wait(for: "2 · 3  =  6")
    try folder.write(lesson(statement: "y = w * xx"), to: "w.md")
    try terminal.wait(for: "error: nothing here is called `xx`")
    try terminal.wait(for: "= code: unknown-name")
    try terminal.wait(for: "check --explain unknown-name says more")
    terminal.type("\r")
    try terminal.wait(for: "this is the last step")
    try folder.write(lesson(x: 5), to: "w.md")
    try terminal.wait(for: "5/7")
    try terminal.wait(for: "10 · 5  =  50")
    try quit(terminal, before)
  }

  @Test("stays at the step of the same name where its number changes")
  func name() throws {
    try folder.write(lesson(), to: "w.md")
    let (terminal, before) = try begin("--from", "backward.dw")
    try terminal.wait(for: "5/7")
    try folder.write(lesson(statement: "z = w * x\ny = 2 * z"), to: "w.md")
    try terminal.wait(for: "7/9 · backward · dw")
    try quit(terminal, before)
  }

  @Test("stays at the step of the same number where its name is gone")
  func number() throws {
    try folder.write(lesson(), to: "w.md")
    let (terminal, before) = try begin("--from", "5")
    try terminal.wait(for: "5/7")
    let renamed = lesson().replacingOccurrences(of: "w", with: "v")
      .replacingOccurrences(of: "netvork", with: "network")
    try folder.write(renamed, to: "w.md")
    try terminal.wait(for: "5/7 · backward · dv")
    try quit(terminal, before)
  }

  @Test("waits for a file that has a problem to be mended")
  func brokenFromTheBeginning() throws {
    try folder.write("", to: "w.md")
    let (terminal, before) = try begin()
    try terminal.wait(for: "error: the file is empty")
    try terminal.wait(for: "save to go on")
    try folder.write(lesson(), to: "w.md")
    try terminal.wait(for: "1/7 · forward · y")
    try folder.write("---\n", to: "w.md")
    try terminal.wait(for: "never closed")
    try quit(terminal, before, status: 1)
  }

  @Test("a file that is away for a moment changes nothing")
  func replaced() throws {
    try folder.write(lesson(), to: "w.md")
    let (terminal, before) = try begin()
    try terminal.wait(for: "1/7")
    try terminal.wait(for: BuiltProgram.prompt)
    try FileManager.default.removeItem(atPath: path)
    terminal.type("\r")
    try terminal.wait(for: "2/7")
    try folder.write(lesson(x: 4), to: "new.md")
    try FileManager.default.moveItem(
      at: folder.url.appendingPathComponent("new.md"), to: folder.url.appendingPathComponent("w.md")
    )
    try terminal.wait(for: "8 - 5")
    try quit(terminal, before)
  }

  @Test("looks at the file at the next line where lines lead")
  func lines() throws {
    try folder.write(lesson(), to: "w.md")
    let (terminal, _) = try begin("--accessible")
    try terminal.wait(for: BuiltProgram.linePrompt)
    terminal.type("go 5\n")
    try terminal.wait(for: "Step 5 of 7")
    try folder.write(lesson(x: 4), to: "w.md")
    terminal.type("\n")
    try terminal.wait(for: "24")
    try terminal.wait(for: "Step 5 of 7")
    terminal.type("quit\n")
    #expect(try terminal.waitForEnd() == .exited(0))
  }

  @Test("leaves the step on the screen when an expectation fails")
  func failingExpectation() throws {
    try folder.write(lesson(), to: "w.md")
    let (terminal, before) = try begin("--from", "backward.dw")
    try terminal.wait(for: "5/7")
    try terminal.wait(for: BuiltProgram.prompt)
    try folder.write(lesson(x: 4) + "```expect\nL = 7\n```\n", to: "w.md")
    try terminal.wait(for: "6 · 4  =  24")
    try terminal.wait(for: "saved; an expectation fails: G shows it")
    terminal.type("G")
    try terminal.wait(for: "does not equal")
    try terminal.wait(for: BuiltProgram.prompt)
    try quit(terminal, before, status: 1)
  }

  @Test("ends at Ctrl-C, and leaves the terminal as it was")
  func interrupt() throws {
    try folder.write(lesson(), to: "w.md")
    let (terminal, before) = try begin()
    try terminal.wait(for: BuiltProgram.prompt)
    terminal.type("\u{03}")
    #expect(try terminal.waitForEnd() == .killed(by: SIGINT))
    #expect(terminal.settings == before)
  }

  @Test(
    "needs a terminal and a file",
    arguments: [[], ["--all"], ["--format", "json"], ["--to", "2"], ["-o", "x"]])
  func refused(options: [String]) throws {
    try folder.write(lesson(), to: "w.md")
    let run = try FinishedRun(["lesson", "w.md", "--watch"] + options, in: folder.url)
    #expect(run.status == 2 && run.output == "")
    #expect(run.messages.contains("`--watch`"))
  }
}
