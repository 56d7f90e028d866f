/// Lays out a document that is spelt already. Each kind of block has a file.
struct TextLayout {
  let style: TextStyle
  let glyphs: Glyphs

  init(_ style: TextStyle) {
    self.style = style
    glyphs = Glyphs(style.spelling)
  }

  /// Inside lists and quotes text is not set narrower than this; deeper levels stop moving in.
  static let narrowest = 14
}

extension TextLayout {
  /// The layout that shows so many significant digits or more.
  func with(digits: Int) -> TextLayout {
    guard digits > style.numbers.precision else { return self }
    return TextLayout(
      TextStyle(
        width: style.width, spelling: style.spelling, color: style.color,
        accessible: style.accessible, numbers: style.numbers.with(digits: digits)))
  }

  /// The lines of blocks, with a blank line between those that don't belong together.
  func lines(_ blocks: [Block], width: Int) -> [String] {
    var result: [String] = []
    var previous: Block?
    for block in blocks {
      let lines = lines(block, width: width)
      if lines.allSatisfy(\.isEmpty) { continue }
      if let previous, !previous.isFollowedClosely(by: block) { result.append("") }
      result += lines
      previous = block
    }
    return result
  }

  func lines(_ block: Block, width: Int) -> [String] {
    switch block {
    case .heading(let level, let text): heading(level: level, text, width: width)
    case .paragraph(let text): prose(text, width: width)
    case .list(let start, let items): list(start: start, items, width: width)
    case .quote(let blocks): quote(blocks, width: width)
    case .code(let lines): code(lines, width: width)
    case .rule: [style.accessible ? "---" : .repeated(glyphs.rule, width)]
    case .stepHeader(let header): [stepHeader(header, width: width)]
    case .equations(let equations): self.equations(equations, width: width)
    case .work(let rows):
      style.accessible ? workInWords(rows, width: width) : work(rows, width: width)
    case .table(let table): self.table(table, width: width)
    case .graph(let picture): graph(picture, width: width)
    case .plot(let plot): self.plot(plot, width: width)
    case .claim(let text, let holds): claim(text, holds: holds, width: width)
    case .remark(let label, let text): remark(label, text, width: width)
    }
  }
}

extension Block {
  /// Claims stand together, and so do remarks.
  fileprivate func isFollowedClosely(by next: Block) -> Bool {
    switch (self, next) {
    case (.claim, .claim), (.remark, .remark): true
    default: false
    }
  }
}
