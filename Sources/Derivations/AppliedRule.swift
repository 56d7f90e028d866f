import Backprop
import Formulas
import MatrixCore

/// The gradient rule of one use of a value with its numbers: a gradient contribution.
struct AppliedRule {
  let contribution: GradientGraph.Contribution
  let graph: Graph
  /// The values of all nodes, including those of the rule.
  let values: [Tensor]

  init(_ contribution: GradientGraph.Contribution, of gradients: Gradients) {
    self.contribution = contribution
    graph = gradients.graph.graph
    values = gradients.values(within: contribution)
  }

  var formula: Formula { contribution.formula }

  /// The contributed gradient, under the operand's own axes.
  var value: Tensor { values[contribution.value] }

  /// The operation whose operand the value is.
  var consumer: Graph.OperationUse? { operation(at: contribution.consumer) }

  /// The last operation of the rule; nil if it passes the upstream gradient through.
  var lastOperation: Graph.OperationUse? {
    contribution.isIdentity ? nil : operation(at: contribution.result)
  }

  private func operation(at node: Int) -> Graph.OperationUse? {
    if case .operation(let use) = graph.nodes[node].source { use } else { nil }
  }

  var why: String { consumer?.operation.why(contribution.operand) ?? "" }

  var conventions: [String] { consumer?.operation.conventions ?? [] }

  /// The axes summed by the last operation of the rule.
  var summedAxes: [Axis] {
    lastOperation?.summedAxes(graph.nodes[contribution.result].shape) ?? []
  }

  /// The rule entry by entry; the letters are those of the operand's own axes.
  func indexForm(_ letters: AxisLetters) -> IndexForm {
    IndexForm(
      graph, contribution.result, values: values, names: letters, target: value.shape,
      expandsRoot: !contribution.isIdentity, isExpanded: contribution.nodes.contains,
      label: { graph.nodes[$0].label })
  }

  /// The values named in the formula, in order, each once.
  var operands: [Step.Named] {
    var nodes = [contribution.upstream, contribution.consumer] + contribution.locals
    for case .entry(let node, _) in consumer?.operands ?? [] { nodes.append(node) }
    var result: [Step.Named] = []
    for label in formula.names where !result.contains(where: { $0.label == label }) {
      guard let node = nodes.first(where: { graph.nodes[$0].label == label }) else { continue }
      result.append(Step.Named(label: label, tensor: values[node]))
    }
    return result
  }

  /// The meanings of the unnamed values in the formula: `L.1` is `Y - T`.
  func meanings(isNamed: (Int) -> Bool) -> [Step.Described] {
    var nodes = [contribution.consumer]
    for case .entry(let node, _) in consumer?.operands ?? [] { nodes.append(node) }
    let names = formula.names
    return names.enumerated().compactMap { index, name in
      guard !names[..<index].contains(name),
        let node = nodes.first(where: { graph.nodes[$0].label == name }), !isNamed(node),
        case .operation = graph.nodes[node].source
      else { return nil }
      return Step.Described(label: name, formula: graph.writtenOut(node, isNamed: isNamed))
    }
  }
}

extension Gradients {
  /// The axes that the last operation of a contribution's rule sums away.
  package func axesSummed(by contribution: GradientGraph.Contribution) -> [Axis] {
    AppliedRule(contribution, of: self).summedAxes
  }
}
