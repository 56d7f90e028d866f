import Documents
import Formulas
import Typography

extension [Inline] {
  /// The same text with no-break spaces where signs join values and code to one formula, `0.09 · 2`,
  /// of at most `longest` columns. A longer one may break before a relation.
  func joiningMathematics(longest: Int) -> [Inline] {
    var result = self
    for index in indices.dropFirst().dropLast() {
      guard case .text(let sign) = self[index], sign.isSign, self[index - 1].isMathematics,
        self[index + 1].isMathematics
      else { continue }
      let formula = formula(around: index)
      let width = self[formula].reduce(0) { $0 + DisplayWidth.of($1.plain) }
      let isRelation = sign.contains { "=≈~".contains($0) }
      if width <= longest {
        result[index] = .text(sign.unbroken)
      } else if isRelation, sign.first == " " {
        result[index] = .text(" " + String(sign.dropFirst()).unbroken)
      }
    }
    return result
  }

  /// The values and signs that belong together.
  private func formula(around index: Int) -> ClosedRange<Int> {
    func belongs(_ index: Int) -> Bool {
      guard indices.contains(index) else { return false }
      if case .text(let sign) = self[index] { return sign.isSign }
      return self[index].isMathematics
    }
    var (start, end) = (index, index)
    while belongs(start - 1) { start -= 1 }
    while belongs(end + 1) { end += 1 }
    return start...end
  }
}

extension Inline {
  fileprivate var isMathematics: Bool {
    switch self {
    case .math, .code: true
    default: false
    }
  }

  /// Its text without marks.
  fileprivate var plain: String {
    switch self {
    case .text(let text), .code(let text): text
    case .math(let math): math.text()
    case .emphasis, .strong: ""
    }
  }
}

extension String {
  /// Whether it is only signs and brackets between numbers: ` · (`.
  fileprivate var isSign: Bool {
    // Prose ends this at its first letter.
    unicodeScalars.allSatisfy { " ()^+-−·*/×∘⊗@=≈~".unicodeScalars.contains($0) }
      && contains { !" ()^".contains($0) }
  }

  fileprivate var unbroken: String { String(map { $0 == " " ? "\u{A0}" : $0 }) }
}
