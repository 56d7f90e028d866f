import Formulas
import Lessons

/// Builds lessons for tests.
enum SampleLesson {
  static let front = "---\nformat: 1\ntitle: t\nsummary: s\n---\n"

  static func lesson(
    _ network: String, steps: String = "forward", prose: String = "", allow: String? = nil
  ) -> String {
    let front = allow.map { self.front.replacing("summary: s", with: "summary: s\nallow: \($0)") }
    return """
      \(front ?? self.front)```network
      \(network)
      ```
      \(prose)
      ```steps
      \(steps)
      ```

      """
  }

  static func run(_ text: String) -> LessonRun { run(Array(text.utf8)) }

  static func run(_ bytes: [UInt8]) -> LessonRun {
    LessonRun(Lesson(SourceText(name: "test.md", bytes: bytes)), .everything)
  }

  /// The problems as `line:column code`.
  static func problems(_ text: String) -> [String] {
    let run = run(text)
    return run.problems.map { problem in
      let (line, column) = run.lesson.source.position(of: problem.range.lowerBound)
      return "\(line):\(column) \(problem.code)"
    }
  }

  static func codes(_ text: String) -> [String] { run(text).problems.map(\.code) }
}
