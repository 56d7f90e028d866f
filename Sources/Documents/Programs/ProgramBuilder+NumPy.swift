import Backprop
import Derivations
import Formulas
import MatrixCore

// Every step of the derivation is a line, forward and backward.

extension ProgramBuilder {
  /// A step of the forward pass.
  mutating func appendValue(_ index: Int, of network: EvaluatedNetwork) {
    let node = network.graph.nodes[index]
    guard case .operation(let use) = node.source else { return }
    let formula = network.value(at: index)?.formula ?? use.formula
    comment("\(node.label) = \(formula.math.text())  \(node.shape)")
    let name = network.qualified(node.label)
    let value = expressions.value(
      of: index, in: network.graph, &values, uses: uses,
      name: { network.qualified(network.graph.nodes[$0].label) })
    expressions.assign(name, value.expression)
    values[index] = value.named(name)
    check(name, network.tensor(index))
    endPartOfPass(step: network.stepID("forward.\(node.label)"))
  }

  /// The backward pass, gradient by gradient in the order of the lesson.
  mutating func appendBackward(_ gradients: Gradients, of network: EvaluatedNetwork) {
    for gradient in gradients.all {
      switch gradient.contributions.count {
      case 0:
        let isSeed = gradient.node == network.loss
        append(
          gradient, isSeed ? .number(1) : language.zeros(network.shape(gradient.node)),
          "\(gradient.label) = \(isSeed ? "1" : "0")", gradients, network)
      case 1:
        appendOnly(gradient, gradients, network)
      default:
        appendSum(gradient, gradients, network)
      }
    }
    for value in network.valuesWithGradients where gradients.gradient(of: value.node) == nil {
      let shape = network.shape(value.node)
      let name = network.qualified("d" + value.name)
      comment("d\(value.name) = 0  \(shape)")
      expressions.assign(name, language.zeros(shape))
      check(name, network.gradient(of: value))
      endPartOfPass(step: network.stepID("backward.d\(value.name)"))
    }
  }

  /// A gradient from one use of the value.
  private mutating func appendOnly(
    _ gradient: GradientGraph.Gradient, _ gradients: Gradients, _ network: EvaluatedNetwork
  ) {
    let contribution = gradient.contributions[0]
    let formula = "\(gradient.label) = \(contribution.formula.math.text())"
    let isShared = expressions.assigned.contains(network.qualified(gradient.label))
    guard isShared else {
      comment("\(formula)  \(network.shape(gradient.node))")
      let value = rule(contribution, gradients, network)
      append(gradient, value, nil, gradients, network)
      return
    }
    // An unnamed step gets what arrives unchanged, perhaps with its axes in another order.
    let value = rule(contribution, gradients, network)
    if value.isAtomic {
      values[gradient.value] = ExpressionBuilder.Value(value)
    } else {
      let label = "d" + network.graph.nodes[gradient.node].label
      let name = expressions.free(network.qualified(label))
      expressions.assign(name, value)
      values[gradient.value] = ExpressionBuilder.Value(.name(name))
      endPartOfPass(step: network.stepID("backward.\(label)"))
    }
  }

  /// A gradient from several uses of the value, which add.
  private mutating func appendSum(
    _ gradient: GradientGraph.Gradient, _ gradients: Gradients, _ network: EvaluatedNetwork
  ) {
    var sum: Program.Expression?
    var labels: [String] = []
    for (index, contribution) in gradient.contributions.enumerated() {
      let label = gradient.contributionLabel(index, network.graph)
      labels.append(label)
      let name = network.qualified(label)
      comment(
        "\(label) = \(contribution.formula.math.text())  \(network.shape(gradient.node))")
      expressions.assign(name, rule(contribution, gradients, network))
      check(name, gradients.value(contribution))
      endPartOfPass(step: network.stepID("backward.\(label)"))
      sum =
        sum.map { sum in
          .code(
            [
              .part(sum, binding: Binding.sum), .text(" + "),
              .part(.name(name), binding: Binding.product),
            ], binding: Binding.sum)
        } ?? .name(name)
    }
    append(
      gradient, sum ?? .number(0), "\(gradient.label) = \(labels.joined(separator: " + "))",
      gradients, network)
  }

  private mutating func append(
    _ gradient: GradientGraph.Gradient, _ expression: Program.Expression, _ formula: String?,
    _ gradients: Gradients, _ network: EvaluatedNetwork
  ) {
    if let formula { comment("\(formula)  \(network.shape(gradient.node))") }
    let name = network.qualified(gradient.label)
    expressions.assign(name, expression)
    values[gradient.value] = ExpressionBuilder.Value(.name(name))
    check(name, gradients.value(gradient))
    endPartOfPass(step: network.stepID("backward.\(gradient.label)"))
  }

  /// The gradient that one use contributes.
  private mutating func rule(
    _ contribution: GradientGraph.Contribution, _ gradients: Gradients,
    _ network: EvaluatedNetwork
  ) -> Program.Expression {
    let graph = gradients.graph.graph
    // What the forward pass has named inside the operation is not worked out again.
    let inside = graph.nodes[contribution.consumer].label + "."
    for node in graph.needed(for: contribution.value, known: { values[$0] != nil }) {
      let label = graph.nodes[node].label
      let name = network.qualified(label)
      if label.hasPrefix(inside), expressions.assigned.contains(name) {
        values[node] = ExpressionBuilder.Value(.name(name))
      }
    }
    let value = expressions.value(
      of: contribution.value, in: graph, &values, uses: uses,
      name: { network.qualified(graph.nodes[$0].label) },
      isNamed: contribution.locals.contains)
    return value.expression
  }
}
