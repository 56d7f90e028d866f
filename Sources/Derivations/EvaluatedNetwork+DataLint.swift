import Backprop
import Formulas
import MatrixCore

// Data that hides mistakes.

extension EvaluatedNetwork {
  /// A mistake that gives the right gradient on this data.
  package struct InvisibleMistake: Sendable {
    package let gradient: String
    /// Nil if the gradient is 0 whatever the numbers, so that no mistake in it can be seen.
    package let remark: String?
    package let range: SourceRange
  }

  /// Evaluates the common mistakes and compares them with the gradients.
  package var invisibleMistakes: [InvisibleMistake] {
    guard let gradients else { return [] }
    var otherRules = GradientGraph.OtherRules(gradients.graph, gradients.values)
    var found: [InvisibleMistake] = []
    lazy var others = onOtherNumbers
    for gradient in gradients.all {
      for contribution in gradient.contributions {
        guard case .operation(let use) = graph.nodes[contribution.consumer].source,
          !use.isOfOneValue
        else { continue }
        for mistake in use.operation.mistakes where mistake.operand == contribution.operand {
          // A mistake whose shapes don't fit, or that gives no number, is visible.
          let right = gradients.value(contribution)
          guard
            let wrong = otherRules.value(of: contribution, by: mistake.formula),
            wrong.shape == right.shape, wrong.largestDifference(from: right) == nil
          else { continue }
          let isZero =
            right.isNearlyZero
            && others.allSatisfy { $0.gradients?.value(contribution).isNearlyZero ?? true }
          found.append(
            InvisibleMistake(
              gradient: gradient.label, remark: isZero ? nil : mistake.remark,
              range: graph.nodes[contribution.consumer].range))
          if isZero { break }
        }
      }
    }
    return found
  }

  /// The same network with other numbers for its inputs and params.
  private var onOtherNumbers: [EvaluatedNetwork] {
    let labels = graph.labels
    return (1...2).map { seed in
      var generator = SplitMix64(seed: Int64(seed))
      var leaves: [Int: Tensor] = [:]
      for value in values
      where (value.role == .input || value.role == .param) && !labels.contains(value.node) {
        let numbers = (0..<shape(value.node).count).map { _ in 2 * generator.unit() - 1 }
        leaves[value.node] = try? Tensor(shape(value.node), doubles: numbers)
      }
      return replacing(leaves)
    }
  }

  /// The uses of a maximum, or of a choice between two values, with two equal largest entries, where a
  /// gradient comes back that one of them gets.
  package var ties: [(function: String, range: SourceRange)] {
    graph.nodes.indices.compactMap { index in
      guard graph.nodes[index].isDifferentiable, index < tensors.count,
        case .operation(let use) = graph.nodes[index].source,
        let upstream = gradients?.value(of: index), upstream.doubles.contains(where: { $0 != 0 })
      else { return nil }
      let name = use.operation.name
      let operands = use.tensors(tensors)
      let isTied: Bool =
        switch name {
        case "max": operands[0].hasTie(along: use.options.names(), where: upstream)
        case "maximum", "minimum":
          (try? Tensor.combine(.subtract, operands[0], operands[1])).map {
            zip($0.doubles, upstream.doubles).contains { $0 == 0 && $1 != 0 }
          } ?? false
        case "max_pool": use.hasTiedWindow(operands)
        default: false
        }
      return isTied ? (name, graph.nodes[index].range) : nil
    }
  }

  /// The uses of batch normalisation over two entries, and their axis.
  package var batchesOfTwo: [(axis: String, range: SourceRange)] {
    graph.nodes.compactMap { node in
      guard case .operation(let use) = node.source,
        use.operation.name == "batch_norm",
        let axis = use.options.names().first, use.operandShapes[0].size(of: axis) == 2
      else { return nil }
      return (axis, node.range)
    }
  }
}

extension Graph.OperationUse {
  /// Whether the largest entry of a pooling window occurs twice.
  fileprivate func hasTiedWindow(_ operands: [Tensor]) -> Bool {
    guard let body, let values = try? body.values(operands) else { return false }
    return body.graph.nodes.contains { node in
      guard case .operation(let use) = node.source, use.operation.name == "max",
        let windows = use.tensors(values).first
      else { return false }
      return windows.hasTie(along: use.options.names())
    }
  }
}

extension Tensor {
  fileprivate var isNearlyZero: Bool { doubles.allSatisfy { $0.magnitude <= 1e-12 } }
}
