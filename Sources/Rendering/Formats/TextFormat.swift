/// A document as lines of text, for a terminal or a file.
package enum TextFormat {
  /// The lines of the document. None is wider than the style's width, none ends in a space, and none
  /// holds a control character other than those of colour.
  package static func lines(_ document: Document, _ style: TextStyle) -> [String] {
    var lines = TextLines()
    lay(document, style, into: &lines)
    return lines.strings
  }

  /// The lines, each with its end.
  package static func text(_ document: Document, _ style: TextStyle) -> String {
    var lines = TextLines()
    lay(document, style, into: &lines)
    return lines.text
  }

  /// Appends the text to others.
  package static func write(_ document: Document, _ style: TextStyle, to bytes: inout [UInt8]) {
    var lines = TextLines(after: exchange(&bytes, with: []))
    lay(document, style, into: &lines)
    bytes = lines.bytes
  }

  /// A sentence at the left edge, its lines after the first moved in.
  package static func prose(
    _ text: String, lead: String = "", hang: Int = 0, _ style: TextStyle
  ) -> [String] {
    TextLayout(style).prose(style.spelling(text), width: style.width, lead: lead, hang: hang)
  }

  private static func lay(_ document: Document, _ style: TextStyle, into lines: inout TextLines) {
    let layout = TextLayout(style, letters: document.letters)
    let indent = style.bodyIndent
    let margin = [UInt8](repeating: UInt8(ascii: " "), count: indent)
    lines.reserve()
    var previous: Block?
    for block in document.spelled(style.spelling).blocks {
      let isOutdented = block.isOutdented
      lines.margin = isOutdented ? [] : margin
      layout.write(
        block, after: &previous, width: isOutdented ? style.width : style.width - indent,
        into: &lines)
    }
  }

  /// Words set into a line that fills the width, `── Enter next · q quit ────`; those at the end that
  /// don't fit are left out.
  package static func bar(_ words: [String], _ style: TextStyle) -> String {
    TextLayout(style).bar(words.map(style.spelling.callAsFunction), width: style.width).text
  }
}

extension TextStyle {
  /// How far the body stands inside the headers.
  fileprivate var bodyIndent: Int {
    accessible || width < 40 ? 0 : width < 60 ? 1 : 2
  }
}

extension Block {
  fileprivate var isOutdented: Bool {
    switch self {
    case .heading, .stepHeader: true
    default: false
    }
  }
}
