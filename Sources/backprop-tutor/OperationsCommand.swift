import Backprop
import Documents
import Formats
import Formulas
import Terminal
import Typography

extension Command {
  static let operations = Command(
    name: "operations", usage: "operations [NAME]",
    summary: "what formulas can use: value, gradients, conventions",
    options: CommandOption.appearance, words: ["-x"], run: runOperations)

  private static func runOperations(
    _ arguments: ParsedArguments, _ output: inout Output
  ) throws(UsageError) -> Int32 {
    let outputOptions = try OutputOptions(arguments)
    let document: Document
    if let name = try arguments.single() {
      let rows = Operation.rows(named: Operation.names[name] ?? name)
      guard !rows.isEmpty else {
        throw .unknownOperation(
          name, nearest(name, Operation.all.map(\.name) + Operation.names.keys.sorted()))
      }
      document = Document(rows.flatMap(\.blocks) + Operation.glossary(rows))
    } else {
      document = Document(
        [
          .paragraph([
            .text(
              "What formulas can use, and why its gradient is what it is. "),
            .code("backprop-tutor operations NAME"),
            .text(" shows the formulas of one: its value, its gradients, what people get wrong."),
          ])
        ] + Operation.listed.map(\.line))
    }
    output.write(TextFormat.text(document, outputOptions.style) + "\n")
    return 0
  }
}

extension Operation {
  /// The names in the list that differ from the table's.
  private static let written = ["negate": "-x", ".T": "x.T", "^": "x^n"]

  /// Aliases, with the table's name.
  fileprivate static let names = [
    "-x": "negate", "x.T": ".T", "x^n": "^", "**": "^", "matmul": "@",
  ]

  /// One row for each name that lessons may use.
  fileprivate static var listed: [Operation] {
    var seen: Set<String> = []
    return all.filter { row in
      (!row.isInternal || ["^", ".T", "negate", "broadcast"].contains(row.name))
        // Not the special row for x^0.
        && row.gradients != ["0 * g"] && seen.insert(row.name).inserted
    }
  }

  fileprivate var line: Block {
    let width = 24
    let name = Operation.written[name] ?? name
    return .remark(
      label: name + String(repeating: " ", count: max(0, width - name.count)), [.text(why)])
  }

  /// A use of the operation: `sigmoid(x)`, `A @ B`.
  fileprivate var use: String {
    let operands = operands.map(\.name)
    if BinaryOperator(rawValue: name) != nil {
      return operands.count == 2 ? "\(operands[0]) \(name) \(operands[1])" : "\(operands[0])^n"
    }
    switch name {
    case "negate": return "-\(operands[0])"
    case ".T": return "\(operands[0]).T"
    default:
      let options = parameters.filter { !$0.isOperand }.map { "\($0.name)=…" }
      return "\(name)(\((operands + options).joined(separator: ", ")))"
    }
  }

  /// The reasons for the gradients: one sentence, or one per operand.
  private var reasons: [(label: String, why: String)] {
    if why.isEmpty { return [] }
    if operandWhys.count < 2 { return [("why", why)] }
    return zip(operands, operandWhys).map { ("why d\($0.name)", $1) }
  }

  /// The meaning of names in the rows' formulas that lessons can't use.
  fileprivate static func glossary(_ rows: some Collection<Operation>) -> [Block] {
    var words: [(word: String, meaning: String)] = []
    for row in rows {
      words += row.innerWords.filter { inner in !words.contains { $0.word == inner.word } }
    }
    if words.isEmpty { return [] }
    return [.paragraph([.text("In these formulas:")])]
      + words.map { .remark(label: $0.word, ProblemGuideDocument.inlines($0.meaning)) }
  }

  fileprivate var blocks: [Block] {
    let title = variant.map { "\(use), \($0)" } ?? use
    var blocks: [Block] = [.heading(level: 1, [.text(title)])]
    var equations: [Equation] = []
    if case .formula(let text) = value {
      let statements = text.split(separator: ";").map { String($0.drop { $0 == " " }) }
      for statement in statements.dropLast() {
        let parts = statement.split(separator: "=", maxSplits: 1)
        equations.append(
          Equation(String(parts[0].prefix { $0 != " " }), ["=" + String(parts.last ?? "")]))
      }
      equations.append(Equation("y", ["= " + (statements.last ?? "")]))
    } else {
      equations.append(Equation("y", ["= " + use]))
    }
    if let textbook {
      equations.append(Equation("", ["= " + textbook], remark: "as books write it"))
    }
    blocks.append(.equations(equations))
    blocks.append(.paragraph([.text("Gradients, with g the gradient arriving at y:")]))
    blocks.append(
      .equations(
        zip(operands, gradients).map { operand, gradient in
          Equation("d\(operand.name)", ["= " + (gradient ?? "none: nothing passes")])
        }))
    blocks += reasons.map { .remark(label: $0.label, [.text($0.why)]) }
    for convention in conventions {
      blocks.append(.remark(label: "convention", [.text(convention)]))
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
