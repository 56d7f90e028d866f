import Backprop

/// A step of the backward pass.
enum BackwardStep: Sendable {
  case seed(Int)
  /// The upstream gradient of `consumer` passes unchanged to unnamed nodes.
  case passThrough(consumer: Int, receivers: [Int])
  /// The contribution of one use of a value; `isOnly` if it is the whole gradient.
  case contribution(node: Int, index: Int, isOnly: Bool)
  /// The sum of the contributions of several uses.
  case total(Int)
  /// An input or param that doesn't affect the loss, or a value behind `detach`.
  case zero(Int)

  /// The node whose gradient is known after this step.
  var completes: Int? {
    switch self {
    case .seed(let node), .total(let node), .zero(let node): node
    case .contribution(let node, _, let isOnly): isOnly ? node : nil
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
      let node = gradient.node
      if node == loss {
        plan.append(.seed(node))
      } else if gradient.contributions.isEmpty {
        plan.append(.zero(node))
      } else if gradient.isIdentity(graph) {
        let consumer = gradient.contributions[0].consumer
        let known = passed[consumer]
        if known >= 0, case .passThrough(_, let receivers) = plan[known] {
          plan[known] = .passThrough(consumer: consumer, receivers: receivers + [node])
        } else {
          passed[consumer] = plan.count
          plan.append(.passThrough(consumer: consumer, receivers: [node]))
        }
      } else if gradient.contributions.count == 1 {
        plan.append(.contribution(node: node, index: 0, isOnly: true))
      } else {
        for index in gradient.contributions.indices {
          plan.append(.contribution(node: node, index: index, isOnly: false))
        }
        plan.append(.total(node))
      }
    }
    for value in valuesWithGradients where gradients.gradient(of: value.node) == nil {
      plan.append(.zero(value.node))
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
