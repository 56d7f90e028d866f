import Backprop
import Formulas

/// The lessons of a folder, which is read through a function that the caller passes.
package struct LessonFolder: Sendable {
  package struct Listed: Sendable {
    package let id: String
    package let front: FrontMatter
  }

  package let path: String
  /// The ids of the lessons in the folder, in alphabetical order.
  package let ids: [String]
  private let read: @Sendable (String) -> [UInt8]?

  /// `names` are the files of the folder; `read` returns a file's bytes, nil if it can't be read.
  package init(
    path: String, names: [String], read: @escaping @Sendable (String) -> [UInt8]?
  ) {
    self.path = path
    self.read = read
    ids = names.compactMap { name in
      guard name.hasSuffix(".md") else { return nil }
      let id = String(name.dropLast(3))
      return isLessonID(id) ? id : nil
    }.sorted()
  }

  package func path(of id: String) -> String {
    path.hasSuffix("/") ? "\(path)\(id).md" : "\(path)/\(id).md"
  }

  /// The course: lessons with an `order` first, in that order, then the others by id.
  package func course() -> [Listed] {
    ids.compactMap(listed).sorted { a, b in
      switch (a.front.order, b.front.order) {
      case (let x?, let y?): x != y ? x < y : a.id < b.id
      case (_?, nil): true
      case (nil, _?): false
      case (nil, nil): a.id < b.id
      }
    }
  }

  /// A lesson with its front matter; nil if its file can't be read.
  private func listed(_ id: String) -> Listed? {
    guard let bytes = read(path(of: id)) else { return nil }
    var ignored: [Problem] = []
    let source = SourceText(name: id, bytes: bytes)
    let front =
      source.characterProblems().isEmpty
      ? FrontMatter.read(source, &ignored).front : FrontMatter()
    return Listed(id: id, front: front)
  }
}
