import Backprop
import Formulas
import MatrixCore
import Typography

extension StepKind {
  static let compare = comparison("compare", expectsEqual: true)
  static let contrast = comparison("contrast", expectsEqual: false)

  private static func comparison(_ word: String, expectsEqual: Bool) -> StepKind {
    StepKind(word: word, form: "it is written `\(word) … with …`") { (parser) throws(Problem) in
      let left = try parser.formula()
      guard parser.take(name: "with") else { throw parser.unexpected(.words(["with"])) }
      let right = try parser.formula()
      guard expectsEqual else { return CompareRequest(left, right, expectsEqual: false) }
      return CompareRequest(left, right, within: try parser.tolerance(), expectsEqual: true)
    }
  }
}

/// Two values side by side, which must be equal, or must differ.
package struct CompareRequest: StepRequest {
  package let left: Formula
  package let right: Formula
  /// The absolute difference that is allowed.
  package let within: Number?
  package let expectsEqual: Bool

  package init(
    _ left: Formula, _ right: Formula, within: Number? = nil, expectsEqual: Bool
  ) {
    self.left = left
    self.right = right
    self.within = within
    self.expectsEqual = expectsEqual
  }

  package var references: [Formula] { [left, right] }
  package var end: SyntaxProblem.Expected {
    .end(or: expectsEqual && within == nil ? ["within"] : [])
  }

  package func derive(
    _ network: EvaluatedNetwork, at range: SourceRange, in builder: inout DerivationBuilder
  ) throws(Problem) {
    let (a, b) = try builder.pair(left, right, current: network.index, at: range)
    let difference: Step.Difference?
    let areEqual: Bool
    var shapes: Problem?
    if case .shape(let x) = a.value, case .shape(let y) = b.value {
      // The shapes differ, not an entry.
      (difference, areEqual) = (nil, x == y)
      if x != y { shapes = Problem(.axesNotEqual(left: x, right: y), at: range) }
    } else {
      if !expectsEqual { try checkContrast(a.value, b.value, at: range) }
      difference = try Step.difference(a.value, b.value, at: range)
      let exceeding = try Step.difference(a.value, b.value, at: range, within: within)
      areEqual = difference == nil || exceeding == nil
    }
    let holds = areEqual == expectsEqual
    let sides = [left, right].qualified(in: network, among: builder.networks)
    let (shownLeft, shownRight) = (sides[0], sides[1])
    let text: Sentence =
      expectsEqual
      ? "\(shownLeft) equals \(shownRight)\(within.map { " within \($0.typed)" } ?? "")"
      : "\(shownLeft) differs from \(shownRight)"
    let kind = Step.Kind(expectsEqual ? "compare" : "contrast")
    let isExact: Bool =
      if case .tensor(let x) = a.value, case .tensor(let y) = b.value {
        x.isExact && y.isExact
      } else {
        true
      }
    builder.append(
      Step(
        id: builder.id(network, kind.word), network: network.name, kind: kind,
        title: StepTitle(network: network, networks: builder.networks)
          .of([shownLeft, shownRight]),
        formula: nil, indexFormula: nil,
        content: .comparison(
          Step.Comparison(
            left: shownLeft, right: shownRight, leftValue: a.value, rightValue: b.value,
            leftWorking: builder.working(shownLeft, in: network),
            rightWorking: builder.working(shownRight, in: network), difference: difference,
            expectsEqual: expectsEqual, isExact: isExact)),
        claims: [Claim(text, holds: holds)]))
    guard !holds else { return }
    builder.findings.append(
      shapes ?? difference.map {
        Problem(.notEqual(.init(left, right, $0, tolerance: within)), at: range)
      }
        ?? Problem(.notDifferent(left: left.text(), right: right.text()), at: range))
  }

  /// Values of other axes differ in no entry; where one could be copied, that is what to do.
  private func checkContrast(
    _ a: ExpressionValue, _ b: ExpressionValue, at range: SourceRange
  ) throws(Problem) {
    guard case .tensor(let x) = a, case .tensor(let y) = b, x.shape.rank != y.shape.rank else {
      return
    }
    let (smaller, formula) = x.shape.rank < y.shape.rank ? (x, left) : (y, right)
    let larger = x.shape.rank < y.shape.rank ? y : x
    guard smaller.shape.isContained(in: larger.shape) else { return }
    throw Problem(
      .axesOfContrast(smaller: formula.text(), left: x.shape, right: y.shape), at: range)
  }
}
