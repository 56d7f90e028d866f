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

  /// One step for a parameter called `label`: every statement with its value. `memory` holds the
  /// previous step's values; `qualifier` prefixes the names of values already trained.
  func step(
    _ label: String, _ parameter: Tensor, gradient: Tensor, options: [String: Number],
    memory: [String: Tensor], number: Int, qualifier: String = ""
  ) throws(Problem) -> [EvaluatedStatement] {
    var known: [String: (label: String, tensor: Tensor)] = [
      "W": (qualifier + label, parameter), "g": ("\(qualifier)d\(label)", gradient),
    ]
    for name in memoryNames {
      known[name + "_before"] = (name + "_before", memory[name] ?? .zeros(parameter.shape))
    }
    var lines: [EvaluatedStatement] = []
    for statement in statements {
      let row = Operation.formula(statement.formula)
      let fixed = known
      let replacement = { (label: Bool) in
        row.replacing { name in
          if let number = name == "t" ? Number(number) : options[name] { return .number(number) }
          return fixed[name].map { .name(label ? $0.label : "#" + name) }
        }.simplified
      }
      var lowering = Lowering(
        Graph(),
        scope: .placeholders { name in
          fixed[String(name.dropFirst())].map { (.tensor($0.tensor), name, $0.tensor.shape) }
        })
      let entry = try lowering.define("new", replacement(false))
      let values = try lowering.graph.evaluate { reference in
        if case .tensor(let tensor) = reference { tensor } else { parameter }
      }
      let shown = replacement(true)
      let operands = shown.names.compactMap { name in
        fixed.values.first { $0.label == name }.map { Step.Named(label: name, tensor: $0.tensor) }
      }
      lines.append(
        EvaluatedStatement(
          name: statement.name, formula: shown, operands: operands,
          value: values[entry].inOrder(of: parameter.shape)))
      known[statement.name] = (statement.name, values[entry])
    }
    return lines
  }

  /// The statements whose values the next step needs.
  var memoryNames: [String] {
    statements.map(\.name).filter { name in
      statements.contains { Operation.formula($0.formula).names.contains(name + "_before") }
    }
  }
}
