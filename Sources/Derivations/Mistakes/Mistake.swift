import Formulas
import MatrixCore

/// A mistake that gives a wrong answer.
package struct Mistake: Sendable {
  package let cause: Cause
  /// What it computes, in the lesson's names: `X @ dY`; nil if no formula of names says it.
  package let formula: Formula?
  /// The gradient that `formula` stands for, if it is not what was asked: `dZ`.
  package let place: String?

  /// A formula of values that have no name in the lesson, such as `dL.3`, is left out.
  package init(_ cause: Cause, formula: Formula? = nil, place: String? = nil) {
    self.cause = cause
    let labels = (formula?.names ?? []) + [place].compactMap(\.self)
    let isNamed = !labels.contains(where: \.isUnnamed)
    self.formula = isNamed ? formula : nil
    self.place = isNamed ? place : nil
  }

  package enum Cause: Sendable {
    /// The wrong answer with this index that the lesson itself explains.
    case authored(Int)
    /// The loss divides by the sizes of these axes, and the answer does not; `given` is the gradient
    /// in which the student had it.
    case missingDivisor([String], given: String? = nil)
    /// The answer divides by the size of an axis once more than the loss.
    case repeatedDivisor(String)
    case sign(hasTarget: Bool)
    /// A factor too many, or (below 1) one that is missing.
    case factor(Number)
    /// A wrong rule of the table of operations, with its remark.
    case rule(remark: String)
    /// The gradient passed an operation as if that were not there.
    case passedOn(operation: String)
    /// The gradient of one use of a value that is used several times.
    case oneUse(of: String, uses: Int)
    /// One term of a sum: `n = 2`.
    case oneTerm(String, sum: String)
    /// The first terms of a sum, up to this one.
    case partialSum(upTo: String, sum: String)
    /// A sum without one of its terms.
    case missingTerm(String, sum: String)
    /// A sum with the sign of one of its terms turned round.
    case turnedTerm(String, sum: String)
    /// The mean of the terms of a sum.
    case averaged(String)
    /// Another entry than the one asked for.
    case otherEntry
    /// The formula asked for, or the last step to a value, with a part left out or turned round.
    case otherStep(Change)
    /// Rows and columns exchanged.
    case transposed
    /// Another value of the lesson, or a product of its matrices.
    case otherFormula
    /// A mistake, and a scale besides.
    indirect case scaled(Cause, Cause)
    /// Every entry is the same multiple of the right one.
    case multiple
  }
}

extension Mistake {
  /// What distinguishes a formula from the right one.
  package enum Change: Sendable {
    /// An operand was left out of an operation.
    case missing(Formula, of: BinaryOperator)
    /// `a + b` for `a - b`, or the other way round.
    case sign
    /// `b - a` for `a - b`.
    case order
  }
}

extension Mistake.Cause {
  /// The name of the factor by which an answer is wrong; nil if that is not all, or not what it says.
  var scale: String? {
    switch self {
    case .missingDivisor(let axes, _): axes.joined(separator: " * ")
    case .repeatedDivisor(let axis): "1 / \(axis)"
    case .sign: "-1"
    case .factor(let factor): "\(factor.double)"
    case .scaled(_, let cause): cause.scale
    default: nil
    }
  }

  /// Whether it is a slip of the pen rather than a wrong idea.
  var isSlip: Bool {
    switch self {
    case .partialSum, .missingTerm, .turnedTerm, .otherEntry, .otherStep: true
    default: false
    }
  }

  /// How likely it is beside others: the lesson's own, parts of the truth, scales, structure.
  var rank: Int {
    switch self {
    case .authored: 0
    case .oneTerm, .partialSum, .missingTerm, .turnedTerm, .otherEntry, .otherStep, .oneUse: 1
    case .missingDivisor, .repeatedDivisor, .averaged, .sign, .factor: 2
    default: 3
    }
  }

  /// Whether two factors have different names, so that both may be the reason for one ratio.
  func isOtherScale(than other: Mistake.Cause) -> Bool {
    guard let scale, let others = other.scale else { return false }
    return scale != others
  }
}

extension Mistake {
  /// This mistake or another of its kind, if the two can be said at once: one of two terms alone.
  func joined(with other: Mistake) -> Mistake? {
    switch (cause, other.cause) {
    case (.oneTerm(let one, let sum), .oneTerm(let two, _)):
      Mistake(.oneTerm("\(one) or \(two)", sum: sum))
    case (.missingTerm(let one, let sum), .missingTerm(let two, _)):
      Mistake(.missingTerm("\(one) or \(two)", sum: sum))
    case (.turnedTerm(let one, let sum), .turnedTerm(let two, _)):
      Mistake(.turnedTerm("\(one) or \(two)", sum: sum))
    case (.otherEntry, .otherEntry): self
    default: nil
    }
  }
}
