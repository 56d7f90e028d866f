import Documents

/// A way to write documents. Each has a file or a folder.
package protocol DocumentFormat: SendableMetatype {
  /// The word for `--format`.
  static var name: String { get }
  /// The word with a remark, as help shows it.
  static var help: String { get }
  /// Whether it is read in a terminal, so that the text fits its width, colours and characters.
  static var isForTerminals: Bool { get }
  /// What the names of its files end with.
  static var fileExtension: String { get }
  /// Whether it writes the part before the first error of a lesson that has errors.
  static var writesBeforeErrors: Bool { get }
  /// Whether it writes a lesson's pages, so that a part of them may be chosen, and their numbers.
  static var hasPages: Bool { get }
  /// Whether it writes any document, such as an operation's page, and not lessons alone.
  static var writesAnyDocument: Bool { get }
  /// The languages of the programs that it writes, beside the pages or instead of them.
  static var languages: [Program.Language] { get }
  /// Whether its pages take replies to questions.
  static var asks: Bool { get }

  /// Writes one document, such as a guide or the problems of a lesson.
  static func text(_ document: Document, _ style: TextStyle) -> String
  /// Writes a lesson piece by piece, so that it is never in memory as a whole.
  static func write(_ lesson: LessonData, _ style: TextStyle, to sink: ([UInt8]) -> Void)
  /// The file that lists a course; nil if the format has none.
  static func index(_ course: [CourseEntry]) -> CourseIndex?
  /// The first character of a lesson that the format can't write.
  static func unsupported(_ lesson: LessonData, _ style: TextStyle) -> UnsupportedCharacter?
}

/// A file that lists the lessons of a course.
package struct CourseIndex: Sendable {
  package let file: String
  package let text: String
}

/// A character that a format has no sign for.
package struct UnsupportedCharacter: Sendable {
  package let character: Character
  /// The id of the page; nil for the lesson's title.
  package let page: String?
}

extension DocumentFormat {
  package static var help: String { name }
  package static var isForTerminals: Bool { false }
  package static var fileExtension: String { name }
  package static var writesBeforeErrors: Bool { false }
  package static var hasPages: Bool { true }
  package static var writesAnyDocument: Bool { languages.isEmpty }
  package static var languages: [Program.Language] { [] }
  package static var asks: Bool { false }

  package static func index(_ course: [CourseEntry]) -> CourseIndex? { nil }
  package static func unsupported(
    _ lesson: LessonData, _ style: TextStyle
  ) -> UnsupportedCharacter? { nil }

  /// Writes the pages, each with a blank line after it.
  package static func write(
    _ lesson: LessonData, _ style: TextStyle, to sink: ([UInt8]) -> Void
  ) {
    for page in lesson.pages { sink(Array((text(page.document, style) + "\n").utf8)) }
  }

  /// A lesson as one text.
  package static func text(_ lesson: LessonData, _ style: TextStyle) -> String {
    var bytes: [UInt8] = []
    write(lesson, style) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }
}
