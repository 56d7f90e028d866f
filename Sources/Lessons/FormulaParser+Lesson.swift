import Backprop
import Formulas

extension FormulaParser {
  /// Parses a part of a lesson in which keywords may follow a formula.
  init(
    _ source: SourceText, _ range: SourceRange, place: Place = .anywhere, statements: Bool = true
  ) {
    self.init(
      Lexer(source.bytes, in: range, statements: statements), place: place,
      followers: ["with", "within", "to", "by", "of", "until", "forward"],
      isFunction: ReservedWord.functions.contains)
  }
}
