import Foundation
import Testing

@Suite("A lesson in a real terminal", .serialized)
struct SteppingTests {
  /// A terminal in which the lesson waits after its first step, and how it was before.
  private func begin(
    _ options: [String] = [], columns: Int = 80
  ) throws -> (terminal: PseudoTerminal, before: TerminalSettings) {
    let terminal = try PseudoTerminal(columns: columns, rows: 200)
    let before = terminal.settings
    #expect(before.waitsForLines && before.echoes)
    try terminal.run(BuiltProgram.path, BuiltProgram.lesson + options)
    try terminal.wait(for: BuiltProgram.header(1))
    return (terminal, before)
  }

  private func end(_ terminal: PseudoTerminal, _ before: TerminalSettings) throws
    -> ChildProcess.End
  {
    let end = try terminal.waitForEnd()
    #expect(terminal.settings == before)
    return end
  }

  @Test("follows Enter, back, a number and the arrows")
  func keys() throws {
    let (terminal, before) = try begin()
    try terminal.wait(for: BuiltProgram.prompt)
    #expect(terminal.settings.isForKeys)
    for (keys, step) in [
      ("\r", 2), ("\n", 3), (" ", 4), ("b", 3), ("\u{1B}[C", 4), ("\u{1B}OC", 5), ("\u{1B}[D", 4),
      ("\u{7F}", 3), ("5\r", 5), ("g", 1), ("7\r", 7),
      ("\u{1B}[6~", 8), ("\u{1B}[B", 9), ("\u{1B}[5~", 8), ("\u{1B}[A", 7), (":12\r", 12),
      ("\u{1B}[H", 1),
    ] {
      terminal.type(keys)
      try terminal.wait(for: BuiltProgram.header(step))
      try terminal.wait(for: BuiltProgram.prompt)
    }
    terminal.type("q")
    #expect(try end(terminal, before) == .exited(0))
  }

  @Test("erases its prompt before anything else is printed")
  func prompt() throws {
    let (terminal, before) = try begin()
    try terminal.wait(for: BuiltProgram.prompt)
    terminal.type("\r")
    let between = try terminal.wait(for: BuiltProgram.header(2))
    #expect(between.contains("\r\u{1B}[J"))
    try terminal.wait(for: BuiltProgram.prompt)
    terminal.type("q")
    #expect(try end(terminal, before) == .exited(0))
    #expect(terminal.unread.contains("\r\u{1B}[J"))
  }

  @Test("takes a pasted run of keys")
  func paste() throws {
    let (terminal, before) = try begin()
    terminal.type("\r\r5\r\u{1B}[Cq")
    for step in [2, 3, 5, 6] { try terminal.wait(for: BuiltProgram.header(step)) }
    #expect(try end(terminal, before) == .exited(0))
  }

  @Test("tells Escape from an arrow")
  func escape() throws {
    let (terminal, before) = try begin()
    terminal.type("12")
    try terminal.wait(for: "12_")
    terminal.type("\u{1B}")
    try terminal.wait(for: BuiltProgram.prompt)
    terminal.type("\r")
    try terminal.wait(for: BuiltProgram.header(2))
    terminal.type("\u{04}")
    #expect(try end(terminal, before) == .exited(0))
  }

  @Test("ends after the last step")
  func last() throws {
    let (terminal, before) = try begin()
    terminal.type("G")
    try terminal.wait(for: BuiltProgram.header(BuiltProgram.steps))
    terminal.type("\r")
    #expect(try end(terminal, before) == .exited(0))
  }

  @Test("closes a page that is left half shown, and explains keys and signs")
  func halfShown() throws {
    let terminal = try PseudoTerminal(columns: 80, rows: 8)
    try terminal.run(BuiltProgram.path, BuiltProgram.lesson)
    try terminal.wait(for: "more: Enter")
    terminal.type("?")
    try terminal.wait(for: "Keys\r\n")
    try terminal.wait(for: "q, Esc back to step 1")
    terminal.type("G")
    let between = try terminal.wait(for: BuiltProgram.header(BuiltProgram.steps))
    // All before it is scrolled out of the window.
    let top = "\u{1B}[J" + String(repeating: "\r\n", count: 7) + "\u{1B}[H"
    #expect(between.hasSuffix(top + "── \(BuiltProgram.header(BuiltProgram.steps))"))
    try terminal.wait(for: BuiltProgram.prompt)
    let back = "Esc back to step \(BuiltProgram.steps)"
    terminal.type("t")
    try terminal.wait(for: "▸ \(BuiltProgram.steps)")
    try terminal.wait(for: back)
    terminal.resize(columns: 90, rows: 100)
    try terminal.wait(for: back)
    terminal.type("?")
    let keys = try terminal.wait(for: "Signs")
    #expect(keys.contains("the values so far"))
    terminal.type("qq")
    #expect(try terminal.waitForEnd() == .exited(0))
  }

  @Test("shows the page again after the contents, the values and the keys")
  func listLeft() throws {
    let terminal = try PseudoTerminal(columns: 80, rows: 24)
    try terminal.run(BuiltProgram.path, BuiltProgram.lesson)
    try terminal.wait(for: BuiltProgram.prompt)
    terminal.type("\r")
    try terminal.wait(for: BuiltProgram.prompt)
    for list in ["v", "t", "?"] {
      for key in ["\u{1B}", "b", "q"] {
        terminal.type(list)
        try terminal.wait(for: "Esc back to step 2")
        terminal.type(key)
        try terminal.wait(for: BuiltProgram.header(2))
        try terminal.wait(for: BuiltProgram.prompt)
      }
    }
    terminal.type("v")
    try terminal.wait(for: "Esc back to step 2")
    terminal.type("\u{04}")
    #expect(try terminal.waitForEnd() == .exited(0))
  }

  @Test("draws the prompt for a window of another size")
  func resize() throws {
    let (terminal, before) = try begin(columns: 80)
    let wide = try terminal.wait(for: BuiltProgram.prompt)
    #expect(wide.contains("contents"))
    terminal.resize(columns: 40, rows: 24)
    let narrow = try terminal.wait(for: BuiltProgram.prompt)
    #expect(!narrow.contains("contents"))
    terminal.type("q")
    #expect(try end(terminal, before) == .exited(0))
  }

  @Test("dies of Ctrl-C, so that a shell ends its loop too", arguments: [false, true])
  func interrupt(isLedByLines: Bool) throws {
    let (terminal, before) = try begin(isLedByLines ? [BuiltProgram.linesOption] : [])
    try terminal.wait(for: isLedByLines ? BuiltProgram.linePrompt : BuiltProgram.prompt)
    terminal.type("\u{03}")
    #expect(try end(terminal, before) == .killed(by: SIGINT))
  }

  @Test("leaves the cursor at the start of the prompt, so that a narrower window loses no text")
  func narrower() throws {
    let (terminal, before) = try begin(columns: 80)
    try terminal.wait(for: BuiltProgram.prompt)
    terminal.resize(columns: 30, rows: 24)
    let drawn = try terminal.wait(for: BuiltProgram.prompt)
    #expect(drawn.contains("─\r\r\u{1B}[J── "))
    #expect(!drawn.contains("A\u{1B}[J"))
    terminal.type("q")
    #expect(try end(terminal, before) == .exited(0))
  }

  @Test(
    "is led by lines, without escapes, where the terminal is not known", arguments: ["", "dumb"])
  func unknownTerminal(name: String) throws {
    let terminal = try PseudoTerminal(rows: 200)
    try terminal.run(BuiltProgram.path, BuiltProgram.lesson, environment: ["TERM": name])
    try terminal.wait(for: BuiltProgram.linePrompt)
    terminal.type("quit\n")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(!terminal.received.contains(0x1B))
  }

  @Test("asks for bracketed paste only while it waits for keys")
  func bracketedPaste() throws {
    let (terminal, before) = try begin()
    try terminal.wait(for: BuiltProgram.prompt)
    #expect(terminal.text.contains("\u{1B}[?2004h"))
    terminal.type("q")
    #expect(try end(terminal, before) == .exited(0))
    #expect(terminal.unread.contains("\u{1B}[?2004l"))
  }

  @Test("draws no line wider than it should, whatever width is asked for")
  func hugeWidth() throws {
    for option in [["--width", "9223372036854775807"], ["--watch", "--width", "99999999"]] {
      let (terminal, before) = try begin(option)
      try terminal.wait(for: BuiltProgram.prompt)
      #expect(terminal.received.count < 1 << 20)
      terminal.type("q")
      #expect(try end(terminal, before) == .exited(0))
    }
    let terminal = try PseudoTerminal(columns: 80, rows: 200)
    try terminal.run(
      BuiltProgram.path, BuiltProgram.lesson, environment: ["COLUMNS": "9223372036854775807"])
    try terminal.wait(for: BuiltProgram.prompt)
    terminal.type("q")
    #expect(try terminal.waitForEnd() == .exited(0))
  }

  @Test(
    "leaves the terminal as it was when a signal ends it",
    arguments: [SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGILL, SIGTRAP, SIGBUS, SIGFPE])
  func signals(signal: Int32) throws {
    let (terminal, before) = try begin()
    try terminal.wait(for: BuiltProgram.prompt)
    #expect(terminal.settings.isForKeys)
    terminal.send(signal)
    #expect(try end(terminal, before) == .killed(by: signal))
  }

  @Test("goes on after it was stopped without warning")
  func stop() throws {
    let (terminal, before) = try begin()
    try terminal.wait(for: BuiltProgram.prompt)
    terminal.send(SIGSTOP)
    terminal.send(SIGCONT)
    try terminal.wait(for: BuiltProgram.prompt)
    terminal.type("\r")
    try terminal.wait(for: BuiltProgram.header(2))
    terminal.type("q")
    #expect(try end(terminal, before) == .exited(0))
  }

  @Test("goes on after Ctrl-Z where no shell can stop it")
  func orphan() throws {
    let (terminal, before) = try begin()
    try terminal.wait(for: BuiltProgram.prompt)
    terminal.type("\u{1A}")
    try terminal.wait(for: BuiltProgram.prompt)
    #expect(terminal.settings.isForKeys)
    terminal.type("q")
    #expect(try end(terminal, before) == .exited(0))
  }

  @Test("hands the terminal back to the shell on Ctrl-Z, and goes on after fg")
  func suspend() throws {
    let terminal = try PseudoTerminal(rows: 200)
    let before = terminal.settings
    let script = """
      set -m; "$0" "$@"; echo "stopped=$?"; read line; fg; echo "ended=$?"
      """
    try terminal.run("/bin/sh", ["-c", script, BuiltProgram.path] + BuiltProgram.lesson)
    try terminal.wait(for: BuiltProgram.prompt)
    #expect(terminal.settings.isForKeys)
    terminal.type("\u{1A}")
    try terminal.wait(for: "stopped=\(128 + SIGTSTP)")
    #expect(terminal.settings == before)
    terminal.type("\n")
    try terminal.wait(for: BuiltProgram.prompt)
    #expect(terminal.settings.isForKeys)
    terminal.type("\r")
    try terminal.wait(for: BuiltProgram.header(2))
    terminal.type("q")
    try terminal.wait(for: "ended=0")
    #expect(try end(terminal, before) == .exited(0))
  }

  @Test("waits for the terminal when it is continued in the background")
  func background() throws {
    let terminal = try PseudoTerminal(rows: 200)
    let before = terminal.settings
    let script = """
      set -m; "$0" "$@"; echo "stopped=$?"; bg; echo "running="; read line; fg; echo "ended=$?"
      """
    try terminal.run("/bin/sh", ["-c", script, BuiltProgram.path] + BuiltProgram.lesson)
    try terminal.wait(for: BuiltProgram.prompt)
    terminal.type("\u{1A}")
    try terminal.wait(for: "stopped=\(128 + SIGTSTP)")
    try terminal.wait(for: "running=")
    #expect(terminal.settings == before)
    terminal.type("\n")
    try terminal.wait(for: BuiltProgram.prompt)
    #expect(terminal.settings.isForKeys)
    terminal.type("q")
    try terminal.wait(for: "ended=0")
    #expect(try end(terminal, before) == .exited(0))
  }

  @Test("is led by lines where keys are not wanted")
  func lines() throws {
    let (terminal, before) = try begin([BuiltProgram.linesOption])
    for (line, step) in [("", 2), ("go 5", 5), ("back", 4), ("7", 7)] {
      try terminal.wait(for: BuiltProgram.linePrompt)
      #expect(terminal.settings == before)
      terminal.type(line + "\n")
      try terminal.wait(for: BuiltProgram.header(step))
    }
    try terminal.wait(for: BuiltProgram.linePrompt)
    terminal.type("bakc\n")
    try terminal.wait(for: "`back`")
    try terminal.wait(for: BuiltProgram.linePrompt)
    terminal.type("\u{04}")
    #expect(try end(terminal, before) == .exited(0))
    #expect(!terminal.received.contains(0x1B))
  }

  @Test("ends when its terminal is gone")
  func hangUp() throws {
    let (terminal, _) = try begin()
    try terminal.wait(for: BuiltProgram.prompt)
    terminal.hangUp()
    // It may see the end of its input before the signal.
    #expect([.killed(by: SIGHUP), .exited(0)].contains(try terminal.waitForEnd()))
  }
}
