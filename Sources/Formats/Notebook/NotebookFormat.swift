import Documents
import Typography

/// A Jupyter notebook (nbformat 4.5): the pages as Markdown, the lines of NumPy that belong to each as
/// code whose checks assert, and PyTorch's proof in the last cell. It has no outputs.
package enum NotebookFormat: DocumentFormat {
  package static let name = "notebook"
  package static let fileExtension = "ipynb"
  package static let languages = [Program.Language.numpy, .torch]

  package static func text(_ document: Document, _ style: TextStyle) -> String {
    notebook([NotebookCell(.markdown, "document", MarkdownFormat.text(document, page(style)))]).text
  }

  package static func write(
    _ lesson: LessonData, _ style: TextStyle, to sink: ([UInt8]) -> Void
  ) {
    notebook(cells(lesson, page(style))).write(sink)
  }

  /// The same on every machine.
  private static func page(_ style: TextStyle) -> TextStyle {
    TextStyle(width: style.width, numbers: style.numbers)
  }
}

// MARK: - Cells

extension NotebookFormat {
  private static func cells(_ lesson: LessonData, _ style: TextStyle) -> [NotebookCell] {
    var cells = [
      NotebookCell(.markdown, "title", MarkdownFormat.text(lesson.heading, style))
    ]
    for program in lesson.programs where program.language == .numpy {
      cells += pages(lesson, program, style)
    }
    for program in lesson.programs where program.language == .torch {
      let prelude = PythonPrelude(program, .cell)
      let writer = PythonWriter(names: PythonNames(program, reserved: prelude.names))
      let lines = program.parts.flatMap { part in
        (part.heading.map { ["", PythonWriter.comment($0)] } ?? []) + writer.lines(part.lines)
      }
      cells.append(
        NotebookCell(
          .code, "pytorch",
          (program.introduction + writer.naming).map(
            PythonWriter.comment) + [""] + prelude.opening + ["", ""] + lines))
    }
    return cells
  }

  /// The pages, and after each the code up to its step. Code that no page shows stands before the
  /// next that one does.
  private static func pages(
    _ lesson: LessonData, _ program: Program, _ style: TextStyle
  ) -> [NotebookCell] {
    let prelude = PythonPrelude(program, .cell)
    let writer = PythonWriter(names: PythonNames(program, reserved: prelude.names))
    var cells = [
      NotebookCell(
        .code, "setup",
        (program.introduction + writer.naming).map(PythonWriter.comment)
          + [""] + prelude.opening)
    ]
    var written = 0
    func code(_ end: Int, _ id: String) {
      guard end > written else { return }
      let lines = program.parts[written..<end].flatMap { part in
        (part.heading.map { ["", PythonWriter.comment($0)] } ?? []) + writer.lines(part.lines)
      }
      cells.append(NotebookCell(.code, id + ".code", lines))
      written = end
    }
    for (page, id) in zip(lesson.pages, lesson.pageIDs) {
      cells.append(NotebookCell(.markdown, id, MarkdownFormat.text(page, style)))
      if let part = program.parts.lastIndex(where: { $0.step == id }) { code(part + 1, id) }
    }
    code(program.parts.count, "rest")
    return cells
  }

  private static func notebook(_ cells: [NotebookCell]) -> JSON {
    var ids = NotebookIDs()
    var named: [JSON] = []
    for cell in cells { named.append(cell.json(id: ids.id(for: cell.id))) }
    return .object([
      ("cells", .array(named)),
      (
        "metadata",
        .object([
          (
            "kernelspec",
            .object([
              ("display_name", .string("Python 3")), ("language", .string("python")),
              ("name", .string("python3")),
            ])
          ), ("language_info", .object([("name", .string("python"))])),
        ])
      ), ("nbformat", .integer(4)), ("nbformat_minor", .integer(5)),
    ])
  }
}

extension LessonData {
  fileprivate var heading: Document { Document([.heading(level: 1, [.text(title)])]) }
}
