import Foundation
import Testing

@Suite("new")
struct NewCommandTests {
  let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
  }

  private func run(_ arguments: String...) throws -> FinishedRun {
    try FinishedRun(arguments, in: folder.url)
  }

  @Test("writes a lesson that passes check, and says how to go on")
  func newLesson() throws {
    let made = try run("new", "my-line")
    #expect(made.status == 0 && made.messages == "")
    #expect(
      made.output == """
        Written: my-line.md

        Prove it, then see it beside your editor:

          backprop-tutor check my-line.md
          backprop-tutor lesson my-line.md --watch

        """)
    let text = try folder.text(of: "my-line.md")
    for block in ["network", "steps", "ask", "expect"] {
      #expect(text.components(separatedBy: "```\(block)\n").count == 2, "\(block) stands once")
    }
    let checked = try run("check", "--strict", "my-line.md")
    #expect(checked.output == "1 lesson checked: no problems\n")
    #expect(checked.status == 0)
  }

  @Test("what it wrote outside of a course is a file, and that is suggested")
  func beside() throws {
    #expect(try run("new", "my-line").status == 0)
    let missed = try run("lesson", "my-line", "--all")
    #expect(missed.status == 2)
    #expect(missed.messages.contains("no lesson `my-line`; did you mean `my-line.md`?"))
    #expect(try run("lesson", "my-line.md", "--all").status == 0)
  }

  @Test("writes where lessons are")
  func place() throws {
    try folder.makeFolder("lessons")
    try folder.makeFolder("other")
    #expect(try run("new", "a").output.hasPrefix("Written: lessons/a.md\n"))
    #expect(try run("new", "a", "--lessons", "other").output.hasPrefix("Written: other/a.md\n"))
    let missing = try run("new", "a", "--lessons", "nowhere")
    #expect(missing.status == 2 && missing.messages.contains("nowhere"))
  }

  @Test("never writes over a file")
  func existing() throws {
    try folder.write("mine", to: "a.md")
    let refused = try run("new", "a")
    #expect(refused.status == 2 && refused.output == "")
    #expect(refused.messages.contains("a.md is there already"))
    #expect(try folder.text(of: "a.md") == "mine")
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appendingPathComponent("b.md").path, withDestinationPath: "nothing")
    #expect(try run("new", "b").status == 2)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 2)
  }

  @Test(
    "takes only ids", arguments: [("My Line", "my-line"), ("ö", nil), ("../a", "a"), ("a.md", "a")])
  func ids(id: String, meant: String?) throws {
    let refused = try run("new", id)
    #expect(refused.status == 2)
    #expect(refused.messages.contains("is no lesson's id"))
    #expect(refused.messages.contains("did you mean") == (meant != nil))
    if let meant { #expect(refused.messages.contains("`\(meant)`?")) }
  }

  @Test("starts from a lesson of the course")
  func fromLesson() throws {
    #expect(try run("new", "mine", "--from", "affine-batch").status == 0)
    let text = try folder.text(of: "mine.md")
    #expect(text.contains("\ntitle: Mine, after “The batch affine layer”\n"))
    #expect(!text.contains("\norder:") && text.contains("\nsource:"))
    #expect(try run("check", "mine.md").status == 0)
  }

  @Test("keeps the line ends of the lesson it starts from")
  func lineEnds() throws {
    #expect(try run("new", "a").status == 0)
    let text = try folder.text(of: "a.md").replacingOccurrences(of: "\n", with: "\r\n")
    try folder.write(text, to: "a.md")
    #expect(try run("new", "b", "--from", "a.md").status == 0)
    let copy = try folder.text(of: "b.md")
    #expect(copy.contains("\r\ntitle: B, after “A”\r\n"))
    #expect(copy.replacingOccurrences(of: "B, after “A”", with: "A") == text)
  }

  @Test("reads the lesson it starts from, and does not run it")
  func fromFailing() throws {
    #expect(try run("new", "a").status == 0)
    let text = try folder.text(of: "a.md").replacingOccurrences(of: "L = 5/2", with: "L = 3")
    try folder.write(text, to: "a.md")
    #expect(try run("check", "a.md").status == 1)
    #expect(try run("new", "b", "--from", "a.md").status == 0)
  }

  @Test("does not start from what has problems")
  func fromBroken() throws {
    try folder.write("---\nformat: 1\n---\n", to: "bad.md")
    let refused = try run("new", "mine", "--from", "bad.md")
    #expect(refused.status == 1 && refused.messages.contains("bad.md:1:1"))
    #expect(
      !FileManager.default.fileExists(atPath: folder.url.appendingPathComponent("mine.md").path))
    #expect(try run("new", "mine", "--from", "nothing-such").status == 2)
  }
}
