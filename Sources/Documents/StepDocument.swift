import Backprop
import Derivations
import Formulas
import Lessons
import MatrixCore
import Typography

extension Document {
  /// The content of a step below its header.
  package init(_ step: Step, detail: Detail, numbers: NumberStyle) {
    self.init()
    append(step, detail: detail, numbers: numbers)
  }

  /// Appends the content of a step below its header.
  mutating func append(_ step: Step, detail: Detail, numbers: NumberStyle) {
    switch step.content {
    case .evaluation(let operation):
      operation.append(to: &blocks, step.indexFormula, detail, numbers)
    case .seed(let label, let loss): blocks += Document.seed(label, loss)
    case .passThrough(let passed): blocks += passed.blocks()
    case .zero(let label, let value, let of, let loss):
      blocks += [
        .equations([Equation(label, ["= 0"], remark: "\(value.shape)")]),
        .remark(
          label: "why", "Nothing comes back to \(of): a small change of it does not change \(loss)."
        ),
      ]
    case .sum(let sum): blocks += sum.blocks()
    case .entries(let entries): blocks += entries.blocks(step.indexFormula, numbers)
    case .values(let values): blocks += values.blocks
    case .shapes(let rows): blocks.append(rows.filter { detail == .full || !$0.isInner }.table)
    case .comparison(let comparison): blocks += comparison.blocks(numbers)
    case .check(let check): blocks += check.blocks(numbers)
    case .sweep(let sweep): blocks += sweep.blocks(numbers)
    case .jacobian(let slopes): blocks += slopes.blocks
    case .expansion(let opened): blocks += opened.blocks()
    case .graph(let network):
      blocks.append(
        .graph(detail == .full ? GraphPicture(network) : GraphPicture(folded: network)))
    case .training(let run): blocks += run.blocks()
    }
    for claim in step.claims where claim.isShown || detail == .full || !claim.holds {
      blocks.append(.claim(claim.text, holds: claim.holds))
    }
  }

  private static func seed(_ label: String, _ loss: String) -> [Block] {
    [
      .equations([
        Equation(label, ["= 1"], remark: "the gradient of \(loss) with respect to itself")
      ]),
      .remark(
        label: "why",
        "The way back begins here: if \(loss) grows by a little, \(loss) grows by just that much."),
    ]
  }
}

extension Step.Evaluation {
  /// Appends the operation's content to the blocks of a page.
  func append(
    to blocks: inout [Block], _ indexFormula: String?, _ detail: Detail, _ numbers: NumberStyle
  ) {
    blocks.append(.equations(equations(indexFormula, detail)))
    blocks.append(.work(work(detail, numbers)))
    if detail == .full, let scalars = scalars(numbers) { blocks.append(scalars) }
    if detail == .brief { return }
    if !meanings.isEmpty {
      let meanings = meanings.map { "\($0.label) = \($0.formula.text(.pretty))" }
      blocks.append(.remark(label: "where", meanings.joined(separator: ", ")))
    }
    if !why.isEmpty { blocks.append(.remark(label: "why", why)) }
    if !conventions.isEmpty {
      blocks.append(.remark(label: "convention", conventions.joined(separator: "; ")))
    }
  }

  /// The formula as a whole, as in textbooks, and per entry.
  private func equations(_ indexFormula: String?, _ detail: Detail) -> [Equation] {
    var equations: [Equation] = []
    equations.reserveCapacity(3)
    let own = "= " + formula.text(.pretty)
    let right = statement.map { ["= " + $0.text(.pretty), own] } ?? [own]
    equations.append(Equation(label, right, remark: shapes))
    if let textbook, textbook.text() != (statement ?? formula).text() {
      equations.append(
        Equation("", ["= " + textbook.text(.pretty)], remark: "as books write it"))
    }
    if detail != .brief, let indexFormula, !value.shape.isScalar || !summedAxes.isEmpty {
      let remark =
        summedAxes.isEmpty
        ? nil
        : summedAxes.map(\.name).joined(separator: ", ")
          + (summedAxes.count == 1 ? " is summed away" : " are summed away")
      equations.append(Equation(indexFormula, remark: remark))
    }
    return equations
  }

  /// The operand shapes of a product or an entrywise operation, else the shape of a value with
  /// axes.
  private var shapes: String? {
    if let operandShapes = formula.operandShapes(operands) {
      return "\(value.shape) = \(operandShapes)"
    }
    return value.shape.isScalar ? nil : "\(value.shape)"
  }

  /// Whether the value is a broadcast copy of the formula's value, and so not equal to it.
  private var isCopied: Bool {
    if case .call(let call) = formula.kind, call.function == "broadcast" { return true }
    return formula.hasCopies && operands.allSatisfy { $0.tensor.shape.rank < value.shape.rank }
  }

  private func work(_ detail: Detail, _ numbers: NumberStyle) -> [WorkRow] {
    let work = FormulaWork(operands, value: value, axes: axes)
    let isNumber = value.shape.isScalar
    let result = WorkPiece.tensor(
      TensorView(value, name: isNumber ? nil : label, orientation: work.orientation(formula, value))
    )
    let start: [WorkPiece] = isNumber ? [.text(label), .relation("=")] : []
    // A value passed through unchanged needs no arithmetic.
    if case .name = formula.kind { return [.pieces(label: nil, start + [result])] }
    if detail == .brief { return [.pieces(label: nil, start + [result])] }
    if let terms, terms.isShownInline { return terms.rows }
    var pieces = start + work.pieces(formula).precise(for: value, numbers)
    if isCopied {
      pieces.append(.symbol("→"))
    } else {
      pieces.append(.relation("="))
    }
    pieces.append(result)
    return [.pieces(label: nil, pieces)]
  }

  /// Every scalar product, per entry, unless there are too many.
  private func scalars(_ numbers: NumberStyle) -> Block? {
    guard let indexForm, value.count <= 64, indexForm.cost <= 64, indexForm.cost > 1 else {
      return nil
    }
    var lines: [Equation] = []
    for offset in 0..<value.count {
      let indices = value.shape.indices(at: offset)
      let position = indices.map { "\($0 + 1)" }.joined(separator: ",")
      let worked = indexForm.worked(IndexForm.Binding(indexLetters, indices))
      lines.append(
        Equation(
          position.isEmpty ? label : "\(label)[\(position)]",
          ScalarWork(worked.numbers, value: value[offset], numbers).right()))
    }
    return .equations(lines)
  }
}

extension Equation {
  /// Splits an index formula, `dW[i,o] = …`, at its relation.
  fileprivate init(_ indexFormula: String, remark: String? = nil) {
    let left = indexFormula.prefix { $0 != "=" }
    self.init(String(left).trimmed, [String(indexFormula[left.endIndex...])], remark: remark)
  }
}

extension Formula {
  /// Whether it broadcasts a value.
  fileprivate var hasCopies: Bool {
    if case .call(let call) = kind, call.function == "broadcast" { return true }
    return parts.contains(where: \.hasCopies)
  }
}

extension [ScalarPiece] {
  func text(_ style: NumberStyle) -> String {
    map { piece in
      switch piece {
      case .text(let text): text
      case .number(let number): style.text(number)
      }
    }.joined()
  }
}

extension Step.Entries {
  func blocks(_ indexFormula: String?, _ numbers: NumberStyle) -> [Block] {
    var blocks: [Block] = [
      .equations([Equation(label, ["= " + formula.text(.pretty)], remark: "\(shape)")])
    ]
    if let indexFormula { blocks.append(.equations([Equation(indexFormula)])) }
    for entry in entries {
      let position = entry.indices.map { "\($0)" }.joined(separator: ",")
      blocks.append(
        .equations([
          Equation(
            position.isEmpty ? label : "\(label)[\(position)]",
            ScalarWork(entry.numbers, value: entry.value, numbers).right(after: entry.symbols),
            remark: entry.labels.isEmpty ? nil : entry.labels.text)
        ]))
    }
    if entries.count < total {
      blocks.append(.paragraph("… and \(total - entries.count) more entries."))
    }
    return blocks
  }
}

extension Step.PassThrough {
  func blocks() -> [Block] {
    let names = receivers.map { "d\($0.label)" }
    let uses = receivers.map { "\($0.label), which is \($0.formula.text(.pretty))" }
    return [
      .equations([
        Equation(
          names[0], (names.dropFirst() + [upstream]).map { "= \($0)" }, remark: "\(value.shape)")
      ]),
      .work(.tensor(value, name: upstream)),
      .remark(
        label: "why",
        "\(operation) passes \(upstream) on, unchanged, to "
          + uses.joined(separator: ", and to ") + "."),
    ]
  }
}
