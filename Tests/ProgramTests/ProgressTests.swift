import Foundation
import Testing

@Suite("Where a lesson was left", .serialized)
struct ProgressTests {
  private let scratch: ScratchFolder
  private let lessons: URL

  init() throws {
    scratch = try ScratchFolder()
    let walk = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Lessons/walk.md")
    lessons = scratch.url.appendingPathComponent("lessons")
    for folder in ["lessons", "other"] {
      let folder = scratch.url.appendingPathComponent(folder)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: walk, to: folder.appendingPathComponent("walk.md"))
      try FileManager.default.copyItem(at: walk, to: folder.appendingPathComponent("again.md"))
    }
  }

  private var environment: [String: String] {
    [
      "XDG_STATE_HOME": scratch.url.appendingPathComponent("state").path,
      "BACKPROP_TUTOR_LESSONS": lessons.path,
    ]
  }

  /// A lesson that waits at its first step, or another.
  private func begin(
    _ lesson: String = "walk", _ options: [String] = [], at step: Int = 1
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(columns: 80, rows: 200)
    try terminal.run(
      BuiltProgram.path, ["lesson", lesson] + options, environment: environment)
    try terminal.wait(for: BuiltProgram.header(step))
    try terminal.wait(for: BuiltProgram.prompt)
    return terminal
  }

  private func walk(_ terminal: PseudoTerminal, to step: Int) throws {
    terminal.type("\(step)\r")
    try terminal.wait(for: BuiltProgram.header(step))
    try terminal.wait(for: BuiltProgram.prompt)
  }

  /// What is said of it without a command.
  private func overview() throws -> String {
    try FinishedRun([], in: scratch.url, width: 200, environment: environment).output
  }

  private func stopped(_ step: Int, _ lesson: String = "walk") -> String {
    "You stopped at step \(step) of \(BuiltProgram.steps) in \(lesson)."
  }

  @Test("is known however the program ends", arguments: [SIGINT, SIGTERM, SIGHUP, SIGKILL])
  func signals(signal: Int32) throws {
    let terminal = try begin()
    try walk(terminal, to: 5)
    terminal.send(signal)
    _ = try terminal.waitForEnd()
    #expect(try overview().contains(stopped(5)))
    let again = try begin()
    #expect(again.text.contains("── stopped at 5 last time: 5 Enter · Enter next "))
    again.type("q")
    _ = try again.waitForEnd()
    let lines = try PseudoTerminal(columns: 80, rows: 200)
    try lines.run(
      BuiltProgram.path, ["lesson", "walk", BuiltProgram.linesOption], environment: environment)
    try lines.wait(for: "You stopped at step 5 of 13 last time: type go 5 and Enter to go there.")
    lines.type("quit\n")
    _ = try lines.waitForEnd()
  }

  @Test("is said at the end, with the way back", arguments: [false, true])
  func farewell(isLedByLines: Bool) throws {
    let terminal = try PseudoTerminal(columns: 50, rows: 200)
    try terminal.run(
      BuiltProgram.path, ["lesson", "walk"] + (isLedByLines ? [BuiltProgram.linesOption] : []),
      environment: environment)
    let prompt = isLedByLines ? BuiltProgram.linePrompt : BuiltProgram.prompt
    try terminal.wait(for: prompt)
    terminal.type(isLedByLines ? "go 5\n" : "5\r")
    try terminal.wait(for: BuiltProgram.header(5))
    try terminal.wait(for: prompt)
    terminal.type(isLedByLines ? "quit\n" : "q")
    try terminal.wait(
      for: "Stopped at step 5 of 13. Go on:\r\nbackprop-tutor lesson walk --from 5\r\n")
    #expect(try terminal.waitForEnd() == .exited(0))
  }

  @Test("stands until it is reached again, or another step was chosen")
  func earlier() throws {
    var terminal = try begin()
    terminal.type("q")
    _ = try terminal.waitForEnd()
    #expect(!terminal.text.contains("Stopped"))
    terminal = try begin()
    try walk(terminal, to: 6)
    terminal.type("q")
    _ = try terminal.waitForEnd()
    for (keys, seen, left, said) in [
      ("", 1, 6, "Stopped earlier at step 6"), ("\r", 2, 6, "Stopped earlier at step 6"),
      ("\r\rb", 2, 6, "Stopped earlier at step 6"), ("\r\r\r\r\r\r", 7, 7, "Stopped at step 7"),
      (":3\r", 3, 3, "Stopped at step 3"), ("\r\rb", 2, 2, "Stopped at step 2"),
    ] {
      terminal = try begin()
      terminal.type(keys)
      try terminal.wait(for: keys.isEmpty ? "" : BuiltProgram.header(seen))
      terminal.type("q")
      _ = try terminal.waitForEnd()
      #expect(terminal.text.contains("\(said) of "), "\(keys)")
      #expect(try overview().contains(stopped(left)), "\(keys)")
    }
  }

  @Test("is the step that was left, though others were seen")
  func left() throws {
    let terminal = try begin()
    try walk(terminal, to: 9)
    try walk(terminal, to: 4)
    terminal.type("q")
    _ = try terminal.waitForEnd()
    #expect(try overview().contains(stopped(4)))
  }

  @Test("is not lost by opening another lesson, but by going on in it")
  func another() throws {
    var terminal = try begin()
    try walk(terminal, to: 6)
    terminal.type("q")
    _ = try terminal.waitForEnd()
    terminal = try begin("again")
    terminal.type("q")
    _ = try terminal.waitForEnd()
    #expect(try overview().contains(stopped(6)))
    terminal = try begin("again")
    try walk(terminal, to: 2)
    terminal.type("q")
    _ = try terminal.waitForEnd()
    #expect(try overview().contains(stopped(2, "again")))
  }

  @Test("is forgotten once the lesson is finished")
  func finished() throws {
    var terminal = try begin()
    try walk(terminal, to: 6)
    terminal.type("q")
    _ = try terminal.waitForEnd()
    terminal = try begin()
    try walk(terminal, to: BuiltProgram.steps)
    terminal.type("\r")
    try terminal.wait(for: "That was the end of")
    _ = try terminal.waitForEnd()
    #expect(try !overview().contains("You stopped"))
  }

  @Test("is kept for a file under its path, so that two of one name are two lessons")
  func files() throws {
    let file = scratch.url.appendingPathComponent("other/walk.md")
      .resolvingSymlinksInPath().path
    var terminal = try begin(file)
    try walk(terminal, to: 3)
    terminal.type("q")
    _ = try terminal.waitForEnd()
    #expect(try overview().contains("lesson \(file) --from 3"))
    terminal = try begin("walk")
    #expect(!terminal.text.contains("stopped at"))
    terminal.type("q")
    _ = try terminal.waitForEnd()
    try FileManager.default.removeItem(atPath: file)
    #expect(try !overview().contains("You stopped"))
  }

  @Test(
    "is not offered where the lesson has become shorter, or makes no sense",
    arguments: [
      "20 30 walk\n", "5 4 walk\n", "0 17 walk\n", "walk 5 17\n", "", "5 17 \n", "5 17 walk",
      "99999999999999999999 17 walk\n",
    ])
  func beyond(text: String) throws {
    let folder = scratch.url.appendingPathComponent("state/backprop-tutor")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: folder.appendingPathComponent("stopped-at"))
    let terminal = try begin()
    #expect(!terminal.text.contains("stopped at"))
    terminal.type("q")
    _ = try terminal.waitForEnd()
  }

  @Test(
    "is a file for this user alone, which stands where a pipe or a link must not", arguments: 0...2)
  func stateFile(kind: Int) throws {
    let folder = scratch.url.appendingPathComponent("state/backprop-tutor")
    let state = folder.appendingPathComponent("stopped-at").path
    if kind > 0 {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try scratch.write("kept", to: "other.txt")
      if kind == 1 {
        #expect(mkfifo(state, 0o600) == 0)
      } else {
        #expect(symlink(scratch.url.appendingPathComponent("other.txt").path, state) == 0)
      }
    }
    let terminal = try begin()
    try walk(terminal, to: 5)
    terminal.type("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    if kind > 0 {
      #expect(try !overview().contains("You stopped"))
      #expect(try scratch.text(of: "other.txt") == "kept")
      return
    }
    var status = stat()
    #expect(stat(state, &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(stat(folder.path, &status) == 0 && status.st_mode & 0o777 == 0o700)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["stopped-at"])
    #expect(try overview().contains("\n    backprop-tutor lesson walk --from 5\n"))
  }

  @Test("is where `--from` begins, with every other step in reach")
  func from() throws {
    let terminal = try begin("walk", ["--from", "9"], at: 9)
    terminal.type("b")
    try terminal.wait(for: BuiltProgram.header(8))
    try walk(terminal, to: 1)
    try walk(terminal, to: BuiltProgram.steps)
    terminal.type("q")
    _ = try terminal.waitForEnd()
  }

  @Test("is no end of the lesson after `--to`")
  func part() throws {
    let terminal = try begin("walk", ["--to", "2"])
    try walk(terminal, to: 2)
    terminal.type("\r")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(!terminal.text.contains("the end of"))
    #expect(try overview().contains(stopped(2)))
  }

  @Test("is no end where a claim fails, and the lesson is not finished then")
  func failedClaim() throws {
    let file = lessons.appendingPathComponent("walk.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    try Data((text + "\n```steps\nforward\ncompare L with 2\n```\n").utf8).write(to: file)
    let terminal = try PseudoTerminal(columns: 80, rows: 200)
    try terminal.run(BuiltProgram.path, ["lesson", "walk"], environment: environment)
    try terminal.wait(for: BuiltProgram.prompt)
    terminal.type("G")
    try terminal.wait(for: "Enter end")
    terminal.type("\r")
    #expect(try terminal.waitForEnd() == .exited(1))
    #expect(!terminal.text.contains("the end of"))
    #expect(terminal.text.contains("error: "))
    #expect(try overview().contains("You stopped"))
  }
}
