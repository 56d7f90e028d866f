import Backprop
import Formulas
import MatrixCore

// What hides mistakes on a network's numbers.

extension Network {
  /// A mistake that gives, on these numbers, what the right gradient gives.
  package struct InvisibleMistake: Sendable {
    package let gradient: String
    package let remark: String
    package let range: SourceRange
  }

  /// Evaluates the usual mistakes beside the gradients.
  package var invisibleMistakes: [InvisibleMistake] {
    guard let differentiation else { return [] }
    var found: [InvisibleMistake] = []
    for gradient in differentiation.gradients {
      for contribution in gradient.contributions {
        guard case .applied(let application) = graph.entries[contribution.consumer].source,
          let upstream = differentiation.gradient(of: contribution.consumer),
          !application.isOfOneValue
        else { continue }
        for mistake in application.operation.mistakes where mistake.operand == contribution.operand
        {
          // One whose shapes don't fit, or that gives no number, is seen at once.
          let wrong = try? Differentiation.Contribution(
            graph, contribution.consumer, application, contribution.operand, tensors,
            upstream.value, upstream.label, rule: mistake.formula)
          guard let wrong, wrong.value.shape == contribution.value.shape,
            wrong.value.largestDifference(from: contribution.value) == nil
          else { continue }
          found.append(
            InvisibleMistake(
              gradient: gradient.label, remark: mistake.remark,
              range: graph.entries[contribution.consumer].range))
        }
      }
    }
    return found
  }

  /// The uses of a maximum, or of a choice between two values, in which two entries are equally large.
  package var ties: [(function: String, range: SourceRange)] {
    graph.entries.indices.compactMap { index in
      guard graph.entries[index].isDifferentiable, index < tensors.count,
        case .applied(let application) = graph.entries[index].source
      else { return nil }
      let name = application.operation.name
      let operands = application.tensors(tensors)
      let isTied: Bool =
        switch name {
        case "max": operands[0].hasTie(along: application.options.names())
        case "maximum", "minimum":
          (try? Tensor.combine(.subtract, operands[0], operands[1]))?.doubles.contains(0) ?? false
        case "max_pool": application.hasTiedWindow(operands)
        default: false
        }
      return isTied ? (name, graph.entries[index].range) : nil
    }
  }

  /// The uses of batch normalisation over two entries, and their axis.
  package var batchesOfTwo: [(axis: String, range: SourceRange)] {
    graph.entries.compactMap { entry in
      guard case .applied(let application) = entry.source,
        application.operation.name == "batch_norm",
        let axis = application.options.names().first, application.seen[0].size(of: axis) == 2
      else { return nil }
      return (axis, entry.range)
    }
  }
}

extension Graph.Application {
  /// Whether in one of the windows of a pooling the largest entry stands twice.
  fileprivate func hasTiedWindow(_ operands: [Tensor]) -> Bool {
    guard let body, let values = try? body.values(operands) else { return false }
    return body.graph.entries.contains { entry in
      guard case .applied(let application) = entry.source, application.operation.name == "max",
        let windows = application.tensors(values).first
      else { return false }
      return windows.hasTie(along: application.options.names())
    }
  }
}
