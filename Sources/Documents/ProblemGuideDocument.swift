import Formulas
import Lessons
import Typography

/// What the code of a problem means, as a page.
package enum ProblemGuideDocument {
  /// The rule, a lesson that breaks it with the diagnostic that it gets, and the lesson mended.
  package static func document(_ page: ProblemGuide, _ diagnostic: Diagnostic?) -> Document {
    var blocks: [Block] = [
      .heading(level: 1, [.text(page.code)]),
      .paragraph([Inline](backticked: page.rule.asSentence)),
      .paragraph([Inline](backticked: page.text)),
    ]
    if let wrong = page.wrong, let right = page.right {
      blocks.append(.heading(level: 2, [.text("Wrong")]))
      blocks.append(.code(wrong.lines))
      if let diagnostic {
        blocks.append(
          .paragraph(
            [Inline](backticked: "`check` says: \(diagnostic.message).")))
      }
      blocks.append(.heading(level: 2, [.text("Right")]))
      blocks.append(.code(right.lines))
      if let frame = wrong.frame {
        blocks.append(.paragraph("Both stand in a network that begins:"))
        blocks.append(.code(frame.split(separator: "\n").map(String.init)))
      }
    }
    return Document(blocks)
  }

  /// All codes with their rules, in a few words.
  package static func list(_ pages: [ProblemGuide]) -> Document {
    Document([
      .definitions(
        title: nil, pages.map { Definition($0.code, [Inline](backticked: $0.rule)) })
    ])
  }
}

extension ProblemGuide.Example {
  fileprivate var lines: [String] {
    var lines = shown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines.isEmpty ? ["(nothing)"] : lines
  }
}

extension String {
  /// Capitalized, unless it begins with code, and with a full stop.
  fileprivate var asSentence: String {
    prefix(1).uppercased() + dropFirst() + "."
  }
}
