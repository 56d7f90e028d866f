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
        guard parser.take(.equals) else {
          throw comparison(in: left) ?? parser.unexpected(.words(["="]))
        }
        let right = try parser.formula()
        var within: Number?
        if parser.take(name: "within") {
          let formula = try parser.formula()
          guard let number = formula.plainNumber, number.double >= 0 else {
            problems.append(Problem(.withinNotNumber, at: formula.range))
            parser.skipStatement()
            continue
          }
          within = number
        }
        try parser.expectEnd(.end(or: within == nil ? ["within"] : []))
        expectations.append(
          Expectation(left: left, right: right, within: within, range: start..<parser.previousEnd))
      } catch {
        problems.append(error)
        parser.skipStatement(after: error)
      }
    }
  }

  /// The problem that a comparison stands alone, which is no claim.
  private func comparison(in formula: Formula) -> Problem? {
    guard case .binary(let operation, let left, let right) = formula.kind,
      operation.comparison != nil, parser.isAtEndOfStatement
    else { return nil }
    guard operation == .equal else { return parser.unexpected(.words(["="], then: "1")) }
    guard
      let start = source.bytes[left.range.upperBound..<right.range.lowerBound]
        .firstIndex(of: UInt8(ascii: "="))
    else { return nil }
    return Problem(.unexpected(.text("=="), expected: .words(["="])), at: start..<start + 2)
  }
}
