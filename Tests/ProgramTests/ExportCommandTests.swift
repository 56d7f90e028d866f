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

  @Test(
    "a lesson with errors is written by no format but text and JSON",
    arguments: ["numpy", "pytorch", "notebook", "html", "latex", "markdown"])
  func faulty(format: String) throws {
    let run = try run("lesson", "bad", "--format", format, "-o", "bad.out")
    #expect(run.status == 1 && run.output == "" && run.messages.contains("unknown-name"))
    #expect(try !files(".").contains("bad.out"))
  }

  @Test("no page and no list leads to a lesson that has errors")
  func linksOfFaulty() throws {
    try folder.write(lesson("w * 5"), to: "lessons/after.md")
    let paths = ["good", "bad", "after"].map { "./lessons/\($0).md" }
    let run = try FinishedRun(["export", "html", "site"] + paths, in: folder.url)
    #expect(run.status == 1)
    #expect(try files("site") == ["after.html", "good.html", "index.html"])
    for file in try files("site") {
      #expect(try !folder.text(of: "site/\(file)").contains("bad.html"))
    }
    #expect(try folder.text(of: "site/good.html").contains("href=\"after.html\""))
    #expect(try folder.text(of: "site/after.html").contains("href=\"good.html\""))
  }

  @Test(
    "a character that LaTeX has no sign for is named with its page, and nothing is written",
    arguments: [("title: T", "title: 梯", "title"), ("```network", "度\n\n```network", "forward.L")])
  func unsettable(old: String, new: String, place: String) throws {
    let text = lesson("w * 3").replacingOccurrences(of: old, with: new)
    try folder.write(text, to: "words.md")
    for command in [
      ["lesson", "./words.md", "--format", "latex", "-o", "words.tex"],
      ["export", "latex", "out", "./words.md"],
    ] {
      let run = try FinishedRun(command, in: folder.url)
      #expect(run.status == 2 && run.output == "")
      #expect(run.messages.contains(new.contains("梯") ? "梯" : "度"), "\(run.messages)")
      #expect(run.messages.contains(place) && run.messages.contains("html"), "\(run.messages)")
    }
    #expect(try !files(".").contains("words.tex") && files("out").isEmpty)
  }

  #if os(Linux)
    @Test(
      "a full disk is told in each format",
      arguments: [
        "text", "json", "numpy", "pytorch", "notebook", "html", "latex", "markdown",
      ])
    func fullDisk(format: String) throws {
      let run = try run("lesson", "good", "--format", format, "-o", "/dev/full")
      #expect(run.status == 2 && run.messages.contains("/dev/full: it can't be written: No space"))
    }

    @Test("where one file can't be written, the others are")
    func oneFullDisk() throws {
      try folder.makeFolder("out")
      try FileManager.default.createSymbolicLink(
        atPath: folder.url.appendingPathComponent("out/good.md").path,
        withDestinationPath: "/dev/full")
      let run = try run("export", "markdown", "out", "good", "./other.md")
      #expect(run.status == 2 && run.messages.contains("out/good.md: it can't be written"))
      #expect(try files("out") == ["README.md", "good.md", "other.md"])
    }
  #endif

  @Test(
    "a format that is not there is told with the likely one and those that are",
    arguments: [
      (["lesson", "good"], "latexx", "latex"), (["lesson", "good"], "htlm", "html"),
      (["check"], "jsn", "json"), (["operations", "softmax"], "markdwon", "markdown"),
    ])
  func unknownFormat(command: [String], typed: String, meant: String) throws {
    let run = try FinishedRun(command + ["--format", typed], in: folder.url)
    #expect(run.status == 2 && run.output == "")
    #expect(
      run.messages.contains("there is no format `\(typed)` here; did you mean `\(meant)`?"),
      "\(run.messages)")
    #expect(run.messages.contains("The formats are text"))
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
