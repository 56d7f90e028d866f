import Backprop
import Formulas
import Typography

extension FrontMatter {
  static let keys = [
    "format", "title", "summary", "requires", "order", "level", "source", "allow",
  ]

  /// Reads the front matter; `nextLine` is the line after it, or the first if there is none.
  static func read(
    _ source: SourceText, _ problems: inout [Problem]
  ) -> (front: FrontMatter, nextLine: Int, isReadable: Bool) {
    var front = FrontMatter()
    let start = source.hasByteOrderMark ? 3 : 0
    let first = source.trimmed(start..<max(start, source.lineRange(0).upperBound))
    guard source.text(first) == "---", first.lowerBound == start else {
      problems.append(Problem(.noFrontMatter, at: start..<source.lineRange(0).upperBound))
      return (front, 0, true)
    }
    var seen = NameTable<SourceRange>.empty
    let before = problems.count
    var line = 1
    var isReadable = true
    while true {
      guard line < source.lineStarts.count else {
        problems.replaceSubrange(before..., with: [Problem(.frontMatterNotClosed, at: first)])
        return (front, line, false)
      }
      let range = source.trimmed(source.lineRange(line))
      line += 1
      let text = source.text(range)
      if text == "---" { break }
      if text.isEmpty { continue }
      if text.hasPrefix("#"), closes(source, after: line) {
        problems.append(Problem(.frontMatterLine(text, key: nil), at: range))
        continue
      }
      if text.hasPrefix("```") || text.hasPrefix("#") {
        // The lines taken for keys may be prose.
        problems.replaceSubrange(before..., with: [Problem(.frontMatterNotClosed, at: first)])
        return (front, 0, false)
      }
      guard let colon = source.bytes[range].firstIndex(of: UInt8(ascii: ":")) else {
        let key = String(text.prefix { !$0.isWhitespace })
        let isKey = keys.contains(key)
        if isKey { seen.note(key, at: range) }
        problems.append(Problem(.frontMatterLine(text, key: isKey ? key : nil), at: range))
        continue
      }
      let keyRange = source.trimmed(range.lowerBound..<colon)
      let valueRange = source.trimmed(colon + 1..<range.upperBound)
      let key = source.text(keyRange)
      guard keys.contains(key) else {
        problems.append(
          Problem(.unknownKey(key, suggestion: nearest(key, keys)), at: keyRange))
        if let meant = nearest(key, keys) { seen.note(meant, at: keyRange) }
        continue
      }
      if let known = seen.note(key, at: keyRange) {
        problems.append(Problem(.repeatedKey(key), at: keyRange, related: known))
        continue
      }
      if valueRange.isEmpty {
        problems.append(Problem(.emptyKey(key), at: keyRange))
        continue
      }
      if !front.set(key, source, valueRange, &problems) { isReadable = false }
    }
    for key in ["format", "title", "summary"] where seen[key] == nil {
      problems.append(Problem(.missingKey(key), at: first))
    }
    // Nothing else is known about another format.
    if !isReadable { problems.removeAll { !$0.isFormatProblem } }
    return (front, line, isReadable)
  }

  /// Whether the front matter continues at a line and is closed: up to its end there are only keys,
  /// comments and empty lines.
  private static func closes(_ source: SourceText, after line: Int) -> Bool {
    for line in line..<max(line, source.lineStarts.count) {
      let range = source.trimmed(source.lineRange(line))
      let text = source.text(range)
      if text == "---" { return true }
      if text.isEmpty || text.hasPrefix("#") { continue }
      let key = source.trimmed(
        range
          .lowerBound..<(source.bytes[range].firstIndex(of: UInt8(ascii: ":")) ?? range.lowerBound))
      if nearest(source.text(key), keys) == nil { return false }
    }
    return false
  }

  /// Sets one value; false if the rest of the lesson can't be understood.
  private mutating func set(
    _ key: String, _ source: SourceText, _ range: SourceRange, _ problems: inout [Problem]
  ) -> Bool {
    let value = source.text(range)
    switch key {
    case "format":
      let digits = value.utf8.drop { $0 == UInt8(ascii: "-") }
      guard !digits.isEmpty, value.utf8.count - digits.count <= 1,
        digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
      else {
        problems.append(Problem(.formatNotNumber(value), at: range))
        return true
      }
      if Int(value) == 1 { return true }
      // A number too large for `Int` is not 1 either.
      let isOld = Int(value).map { $0 < 1 } ?? value.hasPrefix("-")
      problems.append(
        Problem(isOld ? .formatTooOld(value) : .formatTooNew(value), at: range))
      return false
    case "title": title = value
    case "summary": summary = value
    case "level": level = value
    case "source": self.source = value
    case "order":
      guard let number = Int(value).map(Double.init) ?? Double(value), number.isFinite else {
        problems.append(Problem(.orderNotNumber(value), at: range))
        return true
      }
      order = number
    case "requires" where value.hasPrefix("["):
      problems.append(Problem(.bracketsInList("requires", value), at: range))
    case "allow" where value.hasPrefix("["):
      problems.append(Problem(.bracketsInList("allow", value), at: range))
    case "requires":
      for item in source.items(range) {
        if isLessonID(item.text) {
          requires.append(item.text)
        } else {
          problems.append(Problem(.badID(item.text), at: item.range))
        }
      }
    case "allow":
      for item in source.items(range) {
        if Problem.warningCodes.contains(item.text) {
          allow.append(item.text)
        } else {
          problems.append(
            Problem(
              .unknownWarning(
                item.text, suggestion: nearest(item.text, Problem.warningCodes)),
              at: item.range))
        }
      }
    default: break
    }
    return true
  }
}

extension Problem {
  fileprivate var isFormatProblem: Bool {
    switch kind {
    case FileProblem.formatTooOld, FileProblem.formatTooNew: true
    default: false
    }
  }
}

/// Whether a text can be a lesson's id: lower-case letters, digits and hyphens.
package func isLessonID(_ text: String) -> Bool {
  !text.isEmpty
    && text.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
    }
}

extension SourceText {
  /// The text between commas, with its range.
  func items(_ range: SourceRange) -> [Part] {
    var result: [Part] = []
    var start = range.lowerBound
    for index in range.lowerBound...range.upperBound
    where index == range.upperBound || bytes[index] == UInt8(ascii: ",") {
      result.append(part(trimmed(start..<index)))
      start = index + 1
    }
    return result
  }
}
