import Backprop
import Derivations
import Formulas
import MatrixCore
import Typography

// How the formulas of `compare`, `contrast` and `show` are worked out.

extension Step.Working {
  /// The most columns of numbers in a line that has its matrices side by side, and the most rows of
  /// all lines, with the names above them.
  private static let mostColumns = 8
  private static let mostRows = 12

  /// The operations line by line, with the result under a name; those that are `known` stand on the
  /// page already. Where they are large, the result and the arithmetic of one entry: that at `place`,
  /// else the first that is not 0. In brief the result alone, unless the page has it.
  func blocks(
    _ name: MathText, at place: [Int] = [], leavingOut known: Set<String> = [],
    hasResult: Bool = false, _ detail: Detail, _ numbers: NumberStyle, _ layout: VectorLayout,
    digits: Int = 1
  ) -> [Block] {
    let shown = operations.enumerated().filter { index, operation in
      index == operations.count - 1 || !known.contains(operation.formula.text())
    }.map(\.element)
    if detail == .full || detail == .normal && !hasResult && fits(shown, layout) {
      return shown.enumerated().map { index, operation in
        let isLast = index == shown.count - 1
        return .work([
          operation.row(
            isLast ? name : operation.formula.math, axes, numbers, layout,
            digits: isLast ? digits : 1)
        ])
      }
    }
    let result = Step.Shown.block(name, .tensor(value), layout, digits: digits)
    return (hasResult ? [] : [result])
      + (detail == .brief ? [] : arithmetic(name, at: place, numbers))
  }

  /// The arithmetic of one entry; a number has no other.
  private func arithmetic(_ name: MathText, at place: [Int], _ numbers: NumberStyle) -> [Block] {
    let offset =
      place.isEmpty
      ? (0..<value.count).first { value[$0].double != 0 } ?? 0
      : value.shape.offset(of: place.map { $0 - 1 })
    guard !value.shape.isScalar, let offset, offset < value.count, let entry = entry(at: offset)
    else { return [] }
    let indices = value.shape.indices(at: offset).map { "\($0 + 1)" }
    return [
      .equations([
        Equation(
          .entry(name, indices),
          ScalarWork(entry.numbers, value: value[offset], numbers).right(after: entry.symbols))
      ])
    ]
  }

  private func fits(_ shown: [Operation], _ layout: VectorLayout) -> Bool {
    var rows = 0
    for operation in shown {
      let sizes = (operation.operands.map(\.tensor) + [operation.value]).map(layout.size)
      guard sizes.reduce(0, { $0 + $1.columns }) <= Self.mostColumns else { return false }
      rows += sizes.reduce(0) { max($0, $1.rows) } + 2
    }
    return rows <= Self.mostRows
  }
}

extension Step.Working.Operation {
  /// The operation with its operands side by side.
  fileprivate func row(
    _ name: MathText, _ axes: [Axis], _ numbers: NumberStyle, _ layout: VectorLayout, digits: Int
  ) -> WorkRow {
    let work = FormulaWork(operands, axes: axes, layout)
    let math = work.math(formula)
    guard value.shape.isScalar else {
      let result = MathText.tensor(
        value, name: name, orientation: work.orientation(formula, value), digits: digits)
      // What is only turned needs no arithmetic.
      if case .tensor = math { return .line(label: nil, [result]) }
      return .line(label: nil, [.equation(math, result)])
    }
    let arithmetic = math.precise(for: value[0], numbers)
    return .line(
      label: nil,
      [.equation(.equation(name, arithmetic), .number(value[0], digits: digits))])
  }
}

extension VectorLayout {
  /// The rows and columns of numbers that a tensor takes.
  fileprivate func size(_ tensor: Tensor) -> (rows: Int, columns: Int) {
    let sizes = tensor.shape.sizes
    switch sizes.count {
    case 0: return (1, 1)
    case 1: return orientation(tensor) == .column ? (sizes[0], 1) : (1, sizes[0])
    default: return (sizes.dropLast().reduce(1, *), sizes[sizes.count - 1])
    }
  }
}
