import Backprop
import Derivations
import Formulas
import MatrixCore
import Typography

extension Finding {
  /// What steps name: values of other networks and of definitions, and the sides of a table of slopes.
  static let names: [Explanation<Finding>] = [
    Explanation(
      "other-network", "a step works on the last network above it",
      "It takes names without their network. In formulas a value of an earlier one is `main.W`.",
      wrong: .init(
        .body,
        "```network\nparam w = 3\nloss L = w^2\n```\n\n```network two\nparam v = 2\nloss L = v^2\n```"
          + "\n\n```steps\nupdate w with sgd(rate=1/10)\n```"),
      right: .init(
        .body,
        "```network\nparam w = 3\nloss L = w^2\n```\n\n```steps\nupdate w with sgd(rate=1/10)\n```\n\n"
          + "```network two\nparam v = 2\nloss L = v^2\n```")
    ) {
      switch $0.kind {
      case .nameOfEarlierNetwork(let name, let network, let current):
        Words(
          "\(name.quoted) is in the network \(network.quoted), and a step works on the last network"
            + " above it, \(current.quoted)",
          help: "put the step above the network \(current.quoted)")
      case .memberInStep(let network, let name):
        Words(
          "a step works on the last network above it, so it takes a name without a network",
          help: "write \(name.quoted), in steps of the network \(network.quoted)")
      default: nil
      }
    },
    Explanation(
      "jacobian-too-large", "a table of slopes has at most 24 rows and columns",
      "There is a row for each entry of the value and a column for each entry of the other. Take fewer "
        + "samples, or values with fewer entries: one sample shows the same.",
      wrong: .init(
        .body,
        "```network\nparam x: (N=25) = range(1, 1)\ny = x^2\nloss L = sum(y)\n```\n\n"
          + "```steps\njacobian y of x\n```"),
      right: .init(
        .body,
        "```network\nparam x: (N=4) = range(1, 1)\ny = x^2\nloss L = sum(y)\n```\n\n"
          + "```steps\njacobian y of x\n```")
    ) {
      guard case .jacobianTooLarge(let value, let variable, let rows, let columns) = $0.kind else {
        return nil
      }
      let most = JacobianRequest.mostEntries
      let large = rows > most ? value : variable
      return Words(
        "a table of slopes has at most \(most) rows and \(most) columns",
        label: "here it is \(rows.grouped) × \(columns.grouped)",
        help: "take fewer samples, or a value with fewer entries than \(large.quoted)")
    },
    Explanation(
      "independent", "slopes are of a value by what it is made of",
      "A change of the other does not reach it, so every slope would be 0.", .steps,
      wrong: "jacobian Y of T", right: "jacobian Y of X"
    ) {
      guard case .independent(let value, let variable) = $0.kind else { return nil }
      return Words(
        "\(value.quoted) is not computed from \(variable.quoted), so every slope is 0",
        help: "name first what is computed, then a value that it is computed from")
    },
  ]
}
