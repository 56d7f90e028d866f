import Derivations
import Formulas

/// One row of a stage's explanations: the words for a problem and the guide to its code.
///
///     Explanation(
///       "double-times", "a power is written `^`", "`**` is Python's sign.",
///       .statements, wrong: "Y = X**2", right: "Y = X^2"
///     ) {
///       guard case .doubleTimes = $0.kind else { return nil }
///       return Words("a power is written `^`, not `**`", help: "did you mean `^`?")
///     }
struct Explanation<Kind: ProblemKind>: Sendable {
  let guide: ProblemGuide
  /// Returns nil for a problem that another row explains.
  let words: @Sendable (Occurrence<Kind>) -> Words?

  init(
    _ code: String, _ rule: String, _ text: String, wrong: ProblemGuide.Example? = nil,
    right: ProblemGuide.Example? = nil, words: @escaping @Sendable (Occurrence<Kind>) -> Words?
  ) {
    guide = ProblemGuide(code: code, rule: rule, text: text, wrong: wrong, right: right)
    self.words = words
  }

  init(
    _ code: String, _ rule: String, _ text: String, _ frame: ProblemGuide.Example.Frame,
    wrong: String, right: String, words: @escaping @Sendable (Occurrence<Kind>) -> Words?
  ) {
    self.init(
      code, rule, text, wrong: .init(frame, wrong), right: .init(frame, right), words: words)
  }
}

/// A problem with the text that it marks.
struct Occurrence<Kind: ProblemKind> {
  let kind: Kind
  let marked: MarkedText
}

/// A stage's problems with the rows that explain them.
protocol Explained: ProblemKind {
  static var explanations: [Explanation<Self>] { get }
}

extension Explained {
  static var guides: [ProblemGuide] { explanations.map(\.guide) }

  fileprivate func explained(_ marked: MarkedText) -> (code: String, words: Words)? {
    let occurrence = Occurrence(kind: self, marked: marked)
    for row in Self.explanations {
      if let words = row.words(occurrence) { return (row.guide.code, words) }
    }
    return nil
  }
}

extension Problem {
  /// The stable identifier that JSON and `allow` use.
  package var code: String { explained(in: nil).code }

  /// The code and the words, which quote the lesson if `source` is given.
  func explained(in source: SourceText?) -> (code: String, words: Words) {
    (kind as? any Explained)?.explained(MarkedText(self, source))
      ?? ("broken-claim", .brokenClaim("\(kind)"))
  }

  /// The codes of warnings that a lesson may `allow`.
  package static let warningCodes =
    Finding.warnings.map(\.guide.code) + LintProblem.explanations.map(\.guide.code)
}

/// The text that a problem marks, for words that quote it.
struct MarkedText {
  private let source: SourceText?
  let range: SourceRange
  let related: SourceRange?

  init(_ problem: Problem, _ source: SourceText?) {
    self.source = source
    range = problem.range
    related = problem.related
  }

  /// The text as written in the lesson.
  var text: String { text(of: range) }

  func text(of range: SourceRange) -> String {
    range.isEmpty ? "" : source?.text(range) ?? ""
  }

  /// The marked text, and what stands before and after it in its line.
  var inLine: (before: String, text: String, after: String)? {
    guard let source else { return nil }
    let line = source.lineRange(source.lineIndex(of: range.lowerBound))
    guard line.lowerBound <= range.lowerBound, range.upperBound <= line.upperBound,
      line.count < 1_000
    else { return nil }
    return (
      source.text(line.lowerBound..<range.lowerBound), source.text(range),
      source.text(range.lowerBound..<line.upperBound)
    )
  }

  /// What was probably meant at the marked text.
  var slip: String? {
    inLine.flatMap { Slip.help(before: $0.before, at: $0.text, after: $0.after) }
  }

  /// The text parsed as a formula, with source ranges; nil if it is not a formula.
  var formula: Formula? {
    guard let source, !range.isEmpty else { return nil }
    return try? FormulaParser.formula(source.bytes, range)
  }
}
