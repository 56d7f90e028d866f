import Backprop
import Formulas

/// A problem with its position, its message and its likely fix, independent of any output format.
package struct Diagnostic: Sendable {
  package let file: String
  package let range: SourceRange
  /// The start of the range, both from 1; the column counts characters.
  package let line: Int
  package let column: Int
  package private(set) var severity: Severity
  package let code: String
  /// What is wrong, in one sentence.
  package let message: String
  /// Whether the lines that it marks say something about it.
  package let quotesSource: Bool
  /// What the marked text is.
  package let label: String?
  /// Related ranges with their labels.
  package let notes: [(range: SourceRange, label: String)]
  /// The likely fix.
  package let help: String?

  package init(_ problem: Problem, in source: SourceText) {
    let (code, words) = problem.explained(in: source)
    self.code = code
    file = source.name
    range = problem.range
    (line, column) = source.position(of: problem.range.lowerBound)
    severity = problem.severity
    // A file too large for a lesson may hold anything.
    quotesSource = if case FileProblem.fileTooLarge = problem.kind { false } else { true }
    message = words.message
    label = words.label
    // Of definitions within each other the innermost use and the statement say enough.
    let uses =
      problem.uses.count > 1
      ? [problem.uses[0], problem.uses[problem.uses.count - 1]] : problem.uses
    notes =
      (problem.related.map { [($0, words.related ?? "")] } ?? []) + uses.map { ($0, "used here") }
    let isAllowable = Problem.warningCodes.contains(code)
    help = words.help.map {
      isAllowable ? "\($0), or write `allow: \(code)` in the front matter" : $0
    }
  }

  /// The same diagnostic as an error, for `--strict`.
  package var asError: Diagnostic {
    var error = self
    error.severity = .error
    return error
  }
}
