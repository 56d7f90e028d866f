import MatrixCore

/// What is wrong with something that a reader wrote, as data; the words for it stand elsewhere.
package struct Problem: Error, Sendable {
  package let kind: Kind
  /// Where it is, in the text of the lesson.
  package let range: SourceRange
  /// A second place that belongs to it: the first declaration, the other side of a conflict.
  package let related: SourceRange?

  package init(_ kind: Kind, at range: SourceRange, related: SourceRange? = nil) {
    self.kind = kind
    self.range = range
    self.related = related
  }

  package enum Kind: Sendable {
    // Syntax
    case unexpected(found: String, expected: String)
    /// The same in a step that begins with that word.
    case unexpectedInStep(String, found: String, expected: String)
    case unknownCharacter(String)
    case unclosedBracket(String)
    case doubleTimes
    case missingOperator(left: String, right: String)
    case nestsTooDeep
    case tooManyOperations(limit: Int)
    case numberTooLarge(String)
    case listInNetwork
    case indexInNetwork
    case indexNotWhole(String)
    case tupleOutsideOption

    // Names
    case unknownName(String, suggestion: String?)
    /// A value stands where a gradient is meant.
    case gradientExpected(String, suggestion: String?)
    /// A gradient stands where a value is meant.
    case valueExpected(String, suggestion: String)
    case unknownFunction(String, suggestion: String?)
    case internalFunction(String)
    case unknownNetwork(String, suggestion: String?)
    case usedBeforeStatement(String)
    case noGradient(of: String, reason: NoGradient)
    case duplicateName(String)
    case reservedName(String, ReservedWord, isAxis: Bool)
    case gradientName(String, of: String)
    case axisBearsValueName(String)
    case valueBearsAxisName(String)
    case functionWithoutArguments(String)
    case secondLoss(first: String)
    case gradientInNetwork(String)
    case dataFromComputed(String)
    /// What only follows from another problem; it is never shown.
    case consequence

    // Functions
    case argumentCount(function: String, expected: Int, found: Int)
    case unknownOption(function: String, option: String, known: [String])
    case repeatedOption(String)
    /// `value` is one that would do, where one is known.
    case missingOption(function: String, option: String, value: String?)
    case optionNotConstant(option: String)
    case optionNotWord(option: String, known: [String])
    case optionNotAxis(option: String, suggestion: String?)
    case optionOutOfRange(option: String, rule: String)
    case optionAxisMissing(option: String, axis: String, shape: Shape)
    case operandShape(function: String, operand: String, found: Shape, expected: String)
    case batchOfOne(function: String, axis: String)
    case labelNotWhole(Number)
    case labelTooLarge(Number, axis: Axis)
    case exponentNotConstant

    // Axes and data
    case shape(ShapeError, operation: String, left: String, right: String)
    case axisInProduct(String, suggestion: String)
    case axisSizeConflict(axis: String, first: Int, second: Int)
    case axisRepeated(String)
    case tooManyAxes(Int)
    case axisSizeUnknown(String, suggestion: String?)
    case axisSizeInvalid(String)
    /// `rank` is how deep the list is nested; nil where the data is made.
    case axesMissing(rank: Int?)
    case rankMismatch(declared: Int, found: Int)
    case sizeMismatch(axis: String, declared: Int, found: Int)
    case renameRank(declared: Int, found: Shape)
    case renameSize(declared: Axis, found: Axis)
    case emptyList
    case raggedList(expected: Int, found: Int)
    case mixedList
    case unknownGenerator(String, suggestion: String?)
    case generatorArguments(String, rule: String)
    /// A generator stands in a formula, of which it can be no part.
    case generatorInFormula(String)
    case dataWithoutRole(String)
    case listShape(found: [Int], expected: Shape)
    case shapeValueHere
    case indexCount(Int, for: Shape)
    case indexOutOfRange(Int, axis: Axis)

    // Values
    case notFinite(NonFinite)
    case lossNotScalar(Shape)
    case noLoss
    case emptyNetwork

    // Steps and claims
    case unknownStep(String, suggestion: String?)
    case nothingAfter(String)
    case unknownOptimiser(String, suggestion: String?)
    case optimiserOption(String, optimiser: String, known: [String])
    case notTrainable(String)
    case noParameters
    case stepsNotWhole(String)
    case trainingDiverged(step: Int, rate: Number?)
    case nothingSummed(String)
    case nothingInside(String)
    case notDifferent(left: String, right: String)
    case notEqual(NotEqual)
    case axesNotEqual(left: Shape, right: Shape)
    /// Without indices it is along a random direction.
    case checkFailed(parameter: String, indices: [Int]?, gradient: Number, difference: Number)
    case brokenClaim(String)
    case notCheckable(String)
    case nothingToCheck
    case stepNotPositive

    // Limits
    case limit(Limit, found: String)
  }

  package enum NoGradient: Sendable {
    case noLoss
    case fixed(role: String)
    case independentOfParameters
    case lossIndependent
  }

  /// A value that is no number, with what it was made of.
  package struct NonFinite: Sendable {
    package let value: String
    package let label: String
    package let indices: [Int]
    package let operands: [(name: String, number: Number)]
    /// Where it is no value that the lesson made, but one on the way.
    package var place: Place?

    package init(
      value: String, label: String, indices: [Int], operands: [(name: String, number: Number)],
      place: Place? = nil
    ) {
      self.value = value
      self.label = label
      self.indices = indices
      self.operands = operands
      self.place = place
    }

    package enum Place: Sendable {
      /// In the body of a function whose result is finite again.
      case inside(function: String)
      /// On the way to a gradient that is finite again.
      case onTheWay(to: String)
    }
  }

  package struct NotEqual: Sendable {
    package let left: String
    package let right: String
    package let indices: [Int]
    package let leftNumber: Number
    package let rightNumber: Number
    package let tolerance: Number?

    package init(
      left: String, right: String, indices: [Int], leftNumber: Number, rightNumber: Number,
      tolerance: Number?
    ) {
      self.left = left
      self.right = right
      self.indices = indices
      self.leftNumber = leftNumber
      self.rightNumber = rightNumber
      self.tolerance = tolerance
    }
  }

  package enum Limit: Sendable {
    case entriesOfTensor
    case entriesOfLesson
    case statements
    case operations
    case networks
    case terms
    case steps
    case trainingSteps
    case multiplications

    /// Whether it bounds everything in a lesson together.
    package var isOfLesson: Bool {
      switch self {
      case .entriesOfLesson, .operations, .networks, .steps, .multiplications: true
      case .entriesOfTensor, .statements, .terms, .trainingSteps: false
      }
    }
  }
}
