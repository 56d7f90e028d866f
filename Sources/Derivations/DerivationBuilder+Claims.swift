import Backprop
import Formulas
import MatrixCore

extension DerivationBuilder {
  mutating func show(
    _ network: EvaluatedNetwork, _ formulas: [Formula], _ result: inout Result
  ) throws(Problem) {
    var shown: [Step.Shown] = []
    let values = try each(formulas) { (deriver, formula) throws(Problem) in
      (
        try deriver.evaluate(formula, current: network.index),
        try deriver.labelPlaces(formula, network)
      )
    }
    for (evaluated, labels) in values {
      shown.append(
        Step.Shown(
          text: evaluated.formula.text(.pretty), value: evaluated.value, labels: labels))
    }
    let title = shown.map(\.text).joined(separator: ", ")
    let typed = formulas.map { $0.text() }.joined(separator: "-")
    result.steps.append(
      Step(
        id: id(network, "show", typed.filter { $0 != " " }), network: network.name, kind: .show,
        title: title,
        formula: formulas.count == 1 ? formulas[0].text() : nil, indexFormula: nil,
        content: .values(shown), claims: []))
  }

  /// The label locations of the entries that a formula indexes.
  private mutating func labelPlaces(
    _ formula: Formula, _ network: EvaluatedNetwork
  ) throws(Problem) -> [LabelPlace] {
    var places: [LabelPlace] = []
    for part in formula.parts { places += try labelPlaces(part, network) }
    guard case .indexed(let operand, let indices) = formula.kind,
      case .tensor(let tensor) = try evaluate(operand, current: network.index).value
    else { return places }
    var owner = network
    if case .member(let name, _) = operand.kind {
      owner = networks.first { $0.name == name } ?? network
    }
    return places + owner.labelPlaces(indices.numbers, tensor.shape)
  }

  mutating func shapes(
    _ network: EvaluatedNetwork, _ range: SourceRange, _ result: inout Result
  ) throws(Problem) {
    try spend(lines: network.values.count, at: range)
    let rows = network.values.map { value in
      Step.ShapeRow(
        name: value.name, role: value.role.rawValue, shape: network.shape(value.entry),
        formula: value.formula)
    }
    result.steps.append(
      Step(
        id: id(network, "shapes"), network: network.name, kind: .shapes,
        title: network.isMain ? "names and axes" : "names and axes of \(network.name)",
        formula: nil,
        indexFormula: nil, content: .shapes(rows), claims: []))
  }

  mutating func graph(
    _ network: EvaluatedNetwork, _ range: SourceRange, _ result: inout Result
  ) throws(Problem) {
    try spend(lines: network.graph.nodes.count, at: range)
    result.steps.append(
      Step(
        id: id(network, "graph"), network: network.name, kind: .graph,
        title: network.isMain ? "values and gradients" : "values and gradients of \(network.name)",
        formula: nil, indexFormula: nil, content: .graph(network), claims: []))
  }

  mutating func compare(
    _ network: EvaluatedNetwork, _ left: Formula, _ right: Formula, expectsEqual: Bool,
    _ range: SourceRange, _ result: inout Result
  ) throws(Problem) {
    let (a, b) = try pair(left, right, current: network.index, at: range)
    let difference: Step.Difference?
    let areEqual: Bool
    var shapes: Problem?
    if case .shape(let x) = a.value, case .shape(let y) = b.value {
      // The shapes differ, not an entry.
      (difference, areEqual) = (nil, x == y)
      if x != y { shapes = Problem(.axesNotEqual(left: x, right: y), at: range) }
    } else {
      difference = try Step.difference(a.value, b.value, (left, right), at: range)
      areEqual = difference == nil
    }
    let holds = areEqual == expectsEqual
    let (leftText, rightText) = (left.text(.pretty), right.text(.pretty))
    let text =
      expectsEqual
      ? "\(leftText) equals \(rightText)" : "\(leftText) differs from \(rightText)"
    let kind: Step.Kind = expectsEqual ? .compare : .contrast
    let isExact: Bool =
      if case .tensor(let x) = a.value, case .tensor(let y) = b.value {
        x.isExact && y.isExact
      } else {
        true
      }
    result.steps.append(
      Step(
        id: id(network, kind.rawValue), network: network.name, kind: kind, title: text,
        formula: nil, indexFormula: nil,
        content: .comparison(
          Step.Comparison(
            left: left, right: right, leftValue: a.value, rightValue: b.value,
            difference: difference, expectsEqual: expectsEqual, isExact: isExact)),
        claims: [Claim(text, holds: holds)]))
    guard !holds else { return }
    findings.append(
      shapes ?? difference.map {
        Problem(.notEqual(.init(left, right, $0, tolerance: nil)), at: range)
      }
        ?? Problem(.notDifferent(left: left.text(), right: right.text()), at: range))
  }
}
