import Backprop
import Formulas
import MatrixCore

// Wrong rules at one place of a derivation, with everything else right.

extension MistakeSearch {
  /// The mistakes of the operation table at one use of an operation, then at all uses; gradients
  /// that passed an operation unchanged; one of several gradients that should have been added.
  var rules: [Candidate] {
    Set(asked.targets.filter(\.isGradient).map(\.network)).sorted().flatMap { index in
      rules(of: asked.networks[index])
    }
  }

  private func rules(of network: EvaluatedNetwork) -> [Candidate] {
    guard let gradients = network.gradients else { return [] }
    var single: [Candidate] = []
    var everywhere: [(remark: String, changes: GradientGraph.Changes)] = []
    let most = mostCandidates
    for gradient in gradients.all where isAhead(gradient.node, in: network) {
      for contribution in gradient.contributions where single.count < most {
        guard case .operation(let use) = network.graph.nodes[contribution.consumer].source,
          !use.isOfOneValue
        else { continue }
        let mistakes = use.operation.mistakes.filter { $0.operand == contribution.operand }
        for mistake in mistakes {
          let changes = contribution.changes(to: mistake.formula)
          single.append(
            candidate(
              changes, at: contribution, of: gradient, .rule(remark: mistake.remark), network))
          if let place = everywhere.firstIndex(where: { $0.remark == mistake.remark }) {
            everywhere[place].changes.rules.merge(changes.rules) { first, _ in first }
          } else {
            everywhere.append((mistake.remark, changes))
          }
        }
        let isTold = use.operation.symbol == nil || network.value(at: gradient.node) != nil
        if isTold, !contribution.isIdentity, !use.operation.structure.isProduct,
          !mistakes.contains(where: { $0.formula == "g" }),
          network.shape(contribution.consumer).sizes == network.shape(gradient.node).sizes
        {
          single.append(
            candidate(
              contribution.changes(to: "g"), at: contribution, of: gradient,
              .passedOn(operation: use.operation.name), network))
        }
      }
    }
    let shared = everywhere.filter { $0.changes.rules.count > 1 }.map { rule in
      candidate(Mistake(.rule(remark: rule.remark)), rule.changes, network)
    }
    return single + shared + uses(of: network, gradients)
  }

  /// The gradient of one use of a value instead of the sum over uses.
  private func uses(of network: EvaluatedNetwork, _ gradients: Gradients) -> [Candidate] {
    gradients.all.filter { $0.contributions.count > 1 }.flatMap { gradient in
      gradient.contributions.indices.map { index in
        var changes = GradientGraph.Changes()
        changes.single[gradient.node] = index
        let mistake = Mistake(
          .oneUse(
            of: network.graph.nodes[gradient.node].label, uses: gradient.contributions.count),
          formula: gradient.contributions[index].formula, place: place(gradient, network))
        return candidate(mistake, changes, network)
      }
    }
  }

  /// A mistake at one contribution to a gradient; its formula is the wrong rule in the lesson's names.
  private func candidate(
    _ changes: GradientGraph.Changes, at contribution: GradientGraph.Contribution,
    of gradient: GradientGraph.Gradient, _ cause: Mistake.Cause, _ network: EvaluatedNetwork
  ) -> Candidate {
    let wrong = (try? network.network.differentiated(changes))?.gradient(of: gradient.node)
    let rule = wrong?.contributions.first {
      $0.consumer == contribution.consumer && $0.operand == contribution.operand
    }
    return candidate(
      Mistake(cause, formula: rule?.formula, place: place(gradient, network)), changes, network)
  }

  private func candidate(
    _ mistake: Mistake, _ changes: GradientGraph.Changes, _ network: EvaluatedNetwork
  ) -> Candidate {
    let index = network.index
    // What was asked may have been shown too.
    let own = asked.single.flatMap { $0.isGradient && $0.network == index ? $0.node : nil }
    let given = (asked.given[index] ?? []).filter { $0 != own }
    return Candidate(mistake) { [asked] networks in
      var networks = networks
      var known: [Int: Tensor] = [:]
      for node in given { known[node] = networks[index].gradients?.value(of: node) }
      guard let wrong = networks[index].gradients(under: changes, taking: known) else { return nil }
      networks[index] = networks[index].replacing(gradients: wrong)
      return asked.value(in: networks)
    }
  }

  /// The label of a gradient that is not itself what was asked.
  private func place(_ gradient: GradientGraph.Gradient, _ network: EvaluatedNetwork) -> String? {
    let target = AskedExpression.Target(
      network: network.index, node: gradient.node, isGradient: true)
    return asked.single == target ? nil : gradient.label
  }

  /// Whether a change at the gradient of a node can reach what was asked: it lies between the loss
  /// and a value that is asked for.
  private func isAhead(_ node: Int, in network: EvaluatedNetwork) -> Bool {
    asked.targets.contains { $0.isGradient && $0.network == network.index && $0.node <= node }
  }
}

extension GradientGraph.Contribution {
  /// The change of its rule to another formula.
  fileprivate func changes(to formula: String) -> GradientGraph.Changes {
    var changes = GradientGraph.Changes()
    changes.rules[.init(consumer: consumer, operand: operand)] = formula
    return changes
  }
}

extension Operation.Structure {
  /// Whether nobody would pass a gradient through it unchanged.
  fileprivate var isProduct: Bool {
    switch self {
    case .product, .outer: true
    default: false
    }
  }
}
