import Backprop
import Formulas
import Lessons
import Typography

/// Diagnostics for a terminal: the message, the location, the marked source line, and help.
///
///     error: X @ W needs the last axis of X and the first of W to be the same
///       --> lessons/mine.md:14:5
///        |
///     14 | Y = X @ W + b
///        |     ^^^^^ X is (N 2, in 2), W is (out 3, in 2)
///        = help: `X @ W.T` has axes (N, out)
///        = code: axes-differ
package enum DiagnosticText {
  /// The lines of all diagnostics, separated by blank lines. Only a path may be wider than the
  /// style's width, because a broken path can't be used.
  package static func lines(
    _ diagnostics: [Diagnostic], source: SourceText, style: TextStyle
  ) -> [String] {
    let writer = DiagnosticWriter(source: source, style: style)
    return Array(diagnostics.map { writer.lines($0) }.joined(separator: [""]))
  }
}

private struct DiagnosticWriter {
  let source: SourceText
  let style: TextStyle
  let layout: TextLayout

  init(source: SourceText, style: TextStyle) {
    self.source = source
    self.style = style
    layout = TextLayout(style)
  }

  /// A marked range of the source.
  struct Mark {
    let line: Int
    let range: SourceRange
    let label: String
    let isMain: Bool
  }

  func lines(_ diagnostic: Diagnostic) -> [String] {
    let marks = marks(diagnostic)
    let digits = "\((marks.last?.line ?? 0) + 1)".utf8.count
    let location = "\(spelt(diagnostic.file)):\(diagnostic.line):\(diagnostic.column)"
    var result = headline(diagnostic)
    if style.accessible {
      result.append("  \(location)")
      for mark in marks { result += accessibleLines(mark) }
      if let help = diagnostic.help {
        result += layout.prose(spelt("help: \(help)"), width: style.width, lead: "  ", hang: 4)
      }
      result += layout.prose("code: \(diagnostic.code)", width: style.width, lead: "  ", hang: 4)
      return result
    }
    result.append("\(String.spaces(digits))\(style.painted("-->", .dim)) \(location)")
    result.append(gutter("", digits))
    var previous: Int?
    for mark in marks {
      if mark.line != previous {
        if let previous, mark.line > previous + 1 { result.append(style.painted("...", .dim)) }
      }
      result += lines(mark, digits, showsSource: mark.line != previous)
      previous = mark.line
    }
    if let help = diagnostic.help {
      let lead = "\(String.spaces(digits + 1))= help: "
      result += layout.prose(
        spelt(help), width: style.width, lead: lead, hang: hang(lead.utf8.count))
    }
    result += layout.prose(
      diagnostic.code, width: style.width, lead: "\(String.spaces(digits + 1))= code: ", hang: 2)
    return result
  }

  private func headline(_ diagnostic: Diagnostic) -> [String] {
    let word = "\(diagnostic.severity.rawValue):"
    let lines = layout.prose(
      spelt(diagnostic.message), width: style.width, lead: "\(word) ", hang: hang(word.count + 1))
    let paint: Paint = diagnostic.severity == .error ? .red : .bold
    return lines.enumerated().map { index, line in
      index == 0
        ? style.painted(word, paint) + style.painted(String(line.dropFirst(word.count)), .bold)
        : style.painted(line, .bold)
    }
  }

  /// The main mark and those of the notes, in line order.
  private func marks(_ diagnostic: Diagnostic) -> [Mark] {
    let all =
      [
        Mark(
          line: source.lineIndex(of: diagnostic.range.lowerBound), range: diagnostic.range,
          label: spelt(diagnostic.label ?? ""), isMain: true)
      ]
      + diagnostic.notes.map {
        Mark(
          line: source.lineIndex(of: $0.range.lowerBound), range: $0.range, label: spelt($0.label),
          isMain: false)
      }
    return all.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
      .map(\.element)
  }

  /// The source line, unless the previous mark has shown it, and the marks below it.
  private func lines(_ mark: Mark, _ digits: Int, showsSource: Bool) -> [String] {
    let room = max(12, style.width - digits - 3)
    let line = MarkedLine(
      source, mark.line, mark.range, width: room, spelling: style.spelling,
      ellipsis: layout.glyphs.ellipsis)
    var result: [String] = []
    if showsSource || line.isCut {
      result.append(gutter("\(mark.line + 1)", digits, line.text))
    }
    let carets = String.repeated(mark.isMain ? "^" : "-", line.columns.count)
    let marks =
      String.spaces(line.columns.lowerBound) + style.painted(carets, mark.isMain ? .red : .bold)
    let fits = line.columns.upperBound + 1 + DisplayWidth.of(mark.label) <= room
    result.append(
      gutter("", digits, marks + (fits && !mark.label.isEmpty ? " \(mark.label)" : "")))
    if !fits {
      let indent = min(line.columns.lowerBound, max(0, room - 40))
      for text in layout.prose(mark.label, width: room - indent) {
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
  private func accessibleLines(_ mark: Mark) -> [String] {
    let line = MarkedLine(
      source, mark.line, mark.range, width: max(12, style.width - 16), spelling: style.spelling,
      ellipsis: layout.glyphs.ellipsis)
    let position = mark.isMain ? "line \(mark.line + 1): " : "see line \(mark.line + 1): "
    var result = layout.prose(
      line.text.trimmingSpaces, width: style.width, lead: "  \(position)", hang: 4)
    let marked = line.markedText
    let words = [marked.isEmpty ? "" : "marked: \(marked)", mark.label].filter { !$0.isEmpty }
    if !words.isEmpty {
      result += layout.prose(
        words.joined(separator: ", "), width: style.width, lead: "  ", hang: 4)
    }
    return result
  }

  private func hang(_ lead: Int) -> Int { style.width < 40 ? 2 : lead }

  private func spelt(_ text: String) -> String { style.spelling(text) }
}

extension String {
  fileprivate var trimmingSpaces: String { String(trimmed.drop { $0 == " " }) }
}
