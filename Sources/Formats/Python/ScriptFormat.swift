import Documents

/// A format that writes a lesson's program instead of its pages.
package protocol ScriptFormat: DocumentFormat {}

extension ScriptFormat {
  package static var hasPages: Bool { false }
  package static var fileExtension: String { "py" }

  /// The document as comments.
  package static func text(_ document: Document, _ style: TextStyle) -> String {
    let style = TextStyle(width: style.width, numbers: style.numbers)
    return TextFormat.lines(document, style).map { PythonWriter.comment($0) + "\n" }.joined()
  }

  package static func write(
    _ lesson: LessonData, _ style: TextStyle, to sink: ([UInt8]) -> Void
  ) {
    for program in lesson.programs { PythonScript(program).write(to: sink) }
  }
}
