import Backprop
import Derivations
import Formulas
import MatrixCore

extension LessonWarning {
  /// The questions whose usual mistakes can't be told apart, because two give one number by chance.
  static func collisions(
    _ lesson: Lesson, _ pages: [LessonRun.Page], _ networks: [EvaluatedNetwork]
  ) -> [Problem] {
    guard !lesson.front.allow.contains("mistakes-collide") else { return [] }
    // Shared by all questions.
    var budget = Limits.multiplicationsForMistakes
    return pages.indices.compactMap { page in
      guard case .question(let question) = pages[page].content, let answer = question.answer,
        case .tensor(let right) = answer.value, let network = pages[page].network
      else { return nil }
      var search = MistakeSearch(
        AskedExpression(
          answer.formula, of: right, in: networks, network: network,
          given: pages.given(before: page, in: networks), wrong: question.wrong.map(\.formula)),
        budget: budget)
      defer { budget = search.rest }
      guard let pair = search.collisions().first else { return nil }
      return Problem(
        .mistakesCollide(pair.0.summary, pair.1.summary), at: answer.formula.range)
    }
  }
}

extension Mistake {
  /// The mistake in a few words, for authors.
  fileprivate var summary: String {
    if case .authored = cause, let formula { return formula.text() }
    return text
  }
}
