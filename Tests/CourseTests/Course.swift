import Documents
import Formats
import Foundation
import Lessons

/// The lessons of the repository, read once.
enum Course {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let folder = root.appendingPathComponent("lessons")

  /// The ids of all lessons.
  static let ids: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return LessonFolder(path: folder.path, names: names) { _ in nil }.ids
  }()

  static func lesson(_ id: String) throws -> Lesson {
    let file = folder.appendingPathComponent("\(id).md")
    return Lesson(SourceText(name: "lessons/\(id).md", bytes: [UInt8](try Data(contentsOf: file))))
  }

  static func run(_ id: String) throws -> LessonRun {
    LessonRun(try lesson(id), .everything)
  }

  /// The whole lesson as text.
  static func text(_ id: String, _ style: TextStyle, detail: Detail = .normal) throws -> String {
    let document = LessonDocument(try run(id))
    return (0..<document.count).map { page in
      let lines = TextFormat.lines(
        document.document(page, detail: detail, numbers: style.numbers), style)
      return lines.joined(separator: "\n") + "\n\n"
    }.joined()
  }
}
