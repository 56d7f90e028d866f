/// A document as lines of text, for a terminal or a file.
package enum TextFormat {
  /// The lines of the document. None is wider than the style's width, none ends in a space, and none
  /// holds a control character other than those of colour.
  package static func lines(_ document: Document, _ style: TextStyle) -> [String] {
    let layout = TextLayout(style)
    let indent = String.spaces(style.bodyIndent)
    var result: [String] = []
    var group: [Block] = []

    func add(_ blocks: [Block], indent: String) {
      let lines = layout.lines(blocks, width: style.width - indent.utf8.count)
      if lines.isEmpty { return }
      if !result.isEmpty { result.append("") }
      result += lines.map { $0.isEmpty ? "" : indent + $0 }
    }
    for block in document.spelled(style.spelling).blocks {
      guard block.isOutdented else {
        group.append(block)
        continue
      }
      add(group, indent: indent)
      add([block], indent: "")
      group = []
    }
    add(group, indent: indent)
    return result
  }

  /// The lines, each with its end.
  package static func text(_ document: Document, _ style: TextStyle) -> String {
    lines(document, style).map { $0 + "\n" }.joined()
  }

  /// Words set into a line that fills the width, `── Enter next · q quit ────`; those at the end that
  /// don't fit are left out.
  package static func bar(_ words: [String], _ style: TextStyle) -> String {
    TextLayout(style).bar(words.map(style.spelling.callAsFunction), width: style.width)
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
