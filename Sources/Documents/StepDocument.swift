import Backprop
import Derivations
import Formulas
import Lessons
import MatrixCore
import Typography

extension Document {
  /// The content of a step below its header.
  package init(_ step: Step, detail: Detail, numbers: NumberStyle, layout: VectorLayout) {
    self.init()
    append(step, detail: detail, numbers: numbers, layout: layout)
  }

  /// Appends what the page of a step shows: the step, or in place of it and those folded into it one
  /// formula. In full detail all of them follow.
  mutating func append(
    pageOf step: Step, detail: Detail, numbers: NumberStyle, layout: VectorLayout
  ) {
    guard let folded = step.folded else {
      return append(step, detail: detail, numbers: numbers, layout: layout)
    }
    folded.whole.append(
      to: &blocks, nil, detail == .full ? .normal : detail, numbers, layout,
      chain: folded.chain)
    if detail == .full {
      for step in step.unfolded {
        append(step, detail: detail, numbers: numbers, layout: layout)
      }
    }
  }

  /// Appends the content of a step below its header.
  mutating func append(_ step: Step, detail: Detail, numbers: NumberStyle, layout: VectorLayout) {
    switch step.content {
    case .evaluation(let operation):
      operation.append(to: &blocks, step.indexFormula, detail, numbers, layout)
    case .seed(let label, let loss): blocks += Document.seed(label, loss)
    case .passThrough(let passed): blocks += passed.blocks(layout)
    case .zero(let label, let value, let of, let loss):
      blocks += [
        .equations([Equation(.name(label), .typed("0"), remark: Sentence(.shape(value.shape)))]),
        .remark(
          label: "why", "Nothing comes back to \(of): a small change of it does not change \(loss)."
        ),
      ]
    case .sum(let sum): blocks += sum.blocks(layout)
    case .entries(let entries): blocks += entries.blocks(step.indexFormula, numbers)
    case .values(let values): blocks += values.blocks(layout, detail, numbers)
    case .shapes(let rows): blocks.append(rows.filter { detail == .full || !$0.isInner }.table)
    case .comparison(let comparison): blocks += comparison.blocks(detail, numbers, layout)
    case .check(let check): blocks += check.blocks(numbers, layout)
    case .sweep(let sweep): blocks += sweep.blocks(numbers)
    case .jacobian(let slopes): blocks += slopes.blocks
    case .expansion(let opened): blocks += opened.blocks(layout)
    case .graph(let network):
      blocks.append(
        .graph(detail == .full ? GraphPicture(network) : GraphPicture(folded: network)))
    case .training(let run): blocks += run.blocks()
    }
    // In brief the terms that a claim is about are not on the page.
    let areTermsHidden = if case .evaluation = step.content { detail == .brief } else { false }
    for claim in step.claims
    where claim.isShown && !areTermsHidden || detail == .full || !claim.holds {
      blocks.append(.claim(claim.text, holds: claim.holds))
    }
  }

  private static func seed(_ label: String, _ loss: String) -> [Block] {
    [
      .equations([
        Equation(
          .name(label), .typed("1"), remark: "the gradient of \(name: loss) with respect to itself")
      ]),
      .remark(
        label: "why",
        "The way back begins here: if \(loss) grows by a little, \(loss) grows by just that much."),
    ]
  }
}

extension Step.Link {
  /// `dL.3 = dL / (2 * N) = 1/4: A division divides the gradient as well.`
  fileprivate func sentence(_ numbers: NumberStyle) -> Sentence {
    var right = [MathRelation(.equals, formula.math)]
    if let number {
      let isRounded = numbers.formatted(number).isRounded
      right.append(MathRelation(isRounded ? .approximately : .equals, .number(number)))
    }
    let equation = MathText.relations(.name(label), right)
    return why.isEmpty ? Sentence(equation) : "\(equation): \(why)"
  }
}

extension [Step.Described] {
  /// `L.1 = Y - T, L.2 = L.1^2`, behind a label.
  func remark(_ label: String) -> Block {
    .remark(
      label: label,
      map { Sentence(.equation(.name($0.label), $0.formula.math)) }.joined(separator: ", "))
  }
}

extension Step.Evaluation {
  /// Appends the operation's content to the blocks of a page.
  func append(
    to blocks: inout [Block], _ indexFormula: MathText?, _ detail: Detail, _ numbers: NumberStyle,
    _ layout: VectorLayout, chain: [Step.Link] = []
  ) {
    blocks.append(.equations(equations(indexFormula, detail)))
    blocks.append(.work(work(detail, numbers, layout)))
    if detail == .full, let scalars = scalars(numbers) { blocks.append(scalars) }
    if detail == .brief { return }
    if !chain.isEmpty {
      blocks.append(.list(.bullets, items: chain.map { [.paragraph($0.sentence(numbers))] }))
    }
    if !meanings.isEmpty { blocks.append(meanings.remark("where")) }
    if !why.isEmpty { blocks.append(.remark(label: "why", why)) }
    if !conventions.isEmpty {
      blocks.append(.remark(label: "convention", conventions.joined(separator: "; ")))
    }
  }

  /// The formula as a whole, as in textbooks, and per entry.
  private func equations(_ indexFormula: MathText?, _ detail: Detail) -> [Equation] {
    var equations: [Equation] = []
    equations.reserveCapacity(3)
    let sides = [statement, formula].compactMap(\.self)
    equations.append(
      Equation(
        .name(label), sides.map { MathRelation(.equals, $0.math) },
        remark: shapes.map { Sentence($0) }))
    if let textbook, textbook.text() != (statement ?? formula).text() {
      equations.append(
        Equation(nil, textbook.math, remark: "as books write it"))
    }
    if detail != .brief, let indexFormula, !value.shape.isScalar || !summedAxes.isEmpty {
      let axes = summedNames.map { Sentence(.name($0)) }.joined(separator: ", ")
      let remark: Sentence? =
        summedAxes.isEmpty
        ? nil : "\(axes) \(summedAxes.count == 1 ? "is" : "are") summed away"
      equations.append(Equation(indexFormula, remark: remark))
    }
    return equations
  }

  /// The operand shapes of a product or an entrywise operation, else the shape of a value with
  /// axes.
  private var shapes: MathText? {
    if let operandShapes = formula.operandShapes(operands) {
      return .equation(.shape(value.shape), operandShapes)
    }
    return value.shape.isScalar ? nil : .shape(value.shape)
  }

  /// Whether the value is a broadcast copy of the formula's value, and so not equal to it.
  private var isCopied: Bool {
    formula.copied != nil
      || formula.hasCopies && operands.allSatisfy { $0.tensor.shape.rank < value.shape.rank }
  }

  private func work(
    _ detail: Detail, _ numbers: NumberStyle, _ layout: VectorLayout
  ) -> [WorkRow] {
    let work = FormulaWork(operands, axes: axes, layout)
    let isNumber = value.shape.isScalar
    let result: MathText =
      isNumber
      ? .number(value[0])
      : .tensor(value, name: .name(label), orientation: work.orientation(formula, value))
    // A value passed through unchanged needs no arithmetic.
    let isUnchanged = if case .name = formula.kind { true } else { false }
    if isUnchanged || detail == .brief {
      return [.line(label: nil, [isNumber ? .equation(.name(label), result) : result])]
    }
    if let terms, terms.isShownInline { return terms.rows(layout) }
    let math = work.math(formula)
    let arithmetic = isNumber ? math.precise(for: value[0], numbers) : math
    // A number that is its own arithmetic stands once.
    if isNumber, arithmetic.text(numbers) == result.text(numbers) {
      return [.line(label: nil, [.equation(.name(label), result)])]
    }
    let end = MathRelation(isCopied ? .becomes : .equals, result)
    let whole: MathText =
      isNumber
      ? .relations(.name(label), [MathRelation(.equals, arithmetic), end])
      : .relations(arithmetic, [end])
    return [.line(label: nil, [whole])]
  }

  /// Every scalar product, per entry, unless there are too many.
  private func scalars(_ numbers: NumberStyle) -> Block? {
    guard let indexForm, value.count <= 64, indexForm.cost <= 64, indexForm.cost > 1 else {
      return nil
    }
    var lines: [Equation] = []
    for offset in 0..<value.count {
      let indices = value.shape.indices(at: offset)
      let worked = indexForm.worked(IndexBinding(indexLetters, indices))
      lines.append(
        Equation(
          .entry(.name(label), indices.map { "\($0 + 1)" }),
          ScalarWork(worked.numbers, value: value[offset], numbers).right()))
    }
    return .equations(lines)
  }
}

extension Formula {
  /// Whether it broadcasts a value.
  fileprivate var hasCopies: Bool { copied != nil || parts.contains(where: \.hasCopies) }
}

extension Step.Entries {
  func blocks(_ indexFormula: MathText?, _ numbers: NumberStyle) -> [Block] {
    var blocks: [Block] = [
      .equations([Equation(.name(label), formula.math, remark: Sentence(.shape(shape)))])
    ]
    if let indexFormula { blocks.append(.equations([Equation(indexFormula)])) }
    for entry in entries {
      blocks.append(
        .equations([
          Equation(
            .entry(.name(label), entry.indices.map { "\($0)" }),
            ScalarWork(entry.numbers, value: entry.value, numbers).right(after: entry.symbols),
            remark: entry.labels.isEmpty ? nil : "\(entry.labels.text)")
        ]))
    }
    if entries.count < total {
      blocks.append(.paragraph("… and \(total - entries.count) more entries."))
    }
    if !meanings.isEmpty { blocks.append(meanings.remark("where")) }
    return blocks
  }
}

extension Step.PassThrough {
  func blocks(_ layout: VectorLayout) -> [Block] {
    let names = receivers.map { "d\($0.label)" } + [upstream]
    let uses = receivers.map { "\(name: $0.label), which is \($0.formula)" as Sentence }
    return [
      .equations([
        Equation(
          .name(names[0]), names.dropFirst().map { MathRelation(.equals, .name($0)) },
          remark: Sentence(.shape(value.shape)))
      ]),
      .work(layout.math(value, name: .name(upstream))),
      .remark(
        label: "why",
        "\(operation) passes \(name: upstream) on, unchanged, to \(uses.joined(separator: ", and to "))."
      ),
    ]
  }
}
