import Formulas
import Lessons

/// A diagnostic with the lines of source that it marks.
package struct DiagnosticFrame: Sendable {
  package let file: String
  /// The position of the main mark, both from 1; the column counts characters.
  package let line: Int
  package let column: Int
  /// `error` or `warning`.
  package let severity: String
  package let isError: Bool
  package let code: String
  package let message: String
  /// The likely fix.
  package let help: String?
  /// The main mark and those of the notes, in line order; none if no line is quoted.
  package let marks: [Mark]

  /// A marked range in a line of source.
  package struct Mark: Sendable {
    /// The number of the line, from 1.
    package let line: Int
    /// The bytes of the line, which may not be UTF-8.
    package let source: ArraySlice<UInt8>
    /// The indices of the marked bytes.
    package let range: Range<Int>
    /// What the marked text is; may be empty.
    package let label: String
    package let isMain: Bool
  }
}

extension DiagnosticFrame {
  package init(_ diagnostic: Diagnostic, in source: SourceText) {
    let notes = diagnostic.notes.map {
      Mark($0.range, $0.label, isMain: false, in: source)
    }
    self.init(
      file: diagnostic.file, line: diagnostic.line, column: diagnostic.column,
      severity: diagnostic.severity.rawValue, isError: diagnostic.severity == .error,
      code: diagnostic.code, message: diagnostic.message, help: diagnostic.help,
      marks: !diagnostic.quotesSource
        ? []
        : ([Mark(diagnostic.range, diagnostic.label ?? "", isMain: true, in: source)] + notes)
          .enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
          .map(\.element))
  }

  package func mapText(_ transform: (String) -> String) -> DiagnosticFrame {
    DiagnosticFrame(
      file: transform(file), line: line, column: column, severity: transform(severity),
      isError: isError, code: transform(code), message: transform(message),
      help: help.map(transform),
      marks: marks.map {
        Mark(
          line: $0.line, source: $0.source, range: $0.range, label: transform($0.label),
          isMain: $0.isMain)
      })
  }
}

extension DiagnosticFrame.Mark {
  fileprivate init(_ range: SourceRange, _ label: String, isMain: Bool, in source: SourceText) {
    let index = source.lineIndex(of: range.lowerBound)
    var line = source.lineRange(index)
    if index == 0, source.hasByteOrderMark {
      line = min(3, line.upperBound)..<line.upperBound
    }
    self.init(
      line: index + 1, source: source.bytes[line], range: range.clamped(to: line), label: label,
      isMain: isMain)
  }
}
