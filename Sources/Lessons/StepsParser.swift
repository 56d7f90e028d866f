import Backprop
import Derivations
import Formulas
import MatrixCore
import Typography

/// Parses the steps of a `steps` block, one per line.
struct StepsParser {
  let source: SourceText
  private var parser: FormulaParser
  private(set) var lines: [StepLine] = []
  private(set) var problems: [Problem] = []
  /// Whether a line that changes params can't be parsed.
  private(set) var lacksUpdate = false

  init(_ source: SourceText, _ content: SourceRange) {
    self.source = source
    parser = FormulaParser(source, content)
  }

  mutating func read() {
    while problems.count <= Limits.problems, parser.beginStatement() {
      let start = parser.token.range.lowerBound
      let word = parser.word
      let kind = StepKind.named(word)
      do throws(Problem) {
        let request = try request(kind)
        try parser.expectEnd(request.end)
        lines.append(
          StepLine(
            request, changesParams: kind?.changesParams ?? false, at: start..<parser.previousEnd))
      } catch {
        problems.append(error.inStep(word))
        let meant = kind ?? nearest(word, StepKind.words).flatMap(StepKind.named)
        lacksUpdate = lacksUpdate || meant?.changesParams == true
        parser.skipStatement(after: error)
      }
    }
  }

  private mutating func request(_ kind: StepKind?) throws(Problem) -> any StepRequest {
    guard let kind, parser.token.kind == .name else {
      let word = parser.word
      throw Problem(
        .unknownStep(word, suggestion: nearest(word, StepKind.words)), at: parser.token.range)
    }
    parser.advance()
    return try kind.parse(&parser)
  }
}

extension Problem {
  /// Adds the step's word to a problem, so that the help can show the syntax of the step.
  fileprivate func inStep(_ word: String) -> Problem {
    guard case SyntaxProblem.unexpected(let found, let expected, _) = kind else { return self }
    return Problem(.unexpected(found, expected: expected, statement: word), at: range)
  }
}

extension Problem {
  /// Says of `H1.z`, in a step that takes a name, that a definition names z in the network.
  func insideDefinition(of network: Network?) -> Problem {
    guard case Finding.memberInStep(let value, let name) = kind,
      let network, network.lookUp(name, inside: value) != nil
    else { return self }
    return Problem(.innerName(name, of: value), at: range)
  }
}
