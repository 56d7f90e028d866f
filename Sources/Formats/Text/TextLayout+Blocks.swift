import Documents
import Formulas
import Typography

extension TextLayout {
  /// A heading, underlined by its level.
  func heading(level: Int, _ text: [Inline], width: Int, into lines: inout TextLines) {
    let text = style.spelling(text.plain)
    if text.isEmpty { return }
    let textLines = prose(text, width: width)
    for line in textLines { lines.append(style.painted(line, .bold)) }
    if style.accessible { return }
    let stroke = level <= 1 ? glyphs.doubleRule : level == 2 ? glyphs.rule : glyphs.dottedRule
    lines.append(.repeated(stroke, textLines.reduce(0) { max($0, DisplayWidth.of($1)) }))
  }

  func list(_ marks: ListMarks, _ items: [[Block]], width: Int, into lines: inout TextLines) {
    let widest = max(marks.text(at: 0)?.count ?? 0, marks.text(at: items.count - 1)?.count ?? 0)
    let isLoose = items.contains { $0.count { !$0.isList } > 1 }
    for (offset, item) in items.enumerated() {
      let mark =
        marks.text(at: offset).map { .spaces(widest - $0.count) + $0 }
        ?? (style.accessible ? "-" : glyphs.bullet)
      if isLoose, offset > 0 { lines.appendBlank() }
      write(item, mark: mark + " ", width: width, into: &lines)
    }
  }

  /// Writes blocks with a mark before the first line, the others indented by its width.
  private func write(_ blocks: [Block], mark: String, width: Int, into lines: inout TextLines) {
    let hang = DisplayWidth.of(mark)
    guard width - hang >= Self.narrowest else {
      lines.append(prose(mark, width: width))
      write(blocks, width: width, into: &lines)
      return
    }
    let start = lines.count
    lines.moved(in: .spaces(hang), mark: mark) { lines in
      for block in blocks {
        if lines.count > start, !block.isList { lines.appendBlank() }
        write(block, width: width - hang, into: &lines)
      }
    }
    if lines.count == start { lines.append(mark) }
  }

  func quote(_ blocks: [Block], width: Int, into lines: inout TextLines) {
    if style.accessible { lines.append(Vocabulary.quote + ":") }
    guard !style.accessible, width - 2 >= Self.narrowest else {
      write(blocks, width: width, into: &lines)
      return
    }
    lines.moved(in: glyphs.bar + " ") { write(blocks, width: width - 2, into: &$0) }
  }

  /// Text as typed; a line that is too long continues below after a `\`, in a formula outside of as
  /// many brackets as possible.
  func code(_ code: [String], width: Int, into lines: inout TextLines) {
    let indent = width >= 40 ? "  " : ""
    let room = width - indent.count
    lines.moved(in: indent) { lines in
      for line in code {
        if DisplayWidth.of(line) <= room {
          lines.append(line)
          continue
        }
        let line = FormulaBreaker(line.trimmed)
        var (rest, lead) = (line.text[...], "")
        while !DisplayWidth.split(rest, at: room - lead.count).rest.isEmpty {
          let end = line.lineEnd(of: rest, room: room - lead.count - 2)
          lines.append(lead + rest[..<end] + (rest[end...].first == " " ? " \\" : "\\"))
          rest = rest[end...].drop { $0 == " " }
          lead = "  "
        }
        lines.append(lead + rest)
      }
    }
  }

  /// Terms with their meanings, in two columns or, in a narrow space, one below the other.
  func definitions(
    _ title: String?, _ definitions: [Definition], width: Int, into lines: inout TextLines
  ) {
    if let title { lines.append(prose(title, width: width)) }
    let indent = title == nil || style.accessible ? 0 : 2
    let room = width - indent
    let column = 2 + definitions.reduce(0) { max($0, DisplayWidth.of($1.term)) }
    lines.moved(in: .spaces(indent)) { lines in
      for definition in definitions {
        if style.accessible {
          let lead = definition.meaning.isEmpty ? definition.term : definition.term + ": "
          lines.append(prose([.text(lead)] + definition.meaning, width: room, hang: 2))
        } else if definition.meaning.isEmpty || room - column < Self.narrowestMeaning {
          lines.append(prose(definition.term, width: room, hang: 2, paint: .bold))
          if definition.meaning.isEmpty { continue }
          let lead = WordWrap.Run(.spaces(4))
          lines.append(prose(definition.meaning, width: room, lead: [lead], hang: 4))
        } else {
          let gap = WordWrap.Run(.spaces(column - DisplayWidth.of(definition.term)))
          lines.append(
            prose(
              definition.meaning, width: room, lead: [WordWrap.Run(definition.term, .bold), gap],
              hang: column))
        }
      }
    }
  }

  /// The minimum width of the column of meanings.
  private static let narrowestMeaning = 30

  func claim(_ text: Sentence, holds: Bool, width: Int, into lines: inout TextLines) {
    let mark =
      style.accessible
      ? Vocabulary.claim(holds: holds) + ":" : holds ? glyphs.holds : glyphs.fails
    let lead = [WordWrap.Run(mark + " ")]
    for line in prose(text.inlines, width: width, lead: lead, hang: hang(mark, width)) {
      lines.append(style.painted(line, holds ? .green : .red))
    }
  }

  func remark(_ label: String, _ text: [Inline], width: Int, into lines: inout TextLines) {
    let gap = style.accessible ? ": " : "  "
    let columns = DisplayWidth.of(label + gap)
    guard columns <= width / 2 else {
      lines.append(prose(label, width: width, paint: .dim))
      lines.append(prose([.text("  ")] + text, width: width))
      return
    }
    lines.append(
      prose(
        text, width: width, lead: [WordWrap.Run(label, .dim), WordWrap.Run(gap)],
        hang: hang(label + gap, width)))
  }

  /// The hanging indent: the width of the mark, unless that is too wide.
  private func hang(_ mark: String, _ width: Int) -> Int {
    let columns = DisplayWidth.of(mark) + (mark.last == " " ? 0 : 1)
    return columns <= width / 3 ? columns : 2
  }
}

extension Block {
  fileprivate var isList: Bool {
    if case .list = self { true } else { false }
  }
}
