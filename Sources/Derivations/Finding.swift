import Formulas
import MatrixCore

/// A finding of a derivation: a step that can't be shown, a failed claim, a weak check.
package enum Finding: ProblemKind {
  /// A value where a gradient is expected.
  case gradientExpected(String, suggestion: String?)
  case nothingAfter(String)
  /// A step names a value of an earlier network; `current` is the one that it works on.
  case nameOfEarlierNetwork(String, network: String, current: String)
  /// `main.W` where a step takes a name alone.
  case memberInStep(network: String, name: String)
  case unknownOptimiser(String, suggestion: String?)
  case notTrainable(String)
  case noParameters
  case trainingDiverged(step: Int, rate: Number?)
  case nothingSummed(String)
  case nothingInside(String)
  case jacobianTooLarge(String, of: String, rows: Int, columns: Int)
  /// A value that isn't computed from the other.
  case independent(String, of: String)
  case notDifferent(left: String, right: String)
  case notEqual(NotEqual)
  case axesNotEqual(left: Shape, right: Shape)
  /// One side of a contrast has axes that the other lacks.
  case axesOfContrast(smaller: String, left: Shape, right: Shape)
  /// Along a random direction if there are no indices.
  case checkFailed(parameter: String, indices: [Int]?, gradient: Number, difference: Number)
  case brokenClaim(String)
  case notCheckable(String)
  case nothingToCheck
  case stepNotPositive
  /// The number of training steps isn't a positive integer.
  case stepsNotWhole(String)
  /// All gradients of a check are 0 or nearly 0: a warning.
  case idleCheck
  /// A check met a kink: a warning.
  case kink(name: String, indices: [Int])
  /// A check met a jump: a warning.
  case jump(name: String, indices: [Int])

  package struct NotEqual: Sendable {
    package let left: String
    package let right: String
    package let indices: [Int]
    package let leftNumber: Number
    package let rightNumber: Number
    package let tolerance: Number?

    package init(
      _ left: Formula, _ right: Formula, _ difference: Step.Difference,
      tolerance: Number?
    ) {
      self.left = left.text()
      self.right = right.text()
      indices = difference.indices
      leftNumber = difference.left
      rightNumber = difference.right
      self.tolerance = tolerance
    }
  }

  /// Whether it concerns only how well the lesson teaches, not its validity.
  package var isWarning: Bool {
    switch self {
    case .idleCheck, .kink, .jump: true
    default: false
    }
  }
}

extension Problem {
  package init(_ kind: Finding, at range: SourceRange, related: SourceRange? = nil) {
    self.init(kind: kind, at: range, related: related)
  }
}
