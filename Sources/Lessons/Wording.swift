import Backprop
import Formulas
import MatrixCore
import Typography

/// The words for a problem. Those of all problems stand in the files `Wording…` and nowhere else.
struct Wording {
  /// What programs and `allow` call it: it never changes.
  let code: String
  let message: String
  let label: String?
  /// What the second place is.
  let related: String?
  let help: String?

  init(
    _ code: String, _ message: String, label: String? = nil, related: String? = nil,
    help: String? = nil
  ) {
    self.code = code
    self.message = message
    self.label = label
    self.related = related
    self.help = help
  }

  init(_ problem: LessonProblem, in source: SourceText?) {
    self = problem.kind.wording(MarkedText(problem, source))
  }

  /// The text that a problem is about, for words that quote it.
  struct MarkedText {
    private let source: SourceText?
    let range: SourceRange
    let related: SourceRange?

    init(_ problem: LessonProblem, _ source: SourceText?) {
      self.source = source
      range = problem.range
      related = problem.related
    }
  }
}

extension Wording.MarkedText {
  /// The text as it was written.
  var text: String { text(of: range) }

  func text(of range: SourceRange) -> String {
    range.isEmpty ? "" : source?.text(range) ?? ""
  }

  /// The marks that open a block, which close it too.
  var fence: String {
    let marks = text.prefix { $0 == text.first && ($0 == "`" || $0 == "~") }
    return marks.isEmpty ? "```" : String(marks)
  }

  /// The text read as a formula, where it is one; its parts have their places.
  var formula: Formula? {
    guard let source, !range.isEmpty else { return nil }
    return try? FormulaParser.formula(source.bytes, range)
  }
}

extension LessonProblem {
  /// The codes of warnings that a lesson may `allow`.
  package static let warningCodes = [
    "near-zero-gradients", "kink", "equal-axes", "symmetric-matrix", "zero-row", "tie",
    "batch-of-two", "mistake-invisible", "unused-value", "wide-line",
  ]

  package var code: String { Wording(self, in: nil).code }

  package var severity: Severity {
    switch kind {
    case .idleCheck, .kink, .equalAxes, .symmetricMatrix, .zeroRow, .tie, .batchOfTwo,
      .invisibleMistake, .unusedValue, .wideLine:
      .warning
    case .tooManyProblems(let severity): severity
    default: .error
    }
  }
}

// MARK: - Turns of phrase

extension String {
  /// Whether another text, not an empty one, stands somewhere in this one.
  func mentions(_ part: String) -> Bool {
    var rest = utf8[...]
    while let start = rest.firstIndex(where: { $0 == part.utf8.first }) {
      rest = rest[start...]
      if rest.starts(with: part.utf8) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}

extension String {
  /// The text as it is quoted in a sentence: on one line, its end left out where it is long.
  var quoted: String { "`\(shortened)`" }

  package var shortened: String {
    let words = prefix(1_000).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return DisplayWidth.shortened(words, to: 49)
  }
}

extension [String] {
  /// `a`, `b` or `c`
  func quoted(_ word: String) -> String {
    let quoted = map(\.quoted)
    guard let last = quoted.last, count > 1 else { return quoted.first ?? "" }
    return quoted.dropLast().joined(separator: ", ") + " \(word) " + last
  }
}

extension Int {
  /// The number with its noun: `1 axis`, `2 axes`.
  func of(_ singular: String, _ plural: String) -> String {
    "\(grouped) \(self == 1 ? singular : plural)"
  }

  /// `16,000,000`
  var grouped: String {
    var result = ""
    for (index, digit) in String(magnitude).reversed().enumerated() {
      if index > 0, index % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return (self < 0 ? "-" : "") + String(result.reversed())
  }
}

extension FixedWidthInteger {
  /// In base 16, with at least so many digits.
  func hexadecimal(digits: Int) -> String {
    let text = String(self, radix: 16, uppercase: true)
    return String(repeating: "0", count: Swift.max(0, digits - text.utf8.count)) + text
  }
}

extension Wording {
  static func didYouMean(_ suggestion: String?) -> String? {
    suggestion.map { "did you mean \($0.quoted)?" }
  }
}
