import Foundation
import Testing

@Suite("export")
struct ExportCommandTests {
  let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    try folder.makeFolder("lessons")
    try folder.write(lesson("w * 3"), to: "lessons/good.md")
    try folder.write(lesson("w * v"), to: "lessons/bad.md")
    try folder.write(lesson("w^2"), to: "other.md")
  }

  private func lesson(_ loss: String) -> String {
    "---\nformat: 1\ntitle: T\nsummary: S\n---\n\n```network\nparam w: () = 2\nloss L = \(loss)\n```\n"
  }

  private func run(_ arguments: String...) throws -> FinishedRun {
    try FinishedRun(arguments + ["--lessons", "lessons"], in: folder.url)
  }

  private func files(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: folder.url.appendingPathComponent(path).path
    ).sorted()
  }

  @Test("writes the lessons without errors, and ends with 1 for the other")
  func course() throws {
    let run = try run("export", "numpy", "a/b/out/")
    #expect(run.status == 1 && run.output == "" && run.messages.contains("bad.md:9:14"))
    #expect(try files("a/b/out") == ["good.py"])
    let text = try folder.text(of: "a/b/out/good.py")
    #expect(text.contains("\nL = w * 3\n"))
    #expect(
      try FinishedRun(
        ["lesson", "good", "--format", "numpy", "--lessons", "lessons"], in: folder.url
      ).output == text)
  }

  @Test("writes the lessons that are named, from anywhere")
  func named() throws {
    let run = try run("export", "notebook", "out", "good", "./other.md")
    #expect(run.status == 0 && run.messages == "")
    #expect(try files("out") == ["good.ipynb", "other.ipynb"])
  }

  @Test("replaces its own files and touches no other")
  func others() throws {
    try folder.makeFolder("out")
    try folder.write("mine", to: "out/bad.py")
    try folder.write("mine", to: "out/notes.txt")
    try folder.write("old", to: "out/good.py")
    #expect(try run("export", "pytorch", "out").status == 1)
    #expect(try folder.text(of: "out/bad.py") == "mine")
    #expect(try folder.text(of: "out/notes.txt") == "mine")
    #expect(try folder.text(of: "out/good.py").contains("import torch"))
    #expect(try files("out") == ["bad.py", "good.py", "notes.txt"])
  }

  @Test("a lesson with errors is written by no script, as `lesson` writes none")
  func faulty() throws {
    for format in ["numpy", "pytorch", "notebook"] {
      let run = try run("lesson", "bad", "--format", format, "-o", "bad.out")
      #expect(run.status == 1 && run.output == "" && run.messages.contains("unknown-name"))
    }
    #expect(try !files(".").contains("bad.out"))
  }

  @Test(
    "says what is wrong with a command",
    arguments: [
      (["numppy", "out"], "there is no format `numppy` here; did you mean `numpy`?"),
      ([], "The format is missing"), (["numpy"], "The folder to write to is missing"),
      (["numpy", ""], "needs a name after it"),
      (["numpy", "other.md"], "other.md: this folder can't be made, a file is in its way"),
      (["numpy", "other.md/out"], "a file is in its way"),
      (["numpy", "/proc/none/out"], "/proc/none/out: this folder can't be made"),
      (["numpy", "out", "nothing"], "there is no lesson `nothing`"),
      (["numpy", "out", "--detail", "full"], "`--detail` means nothing for numpy"),
      (["pytorch", "out", "--precision", "3"], "`--precision` means nothing for pytorch"),
      (
        ["numpy", "out", "good", "./lessons/../lessons/good.md"],
        "would both be written to out/good.py"
      ),
    ])
  func usage(arguments: [String], message: String) throws {
    let run = try FinishedRun(["export"] + arguments + ["--lessons", "lessons"], in: folder.url)
    #expect(run.status == 2 && run.messages.contains(message), "\(run.messages)")
  }

  @Test(
    "an option for pages means nothing for a script",
    arguments: [
      ["--from", "2"], ["--to", "2"], ["--detail", "brief"], ["--numbers", "decimal"],
      ["--precision", "3"],
    ])
  func options(words: [String]) throws {
    for format in ["numpy", "pytorch"] {
      let run = try FinishedRun(
        ["lesson", "good", "--lessons", "lessons", "--format", format] + words, in: folder.url)
      #expect(run.status == 2 && run.messages.contains("`\(words[0])` means nothing for \(format)"))
    }
  }

  @Test("a folder in the place of a file is told, and the others are written")
  func inTheWay() throws {
    try folder.makeFolder("out/good.py")
    let run = try run("export", "numpy", "out", "good", "./other.md")
    #expect(run.status == 2 && run.messages.contains("out/good.py: this is a folder, not a file"))
    #expect(try files("out") == ["good.py", "other.py"])
  }

  @Test("never writes over a lesson")
  func overItself() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appendingPathComponent("other.py").path, withDestinationPath: "other.md")
    let run = try run("export", "numpy", ".", "./other.md")
    #expect(run.status == 2 && run.messages.contains("is the lesson itself"))
    #expect(try folder.text(of: "other.md").hasPrefix("---"))
  }

  @Test("writes the same bytes in every terminal and every locale")
  func sameBytes() throws {
    for format in ["numpy", "pytorch", "notebook"] {
      for (name, environment) in [
        ("one", ["COLUMNS": "40", "LC_ALL": "C"]),
        ("two", ["COLUMNS": "200", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"]),
      ] {
        _ = try FinishedRun(
          ["export", format, name, "other.md"], in: folder.url, environment: environment)
      }
      for file in try files("one") {
        #expect(try folder.text(of: "one/\(file)") == folder.text(of: "two/\(file)"))
      }
    }
  }

  @Test("shows on a terminal which lesson it is at")
  func progress() throws {
    let terminal = try PseudoTerminal(columns: 80, rows: 24)
    try terminal.run(
      BuiltProgram.path,
      ["export", "numpy", folder.url.appendingPathComponent("out").path]
        + ["good", "other"].map {
          folder.url.appendingPathComponent($0 == "good" ? "lessons/good.md" : "other.md").path
        })
    try terminal.wait(for: "1/2 good")
    try terminal.wait(for: "2/2 other")
  }
}
