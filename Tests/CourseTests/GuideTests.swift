import Backprop
import Derivations
import Formulas
import Foundation
import Testing

@testable import Lessons

/// The examples in the guide for authors run, and the guide lists every feature.
struct GuideTests {
  @Test("each lesson in the guide has no problem", arguments: Guide.lessons)
  func lessonRuns(lesson: Guide.Example) {
    let run = LessonRun(Lesson(lesson.source), .everything)
    for problem in run.problems {
      let diagnostic = Diagnostic(problem, in: run.lesson.source)
      Issue.record(
        "line \(diagnostic.line) of the lesson at \(lesson.description): \(diagnostic.message)")
    }
    #expect(!run.pages.isEmpty)
  }

  @Test("the guide has whole lessons and small ones")
  func examplesAreFound() {
    #expect(Guide.lessons.count { $0.isWhole } >= 2)
    #expect(Guide.lessons.count { !$0.isWhole } >= 5)
  }

  @Test(
    "the guide lists each function with its defaults",
    arguments: Set(Operation.all.filter { !$0.isInternal && $0.name.isName }.map(\.name)).sorted())
  func functionIsListed(name: String) {
    #expect(Guide.text.contains("`\(Words.signature(name))`"))
  }

  @Test("the guide lists each optimiser with its defaults", arguments: Optimiser.all.map(\.name))
  func optimiserIsListed(name: String) {
    #expect(Guide.text.contains("`\(Words.signature(name))`"))
  }

  @Test(
    "an example of the guide uses each function that lessons may call",
    arguments: Operation.functionNames.filter(\.isName))
  func functionIsUsed(name: String) {
    #expect(Guide.lessons.contains { $0.text.contains("\(name)(") })
  }

  @Test(
    "an example of the guide uses each step and each optimiser",
    arguments: StepKind.words.map { "\n\($0)" } + Optimiser.all.map { " with \($0.name)(" })
  func stepIsUsed(words: String) {
    #expect(Guide.lessons.contains { $0.text.contains(words) })
  }

  @Test("the guide lists each generator", arguments: DataGenerator.names)
  func generatorIsListed(name: String) {
    #expect(Guide.text.contains("| `\(name)") || Guide.text.contains(", `\(name)`"))
  }

  @Test("the guide lists each key of the front matter", arguments: FrontMatter.keys)
  func keyIsListed(key: String) {
    #expect(Guide.text.contains("| `\(key)` |"))
  }

  @Test("the guide lists each step", arguments: StepKind.words)
  func stepIsListed(word: String) {
    #expect(Guide.text.contains("| `\(word)` ") || Guide.text.contains("| `\(word) "))
  }
}

/// The examples in the guide.
///
/// A block that begins with `---` is a whole lesson. A `network` block without a name begins a
/// small one, which the blocks below it continue; small lessons allow all warnings.
enum Guide {
  struct Example: Sendable, CustomTestStringConvertible {
    /// The example's first line in the guide.
    let line: Int
    let isWhole: Bool
    var text: String

    var description: String { "README.md:\(line)" }
    var testDescription: String { description }
    var source: SourceText { SourceText(name: description, bytes: Array(text.utf8)) }
  }

  static let text =
    (try? String(contentsOf: Course.folder.appendingPathComponent("README.md"), encoding: .utf8))
    ?? ""

  static let lessons: [Example] = {
    var examples: [Example] = []
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let line = lines.popFirst() {
      let ticks = line.prefix { $0 == "`" }
      guard ticks.count >= 3, let end = lines.firstIndex(of: ticks) else { continue }
      let words = line.dropFirst(ticks.count).split(separator: " ")
      let content = lines[..<end].joined(separator: "\n") + "\n"
      let number = lines.startIndex
      lines = lines[(end + 1)...]
      let block = "\(line)\n\(content)\(ticks)\n"
      if content.hasPrefix("---\n") {
        examples.append(Example(line: number, isWhole: true, text: content))
      } else if words == ["network"] {
        examples.append(Example(line: number, isWhole: false, text: front + block))
      } else if let word = words.first, BlockScanner.names.contains(String(word)),
        examples.last?.isWhole == false
      {
        examples[examples.count - 1].text += block
      }
    }
    return examples
  }()

  private static let front = """
    ---
    format: 1
    title: An example
    summary: It stands in the guide
    allow: \(Problem.warningCodes.joined(separator: ", "))
    ---

    """
}
