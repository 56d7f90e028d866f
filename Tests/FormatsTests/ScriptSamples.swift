import Formats
import Lessons
import MatrixCore
import Testing
import Typography

@testable import Documents

/// Lessons as scripts and notebooks.
enum ScriptSamples {
  /// A lesson with this title, network and steps.
  static func text(title: String = "A line", _ network: String, steps: String? = nil) -> String {
    "---\nformat: 1\ntitle: \(title)\nsummary: S\n---\n\n```network\n\(network)\n```\n"
      + (steps.map { "\n```steps\n\($0)\n```\n" } ?? "")
  }

  static func write(_ text: String, _ format: any DocumentFormat.Type) throws -> String {
    let run = LessonRun(
      Lesson(SourceText(name: "line.md", bytes: Array(text.utf8))), .errors)
    try #require(!run.hasErrors, "\(run.problems)")
    let document = LessonDocument(run)
    let data = document.data(
      id: "line", pages: 0..<document.count, detail: .normal, numbers: .init(),
      languages: format.languages)
    return format.text(data, TextStyle())
  }

  /// A script's own lines: those after its functions, without those of its end.
  static func body(_ script: String) -> String {
    let lines = script.split(separator: "\n", omittingEmptySubsequences: false)
    let start = lines.firstIndex { $0.hasPrefix("# ----") } ?? 0
    let end = lines.firstIndex { $0.hasPrefix("def report") } ?? lines.count
    return lines[start..<end].filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
