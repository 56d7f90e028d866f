import Documents
import Lessons
import Typography

extension ProblemGuideDocument {
  /// All codes, a line each, with their rules in a few words.
  package static func list(_ pages: [ProblemGuide], _ style: TextStyle) -> [String] {
    let layout = TextLayout(style)
    let isNarrow = style.width < 60
    let column = 2 + (pages.map(\.code.count).max() ?? 0)
    return pages.flatMap { page in
      let lead =
        isNarrow
        ? "\(page.code): " : page.code + String(repeating: " ", count: column - page.code.count)
      return layout.prose(
        style.spelling(page.rule), width: style.width, lead: lead, hang: isNarrow ? 2 : column)
    }
  }
}
