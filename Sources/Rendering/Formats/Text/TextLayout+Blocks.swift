extension TextLayout {
  /// A heading, underlined according to its level.
  func heading(level: Int, _ text: [Inline], width: Int) -> [String] {
    if text.plain.isEmpty { return [] }
    let lines = prose(text.plain, width: width, paint: .bold)
    if style.accessible { return lines }
    let longest = prose(text.plain, width: width).reduce(0) { max($0, DisplayWidth.of($1)) }
    let stroke = level <= 1 ? glyphs.doubleRule : level == 2 ? glyphs.rule : glyphs.dottedRule
    return lines + [.repeated(stroke, longest)]
  }

  func list(start: Int?, _ items: [[Block]], width: Int) -> [String] {
    let last = (start ?? 0).addingReportingOverflow(items.count - 1).partialValue
    let digits = start == nil ? 0 : max(String(start ?? 0).utf8.count, String(last).utf8.count)
    let isLoose = items.contains { $0.count { !$0.isList } > 1 }
    var result: [String] = []
    for (offset, item) in items.enumerated() {
      let number = start.map { String($0.addingReportingOverflow(offset).partialValue) }
      let mark =
        number.map { .spaces(digits - $0.utf8.count) + $0 + "." }
        ?? (style.accessible ? "-" : glyphs.bullet)
      if isLoose, offset > 0 { result.append("") }
      result += marked(mark + " ", item, width: width)
    }
    return result
  }

  /// Blocks with a mark before the first line and the others moved in by its width.
  private func marked(_ mark: String, _ blocks: [Block], width: Int) -> [String] {
    let hang = DisplayWidth.of(mark)
    guard width - hang >= Self.narrowest else {
      return prose(mark, width: width) + lines(blocks, width: width)
    }
    var inner: [String] = []
    for block in blocks {
      if !inner.isEmpty, !block.isList { inner.append("") }
      inner += lines(block, width: width - hang)
    }
    if inner.isEmpty { return [mark.trimmed] }
    return inner.enumerated().map { index, line in
      line.isEmpty ? "" : (index == 0 ? mark : .spaces(hang)) + line
    }
  }

  func quote(_ blocks: [Block], width: Int) -> [String] {
    if style.accessible { return ["Quote:"] + lines(blocks, width: width) }
    guard width - 2 >= Self.narrowest else { return lines(blocks, width: width) }
    return lines(blocks, width: width - 2).map { $0.isEmpty ? glyphs.bar : "\(glyphs.bar) \($0)" }
  }

  /// Text as typed; a line too long goes on below after a `\`.
  func code(_ lines: [String], width: Int) -> [String] {
    let indent = width >= 40 ? "  " : ""
    let room = width - indent.utf8.count
    var result: [String] = []
    for line in lines {
      var rest = line.trimmed[...]
      while DisplayWidth.of(rest, exceeds: room) {
        var (head, tail) = DisplayWidth.split(rest, at: room - 1)
        if let space = head.lastIndex(of: " "),
          head.distance(from: space, to: head.endIndex) < room / 3
        {
          head = rest[...space]
          tail = rest[rest.index(after: space)...]
        }
        result.append(indent + head + "\\")
        rest = tail
      }
      result.append(rest.isEmpty ? "" : indent + rest)
    }
    return result
  }

  func claim(_ text: String, holds: Bool, width: Int) -> [String] {
    let mark =
      style.accessible
      ? (holds ? "holds:" : "does not hold:") : (holds ? glyphs.holds : glyphs.fails)
    return prose(text, width: width, lead: mark + " ", hang: hang(mark, width))
      .map { style.painted($0, holds ? .green : .red) }
  }

  func remark(_ label: String, _ text: [Inline], width: Int) -> [String] {
    let lead = label + (style.accessible ? ": " : "  ")
    guard DisplayWidth.of(lead) <= width / 2 else {
      return prose(label, width: width, paint: .dim) + prose([.text("  ")] + text, width: width)
    }
    var lines = prose(text, width: width, lead: lead, hang: hang(lead, width))
    lines[0] = style.painted(label, .dim) + lines[0].dropFirst(label.count)
    return lines
  }

  /// How far the lines after the first move in: under the text after the mark, where that is not far.
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

extension [Inline] {
  /// The text without its marks.
  fileprivate var plain: String {
    map {
      switch $0 {
      case .text(let text), .code(let text): text
      case .emphasis(let inner), .strong(let inner): inner.plain
      }
    }.joined()
  }
}
