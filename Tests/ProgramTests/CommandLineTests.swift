import Foundation
import Testing

@Suite("The command line")
struct CommandLineTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
  }

  private func run(_ arguments: [String], width: Int = 80) throws -> FinishedRun {
    try FinishedRun(arguments, in: folder.url, width: width)
  }

  private func lesson(_ title: String, order: Int) -> String {
    "---\nformat: 1\ntitle: \(title)\nsummary: S\norder: \(order)\n---\n\nText.\n"
  }

  @Test("takes options before the command's name too")
  func optionsFirst() throws {
    let usual = try run(["check", "affine-batch", "--format", "json"])
    #expect(usual.status == 0)
    #expect(try run(["--format", "json", "check", "affine-batch"]).output == usual.output)
    #expect(try run(["--format=json", "check", "affine-batch"]).output == usual.output)
    let narrow = try run(["--width", "50", "lesson", "affine-batch", "--to", "1"])
    #expect(narrow.output == (try run(["lesson", "affine-batch", "--to", "1"], width: 50).output))
    let wrong = try run(["--strict", "lesson", "affine-batch"])
    #expect(wrong.status == 2 && wrong.messages.contains("no option `--strict` here"))
    let nothing = try run(["--width", "50", "lessen", "affine-batch"])
    #expect(nothing.status == 2 && nothing.messages.contains("did you mean `lesson`?"))
  }

  /// The commands that the help lists.
  private func commands() throws -> [String] {
    let lines = try run(["--help"]).output.split(separator: "\n", omittingEmptySubsequences: false)
    let listed = lines.drop { $0 != "Commands:" }.dropFirst().prefix { !$0.isEmpty }
    return listed.compactMap { $0.split(separator: " ").first.map(String.init) }
  }

  @Test("sets every help to the width")
  func help() throws {
    let commands = try commands()
    #expect(commands.count > 3 && commands.contains("lesson"))
    try help(["--help"])
    for command in commands { try help([command, "--help"]) }
  }

  private func help(_ arguments: [String]) throws {
    for width in [40, 80, 120] {
      let help = try run(arguments, width: width)
      #expect(help.status == 0)
      #expect(help.output.split(separator: "\n").allSatisfy { $0.count <= width }, "\(width)")
      #expect(try run(arguments + ["--width", "\(width)"]).output == help.output)
      #expect(try run(["help"] + arguments.dropLast(), width: width).output == help.output)
    }
    // An option that is not its own does not keep the help away.
    #expect(try run(arguments + ["--nonsense"]).output == (try run(arguments).output))
  }

  @Test("sets what check says at its end to the width")
  func closingLines() throws {
    try folder.write("---\nformat: 1\ntitle: A\nsummary: B\n---\n\n{{ x }}\n", to: "mine.md")
    let run = try run(["check", "mine.md", "affine-batch"], width: 30)
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 30 })
    #expect(run.output.contains("\n2 lessons checked: 1 error\nbackprop-tutor check"))
  }

  @Test("offers a command only what means something there")
  func ownOptions() throws {
    for command in try commands() where !["lesson", "export"].contains(command) {
      #expect(!(try run([command, "--help"]).output.contains("--numbers")))
    }
    #expect(try run(["lesson", "--help"]).output.contains("--numbers"))
  }

  @Test("a lesson in the place of a command is told how to be opened")
  func lessonAsCommand() throws {
    try folder.write(lesson("Mine", order: 0), to: "mine.md")
    for (name, meant) in [
      ("two-layer", "lesson two-layer"), ("two-layer.md", "lesson two-layer"),
      ("./mine.md", "lesson ./mine.md"), ("lessen", "lesson"),
    ] {
      let run = try run([name])
      #expect(run.status == 2 && run.messages.contains("did you mean `\(meant)`?"), "\(name)")
    }
    for command in ["lesson", "check"] {
      let run = try run([command, "two-layer.md"])
      #expect(run.status == 2 && run.messages.contains("a lesson `two-layer`, without `.md`"))
    }
  }

  @Test("takes what follows `--` for no option", arguments: ["--help", "-h"])
  func afterDashes(word: String) throws {
    let run = try run(["new", "--", word])
    #expect(run.status == 0 && run.output.contains("Written: \(word).md"))
    #expect(try self.run(["lesson", "--", word]).status == 2)
  }

  @Test("a variable that says no switches nothing on", arguments: ["0", "no", "false", "off", ""])
  func switchedOff(value: String) throws {
    func overview(_ value: String) throws -> String {
      try FinishedRun(
        ["lesson", "affine-batch", "--to", "5", "--all"], in: folder.url,
        environment: ["ACCESSIBLE": value]
      ).output
    }
    #expect(try overview(value).contains("──"))
    #expect(try !overview("1").contains("──"))
  }

  @Test("an unwritable output is no problem of a lesson")
  func fullDisk() throws {
    for command in [["list"], ["check", "affine-batch"], ["lesson", "affine-batch"], ["--help"]] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", "exec \"$@\" >&-", "sh", BuiltProgram.path] + command
      process.currentDirectoryURL = folder.url
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 2, "\(command)")
    }
  }

  @Test(
    "knows the step that was meant",
    arguments: [
      ("dW", "backward.dW"), ("backward.dY.2", "backward.dY.1"), ("question.1", "ask.1"),
      ("forwrd.Y", "forward.Y"), ("forward.Y.9", nil),
    ])
  func steps(wanted: String, meant: String?) throws {
    let run = try run(["lesson", "affine-batch", "--from", wanted])
    #expect(run.status == 2)
    #expect(run.messages.contains("no step `\(wanted)`"))
    #expect(run.messages.contains("did you mean") == (meant != nil))
    if let meant { #expect(run.messages.contains("did you mean `\(meant)`?")) }
  }

  @Test(
    "says what is wrong with where to write",
    arguments: [
      (["-o", ""], "`-o` needs a name"), (["-o", "nowhere/x"], "nowhere: there is no such folder"),
      (["--output", "x"], "did you mean `-o`?"), (["-ox"], "did you mean `-o`?"),
    ])
  func output(arguments: [String], message: String) throws {
    let run = try run(["lesson", "affine-batch"] + arguments)
    #expect(run.status == 2 && run.messages.contains(message), "\(run.messages)")
  }

  @Test("an empty folder hides no lessons, and a folder of one's own is the course")
  func folders() throws {
    try folder.makeFolder("lessons")
    let usual = try run(["list"])
    #expect(usual.status == 0 && usual.output.contains("  affine-batch  "))
    try folder.makeFolder("own")
    try folder.write(lesson("Mine", order: 0), to: "own/mine.md")
    try folder.write(lesson("My affine layer", order: 1), to: "own/affine-batch.md")
    let own = try run(["list", "--lessons", "own"])
    #expect(own.output.hasPrefix("  mine  ") && own.output.contains("My affine layer"))
    #expect(own.output.split(separator: "\n").count == 2)
    #expect(try run(["lesson", "bias-broadcast", "--lessons", "own", "--to", "1"]).status == 0)
    #expect(try run(["--lessons", "own"]).output.contains("backprop-tutor lesson mine"))
  }

  @Test("a folder that an option names is the course, though it has no lessons")
  func emptyFolder() throws {
    try folder.makeFolder("empty")
    for command in ["list", "check"] {
      let run = try run([command, "--lessons", "empty"])
      #expect(run.status == 2 && run.output == "" && run.messages.contains("empty"))
    }
    #expect(try run(["lesson", "affine-batch", "--lessons", "empty", "--to", "1"]).status == 0)
  }

  @Test(
    "a folder that an option names has to be there",
    arguments: [["list"], ["check"], ["lesson", "affine-batch"], ["new", "x"], []])
  func missingFolder(command: [String]) throws {
    let run = try run(command + ["--lessons", "nowhere"])
    #expect(run.status == 2 && run.output == "")
    #expect(run.messages.contains("nowhere: there is no such folder"))
  }

  @Test(
    "shows an operation by the name that it is written with",
    arguments: [
      ("x.T", "x.T"), ("-x", "-x"), ("x^n", "x^n, n is 0"), ("matmul", "A @ B, two matrices"),
      ("-", "A - B"), ("@", "A @ B, two matrices"),
    ])
  func operations(name: String, title: String) throws {
    let run = try run(["operations", name])
    #expect(run.status == 0 && run.output.hasPrefix(title + "\n"))
  }

  @Test(
    "shows an operation as a page too",
    arguments: [
      ("html", "<!DOCTYPE html>"), ("latex", "\\documentclass"), ("markdown", "# softmax"),
    ])
  func operationPages(format: String, start: String) throws {
    let run = try run(["operations", "softmax", "--format", format])
    #expect(run.status == 0 && run.output.hasPrefix(start))
    #expect(try self.run(["operations", "softmax", "--format", "json"]).status == 2)
  }

  @Test("every name in the list of operations can be asked for")
  func listed() throws {
    let list = try run(["operations"], width: 200).output
    let lines = list.split(separator: "\n", omittingEmptySubsequences: false)
    // Below the introduction, the names stand at the left; what is said of them may take more lines.
    let names = lines.drop { !$0.isEmpty }
      .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(names.count > 40)
    for name in names { #expect(try run(["operations", name]).status == 0, "\(name)") }
  }

  @Test("says what stands in formulas for what a use fills in")
  func words() throws {
    let run = try run(["operations", "batch_norm"])
    #expect(run.output.contains("lacking_gamma  the axes of the first operand that gamma lacks"))
    #expect(try self.run(["operations", "cross_entropy"]).output.contains("operations ratio"))
  }
}
