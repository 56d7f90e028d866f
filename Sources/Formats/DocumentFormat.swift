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
  /// The languages of the programs that it writes, beside the pages or instead of them.
  static var languages: [Program.Language] { get }

  /// Writes one document, such as a guide or the problems of a lesson.
  static func text(_ document: Document, _ style: TextStyle) -> String
  /// Writes a lesson piece by piece, so that it is never in memory as a whole.
  static func write(_ lesson: LessonData, _ style: TextStyle, to sink: ([UInt8]) -> Void)
}

extension DocumentFormat {
  package static var help: String { name }
  package static var isForTerminals: Bool { false }
  package static var fileExtension: String { name }
  package static var writesBeforeErrors: Bool { false }
  package static var hasPages: Bool { true }
  package static var languages: [Program.Language] { [] }

  /// Writes the pages, each with a blank line after it.
  package static func write(
    _ lesson: LessonData, _ style: TextStyle, to sink: ([UInt8]) -> Void
  ) {
    for page in lesson.pages { sink(Array((text(page, style) + "\n").utf8)) }
  }

  /// A lesson as one text.
  package static func text(_ lesson: LessonData, _ style: TextStyle) -> String {
    var bytes: [UInt8] = []
    write(lesson, style) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }
}
