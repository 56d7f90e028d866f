import Formulas
import MatrixCore

/// A problem of a network: its names, functions, axes, data, values and limits.
package enum NetworkProblem: ProblemKind {
  // Names
  case unknownName(String, suggestion: String?)
  /// Names of an earlier network without its name; `meant` is the whole formula with it.
  case namesOfEarlierNetwork([String], meant: String)
  /// A name inside a definition, in a formula of the network.
  case innerName(String, of: String)
  /// A name that the definition which makes `of` doesn't give; `known` are those that it gives.
  case unknownInnerName(String, of: String, suggestion: String?, known: [String])
  /// A gradient where a value is expected.
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
  case secondLoss(first: String)
  case gradientInNetwork(String)
  case dataFromComputed(String)
  /// A consequence of another problem; it is never shown.
  case consequence

  // Functions
  case argumentCount(function: String, expected: Int, found: Int)
  case definitionArguments(String, parameters: [String], found: Int)
  /// A definition that uses itself, which would never end.
  case definitionOfItself(String)
  /// A number in the place of a mask, which an option takes.
  case numberAsMask(function: String, option: String, number: String)
  /// Without an option's name if there are too many options.
  case unknownOption(function: String, option: String?, known: [String])
  case repeatedOption(String)
  /// `value` is a possible value, if one is known.
  case missingOption(function: String, option: String, value: String?)
  case optionNotConstant(option: String)
  case optionNotWord(option: String, known: [String])
  case optionNotAxis(option: String, suggestion: String?)
  case optionOutOfRange(option: String, rule: String)
  case optionAxisMissing(option: String, axis: String, shape: Shape)
  /// An operand has other axes than `expected` describes; `axes` if they are known.
  case operandShape(
    function: String, operand: String, found: Shape, expected: String, axes: Shape?)
  case batchOfOne(function: String, axis: String)
  case labelNotWhole(Number)
  /// Values and labels in each other's place.
  case labelsFirst(function: String, values: String, labels: String)
  case labelTooLarge(Number, axis: Axis)
  case exponentNotConstant

  // Axes and data
  case shape(ShapeError, operation: String, left: String, right: String)
  /// Of three arguments or more, none has the axes of all.
  case noArgumentHasAllAxes(function: String, [Shape])
  /// The other axes of values that are joined differ; `axes` are those that are joined.
  case partsDiffer(function: String, first: Shape, other: Shape, axes: [String])
  case axisInProduct(String, suggestion: String)
  case axisSizeConflict(axis: String, first: Int, second: Int)
  case axisRepeated(String)
  case tooManyAxes(Int, isComputed: Bool)
  case axisSizeUnknown(String, suggestion: String?)
  case axisSizeInvalid(String)
  /// `rank` is the nesting depth of the list; nil for generated data.
  case axesMissing(rank: Int?)
  case rankMismatch(declared: Int, found: Int)
  case sizeMismatch(axis: String, declared: Int, found: Int)
  case renameRank(declared: Int, found: Shape)
  case renameSize(declared: Axis, found: Axis)
  /// A transposed operand of an entrywise operation, whose other side has the same axes, `shape`, in
  /// another order.
  case transposeWithoutEffect(operand: Formula, shape: Shape)
  case unknownGenerator(String, suggestion: String?)
  case generatorArguments(String, use: String)
  /// What a generator requires of its axes or of its arguments' values.
  case generatorNeeds(String)
  /// A generator inside a formula, where none is allowed.
  case generatorInFormula(String)
  case listShape(found: [Int], expected: Shape)
  case shapeValueHere
  case indexCount(Int, for: Shape)
  case indexOutOfRange(Int, axis: Axis)

  // Values and limits
  case notFinite(NonFinite)
  case lossNotScalar(Shape)
  case noLoss
  case emptyNetwork
  /// `found` is nil if counting stopped at the limit.
  case limit(Limit, found: String?)

  package enum NoGradient: Sendable {
    case noLoss
    case fixed(role: String)
    case independentOfParameters
    case lossIndependent
  }

  /// A value that isn't finite, with the operands that produced it.
  package struct NonFinite: Sendable {
    /// NaN, or else infinite.
    package let isNaN: Bool
    package let label: String
    package let indices: [Int]
    package let operands: [(name: String, number: Number)]
    /// The operation that produced it.
    package let formula: Formula?
    /// Its location, if it is an intermediate value rather than one that the lesson names.
    package var place: Place?

    package enum Place: Sendable {
      /// In the body of a function whose result is finite.
      case inside(function: String)
      /// An intermediate value of a gradient that is finite.
      case onTheWay(to: String)
    }

    func placed(_ place: Place) -> NonFinite {
      var copy = self
      copy.place = place
      return copy
    }
  }

  package enum Limit: Sendable {
    case entriesOfTensor
    case entriesOfLesson
    case statements
    case operations
    case nestedUses
    case networks
    case terms
    case steps
    case trainingSteps
    case multiplications

    /// Whether it limits the lesson as a whole.
    package var isOfLesson: Bool {
      switch self {
      case .entriesOfLesson, .operations, .networks, .steps, .multiplications: true
      case .entriesOfTensor, .statements, .nestedUses, .terms, .trainingSteps: false
      }
    }
  }
}

extension Problem {
  package init(_ kind: NetworkProblem, at range: SourceRange, related: SourceRange? = nil) {
    self.init(kind: kind, at: range, related: related)
  }

  /// Thrown after the problem has been reported.
  package static let reported = Problem(.consequence, at: .nowhere)

  /// Whether it is only a consequence of another problem and is never shown.
  package var isConsequence: Bool {
    if case NetworkProblem.consequence = kind { true } else { false }
  }

  /// The same problem in a definition that is used there.
  func used(at uses: [SourceRange]) -> Problem {
    var copy = self
    copy.uses = uses
    return copy
  }

  /// The same problem for a formula at `range`, with its non-finite value at `place`.
  func moved(to range: SourceRange, _ place: NetworkProblem.NonFinite.Place) -> Problem {
    guard case NetworkProblem.notFinite(let value) = kind else {
      return Problem(kind: kind, at: range)
    }
    return Problem(.notFinite(value.placed(place)), at: range)
  }
}
