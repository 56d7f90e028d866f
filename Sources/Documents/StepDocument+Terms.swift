import Backprop
import Derivations
import Formulas
import MatrixCore

extension Step.SumOfTerms {
  /// One row per term, and their sum.
  func rows(_ layout: VectorLayout) -> [WorkRow] {
    parts.flatMap { part in part.terms.map { part.row(of: $0, layout) } }
      + [.sumRule, totalRow(layout)]
  }

  /// The terms of each part, with running sums.
  func blocks(_ layout: VectorLayout) -> [Block] {
    var blocks: [Block] = [
      .equations([Equation(.name(label), formula.math, remark: Sentence(.shape(value.shape)))])
    ]
    var sum: Tensor?
    for (partIndex, part) in parts.enumerated() {
      if parts.count > 1 {
        blocks.append(.equations([Equation(.name(part.label), part.formula.math)]))
      }
      blocks.append(.paragraph(part.summary))
      let isLast = partIndex == parts.count - 1
      let shownCount = part.terms.count <= 12 ? part.terms.count : 6
      var rows: [WorkRow] = []
      for (index, term) in part.terms.enumerated() {
        let isFirst = sum == nil
        sum = sum.flatMap { try? Tensor.combine(.add, $0, term.value) } ?? term.value
        guard index < shownCount else { continue }
        rows.append(part.row(of: term, layout))
        // The total follows the last term.
        let isLastTerm = isLast && index == part.terms.count - 1
        if !isFirst, !isLastTerm, let sum { rows.append(.sumSoFar(sum, layout)) }
      }
      let rest = part.terms.count - shownCount
      if rest > 0 {
        blocks.append(.work(rows))
        let result = isLast ? "The sum of all:" : "With them:"
        blocks.append(.paragraph("… and \(rest) more terms. \(result)"))
        rows = isLast ? [totalRow(layout)] : sum.map { [.sumSoFar($0, layout)] } ?? []
      } else if isLast {
        rows += [.sumRule, totalRow(layout)]
      }
      blocks.append(.work(rows))
    }
    if !meanings.isEmpty { blocks.append(meanings.remark("where")) }
    return blocks
  }

  private func totalRow(_ layout: VectorLayout) -> WorkRow {
    .line(label: nil, [.equation(.name(label), layout.math(value))])
  }
}

extension Step.SumOfTerms.Part {
  /// A term with its label; a part that is one term is equal to it.
  fileprivate func row(of term: Step.SumOfTerms.Term, _ layout: VectorLayout) -> WorkRow {
    axes.isEmpty
      ? .line(label: nil, [.equation(.name(term.label), layout.math(term.value))])
      : term.row(layout)
  }

  /// Describes the terms in sentences.
  fileprivate var summary: String {
    guard let last = terms.last, !labelsOfLast.isEmpty else { return axesSummary }
    return axesSummary + " The last, \(last.label), is \(labelsOfLast.text)."
  }

  private var axesSummary: String {
    guard !axes.isEmpty else { return "This use gives one term." }
    let sizes = axes.map { "\($0.size)" }.joined(separator: " × ")
    let terms =
      axes.count == 1
      ? "\(axes[0].name) is summed away: one term for each of its \(sizes)"
      : axes.dropLast().map(\.name).joined(separator: ", ") + " and \(axes[axes.count - 1].name)"
        + " are summed away: one term for each of their \(sizes) combinations"
    if !within.isEmpty {
      return terms + "; each is itself a sum over " + within.map(\.name).joined(separator: " and ")
        + "."
    }
    guard !gathered.isEmpty else { return terms + "." }
    let others = gathered.map(\.name).joined(separator: " and ")
    return terms + "; within it, each entry along \(others) is added where it belongs."
  }
}

extension Step.SumOfTerms.Term {
  fileprivate func row(_ layout: VectorLayout) -> WorkRow {
    guard factors.count == 2 else { return .line(label: label, [layout.math(value)]) }
    let (column, row) = (factors[0], factors[1])
    let isOuter = !column.shape.isScalar && !row.shape.isScalar
    let product = MathText.binary(
      isOuter ? .outer : .dot,
      .tensor(column, orientation: isOuter ? .column : .row), .tensor(row))
    return .line(label: label, [.equation(product, layout.math(value))])
  }
}

extension WorkRow {
  fileprivate static func sumSoFar(_ sum: Tensor, _ layout: VectorLayout) -> WorkRow {
    .aside(.equation("sum so far", layout.math(sum)))
  }
}
