import Backprop
import Formulas
import MatrixCore

/// The statements of one step of an optimiser with their values, as a student sees them.
struct OptimiserStep {
  let graph: TrainingGraph
  /// The values of the graph's nodes.
  let values: [Tensor]
  let options: [String: Number]
  /// The params' names, in the order of the rules.
  let names: [String]
  /// The prefix of the names of values already trained.
  let qualifier: String
  /// Names that no statement may bear.
  let taken: Set<String>

  /// One evaluated statement.
  struct Statement {
    let written: Optimiser.Statement
    let label: String
    /// With the labels that a student sees: `W - 1/10 * dW`.
    let formula: Formula
    let operands: [Step.Named]
    let value: Tensor
  }

  private typealias Known = [String: (label: String, node: Int)]

  /// The statements for all params together.
  var common: [Statement] {
    var known = Known()
    for (index, rule) in graph.rules.enumerated() {
      known["g\(index + 1)"] = ("\(qualifier)d\(names[index])", rule.gradient)
    }
    return evaluated(graph.common, number: 0, &known)
  }

  /// The statements of step `number` for one param.
  func statements(ofRule index: Int, number: Int) -> [Statement] {
    let rule = graph.rules[index]
    var known: Known = [
      "W": (qualifier + names[index], rule.param),
      "g": ("\(qualifier)d\(names[index])", rule.gradient),
    ]
    for statement in graph.common {
      known[statement.name] = (label(statement.name), statement.node)
    }
    for (statement, leaf) in rule.memory {
      let name = rule.statements[statement].name + "_before"
      known[name] = (label(name), leaf)
    }
    return evaluated(rule.statements, number: number, &known)
  }

  private func evaluated(
    _ statements: [TrainingGraph.Statement], number: Int, _ known: inout Known
  ) -> [Statement] {
    statements.map { statement in
      let formula = statement.formula.replacing { [known] name in
        if let number = name == "t" ? Number(number) : options[name] { return .number(number) }
        return known[name].map { .name($0.label) }
      }.simplified
      let shown = Set(formula.names)
      var operands: [Step.Named] = []
      for name in statement.formula.names {
        guard let (label, node) = known[name], shown.contains(label),
          !operands.contains(where: { $0.label == label })
        else { continue }
        operands.append(Step.Named(label: label, tensor: values[node]))
      }
      let label = label(statement.name)
      known[statement.name] = (label, statement.node)
      return Statement(
        written: statement.written, label: label, formula: formula, operands: operands,
        value: values[statement.node])
    }
  }

  private func label(_ name: String) -> String { taken.contains(name) ? name + "′" : name }
}
