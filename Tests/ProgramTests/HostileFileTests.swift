import Foundation
import Testing

/// Files that are no lessons, and places that take none: a message that is printable, and the exit
/// status that the command line promises.
@Suite("Files that are no lessons")
struct HostileFileTests {
  private let folder: ScratchFolder
  private static let lesson = "---\nformat: 1\ntitle: t\nsummary: s\n---\nText.\n"

  init() throws {
    folder = try ScratchFolder()
    try folder.write(HostileFileTests.lesson, to: "fine.md")
  }

  private func run(_ arguments: String...) throws -> FinishedRun {
    let run = try FinishedRun(arguments, in: folder.url)
    let text = run.output + run.messages
    let isPrintable = text.unicodeScalars.allSatisfy { scalar in
      scalar == "\n"
        || scalar.value >= 0x20 && !(0x7F..<0xA0 ~= scalar.value)
          && !(0x200E...0x200F ~= scalar.value) && !(0x202A...0x202E ~= scalar.value)
          && !(0x2066...0x2069 ~= scalar.value)
    }
    #expect(isPrintable, "\(text.debugDescription)")
    return run
  }

  @Test(
    "a folder, a device, a pipe and a missing file can't be read", arguments: ["check", "lesson"])
  func notFiles(command: String) throws {
    try folder.makeFolder("folder.md")
    #expect(mkfifo(folder.url.appendingPathComponent("pipe.md").path, 0o600) == 0)
    for path in ["/dev/zero", "./pipe.md", "./missing.md", "./fine.md/x.md", "./a\nb\u{1B}[31m.md"]
    {
      let run = try run(command, path)
      #expect(run.status == 2, "\(path)")
      #expect(run.messages.hasPrefix("backprop-tutor: "), "\(path)")
    }
    #expect(try run("lesson", "./folder.md").status == 2)
  }

  @Test("an id leads to no other folder", arguments: ["..", "../fine", "a b", "\u{202E}", ""])
  func ids(id: String) throws {
    #expect(try run("lesson", id).status == 2)
  }

  @Test("a file whose name holds control characters is shown without them")
  func names() throws {
    let name = "x\u{1B}]0;title\u{7}\u{202E}\n.md"
    try folder.write("a \u{1B}[2J\n", to: name)
    let run = try run("check", "./" + name)
    #expect(run.status == 1)
    #expect(try self.run("check", "--format", "json", "./" + name).status == 1)
    #expect(try self.run("lesson", "./" + name).status == 1)
  }

  @Test("a title with control characters reaches no list")
  func titles() throws {
    try folder.makeFolder("lessons")
    let text = HostileFileTests.lesson.replacingOccurrences(
      of: "title: t", with: "title: \u{1B}[31m\u{9B}x")
    try folder.write(text, to: "lessons/red.md")
    #expect(try run("list", "--lessons", "lessons").status == 0)
    #expect(try run("check", "--lessons", "lessons").status == 1)
  }

  @Test("an empty file, one past the limit and one that is not UTF-8 are lessons with a problem")
  func badFiles() throws {
    try folder.write("", to: "empty.md")
    try folder.write(String(repeating: "a\n", count: 2 << 20 + 1), to: "large.md")
    try Data([0x2D, 0xFF]).write(to: folder.url.appendingPathComponent("bytes.md"))
    for name in ["empty", "large", "bytes"] {
      #expect(try run("check", "./\(name).md").status == 1, "\(name)")
      #expect(try run("lesson", "./\(name).md").status == 1, "\(name)")
    }
  }

  @Test("a file that changes while it is read is right or wrong, and nothing worse")
  func changing() async throws {
    let url = folder.url.appendingPathComponent("changing.md")
    let long = HostileFileTests.lesson + String(repeating: "A line of text, äöü.\n", count: 20_000)
    try long.write(to: url, atomically: false, encoding: .utf8)
    let writer = Task.detached {
      let file = try FileHandle(forWritingTo: url)
      var round: UInt64 = 0
      while !Task.isCancelled {
        round += 1
        try file.truncate(atOffset: round * 7_919 % 400_000)
        try file.write(contentsOf: Data(long.utf8.prefix(Int(round * 104_729 % 420_000))))
        try file.seek(toOffset: 0)
      }
    }
    for _ in 0..<20 {
      #expect([0, 1].contains(try run("check", "./changing.md").status))
    }
    writer.cancel()
    try await writer.value
  }

  @Test("of a file past the limit nothing is quoted")
  func largeFile() throws {
    try folder.write("beginning\n" + String(repeating: "a\n", count: 2 << 20 + 1), to: "large.md")
    let output = try run("check", "./large.md").output
    #expect(output.contains("./large.md:1:1") && !output.contains("beginning"))
  }

  @Test("a lesson is not replaced by its own pages, under any name")
  func ownOutput() throws {
    let link = folder.url.appendingPathComponent("link.txt").path
    #expect(symlink(folder.url.appendingPathComponent("fine.md").path, link) == 0)
    for file in ["./fine.md", "fine.md", "../\(folder.url.lastPathComponent)/fine.md", link] {
      for format in ["text", "json"] {
        let run = try run("lesson", "./fine.md", "--format", format, "-o", file)
        #expect(run.status == 2 && run.messages.contains("the lesson itself"))
      }
    }
    #expect(try folder.text(of: "fine.md") == HostileFileTests.lesson)
  }

  @Test("a lesson read from standard input is not replaced either")
  func ownInput() throws {
    for path in ["-", "/dev/stdin"] {
      let run = try shell("\"$0\" lesson \(path) -o ./fine.md < fine.md")
      #expect(run.status == 2 && run.messages.contains("the lesson itself"))
      #expect(try folder.text(of: "fine.md") == HostileFileTests.lesson)
      #expect(try shell("\"$0\" lesson \(path) -o /dev/stdout < fine.md").status == 0)
    }
  }

  @Test("a pipe that is open is read", arguments: ["/dev/stdin", "/dev/fd/0", "/dev/fd/3"])
  func openPipes(path: String) throws {
    for command in ["check", "lesson --all"] {
      let run = try shell("cat fine.md | { exec 3<&0; \"$0\" \(command) \(path); }")
      #expect(run.status == 0, "\(run.messages)")
      #expect(run.output.contains(command == "check" ? "1 lesson checked" : "Text."))
    }
  }

  /// Runs a shell command in which `$0` is the program.
  private func shell(_ command: String) throws -> FinishedRun {
    try FinishedRun(
      ["-c", command, BuiltProgram.path], in: folder.url, executable: "/bin/sh")
  }

  @Test("a folder without lessons is told, with status 2", arguments: ["check"])
  func emptyFolder(command: String) throws {
    try folder.makeFolder("empty")
    try folder.makeFolder("notes")
    try folder.write("x", to: "notes/README.md")
    for arguments in [["empty"], ["notes"], ["fine.md", "empty"], ["--lessons", "empty"]] {
      let run = try FinishedRun([command] + arguments, in: folder.url)
      #expect(run.status == 2, "\(arguments)")
      #expect(run.messages.contains("no lessons were found"))
    }
  }

  @Test("JSON is ASCII where that is asked for, and says the same")
  func asciiJSON() throws {
    try folder.write(
      HostileFileTests.lesson.replacingOccurrences(of: "title: t", with: "title: Ä 🙂"), to: "u.md")
    for arguments in [["lesson", "./u.md"], ["check", "./ü.md"]] {
      try folder.write("ü", to: "ü.md")
      let arguments = arguments + ["--format", "json"]
      let usual = try FinishedRun(arguments, in: folder.url).output
      let ascii = try FinishedRun(arguments + ["--ascii"], in: folder.url).output
      #expect(ascii.utf8.allSatisfy { $0 < 0x80 } && !usual.utf8.allSatisfy { $0 < 0x80 })
      let values = try [usual, ascii].map {
        try JSONSerialization.jsonObject(with: Data($0.utf8)) as? NSDictionary
      }
      #expect(values[0] == values[1])
    }
  }

  @Test("what can't be written is told")
  func output() throws {
    try folder.makeFolder("there")
    for place in ["there", "there/", "missing/x.txt", "fine.md/x"] {
      let run = try run("lesson", "./fine.md", "--all", "-o", place)
      #expect(run.status == 2, "\(place)")
      #expect(!run.messages.isEmpty)
    }
    #if os(Linux)
      // Not even root may write here.
      for place in ["/dev/full", "/proc/notes.txt", "/sys/notes.txt", "/proc/self/status"] {
        let run = try run("lesson", "./fine.md", "--all", "-o", place)
        #expect(run.status == 2, "\(place)")
        #expect(run.messages.hasPrefix("backprop-tutor: \(place): "))
      }
    #endif
    #expect(try folder.text(of: "fine.md") == HostileFileTests.lesson)
  }

  @Test("numbers of options beyond all bounds are refused or cut", arguments: ["check", "lesson"])
  func options(command: String) throws {
    #expect(try run(command, "./fine.md", "--width", "9223372036854775807").status == 0)
    #expect(try run(command, "./fine.md", "--width", "99999999999999999999").status == 2)
    #expect(try run(command, "./fine.md", "--precision", "18").status == 2)
  }
}
