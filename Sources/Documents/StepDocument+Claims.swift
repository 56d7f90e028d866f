import Backprop
import Derivations
import Formulas
import MatrixCore
import Typography

extension [Step.Shown] {
  /// The blocks of the values, formulas worked out, if by one entry then by that at `place`;
  /// consecutive numbers share a block.
  func blocks(
    _ layout: VectorLayout, _ detail: Detail = .brief, _ numbers: NumberStyle = NumberStyle(),
    at place: [Int] = [], digits: Int = 1
  ) -> [Block] {
    var blocks: [Block] = []
    var previousIsNumber = false
    var known: Set<String> = []
    for shown in self {
      let own =
        shown.working?.blocks(
          shown.math, at: place, leavingOut: known, detail, numbers, layout, digits: digits)
        ?? [Step.Shown.block(shown.math, shown.value, layout, digits: digits)]
      known.formUnion(shown.working?.operations.map { $0.formula.text() } ?? [])
      let isNumber =
        if case .tensor(let tensor) = shown.value { tensor.shape.isScalar } else { false }
      if isNumber, previousIsNumber, own.count == 1, case .work(let row) = own[0],
        case .work(let rows) = blocks.last
      {
        blocks[blocks.count - 1] = .work(rows + row)
      } else {
        blocks += own
      }
      if !shown.labels.isEmpty {
        blocks.append(.remark(label: shown.math.text(), shown.labels.text))
      }
      previousIsNumber = isNumber
    }
    return blocks
  }
}

extension Step.Shown {

  static func block(
    _ math: MathText, _ value: ExpressionValue, _ layout: VectorLayout,
    digits: Int = 1
  ) -> Block {
    switch value {
    case .tensor(let tensor) where tensor.shape.isScalar:
      .work(.equation(math, .number(tensor[0], digits: digits)))
    case .tensor(let tensor):
      .work(layout.math(tensor, name: math, digits: digits))
    case .shape(let shape):
      .equations([Equation(math, .shape(shape))])
    }
  }
}

extension [Step.ShapeRow] {
  var table: Block {
    .table(
      Table(
        header: ["name", "role", "shape", "formula"],
        rows: map { row in
          [
            .text(row.name), .text(row.role), .text("\(row.shape)"),
            row.formula.map { .math($0.math) } ?? .text(""),
          ]
        }))
  }
}

extension Step.Comparison {
  func blocks(_ detail: Detail, _ style: NumberStyle, _ layout: VectorLayout) -> [Block] {
    var blocks: [Block] = []
    // Enough digits to show the difference.
    let digits = difference.map { NumberStyle.digits(distinguishing: $0.left, from: $0.right) } ?? 1
    let style = style.with(digits: digits)
    if case .tensor(let value) = leftValue, difference == nil, !value.shape.isScalar {
      // What is equal stands once, worked out by the side that is a formula.
      let working = leftWorking ?? rightWorking
      blocks +=
        working?.blocks(left.math, detail, style, layout) ?? [
          .work(layout.math(value, name: left.math))
        ]
      if leftWorking != nil {
        blocks += rightWorking?.blocks(right.math, hasResult: true, detail, style, layout) ?? []
      }
    } else {
      let sides = [
        Step.Shown(math: left.math, value: leftValue, working: leftWorking),
        Step.Shown(math: right.math, value: rightValue, working: rightWorking),
      ]
      blocks += sides.blocks(
        layout, detail, style, at: difference?.indices ?? [], digits: digits)
    }
    if let difference, difference.indices.isEmpty,
      style.text(difference.left) == style.text(difference.right)
    {
      let size = difference.left - difference.right
      blocks.append(
        .paragraph("They differ by \(style.text(size.double < 0 ? -size : size))."))
    }
    if let difference, !difference.indices.isEmpty {
      blocks.append(.paragraph(difference.sentence(style)))
    }
    return blocks
  }
}

extension Step.Difference {
  /// Where two tensors differ most: at each of a few entries, else in how many.
  fileprivate func sentence(_ style: NumberStyle) -> String {
    let pair = style.aligned([left, right]).map(\.text).joined(separator: " and ")
    let size = left - right
    let most = "They differ most, by \(style.text(size.double < 0 ? -size : size)),"
    if places.count > 3 {
      return "\(most) in \(places.count) entries, first at \(indices.position): \(pair)."
    }
    let all = places.dropLast().map(\.position).joined(separator: ", ")
    let at = (all.isEmpty ? "" : all + " and ") + (places.last ?? indices).position
    return isOnePair ? "They differ most at \(at): \(pair)." : "\(most) at \(at)."
  }
}

extension Step.ExpansionCheck {
  func blocks(_ layout: VectorLayout) -> [Block] {
    var blocks: [Block] = [
      .paragraph(
        "\(operation) has a compact gradient. The steps that you have just seen must give the same"
          + (isSeededUnevenly ? ", here for an uneven gradient from above" : "") + ".")
    ]
    for gradient in gradients {
      blocks.append(
        .equations([
          Equation(
            .name("d\(gradient.operand)"), gradient.formula.math,
            remark: Sentence(.shape(gradient.compact.shape)))
        ]))
      blocks.append(
        .work(layout.math(gradient.compact, name: .name("d\(gradient.operand)"))))
    }
    return blocks
  }
}

extension GradientCheck {
  func blocks(_ style: NumberStyle, _ layout: VectorLayout) -> [Block] {
    var blocks: [Block] = [introduction(style)]
    if isIdle {
      blocks.append(
        .paragraph(
          "All these gradients are near 0, so any wrong rule would agree as well: "
            + "this check proves nothing."))
    }
    let title = isForward ? "forward differences" : "differences"
    if !rows.isEmpty { blocks.append(.work(rows.map { $0.work(title, layout) })) }
    for row in rows {
      if h != nil, let gap = row.largestGap {
        let name = rows.count == 1 ? "they are" : "those of d\(row.name) are"
        let position = gap.indices.isEmpty ? "" : ", at \(gap.indices.position)"
        blocks.append(
          .paragraph("With this h \(name) off by up to \(style.text(gap.size))\(position)."))
      }
      for kink in row.kinks { blocks.append(kink.block(style)) }
      for jump in row.jumps { blocks.append(jump.block(style)) }
    }
    if !directions.isEmpty {
      blocks.append(
        .table(
          Table(
            header: ["along a random direction", "gradient", "difference"],
            rows: directions.map { direction in
              [
                .text(direction.name), .number(.floating(direction.gradient)),
                .number(.floating(direction.difference)),
              ]
            })))
    }
    return blocks
  }

  private func introduction(_ style: NumberStyle) -> Block {
    let step = h.map { "h = \(style.text($0))" }
    let isExact = !rows.isEmpty && rows.allSatisfy(\.isExact)
    let formula =
      isForward ? "(\(loss)(x + h) - \(loss)(x)) / h" : "(\(loss)(x + h) - \(loss)(x - h)) / 2h"
    let words: String =
      if let step {
        "with \(step)" + (isExact ? ", in exact fractions" : "")
      } else if isExact {
        "in exact fractions, with h = 1/10"
      } else {
        "with a small h"
      }
    return .paragraph([
      .text("Each entry x is moved a little, everything else held: "), .code(formula),
      .text(", \(words)."),
    ])
  }
}

extension GradientCheck.Row {
  /// The gradient and the differences; the rows of a page are one block, so that all have one layout.
  fileprivate func work(_ title: String, _ layout: VectorLayout) -> WorkRow {
    .line(
      label: nil,
      [
        layout.math(gradient, name: .name("d\(name)")),
        layout.math(difference, name: .name(title)),
      ])
  }
}

extension GradientCheck.Jump {
  fileprivate func block(_ style: NumberStyle) -> Block {
    .remark(
      label: "jump",
      "At \(name)\(indices.position) the loss jumps. By convention no gradient passes a jump: it is "
        + "\(style.text(gradient)), and the difference is that of a side.")
  }
}

extension [Int] {
  /// `[1, 2]`; empty for a number alone.
  fileprivate var position: String {
    isEmpty ? "" : "[" + map { "\($0)" }.joined(separator: ", ") + "]"
  }
}

extension GradientCheck.Kink {
  fileprivate func block(_ style: NumberStyle) -> Block {
    .remark(
      label: "kink",
      "\(name)\(indices.position) stands at a kink: the slope is \(style.text(left)) to the left and "
        + "\(style.text(right)) to the right. The gradient takes \(style.text(gradient)).")
  }
}

extension Sweep {
  func blocks(_ style: NumberStyle) -> [Block] {
    let target = gradient.double
    let short = NumberStyle(mode: .decimal, precision: 2)
    return [
      .paragraph([
        .text("The gradient d\(entry) is \(style.text(gradient)). "),
        .text("The differences, in floating point, and how far each is from it:"),
      ]),
      .table(
        Table(
          header: ["h", "central", "error", "forward", "error"],
          rows: rows.map { row in
            [
              .text("1e-\(row.power)"), .number(.floating(row.central)),
              .text(short.text(.floating((row.central - target).magnitude))),
              .number(.floating(row.forward)),
              .text(short.text(.floating((row.forward - target).magnitude))),
            ]
          })),
    ]
  }
}
