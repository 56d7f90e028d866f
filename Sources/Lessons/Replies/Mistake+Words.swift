import Derivations
import Formulas
import MatrixCore

extension Mistake {
  /// The mistake in a sentence or two, in the lesson's names; it holds no number of the answer.
  package var text: String { cause.text(formula?.math.text(), place) }

  /// What was computed instead: `X @ dY`, `dZ = dA`; nil if no formula says it.
  package var written: String? {
    formula.map { (place.map { "\($0) = " } ?? "") + $0.text() }
  }
}

extension Mistake.Cause {
  fileprivate func text(_ formula: String?, _ place: String?) -> String {
    switch self {
    case .authored: return "the lesson explains it"
    case .missingDivisor(let axes, let given?):
      let divisors = axes.map { "1/\($0)" }.joined(separator: " and ")
      let isOne = axes.count == 1
      return "\(divisors) \(isOne ? "is" : "are") missing in that: \(given) has "
        + "\(isOne ? "it" : "them") inside, so take \(given) as it stands."
    case .missingDivisor(let axes, nil):
      return axes.count == 1
        ? "1/\(axes[0]) is missing: the loss divides by \(axes[0])."
        : "The loss divides by \(axes.joined(separator: " and ")): all of that is missing."
    case .repeatedDivisor(let axis):
      return "1/\(axis) is in there twice: what arrives from the loss has it already."
    case .sign(let hasTarget):
      return hasTarget
        ? "The sign is turned round: the error is output − target."
        : "The sign is turned round."
    case .factor(let factor):
      return factor.double > 1
        ? "There is a factor 2 too many in the gradient." : "A factor 2 is missing in the gradient."
    case .rule(let remark): return Self.taken(formula, place) + remark
    case .passedOn(let operation):
      return Self.taken(formula, place)
        + "The gradient was passed on unchanged: the slope of `\(operation)` is missing."
    case .oneUse(let label, let uses):
      return "\(label) is used \(uses) times, and the gradients of its uses add. "
        + (formula.map { "\($0) is one of them alone." } ?? "That is one of them alone.")
    case .oneTerm(let term, let sum):
      return "That is the term \(term) alone. The sum goes over all of \(sum)."
    case .partialSum(let term, let sum):
      return "That sum stops after \(term). It goes over all of \(sum)."
    case .missingTerm(let term, let sum):
      return "The term \(term) is missing from the sum over \(sum)."
    case .turnedTerm(let term, let sum):
      return "The sign of the term \(term) is turned round in the sum over \(sum)."
    case .averaged(let sum):
      return "The terms were averaged over \(sum), and they have to be added."
    case .otherStep(let change):
      let said = change.text
      return formula.map { "That is \($0): \(said)." } ?? said.prefix(1).uppercased()
        + said.dropFirst() + "."
    case .otherEntry: return "That is \(formula ?? "another entry")."
    case .transposed: return "Those are the right numbers, with rows and columns exchanged."
    case .otherFormula: return "That is \(formula ?? "another value")."
    case .scaled(let cause, let scale):
      return cause.text(formula, place) + " And besides: " + scale.text(nil, nil)
    case .multiple:
      return "Every entry is the right one times the same number: a factor is wrong."
    }
  }

  private static func taken(_ formula: String?, _ place: String?) -> String {
    guard let formula else { return "" }
    return place.map { "\($0) was taken as \(formula). " } ?? "That is \(formula). "
  }
}

extension Mistake.Change {
  fileprivate var text: String {
    switch self {
    case .missing(let part, _) where part.names.contains(where: \.isUnnamed): "a part is missing"
    case .missing(let part, .divide): "the division by \(part.math.text()) is missing"
    case .missing(let part, .power): "the exponent \(part.math.text()) is missing"
    case .missing(let part, .multiply): "the factor \(part.math.text()) is missing"
    case .missing(let part, _): "the term \(part.math.text()) is missing"
    case .sign: "a sign is turned round"
    case .order: "the difference is turned round"
    }
  }
}
