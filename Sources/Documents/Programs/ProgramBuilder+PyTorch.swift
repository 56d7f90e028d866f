import Backprop
import Derivations
import Formulas
import MatrixCore

// Every named value is a line, and autograd works out the gradients.

extension ProgramBuilder {
  mutating func appendValue(_ value: Network.Value, of network: EvaluatedNetwork) {
    guard case .operation = network.graph.nodes[value.node].source else { return }
    let shape = network.shape(value.node)
    comment("\(value.name) = \(value.formula?.math.text() ?? "")  \(shape)")
    let name = network.qualified(value.name)
    let computed = expressions.value(
      of: value.node, in: network.graph, &values, uses: uses,
      name: { network.qualified(network.graph.nodes[$0].label) })
    expressions.assign(name, computed.expression)
    values[value.node] = computed.named(name)
    if value.node != network.loss,
      network.valuesWithGradients.contains(where: { $0.node == value.node })
    {
      // A value through which no gradient passes has one all the same, unless it holds labels.
      let tensor = Program.Expression.name(name)
      let isFloating = tensor.followed(by: ".is_floating_point()")
      expressions.lines.append(
        .run(
          computed.isDifferentiable
            ? tensor.followed(by: ".retain_grad()")
            : .code(
              [
                .part(tensor, binding: Binding.atom), .text(".requires_grad_("),
                .part(isFloating, binding: 0), .text(")"),
              ], binding: Binding.atom)))
      values[value.node]?.isDifferentiable = true
    }
    check(name, network.tensor(value.node))
    endPartOfPass(step: network.stepID("forward.\(value.name)"))
  }

  mutating func appendBackward(of network: EvaluatedNetwork) {
    guard let loss = network.loss else { return }
    if values[loss]?.isDifferentiable ?? false {
      let name = network.qualified(network.graph.nodes[loss].label)
      expressions.lines.append(.run(Program.Expression.name(name).followed(by: ".backward()")))
    }
    for value in network.valuesWithGradients {
      let name = network.qualified("d" + value.name)
      expressions.assign(
        name, .call("gradient", .name(network.qualified(value.name))))
      check(name, network.gradient(of: value))
    }
    endPart()
  }
}
