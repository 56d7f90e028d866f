import Documents
import Formulas
import MatrixCore
import Typography

/// Lays out a document whose text is already spelt. Each kind of block has a file.
struct TextLayout {
  let style: TextStyle
  let glyphs: Glyphs
  private let labels: MatrixLabels

  init(_ style: TextStyle, labels: MatrixLabels = MatrixLabels()) {
    self.style = style
    self.labels = labels
    glyphs = Glyphs(style.spelling)
  }

  /// The minimum text width inside lists and quotes; deeper levels are not indented further.
  static let narrowest = 14
}

extension TextLayout {
  /// The layout with at least `digits` significant digits.
  func with(digits: Int) -> TextLayout {
    guard digits > style.numbers.precision else { return self }
    return TextLayout(
      TextStyle(
        width: style.width, rows: style.rows, spelling: style.spelling, color: style.color,
        accessible: style.accessible, numbers: style.numbers.with(digits: digits)),
      labels: labels)
  }

  /// Mathematics on one line of text.
  func mathText(_ math: MathText) -> String { style.spelling(math.text(style.numbers)) }

  /// The label of the matrix at `index` along the leading axes: `n = 1, c = 2`.
  func label(_ leading: Shape, at index: Int) -> String {
    style.spelling(labels.label(leading, at: index))
  }

  /// Writes blocks, separated by blank lines unless they belong together.
  func write(_ blocks: [Block], width: Int, into lines: inout TextLines) {
    var previous: Block?
    for block in blocks { write(block, after: &previous, width: width, into: &lines) }
  }

  /// Writes a block, after a blank line unless it belongs to the previous one; nothing if the block
  /// has no text.
  func write(
    _ block: Block, after previous: inout Block?, width: Int, into lines: inout TextLines
  ) {
    let hasText = lines.writeBlock { lines in
      if let previous, !previous.isFollowedClosely(by: block) { lines.appendBlank() }
      write(block, width: width, into: &lines)
    }
    if hasText { previous = block }
  }

  func write(_ block: Block, width: Int, into lines: inout TextLines) {
    switch block {
    case .heading(let level, let text): heading(level: level, text, width: width, into: &lines)
    case .paragraph(let text): lines.append(prose(text, width: width))
    case .list(let marks, let items): list(marks, items, width: width, into: &lines)
    case .quote(let blocks): quote(blocks, width: width, into: &lines)
    case .code(let code): self.code(code, width: width, into: &lines)
    case .rule: lines.append(style.accessible ? "---" : .repeated(glyphs.rule, width))
    case .stepHeader(let header): lines.append(stepHeader(header, width: width))
    case .equations(let equations): self.equations(equations, width: width, into: &lines)
    case .definitions(let title, let definitions):
      self.definitions(title, definitions, width: width, into: &lines)
    case .sentences(let sentences): lines.append(self.sentences(sentences, width: width))
    case .work(let rows): work(rows, width: width, into: &lines)
    case .table(let table): lines.append(self.table(table, width: width))
    case .graph(let picture): lines.append(graph(picture, width: width))
    case .plot(let plot): lines.append(self.plot(plot, width: width))
    case .diagnostic(let frame): lines.append(diagnostic(frame, width: width))
    case .claim(let text, let holds): claim(text, holds: holds, width: width, into: &lines)
    case .remark(let label, let text): remark(label, text, width: width, into: &lines)
    }
  }

  func lines(_ block: Block, width: Int) -> [String] {
    var lines = TextLines()
    write(block, width: width, into: &lines)
    return lines.strings
  }
}

extension Block {
  /// Whether no blank line separates the blocks: consecutive claims, or remarks.
  fileprivate func isFollowedClosely(by next: Block) -> Bool {
    switch (self, next) {
    case (.claim, .claim), (.remark, .remark): true
    default: false
    }
  }
}
