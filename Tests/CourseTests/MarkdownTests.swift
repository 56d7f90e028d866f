import Documents
import Formats
import Lessons
import Testing
import Typography

/// The lessons as Markdown.
struct MarkdownTests {
  @Test("a lesson is well-formed Markdown", arguments: Course.ids)
  func isWellFormed(id: String) throws {
    let document = LessonDocument(try Course.run(id))
    let lesson = document.data(
      id: id, pages: 0..<document.count, detail: .full, numbers: NumberStyle())
    let lines = MarkdownFormat.text(lesson, TextStyle())
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)

    #expect(
      lines.count { $0.hasPrefix("## ") && $0.contains("/\(document.count) ") } == document.count)
    #expect(!lines.contains { $0.unicodeScalars.contains(where: \.isNeverPrinted) })
    var fence: Substring?
    var columns: Int?
    for line in lines {
      let text = line.drop { $0 == " " || $0 == ">" }
      if let open = fence {
        if text == open { fence = nil }
      } else if text.hasPrefix("```") {
        fence = text.prefix { $0 == "`" }
      } else if text.hasPrefix("|") {
        let count = text.columns
        #expect(columns ?? count == count, "\(line)")
        columns = count
      } else {
        columns = nil
        #expect(text.count { $0 == "`" }.isMultiple(of: 2), "\(line)")
      }
    }
    #expect(fence == nil, "a fence is open at the end")
  }
}

extension Substring {
  /// The number of bars that no backslash escapes.
  fileprivate var columns: Int {
    var isEscaped = false
    return count { character in
      defer { isEscaped = character == "\\" && !isEscaped }
      return character == "|" && !isEscaped
    }
  }
}
