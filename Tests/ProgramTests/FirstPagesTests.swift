import Foundation
import Testing

@Suite("A lesson that takes long", .serialized)
struct FirstPagesTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  /// A terminal with a lesson of four steps, trainings, and the values after them.
  private func begin(
    trainings: Int, entries: Int = 1, _ options: [String] = []
  ) throws -> (terminal: PseudoTerminal, before: TerminalSettings) {
    let train = String(repeating: "train 10000 steps with adam(rate=1/100)\n", count: trainings)
    try scratch.write(
      """
      ---
      format: 1
      title: Long
      summary: A lesson for the tests of the program itself
      ---

      ```network
      param W: (N=\(entries)) = uniform(-1, 1)
      loss L = sum(tanh(W)^2)
      ```

      ```steps
      forward
      \(train)show L
      ```

      """, to: "long.md")
    let terminal = try PseudoTerminal(columns: 80, rows: 200)
    let before = terminal.settings
    try terminal.run(
      BuiltProgram.path,
      ["lesson", scratch.url.appendingPathComponent("long.md").path] + options,
      environment: ["XDG_STATE_HOME": scratch.url.appendingPathComponent("state").path])
    return (terminal, before)
  }

  @Test("shows its first pages before the others are worked out, and is left at once")
  func first() throws {
    let (terminal, before) = try begin(trainings: 16, entries: 100)
    try terminal.wait(for: "1/… · forward · ")
    try terminal.wait(for: BuiltProgram.prompt)
    terminal.type("\r")
    try terminal.wait(for: "2/… · forward · ")
    try terminal.wait(for: BuiltProgram.prompt)
    terminal.type("b")
    try terminal.wait(for: "1/… · forward · ")
    try terminal.wait(for: BuiltProgram.prompt)
    terminal.type("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.settings == before)
  }

  @Test("waits with its progress for a page that is not worked out, and dies of Ctrl-C meanwhile")
  func waiting() throws {
    let (terminal, before) = try begin(trainings: 16, entries: 100)
    try terminal.wait(for: "1/… · forward · ")
    try terminal.wait(for: BuiltProgram.prompt)
    terminal.type("G")
    try terminal.wait(for: "working on ")
    try terminal.wait(for: " s, training step ")
    terminal.type("\u{03}")
    #expect(try terminal.waitForEnd() == .killed(by: SIGINT))
    #expect(terminal.settings == before)
  }

  @Test("goes on to its end", arguments: [false, true])
  func end(isLedByLines: Bool) throws {
    let (terminal, before) = try begin(
      trainings: 2, isLedByLines ? [BuiltProgram.linesOption] : [])
    let prompt = isLedByLines ? BuiltProgram.linePrompt : BuiltProgram.prompt
    // How much is worked out by then depends on the machine.
    for step in 1...5 {
      try terminal.wait(for: "\(step)/")
      try terminal.wait(for: step == 5 ? "" : prompt)
      if step < 5 { terminal.type(isLedByLines ? "\n" : "\r") }
    }
    try terminal.wait(for: prompt)
    terminal.type(isLedByLines ? "last\n" : "G")
    try terminal.wait(for: "6/6")
    try terminal.wait(for: isLedByLines ? BuiltProgram.linePrompt : "Enter end")
    terminal.type(isLedByLines ? "\n" : "\r")
    try terminal.wait(for: "That was the end of")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.settings == before)
  }
}
