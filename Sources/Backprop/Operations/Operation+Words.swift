import Formulas

extension Operation {
  /// The placeholders in a row's formulas, which each use replaces.
  private static let placeholders = [
    ("shape", "the axes of the first operand"), ("result", "the axes of the value"),
    ("last_axes", "the last two axes of the first operand"),
    ("added", "the axes along which copies are made"),
    ("count", "how many entries there are along the axes of the option `axis`"),
  ]

  /// The names in the value and the gradients that lessons can't use, each with its meaning.
  package var innerWords: [(word: String, meaning: String)] {
    var formulas = statements.map(\.formula)
    formulas += gradients.compactMap { $0.map(Operation.formula) }
    var words: [String] = []
    for formula in formulas { formula.addWords(to: &words) }
    return words.compactMap { word in
      if operands.contains(where: { $0.name == word }) { return nil }
      if let known = Operation.placeholders.first(where: { $0.0 == word }) {
        return (word, known.1)
      }
      if let (placeholder, index) = operandPlaceholder(word) {
        return (word, placeholder.meaning(operands[index].name))
      }
      guard let row = Operation.rows(named: word).first, row.isInternal, !row.why.isEmpty,
        !row.name.hasPrefix(".")
      else { return nil }
      return (word, "a function of its own: `backprop-tutor operations \(word)` shows it")
    }
  }
}

extension Formula {
  /// Adds the names and functions in a formula, each once, in order.
  fileprivate func addWords(to words: inout [String]) {
    var own: String?
    switch kind {
    case .name(let name): own = name
    case .call(let call): own = call.function
    default: break
    }
    if let own, !words.contains(own) { words.append(own) }
    for part in parts { part.addWords(to: &words) }
  }
}
