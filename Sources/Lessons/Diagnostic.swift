import Backprop
import Formulas

/// A problem as it is told: where it is, what rule was broken, and what would probably mend it. How it
/// looks is decided elsewhere.
package struct Diagnostic: Sendable {
  package let file: String
  package let range: SourceRange
  /// Where the range begins, both counted from 1, the column in characters.
  package let line: Int
  package let column: Int
  package private(set) var severity: Severity
  package let code: String
  /// What is wrong, in one sentence.
  package let message: String
  /// What the marked text is.
  package let label: String?
  /// Second places that belong to it, and what they are.
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
    message = words.message
    label = words.label
    notes = problem.related.map { [($0, words.related ?? "")] } ?? []
    let isAllowable = Problem.warningCodes.contains(code)
    help = words.help.map {
      isAllowable ? "\($0), or write `allow: \(code)` in the front matter" : $0
    }
  }

  /// The same as an error, for whoever lets no warning pass.
  package var asError: Diagnostic {
    var error = self
    error.severity = .error
    return error
  }
}

package enum Severity: String, Sendable {
  case error, warning
}
