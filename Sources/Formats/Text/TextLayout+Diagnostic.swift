import Documents
import Typography

extension TextLayout {
  /// A diagnostic: the message, the location, the marked source lines, and help.
  ///
  ///     error: X @ W needs the last axis of X and the first of W to be the same
  ///       --> lessons/mine.md:14:5
  ///        |
  ///     14 | Y = X @ W + b
  ///        |     ^^^^^ X is (N 2, in 2), W is (out 3, in 2)
  ///        = help: `X @ W.T` has axes (N, out)
  ///        = code: axes-differ
  ///
  /// Only a path may be wider than `width`, because a broken path can't be used.
  func diagnostic(_ frame: DiagnosticFrame, width: Int) -> [String] {
    let location = "\(frame.file):\(frame.line):\(frame.column)"
    let notes = [(Vocabulary.help, frame.help), (Vocabulary.code, frame.code)]
    var result = headline(frame, width: width)
    if style.accessible {
      result.append("  \(location)")
      for mark in frame.marks { result += accessibleLines(mark, width: width) }
      for case (let word, let text?) in notes {
        result += prose("\(word): \(text)", width: width, lead: "  ", hang: 4)
      }
      return result
    }
    let digits = "\(frame.marks.last?.line ?? 1)".utf8.count
    result.append("\(String.spaces(digits))\(style.painted("-->", .dim)) \(location)")
    result.append(gutter("", digits))
    var previous: Int?
    for mark in frame.marks {
      if let previous, mark.line > previous + 1 { result.append(style.painted("...", .dim)) }
      result += lines(mark, digits, showsSource: mark.line != previous, width: width)
      previous = mark.line
    }
    for case (let word, let text?) in notes {
      let lead = "\(String.spaces(digits + 1))= \(word): "
      result += prose(text, width: width, lead: lead, hang: diagnosticHang(lead, width: width))
    }
    return result
  }

  private func headline(_ frame: DiagnosticFrame, width: Int) -> [String] {
    let lead = "\(frame.severity): "
    let paint: Paint = frame.isError ? .red : .bold
    return prose(
      frame.message, width: width, lead: lead, hang: diagnosticHang(lead, width: width)
    ).enumerated().map { index, line in
      guard index == 0 else { return style.painted(line, .bold) }
      let word = lead.trimmed
      return style.painted(word, paint) + style.painted(String(line.dropFirst(word.count)), .bold)
    }
  }

  private func diagnosticHang(_ lead: String, width: Int) -> Int {
    width < 40 ? 2 : lead.utf8.count
  }

  /// The source line, unless the previous mark has shown it, and the mark below it.
  private func lines(
    _ mark: DiagnosticFrame.Mark, _ digits: Int, showsSource: Bool, width: Int
  ) -> [String] {
    let room = max(12, width - digits - 3)
    let line = MarkedLine(mark, width: room, spelling: style.spelling, ellipsis: glyphs.ellipsis)
    var result: [String] = []
    if showsSource || line.isCut { result.append(gutter("\(mark.line)", digits, line.text)) }
    let carets = String.repeated(mark.isMain ? "^" : "-", line.columns.count)
    let marks =
      String.spaces(line.columns.lowerBound) + style.painted(carets, mark.isMain ? .red : .bold)
    let fits = line.columns.upperBound + 1 + DisplayWidth.of(mark.label) <= room
    result.append(
      gutter("", digits, marks + (fits && !mark.label.isEmpty ? " \(mark.label)" : "")))
    if !fits {
      let indent = min(line.columns.lowerBound, max(0, room - 40))
      for text in prose(mark.label, width: room - indent) {
        result.append(gutter("", digits, .spaces(indent) + text))
      }
    }
    return result
  }

  /// `14 | text`
  private func gutter(_ number: String, _ digits: Int, _ text: String = "") -> String {
    let edge = style.painted("\(String.spaces(digits - number.utf8.count))\(number) |", .dim)
    return text.isEmpty ? edge : "\(edge) \(text)"
  }

  /// A mark for a screen reader: the line, then its marked part.
  private func accessibleLines(_ mark: DiagnosticFrame.Mark, width: Int) -> [String] {
    let line = MarkedLine(
      mark, width: max(12, width - 16), spelling: style.spelling, ellipsis: glyphs.ellipsis)
    let lead = "  \(Vocabulary.line(mark.line, isMain: mark.isMain)): "
    let source = prose(String(line.text.drop { $0 == " " }), width: width, lead: lead, hang: 4)
    let marked = line.markedText
    let words = [marked.isEmpty ? "" : Vocabulary.marked(marked), mark.label]
      .filter { !$0.isEmpty }
    if words.isEmpty { return source }
    return source + prose(words.joined(separator: ", "), width: width, lead: "  ", hang: 4)
  }
}
