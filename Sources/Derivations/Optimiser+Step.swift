import Backprop
import Formulas
import MatrixCore

extension Optimiser {
  /// One evaluated statement.
  struct EvaluatedStatement {
    let name: String
    /// With the labels that a student sees: `W - 1/10 * dW`.
    let formula: Formula
    let operands: [Step.Named]
    let value: Tensor
  }

  /// The statements of step `number` for a parameter called `label`, with their `values` in a training
  /// graph; `qualifier` prefixes the names of values already trained.
  func statements(
    of rule: TrainingGraph.Rule, _ values: [Tensor], _ label: String, options: [String: Number],
    number: Int, qualifier: String
  ) -> [EvaluatedStatement] {
    var known: [String: (label: String, node: Int)] = [
      "W": (qualifier + label, rule.param), "g": ("\(qualifier)d\(label)", rule.gradient),
    ]
    for (statement, leaf) in rule.memory {
      let name = statements[statement].name + "_before"
      known[name] = (name, leaf)
    }
    var evaluated: [EvaluatedStatement] = []
    for (statement, node) in zip(statements, rule.statements) {
      let formula = statement.formula.replacing { name in
        if let number = name == "t" ? Number(number) : options[name] { return .number(number) }
        return known[name].map { .name($0.label) }
      }.simplified
      let operands = formula.names.compactMap { name in
        known.values.first { $0.label == name }
          .map { Step.Named(label: name, tensor: values[$0.node]) }
      }
      evaluated.append(
        EvaluatedStatement(
          name: statement.name, formula: formula, operands: operands, value: values[node]))
      known[statement.name] = (statement.name, node)
    }
    return evaluated
  }
}
