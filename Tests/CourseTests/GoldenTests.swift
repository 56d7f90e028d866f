import Foundation
import Rendering
import Testing
import Typography

/// The whole text of every lesson, compared with a file that a person has read.
///
/// `RECORD_GOLDEN=1 swift test --filter GoldenTests` writes the files anew; such a run fails, so that
/// it is never taken for a proof.
struct GoldenTests {
  struct OutputOptions: CustomTestStringConvertible, Sendable {
    let lesson: String
    let width: Int
    let spelling: Spelling

    var file: URL {
      Course.root.appendingPathComponent(
        "Tests/CourseTests/Golden/\(lesson).\(width).\(spelling == .ascii ? "ascii" : "utf8").txt")
    }
    var testDescription: String { file.lastPathComponent }
  }

  static let looks = Course.ids.flatMap { lesson in
    [80, 40].flatMap { width in
      [Spelling.unicode, .ascii].map { OutputOptions(lesson: lesson, width: width, spelling: $0) }
    }
  }

  @Test("a lesson's text is what its golden file says", arguments: looks)
  func textIsGolden(look: OutputOptions) throws {
    let text = try Course.text(
      look.lesson, TextStyle(width: look.width, spelling: look.spelling))
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(
        at: look.file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: look.file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(look.file.lastPathComponent); read it, then test again")
      return
    }
    let golden = try String(contentsOf: look.file, encoding: .utf8)
    guard text != golden else { return }
    let difference = firstDifference(golden, text)
    Issue.record("\(look.file.lastPathComponent) differs in line \(difference)")
  }

  private func firstDifference(_ golden: String, _ text: String) -> String {
    let old = golden.split(separator: "\n", omittingEmptySubsequences: false)
    let new = text.split(separator: "\n", omittingEmptySubsequences: false)
    for index in 0..<max(old.count, new.count) {
      let left = index < old.count ? String(old[index]) : "(end)"
      let right = index < new.count ? String(new[index]) : "(end)"
      if left != right { return "\(index + 1):\n  golden: \(left)\n  now:    \(right)" }
    }
    return "0"
  }
}
