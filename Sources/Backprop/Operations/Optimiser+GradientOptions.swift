import Formulas
import MatrixCore

// The options of every optimiser. They change the gradients before its own statements see them.

extension Optimiser {
  /// The options that every optimiser may be given; one that is left out changes nothing.
  package static let gradientOptions = [
    Option("weight_decay", 0, .notNegative), Option("clip", nil, .positive),
  ]

  /// The options of every optimiser, except those that it has itself.
  package var furtherOptions: [Option] {
    Self.gradientOptions.filter { option in !options.contains { $0.name == option.name } }
  }

  package var allOptions: [Option] { options + furtherOptions }

  /// The options that change something.
  package func effective(_ options: [String: Number]) -> [String: Number] {
    let idle = furtherOptions.filter { option in
      options[option.name] == nil || options[option.name] == option.number
    }
    return options.filter { name, _ in !idle.contains { $0.name == name } }
  }

  /// The statements made once for all params: the common norm of their gradients, and the factor
  /// that brings it down to `clip`. `gradients` are the gradients' names; a scalar's norm needs no
  /// sum. Source: Pascanu et al., "On the difficulty of training recurrent neural networks" (2013).
  func commonStatements(
    _ options: [String: Number], gradients: [(name: String, isScalar: Bool)]
  ) -> [Statement] {
    guard options["clip"] != nil else { return [] }
    var statements: [Statement] = []
    var terms = gradients.map { name, isScalar in
      let square = Formula(.binary(.power, .name(name), .number(2)))
      return isScalar ? square : Formula.call("sum", [square])
    }
    // Very many terms are added in groups, so that no formula nests too deep.
    while terms.count > Self.mostTerms {
      terms = stride(from: 0, to: terms.count, by: Self.mostTerms).map { start in
        let group = terms[start..<min(start + Self.mostTerms, terms.count)]
        statements.append(Statement("squares_\(statements.count + 1)", .sum(of: Array(group))))
        return .name(statements[statements.count - 1].name)
      }
    }
    return statements + [
      Statement("norm", .call("sqrt", [.sum(of: terms)])),
      Statement(
        "factor", Operation.formula("clip / maximum(norm, clip)"),
        why: "All gradients are scaled together where their common norm is above the bound, so the "
          + "step keeps its direction."),
    ]
  }

  private static let mostTerms = 40

  /// The statements of one param, its own after those that change its gradient `g`.
  package func statements(_ options: [String: Number]) -> [Statement] {
    var added: [Statement] = []
    var gradient = "g"
    if options["clip"] != nil {
      added.append(Statement("clipped", Operation.formula("factor * g")))
      gradient = "clipped"
    }
    if options["weight_decay"] != nil, furtherOptions.contains(where: { $0.name == "weight_decay" })
    {
      added.append(
        Statement(
          "decayed", Operation.formula("\(gradient) + weight_decay * W"),
          why:
            "Weight decay adds a part of each entry to its gradient, as a penalty on squares would, "
            + "so the step pulls it towards 0."))
      gradient = "decayed"
    }
    return added
      + statements.map { own in
        Statement(
          own.name, own.formula.replacing { $0 == "g" ? .name(gradient) : nil }, why: own.why,
          isResult: own.isResult)
      }
  }
}
