/// What the lexer and the parsers of formulas and statements report.
package enum SyntaxProblem: ProblemKind {
  /// `statement` is the keyword that selects the form of the statement, if any.
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
  /// The bound after `within` isn't a number from 0.
  case withinNotNumber
  /// The last part of a definition has a name.
  case definitionWithoutValue(definition: String, last: String)
  /// A part before the last has none.
  case definitionPartWithoutName

  /// What was found instead of what was expected.
  package enum Found: Sendable {
    case text(String)
    case endOfLine
    case divisionByZero
  }

  /// What the grammar allows at this point.
  package enum Expected: Sendable {
    case operand, number, wholeNumber, size, stepCount
    case axisName, valueName, gradientName, valueOrGradientName, parameterName, paramName,
      inputOrParamName
    case name(ofRole: String)
    /// A name or role that begins a statement.
    case statement
    /// What follows a value's name on the left side of a statement.
    case axesOrEquals
    /// What follows the dot in `W.T` and `early.dW`.
    case member
    case optimiser
    /// What follows the gradient of `detail`.
    case part
    /// One of these words or symbols, optionally with what follows it.
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
