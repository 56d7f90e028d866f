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
    for part in parts {
      if parts.count > 1 {
        blocks.append(.equations([Equation(.name(part.label), part.formula.math)]))
      }
      blocks.append(.paragraph(part.summary))
      let total =
        parts.count > 1 ? part.totalRow(layout) : totalRow(layout)
      blocks += part.blocks(total: total, layout)
    }
    if parts.count > 1 {
      blocks.append(.paragraph("The sum of all:"))
      blocks.append(.work(parts.map { $0.totalRow(layout) } + [.sumRule, totalRow(layout)]))
    }
    if !meanings.isEmpty { blocks.append(meanings.remark("where")) }
    return blocks
  }

  private func totalRow(_ layout: VectorLayout) -> WorkRow {
    .line(label: nil, [.equation(.name(label), layout.math(value))])
  }
}

extension Step.SumOfTerms.Part {
  /// The terms with running sums, and their total.
  fileprivate func blocks(total: WorkRow, _ layout: VectorLayout) -> [Block] {
    if axes.isEmpty { return [.work([totalRow(layout)])] }
    let shownCount = terms.count <= 12 ? terms.count : 6
    var rows: [WorkRow] = []
    var sum: Tensor?
    for (index, term) in terms.prefix(shownCount).enumerated() {
      let isFirst = sum == nil
      sum = sum.flatMap { try? Tensor.combine(.add, $0, term.value) } ?? term.value
      rows.append(row(of: term, layout))
      // The total follows the last term.
      if !isFirst, index < terms.count - 1, let sum { rows.append(.sumSoFar(sum, layout)) }
    }
    let rest = terms.count - shownCount
    if rest == 0 { return [.work(rows + [.sumRule, total])] }
    return [
      .work(rows), .paragraph("… and \(rest) more terms. The sum of all:"), .work([total]),
    ]
  }

  fileprivate func totalRow(_ layout: VectorLayout) -> WorkRow {
    .line(label: nil, [.equation(.name(label), layout.math(value))])
  }

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
    let names = axes.map(\.name).joined(separator: " and ")
    let count =
      axes.map(\.name).joined(separator: " · ") + " = "
      + axes.map { "\($0.size)" }.joined(separator: " · ")
    let isOne = Shape(axes).count == 1
    let terms =
      "\(names) \(axes.count == 1 ? "is" : "are") summed away: \(count) \(isOne ? "term" : "terms")"
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
