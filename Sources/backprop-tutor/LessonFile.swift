import Documents
import Formats
import Typography

/// How a lesson is written as a file of a format.
struct LessonFile {
  static let withoutAnswers = CommandOption(
    name: "--without-answers", value: nil,
    help: "leave out answers and the pages that show them (html: for marks)")

  let format: any DocumentFormat.Type
  let style: TextStyle
  let detail: Detail
  let withoutAnswers: Bool

  /// The content of the file. Throws if the format can't write a character of it.
  func data(
    _ document: LessonDocument, id: String, pages: Range<Int>, neighbours: CourseNeighbours? = nil
  ) throws(UsageError) -> LessonData {
    let pages = (format.hasPages ? pages : 0..<0).filter { page in
      !withoutAnswers || !document.answers(page)
    }
    var data = document.data(
      id: id, pages: pages, detail: detail, numbers: style.numbers, languages: format.languages,
      asks: format.asks && !withoutAnswers)
    data.neighbours = neighbours
    if let unsupported = format.unsupported(data, style) {
      throw .unsupportedCharacter(unsupported, lesson: id, format: format.name)
    }
    return data
  }
}
