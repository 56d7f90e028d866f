import Documents
import Typography

/// A document as lines of text, for a terminal or a file.
package enum TextFormat: DocumentFormat {
  package static let name = "text"
  package static let help = "text (usual)"
  package static let isForTerminals = true
  package static let fileExtension = "txt"
  package static let writesBeforeErrors = true

  /// The lines of the document. None is wider than the style's width, ends in a space, or holds
  /// control characters other than colour codes.
  package static func lines(_ document: Document, _ style: TextStyle) -> [String] {
    let style = style.numbered(for: document)
    let layout = TextLayout(style, labels: document.labels)
    let document = style.accessible ? document.spoken(style.numbers) : document
    var lines = TextLines()
    var previous: Block?
    let blocks = layout.sideBySide(
      document.spelled(style.spelling).blocks, width: style.width - style.bodyIndent)
    for block in blocks {
      let indent = block.isOutdented ? 0 : style.bodyIndent
      lines.margin = .spaces(indent)
      layout.write(block, after: &previous, width: style.width - indent, into: &lines)
    }
    return lines.strings
  }

  /// The lines, each with a line end.
  package static func text(_ document: Document, _ style: TextStyle) -> String {
    (lines(document, style) + [""]).joined(separator: "\n")
  }

  /// A sentence at the left edge, with a hanging indent.
  package static func prose(
    _ text: String, lead: String = "", hang: Int = 0, _ style: TextStyle
  ) -> [String] {
    TextLayout(style).prose(style.spelling(text), width: style.width, lead: lead, hang: hang)
  }

  /// Words in a rule that fills the width, `── Enter next · q quit ────`; final words that don't
  /// fit are left out.
  package static func bar(_ words: [String], _ style: TextStyle) -> String {
    TextLayout(style).bar(words.map(style.spelling.callAsFunction), width: style.width).text
  }
}

extension TextStyle {
  /// The indent of the body relative to the headers.
  fileprivate var bodyIndent: Int {
    accessible || width < 40 ? 0 : width < 60 ? 1 : 2
  }
}

extension Block {
  fileprivate var isOutdented: Bool {
    switch self {
    case .heading, .stepHeader, .diagnostic, .definitions(.some, _): true
    default: false
    }
  }
}
