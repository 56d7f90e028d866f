import Backprop
import Formulas
import MatrixCore

/// Reads an `expect` block: `formula = formula`, or with `within` and a number.
struct ExpectParser {
  let source: SourceText
  private var parser: FormulaParser
  private(set) var expectations: [Expectation] = []
  private(set) var problems: [Problem] = []

  init(_ source: SourceText, _ content: SourceRange) {
    self.source = source
    parser = FormulaParser(source, content)
  }

  mutating func read() {
    while problems.count <= Limits.problems, parser.beginStatement() {
      let start = parser.token.range.lowerBound
      do throws(Problem) {
        let left = try parser.formula()
        guard parser.take(.equals) else { throw parser.unexpected(.words(["="])) }
        let right = try parser.formula()
        let within = try parser.tolerance()
        try parser.expectEnd(.end(or: within == nil ? ["within"] : []))
        expectations.append(
          Expectation(left: left, right: right, within: within, range: start..<parser.previousEnd))
      } catch {
        problems.append(error)
        parser.skipStatement(after: error)
      }
    }
  }
}
