import Documents
import Typography

extension Document {
  /// The document with all text spelt, so that layout measures what is printed.
  func spelled(_ spelling: Spelling) -> Document {
    var document = self
    document.blocks = blocks.map { $0.withoutTabs.mapText(spelling.callAsFunction) }
    return document
  }
}

extension Block {
  fileprivate var withoutTabs: Block {
    switch self {
    case .list(let marks, let items): .list(marks, items: items.map { $0.map(\.withoutTabs) })
    case .quote(let blocks): .quote(blocks.map(\.withoutTabs))
    case .code(let lines): .code(lines.flatMap(\.linesWithoutTabs))
    default: self
    }
  }
}

extension String {
  /// The lines of code, with tabs expanded to tab stops of 4.
  fileprivate var linesWithoutTabs: [String] {
    split(omittingEmptySubsequences: false) { $0.isNewline }.map { line in
      if !line.contains("\t") { return String(line) }
      return line.reduce(into: Line()) { result, character in
        if character == "\t" {
          result.append(spaces: 4 - result.width % 4)
        } else {
          result.append(String(character))
        }
      }.text
    }
  }
}
