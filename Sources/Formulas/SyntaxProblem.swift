/// What the lexer and the parsers of formulas and statements report.
package enum SyntaxProblem: ProblemKind {
  /// `statement` is the word that decides the form of the statement, where one does.
  case unexpected(Found, expected: Expected, statement: String? = nil)
  case unknownCharacter(String)
  case unclosedBracket(String)
  case doubleTimes
  case missingOperator(left: String, right: String)
  case nestsTooDeep(isList: Bool)
  case tooManyOperations(limit: Int)
  case numberTooLarge(String)
  case listInNetwork
  case dataWithoutRole(String)
  case indexInNetwork
  case indexNotWhole(String)
  case tupleOutsideOption
  case functionWithoutArguments(String)
  case emptyList
  case raggedList(expected: Int, found: Int)
  case mixedList

  /// What was found instead of what was expected.
  package enum Found: Sendable {
    case text(String)
    case endOfLine
    case divisionByZero
  }

  /// What the grammar allows where something else was found.
  package enum Expected: Sendable {
    case operand, number, wholeNumber, size, stepCount
    case axisName, valueName, gradientName, paramName, inputOrParamName
    case name(ofRole: String)
    /// A name or a role, with which a statement begins.
    case statement
    /// What follows the name of a value on the left of a statement.
    case axesOrEquals
    /// What follows the point in `W.T` and `early.dW`.
    case member
    case optimiser
    /// What follows the gradient of `detail`.
    case part
    /// One of these words or symbols, and what comes after it where that helps.
    case words([String], then: String? = nil)
    /// The end of a line or step, or one of these words.
    case end(isStep: Bool = false, or: [String] = [])

    package static let role = words(["input", "param", "target", "const", "loss"])
  }
}

extension Problem {
  package init(_ kind: SyntaxProblem, at range: SourceRange, related: SourceRange? = nil) {
    self.init(kind: kind, at: range, related: related)
  }
}
