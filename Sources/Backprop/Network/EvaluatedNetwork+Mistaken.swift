import Formulas
import MatrixCore

extension EvaluatedNetwork {
  /// The gradients as they are once a mistake was made; nil where it gives none of these shapes.
  package func differentiation(making change: BackwardMistake.Change) -> Differentiation? {
    guard let differentiation else { return nil }
    switch change {
    case .scaled(let factor):
      return differentiation.replacing { gradient in
        try? Tensor.combine(.multiply, gradient.value, Tensor(factor))
      }
    case .rules(let rules):
      return repeating(differentiation) { contribution in
        rules.first {
          $0.consumer == contribution.consumer && $0.operand == contribution.operand
        }?.formula
      }
    case .single(let entry, let contribution):
      return repeating(differentiation, kept: (entry, contribution)) { _ in nil }
    }
  }

  /// Goes backward once more, working out what a mistake changes and what comes after it.
  private func repeating(
    _ right: Differentiation, kept: (entry: Int, contribution: Int)? = nil,
    rule: (Differentiation.Contribution) -> String?
  ) -> Differentiation? {
    var changed: [Int: Tensor] = [:]
    return right.replacing { gradient in
      let isKept = kept?.entry == gradient.entry
      var terms: [Tensor] = []
      var isChanged = isKept
      for (place, contribution) in gradient.contributions.enumerated()
      where !isKept || kept?.contribution == place {
        let mistake = rule(contribution)
        guard mistake != nil || changed[contribution.consumer] != nil else {
          terms.append(contribution.value)
          continue
        }
        isChanged = true
        guard let upstream = right.gradient(of: contribution.consumer),
          let term = term(
            contribution, changed[contribution.consumer] ?? upstream.value, upstream.label, mistake)
        else { return nil }
        terms.append(term)
      }
      guard isChanged, let first = terms.first else { return gradient.value }
      var sum = first
      for term in terms.dropFirst() {
        guard let next = try? Tensor.combine(.add, sum, term) else { return nil }
        sum = next
      }
      changed[gradient.entry] = sum
      return sum
    }
  }

  /// What a use sends back when `upstream` arrives at it, by its own rule or by another.
  private func term(
    _ contribution: Differentiation.Contribution, _ upstream: Tensor, _ label: String,
    _ mistake: String?
  ) -> Tensor? {
    guard case .operation(let use) = graph.nodes[contribution.consumer].source else {
      return nil
    }
    let term = try? Differentiation.Contribution(
      graph, contribution.consumer, use, contribution.operand, tensors, upstream, label,
      rule: mistake)
    let value =
      term?.value
      ?? mistake.flatMap {
        use.productBySize($0, for: contribution.operand, tensors, upstream)
      }
    return value?.shape == contribution.value.shape ? value : nil
  }
}

extension Graph.OperationUse {
  /// A product whose axes don't fit by their names, as whoever looks at sizes alone computes it: `X @ dY`
  /// in place of `X.T @ dY`, where X is square.
  fileprivate func productBySize(
    _ rule: String, for operand: Int, _ values: [Tensor], _ upstream: Tensor
  ) -> Tensor? {
    guard case .binary(.product, let left, let right) = Operation.formula(rule).kind,
      case .entry(_, let isTransposed) = operands[operand],
      let left = factor(left, values, upstream)?.underPlaces(from: 1),
      let right = factor(right, values, upstream)?.underPlaces(from: 2),
      let product = try? Tensor.product(left, right),
      product.shape.sizes == operandShapes[operand].sizes
    else { return nil }
    let gradient = product.under(operandShapes[operand])
    return isTransposed ? try? gradient.transposed() : gradient
  }

  private func factor(_ formula: Formula, _ values: [Tensor], _ upstream: Tensor) -> Tensor? {
    switch formula.kind {
    case .name("g"): upstream
    case .name(let name):
      operation.operands.firstIndex { $0.name == name }.map { tensors(values)[$0] }
    case .transposed(let inner): try? factor(inner, values, upstream)?.transposed()
    default: nil
    }
  }
}

extension Tensor {
  /// The same matrix, its axes called after their places in a chain of products.
  fileprivate func underPlaces(from first: Int) -> Tensor? {
    guard shape.rank == 2 else { return nil }
    return under(
      Shape(shape.axes.enumerated().map { Axis("#\(first + $0.offset)", $0.element.size) }))
  }
}
