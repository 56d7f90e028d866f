import Backprop
import Formulas

/// Parses prose: headings, paragraphs, lists, quotes and rules, with code, emphasis and computed
/// values in them.
struct ProseParser {
  let source: SourceText
  var problems: [Problem] = []

  init(_ source: SourceText) {
    self.source = source
  }

  /// Parses the blocks of lines, which are given by their ranges.
  mutating func blocks(_ lines: [SourceRange], depth: Int = 0) -> [ProseBlock] {
    var blocks: [ProseBlock] = []
    var paragraph: [SourceRange] = []
    var index = 0
    func isEmpty(_ range: SourceRange) -> Bool { source.trimmed(range).isEmpty }

    while index < lines.count {
      let line = lines[index]
      let trimmed = source.trimmed(line)
      if trimmed.isEmpty {
        flush(&paragraph, &blocks)
        index += 1
      } else if let (level, rest) = heading(trimmed) {
        flush(&paragraph, &blocks)
        blocks.append(.heading(level: level, inlines([rest])))
        index += 1
      } else if isRule(trimmed) {
        flush(&paragraph, &blocks)
        blocks.append(.rule)
        index += 1
      } else if source.bytes[trimmed.lowerBound] == UInt8(ascii: ">"), depth < 8 {
        flush(&paragraph, &blocks)
        var inner: [SourceRange] = []
        while index < lines.count {
          let next = source.trimmed(lines[index])
          guard !next.isEmpty, source.bytes[next.lowerBound] == UInt8(ascii: ">") else { break }
          inner.append(next.lowerBound + 1..<next.upperBound)
          index += 1
        }
        blocks.append(.quote(self.blocks(inner, depth: depth + 1)))
      } else if let first = marker(line), depth < 8,
        paragraph.isEmpty || first.number == nil || first.number == 1
      {
        flush(&paragraph, &blocks)
        var items: [[ProseBlock]] = []
        let isNumbered = first.number != nil
        while index < lines.count, let item = marker(lines[index]),
          (item.number != nil) == isNumbered, item.indent == first.indent
        {
          var inner = [item.content..<lines[index].upperBound]
          index += 1
          while index < lines.count {
            let next = lines[index]
            if isEmpty(next) {
              guard index + 1 < lines.count, indent(lines[index + 1]) > first.indent,
                !isEmpty(lines[index + 1])
              else { break }
              inner.append(next)
            } else if indent(next) > first.indent
              || (marker(next) == nil && heading(source.trimmed(next)) == nil
                && !isEmpty(lines[index - 1]))
            {
              inner.append(next)
            } else {
              break
            }
            index += 1
          }
          items.append(self.blocks(inner, depth: depth + 1))
          // Blank lines between items do not end a list.
          var ahead = index
          while ahead < lines.count, isEmpty(lines[ahead]) { ahead += 1 }
          if ahead < lines.count, let next = marker(lines[ahead]),
            (next.number != nil) == isNumbered, next.indent == first.indent
          {
            index = ahead
          }
        }
        blocks.append(.list(start: first.number, items: items))
      } else if source.bytes[trimmed.lowerBound] == UInt8(ascii: "|") {
        flush(&paragraph, &blocks)
        let rows = lines[index...].map(source.trimmed).prefix {
          source.bytes[$0].first == UInt8(ascii: "|")
        }
        blocks += table(Array(rows))
        index += rows.count
      } else {
        paragraph.append(trimmed)
        index += 1
      }
    }
    flush(&paragraph, &blocks)
    return blocks
  }

  /// A table as typed; each row is a paragraph if there are computed values among them.
  private mutating func table(_ rows: [SourceRange]) -> [ProseBlock] {
    let texts = rows.map { source.text($0) }
    guard texts.contains(where: { $0.contains("{{") }) else { return [.code(texts)] }
    return rows.map { .paragraph(inlines([$0])) }
  }

  private mutating func flush(_ paragraph: inout [SourceRange], _ blocks: inout [ProseBlock]) {
    guard !paragraph.isEmpty else { return }
    blocks.append(.paragraph(inlines(paragraph)))
    paragraph = []
  }
}

// MARK: - Lines

extension ProseParser {
  private func heading(_ range: SourceRange) -> (level: Int, rest: SourceRange)? {
    var index = range.lowerBound
    while index < range.upperBound, source.bytes[index] == UInt8(ascii: "#") { index += 1 }
    let level = index - range.lowerBound
    guard (1...6).contains(level), index == range.upperBound || isBlank(source.bytes[index]) else {
      return nil
    }
    var end = range.upperBound
    while end > index, source.bytes[end - 1] == UInt8(ascii: "#") { end -= 1 }
    return (level, source.trimmed(index..<end))
  }

  private func isRule(_ range: SourceRange) -> Bool {
    let first = source.bytes[range.lowerBound]
    guard first == UInt8(ascii: "-") || first == UInt8(ascii: "*") || first == UInt8(ascii: "_")
    else { return false }
    var marks = 0
    for byte in source.bytes[range] where !isBlank(byte) {
      guard byte == first else { return false }
      marks += 1
    }
    return marks >= 3
  }

  private func indent(_ range: SourceRange) -> Int {
    source.trimmed(range).lowerBound - range.lowerBound
  }

  /// The marker of a list item: `- ` or `1. `.
  private func marker(_ range: SourceRange) -> (indent: Int, number: Int?, content: Int)? {
    let trimmed = source.trimmed(range)
    guard let first = source.bytes[trimmed].first else { return nil }
    let indent = trimmed.lowerBound - range.lowerBound
    if first == UInt8(ascii: "-") {
      let next = trimmed.lowerBound + 1
      guard next < trimmed.upperBound, isBlank(source.bytes[next]) else { return nil }
      return (indent, nil, source.trimmed(next..<trimmed.upperBound).lowerBound)
    }
    var index = trimmed.lowerBound
    var number = 0
    while index < trimmed.upperBound, source.bytes[index] &- 0x30 < 10,
      index - trimmed.lowerBound < 9
    {
      number = number * 10 + Int(source.bytes[index] - 0x30)
      index += 1
    }
    guard index > trimmed.lowerBound, index + 1 < trimmed.upperBound,
      source.bytes[index] == UInt8(ascii: "."), isBlank(source.bytes[index + 1])
    else { return nil }
    return (indent, number, source.trimmed(index + 1..<trimmed.upperBound).lowerBound)
  }
}
