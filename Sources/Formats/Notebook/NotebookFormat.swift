import Documents
import Formulas
import Typography

/// A Jupyter notebook (nbformat 4.5): the pages as Markdown, the lines of NumPy that belong to each as
/// code whose checks assert, and PyTorch's proof in the last cell. It has no outputs.
package enum NotebookFormat: DocumentFormat {
  package static let name = "notebook"
  package static let fileExtension = "ipynb"
  package static let languages = [Program.Language.numpy, .torch]

  package static func text(_ document: Document, _ style: TextStyle) -> String {
    notebook([
      NotebookCell(.markdown, "document", MarkdownFormat.notebookText(document, page(style)))
    ]).text
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
      NotebookCell(.markdown, "title", MarkdownFormat.notebookText(lesson.heading, style))
    ]
    var code = lesson.programs.first { $0.language == .numpy }.map(CodeCells.init)
    cells += code?.setup ?? []
    for page in lesson.pages {
      cells.append(
        NotebookCell(.markdown, page.id, MarkdownFormat.notebookText(page.document, style)))
      cells += code?.next(after: page.id) ?? []
    }
    cells += code?.rest ?? []
    for program in lesson.programs where program.language == .torch {
      cells += CodeCells(program).whole
    }
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
