import Backprop
import Formulas
import Typography

/// What formulas can use, as pages.
package enum OperationDocument {
  /// All operations, a line each.
  package static var list: Document {
    Document([
      .paragraph([
        .text("What formulas can use, and why its gradient is what it is. "),
        .code("backprop-tutor operations NAME"),
        .text(" shows the formulas of one: its value, its gradients, what people get wrong."),
      ]),
      .definitions(
        title: nil,
        listed.map { row in
          Definition(written[row.name] ?? row.name, [.text(row.why)])
        }),
    ])
  }

  /// The rows of one operation: the value, the gradients, what people get wrong.
  package static func document(_ rows: [Operation]) -> Document {
    Document(rows.flatMap(\.blocks) + glossary(rows))
  }

  /// The names in the list that differ from the table's.
  private static let written = ["negate": "-x", ".T": "x.T", "^": "x^n"]

  /// One row for each name that lessons may use: the last, which is the most general.
  private static var listed: [Operation] {
    var listed: [Operation] = []
    for row in Operation.all where !row.isInternal || written[row.name] != nil {
      if let index = listed.firstIndex(where: { $0.name == row.name }) {
        listed[index] = row
      } else {
        listed.append(row)
      }
    }
    return listed
  }

  /// The meaning of names in the rows' formulas that lessons can't use.
  private static func glossary(_ rows: [Operation]) -> [Block] {
    var words: [(word: String, meaning: String)] = []
    for row in rows {
      words += row.innerWords.filter { inner in !words.contains { $0.word == inner.word } }
    }
    if words.isEmpty { return [] }
    return [.paragraph("In these formulas:")]
      + words.map { .remark(label: $0.word, [Inline](backticked: $0.meaning)) }
  }
}

extension Operation {
  /// A use of the operation: `sigmoid(x)`, `A @ B`.
  private var use: MathText {
    let operands = operands.map { MathText.name($0.name) }
    if let operation = BinaryOperator(rawValue: name) {
      return .binary(operation.sign, operands[0], operands.count == 2 ? operands[1] : "n")
    }
    switch name {
    case "negate": return .negated(operands[0])
    case ".T": return .transposed(operands[0])
    default:
      let options = parameters.filter { !$0.isOperand }
      return .call(
        name,
        operands.map { MathArgument($0) }
          + options.map { MathArgument("…", label: $0.name) })
    }
  }

  /// The reasons for the gradients: one sentence, or one per operand.
  private var reasons: [(label: String, why: String)] {
    if why.isEmpty { return [] }
    guard hasWhy(for: 1) else { return [("why", why)] }
    let names = operands.map(\.name)
    let value = use.text()
    return names.indices.map { ("why d\(names[$0])", why($0, operands: names, value: value)) }
  }

  /// A formula of the row, or of its options, as mathematics.
  private static func math(_ text: some StringProtocol) -> MathText { formula(String(text)).math }

  fileprivate var blocks: [Block] {
    let written = use.text(NumberStyle(), .typed)
    let title = variant.map { "\(written), \($0)" } ?? written
    var blocks: [Block] = [.heading(level: 1, [.text(title)])]
    var equations: [Equation] = []
    if case .formula(let text) = value {
      let statements = text.split(separator: ";").map { String($0.drop { $0 == " " }) }
      for statement in statements.dropLast() {
        let parts = statement.split(separator: "=", maxSplits: 1)
        equations.append(
          Equation(
            .name(parts[0].prefix { $0 != " " }.description), Self.math(parts.last ?? "")))
      }
      equations.append(Equation("y", Self.math(statements.last ?? "")))
    } else {
      equations.append(Equation("y", use))
    }
    if let textbook {
      equations.append(Equation(nil, Self.math(textbook), remark: "as books write it"))
    }
    blocks.append(.equations(equations))
    blocks.append(.paragraph("Gradients, with g the gradient arriving at y:"))
    blocks.append(
      .equations(
        zip(operands, gradients).map { operand, gradient in
          Equation(
            .name("d\(operand.name)"), gradient.map(Self.math) ?? "none: nothing passes")
        }))
    blocks += reasons.map { .remark(label: $0.label, $0.why) }
    for convention in conventions {
      blocks.append(.remark(label: "convention", convention))
    }
    for mistake in mistakes {
      blocks.append(
        .remark(
          label: "mistake",
          [
            .code("d\(operands[mistake.operand].name) = \(mistake.formula)"),
            .text(": \(mistake.remark)"),
          ]))
    }
    return blocks
  }
}
