import Backprop

/// A step of the backward pass.
enum BackwardStep: Sendable {
  case seed(Int)
  /// The upstream gradient of `consumer` passes unchanged to unnamed nodes.
  case passThrough(consumer: Int, receivers: [Int])
  /// The contribution of one use of a value; `isOnly` if it is the whole gradient.
  case contribution(entry: Int, index: Int, isOnly: Bool)
  /// The sum of the contributions of several uses.
  case total(Int)
  /// An input or param that doesn't affect the loss, or a value behind `detach`.
  case zero(Int)

  /// The node whose gradient is known after this step.
  var completes: Int? {
    switch self {
    case .seed(let entry), .total(let entry), .zero(let entry): entry
    case .contribution(let entry, _, let isOnly): isOnly ? entry : nil
    case .passThrough: nil
    }
  }
}

extension EvaluatedNetwork {
  /// The steps of the backward pass, in order.
  var backwardSteps: [BackwardStep] {
    guard let gradients, let loss else { return [] }
    var plan: [BackwardStep] = []
    // The index in the plan of each node's pass-through step.
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
  /// Whether it is the unchanged upstream gradient of an unnamed step and shares its label.
  func isIdentity(_ graph: Graph) -> Bool {
    contributions.count == 1 && contributions[0].isIdentity
      && label != "d" + graph.nodes[node].label
  }
}
