import Formulas
import MatrixCore

extension Step {
  /// A value as a sum of terms, grouped by part.
  package struct SumOfTerms: Sendable {
    package struct Term: Sendable {
      /// `n = 1`
      package let label: String
      /// The column and row of an outer product; empty if the term is a slice.
      package let factors: [Tensor]
      package let value: Tensor
    }

    /// The terms of one formula: one for each index of the summed axes, or a single term if none is
    /// summed.
    package struct Part: Sendable {
      /// `dW.from.Y`
      package let label: String
      package let formula: Formula
      /// The axes whose indices number the terms; empty if the part is one term.
      package let axes: [Axis]
      /// Further summed axes, which are added within each term.
      package let gathered: [Axis]
      /// The axes of the product that each term is.
      package var within: [Axis] = []
      package let terms: [Term]
      /// The value of the formula.
      package let value: Tensor
      /// The location of the last term along axes that labels index.
      package var labelsOfLast: [LabelPlace] = []
    }

    /// `dW`
    package let label: String
    package let parts: [Part]
    package let value: Tensor
    /// The unnamed values that the formulas name.
    package var meanings: [Described] = []
  }
}

extension Step.SumOfTerms {
  package var terms: [Term] { parts.flatMap(\.terms) }

  /// The formulas of all parts, added.
  package var formula: Formula { .sum(of: parts.map(\.formula)) }

  /// Whether there are few enough terms to show in the step itself.
  package var isShownInline: Bool {
    (2...4).contains(parts.reduce(0) { $0 + $1.terms.count }) && value.shape.rank >= 1
  }

  /// The claims that the terms of each part add up to its formula's value, and all terms to the
  /// whole value.
  var claims: [Claim] {
    var claims = parts.filter { !$0.axes.isEmpty }.map { part in
      let axes = (part.axes + part.within).map(\.name).joined(separator: ", ")
      return Claim(
        "the sum over \(axes) equals \(part.formula)",
        holds: part.terms.addUp(to: part.value)
          && (parts.count > 1 || part.value.largestDifference(from: value) == nil),
        isShown: parts.count > 1 || isShownInline)
    }
    if parts.count > 1 {
      claims.append(
        Claim("all terms together equal \(name: label)", holds: terms.addUp(to: value)))
    }
    return claims
  }
}

extension [Step.SumOfTerms.Term] {
  fileprivate func addUp(to value: Tensor) -> Bool {
    var sum: Tensor?
    for term in self {
      guard let before = sum else {
        sum = term.value
        continue
      }
      guard let next = try? Tensor.combine(.add, before, term.value) else { return false }
      sum = next
    }
    return sum.map { $0.largestDifference(from: value) == nil } ?? false
  }
}
