import Backprop

/// A step of the way back.
enum BackwardStep: Sendable {
  case seed(Int)
  /// What arrives at `consumer` goes on, unchanged, to entries without a name.
  case passThrough(consumer: Int, receivers: [Int])
  /// What one use of a value sends back to it; `isOnly` where it is the gradient already.
  case contribution(entry: Int, index: Int, isOnly: Bool)
  /// The gradients of several uses added.
  case total(Int)
  /// An input or param on which the loss does not depend, or a value behind `detach`.
  case zero(Int)

  /// The entry whose gradient is known after this step.
  var completes: Int? {
    switch self {
    case .seed(let entry), .total(let entry), .zero(let entry): entry
    case .contribution(let entry, _, let isOnly): isOnly ? entry : nil
    case .passThrough: nil
    }
  }
}

extension EvaluatedNetwork {
  /// The steps of the way back, in order.
  var backwardSteps: [BackwardStep] {
    guard let gradients, let loss else { return [] }
    var plan: [BackwardStep] = []
    // Where in the plan each entry's passing on stands.
    var passed = [Int](repeating: -1, count: graph.nodes.count)
    for gradient in gradients.all {
      let entry = gradient.node
      if entry == loss {
        plan.append(.seed(entry))
      } else if gradient.contributions.isEmpty {
        plan.append(.zero(entry))
      } else if gradient.isIdentity(graph) {
        let consumer = gradient.contributions[0].consumer
        let known = passed[consumer]
        if known >= 0, case .passThrough(_, let receivers) = plan[known] {
          plan[known] = .passThrough(consumer: consumer, receivers: receivers + [entry])
        } else {
          passed[consumer] = plan.count
          plan.append(.passThrough(consumer: consumer, receivers: [entry]))
        }
      } else if gradient.contributions.count == 1 {
        plan.append(.contribution(entry: entry, index: 0, isOnly: true))
      } else {
        for index in gradient.contributions.indices {
          plan.append(.contribution(entry: entry, index: index, isOnly: false))
        }
        plan.append(.total(entry))
      }
    }
    for value in valuesWithGradients where gradients.gradient(of: value.entry) == nil {
      plan.append(.zero(value.entry))
    }
    return plan
  }
}

extension GradientGraph.Gradient {
  /// Whether it is what arrives, unchanged, at a step without a name, and goes by that name.
  func isIdentity(_ graph: Graph) -> Bool {
    contributions.count == 1 && contributions[0].isIdentity
      && label != "d" + graph.nodes[node].label
  }
}
