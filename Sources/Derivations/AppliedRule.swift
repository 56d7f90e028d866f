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

  var conventions: [String] { consumer?.operation.conventions ?? [] }

  /// The axes summed by the last operation of the rule.
  var summedAxes: [Axis] {
    lastOperation?.summedAxes(graph.nodes[contribution.result].shape) ?? []
  }

  /// The axes summed within each term: those of the product whose entries the last operation adds.
  var axesWithinTerms: [Axis] {
    guard let last = lastOperation, case .sum = last.operation.structure,
      case .node(let node, _)? = last.operands.first, contribution.nodes.contains(node),
      let inner = operation(at: node), case .product = inner.operation.structure
    else { return [] }
    return inner.summedAxes(graph.nodes[node].shape)
  }

  /// The rule entry by entry; the letters are those of the operand's own axes.
  func indexForm(_ letters: AxisLetters) -> IndexForm {
    IndexForm(
      graph, contribution.result, values: values, names: letters, target: value.shape,
      expandsRoot: !contribution.isIdentity, isExpanded: contribution.nodes.contains,
      label: { graph.nodes[$0].label })
  }

  /// The values named in the formula, in order, each once, and those of the functions in it that an
  /// entry takes as a whole, such as `softmax(Z)` in `softmax(Z) - t`.
  var operands: [Step.Named] {
    let nodes =
      [contribution.upstream, contribution.consumer] + contribution.locals
      + (consumer?.operandNodes ?? [])
    var result: [Step.Named] = []
    for label in formula.names where !result.contains(where: { $0.label == label }) {
      guard let node = nodes.first(where: { graph.nodes[$0].label == label }) else { continue }
      result.append(Step.Named(label: label, tensor: values[node]))
    }
    return result + formula.parts.flatMap(\.calls).compactMap(named)
  }

  /// A call in the formula with its value; nil if it acts entry by entry.
  private func named(_ call: Formula) -> Step.Named? {
    let text = call.text()
    let node = contribution.nodes.first { node in
      guard let use = operation(at: node), use.operation.structure.isOfWhole else { return false }
      return [true, false].contains { copies in
        graph.writtenOut(node, copies: copies) { !contribution.nodes.contains($0) }
          .simplified.text() == text
      }
    }
    return node.map { Step.Named(label: text, tensor: values[$0]) }
  }
}

extension Operation.Structure {
  /// Whether an entry of the value depends on many of the operand.
  fileprivate var isOfWhole: Bool {
    switch self {
    case .sum, .opaque: true
    default: false
    }
  }
}

extension Formula {
  /// The calls in the formula that stand in no other.
  fileprivate var calls: [Formula] {
    if case .call = kind, copied == nil { return [self] }
    return parts.flatMap(\.calls)
  }
}

extension Gradients {
  /// The axes that a contribution's rule sums away.
  package func axesSummed(by contribution: GradientGraph.Contribution) -> [Axis] {
    let rule = AppliedRule(contribution, of: self)
    return rule.summedAxes + rule.axesWithinTerms
  }
}
