import Formats
import Foundation
import Testing
import Typography

/// Compares the whole text of every lesson at 80 columns with a file that a person has read.
///
/// A few lessons that together have every kind of layout are compared in other renderings too:
/// matrix products and sums over samples, a loss with questions about its inside, windows over images.
/// `LessonTests` check what holds for all lessons in all renderings.
///
/// `RECORD_GOLDEN=1 swift test --filter GoldenTests` records the files again; such a run fails, so
/// that it does not pass for a test.
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

  static let inAllRenderings = ["affine-batch", "softmax-cross-entropy", "convolution"]

  static let looks =
    Course.ids.map { OutputOptions(lesson: $0, width: 80, spelling: .unicode) }
    + inAllRenderings.flatMap { lesson in
      [(80, Spelling.ascii), (40, .unicode), (40, .ascii)].map {
        OutputOptions(lesson: lesson, width: $0, spelling: $1)
      }
    }

  @Test("every golden file is compared")
  func filesAreCompared() throws {
    let folder = Course.root.appendingPathComponent("Tests/CourseTests/Golden")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(
      Set(files.filter { $0.hasSuffix(".txt") }) == Set(Self.looks.map(\.file.lastPathComponent)))
  }

  @Test("the step in the README is as lesson 1 shows it")
  func readmeStep() throws {
    let readme = try String(
      contentsOf: Course.root.appendingPathComponent("README.md"), encoding: .utf8)
    let shown = readme.split(separator: "\n", omittingEmptySubsequences: false)
      .drop { !$0.hasPrefix("    ── ") }.prefix { !$0.hasPrefix("    ── Enter") }
    let step = shown.map { $0.dropFirst(4) }.joined(separator: "\n")
    #expect(step.contains("backward · dW"))
    #expect(try Course.text("affine-batch", TextStyle(width: 80)).contains(step))
  }

  @Test("a lesson's text equals its golden file", arguments: looks)
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
