import Documents
import Formats
import Formulas
import Lessons
import Testing
import Typography

@testable import backprop_tutor

@Suite("What is never printed")
struct NeverPrintedUsersTests {
  @Test("is refused in a lesson, and replaced on a page and in a message")
  func users() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value), scalar.isNeverPrinted,
        !["\t", "\n", "\r"].contains(scalar)
      else { continue }
      let text = "a\(Character(scalar))b"
      let run = LessonRun(
        Lesson(SourceText(name: "a.md", bytes: Array(text.utf8))), .everything)
      #expect(run.problems.contains { $0.code == "control-character" }, "U+\(value)")
      let page = TextFormat.text(Document([.paragraph([.text(text)])]), TextStyle())
      #expect(!page.unicodeScalars.contains(scalar), "U+\(value)")
      let message = UsageError.fileExists(text).message
      #expect(!message.unicodeScalars.contains(scalar), "U+\(value)")
    }
  }
}
