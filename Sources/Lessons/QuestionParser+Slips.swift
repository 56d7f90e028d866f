import Formulas
import Typography

// Lines that are parts of a question except for how they begin.

extension QuestionParser {
  /// Whether the line is a choice except for its marks: `[x] …`, `* [ ] …`, `- [] …`.
  func looksLikeChoice(_ range: SourceRange) -> Bool { mendedChoice(source.text(range)) != nil }

  /// Whether the line is an answer except for its mark: `Answer: L`, `answer = L`.
  func looksLikeAnswer(_ range: SourceRange) -> Bool {
    mendedPart(range)?.hasPrefix("answer:") ?? false
  }

  /// The line as the part of a question that is probably meant.
  func mendedPart(_ range: SourceRange) -> String? {
    let text = source.text(range)
    if let choice = mendedChoice(text) { return choice }
    guard let mark = text.firstIndex(where: { ":=".contains($0) }) else { return nil }
    let word = String(text[..<mark]).trimmedAround.lowercased()
    let rest = String(text[text.index(after: mark)...]).trimmedAround
    let parts = ["answer", "wrong", "hint"]
    guard let part = parts.first(where: { $0 == word }) ?? nearest(word, parts), !rest.isEmpty
    else {
      return nil
    }
    return "\(part): \(rest)"
  }

  private func mendedChoice(_ text: String) -> String? {
    var rest = text[...]
    if rest.first == "-" || rest.first == "*" { rest = rest.dropFirst().drop { $0 == " " } }
    guard rest.first == "[", let close = rest.firstIndex(of: "]") else { return nil }
    let mark = rest[..<close].dropFirst().filter { $0 != " " }
    guard mark.isEmpty || mark.lowercased() == "x" else { return nil }
    let choice = String(rest[rest.index(after: close)...]).trimmedAround
    return "- [\(mark.isEmpty ? " " : "x")] \(choice)"
  }
}
