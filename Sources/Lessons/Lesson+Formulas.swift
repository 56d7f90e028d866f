import Derivations
import Formulas

extension Lesson.Item {
  /// The formulas in it that refer to values, in order; those of a network's statements not among them.
  var formulas: [Formula] {
    switch content {
    case .prose(let blocks): blocks.formulas
    case .network: []
    case .steps(let lines): lines.flatMap(\.request.references)
    case .question(let question):
      question.text.formulas + [question.answer].compactMap { $0 }
        + question.choices.flatMap { ($0.text + $0.reply).formulas }
        + question.wrong.flatMap { [$0.value] + $0.reply.formulas }
        + question.hints.flatMap(\.formulas)
    case .expectations(let expectations): expectations.flatMap { [$0.left, $0.right] }
    }
  }
}

extension [ProseBlock] {
  fileprivate var formulas: [Formula] { flatMap(\.expressions).map(\.formula) }
}

extension [ProseInline] {
  fileprivate var formulas: [Formula] { expressions.map(\.formula) }
}
