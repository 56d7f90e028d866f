import Backprop
import Formulas
import MatrixCore

extension StepKind {
  static let forward = StepKind(
    word: "forward", form: "it is written `forward` or `forward until …`"
  ) {
    (parser) throws(Problem) in
    ForwardRequest(until: try parser.name(after: "until", .valueName))
  }
}

/// The forward steps not yet shown, through those of a value.
package struct ForwardRequest: PassRequest {
  package let until: Name?
  package var pass: Pass? { .forward }

  package init(until: Name? = nil) { self.until = until }

  package func derive(
    _ network: EvaluatedNetwork, at range: SourceRange, in builder: inout DerivationBuilder
  ) throws(Problem) {
    var plan = builder.plan(network)
    var last = plan.forward.count
    if let until {
      let value = try network.value(until, among: network.values)
      last = (plan.forward.firstIndex(of: value.node) ?? -1) + 1
    }
    defer { builder.plans[network.index] = plan }
    let steps = EvaluationSteps(
      network: network, kind: .forward, letters: builder.letters[network.index])
    let graph = network.graph
    while plan.forwardShown < last {
      let node = plan.forward[plan.forwardShown]
      guard network.tensor(node) != nil else {
        if let failure = network.failure { throw failure }
        return
      }
      builder.append(
        steps.forward(
          node, of: graph, network.tensors, label: graph.nodes[node].label,
          statement: network.value(at: node)?.formula ?? graph.written[node],
          isExpanded: { !network.network.isNamed($0) && !graph.isLeaf($0) }, &builder))
      plan.forwardShown += 1
      try builder.checkCount(of: network)
    }
  }
}
