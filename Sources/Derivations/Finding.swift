import Formulas
import MatrixCore

/// What a derivation finds: a step that can't be shown, a claim that fails, a check that proves little.
package enum Finding: ProblemKind {
  /// A value stands where a gradient is meant.
  case gradientExpected(String, suggestion: String?)
  case nothingAfter(String)
  case unknownOptimiser(String, suggestion: String?)
  case notTrainable(String)
  case noParameters
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
  /// All gradients of a check are 0 or nearly 0: a warning.
  case idleCheck
  /// A check met a kink: a warning.
  case kink(name: String, indices: [Int])

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

  /// Whether it leaves the lesson as it is: only how well it teaches is in question.
  package var isWarning: Bool {
    switch self {
    case .idleCheck, .kink: true
    default: false
    }
  }
}

extension Problem {
  package init(_ kind: Finding, at range: SourceRange, related: SourceRange? = nil) {
    self.init(kind: kind, at: range, related: related)
  }
}
