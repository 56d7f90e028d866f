import Formulas
import MatrixCore

extension Step {
  /// A value as a sum of terms: those of its parts, one part after the other.
  package struct SumOfTerms: Sendable {
    package struct Term: Sendable {
      /// `n = 1`
      package let label: String
      /// The column and the row of an outer product, or nothing where the term is a slice.
      package let factors: [Tensor]
      package let value: Tensor
    }

    /// What one formula gives: the sum of one term for each index of the axes that it sums away, or,
    /// where it sums none away, a term of its own.
    package struct Part: Sendable {
      /// `dW.from.Y`
      package let label: String
      package let formula: Formula
      /// The axes whose indices the terms stand for; none where the part is one term.
      package let axes: [Axis]
      /// Further axes that go: within each term, what stands along them is added where it belongs.
      package let gathered: [Axis]
      package let terms: [Term]
      /// What the formula gives when it is run.
      package let value: Tensor
      /// Where the last term lies along axes that labels count on.
      package var labelsOfLast: [LabelPlace] = []
    }

    /// `dW`
    package let label: String
    package let parts: [Part]
    package let value: Tensor
  }
}

extension Step.SumOfTerms {
  package var terms: [Term] { parts.flatMap(\.terms) }

  /// The formulas of all parts, added.
  package var formula: Formula {
    parts.dropFirst().reduce(parts[0].formula) { Formula(.binary(.add, $0, $1.formula)) }
  }

  /// Whether the terms are few enough to stand in the step itself.
  package var isShownInline: Bool {
    (2...4).contains(parts.reduce(0) { $0 + $1.terms.count }) && value.shape.rank >= 1
  }

  /// What the terms say: those of each part add up to what its formula gives, and all of them to the
  /// value.
  var claims: [Claim] {
    var claims = parts.filter { !$0.axes.isEmpty }.map { part in
      let axes = part.axes.map(\.name).joined(separator: ", ")
      return Claim(
        "the sum over \(axes) equals \(part.formula.text(.pretty))",
        holds: part.terms.addUp(to: part.value)
          && (parts.count > 1 || part.value.largestDifference(from: value) == nil),
        isShown: parts.count > 1 || isShownInline)
    }
    if parts.count > 1 {
      claims.append(
        Claim("all terms together equal \(label)", holds: terms.addUp(to: value)))
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
