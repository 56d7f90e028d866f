import MatrixCore

/// A network of a lesson: named values, how each is computed, and the loss.
package struct Network: Sendable {
  package enum Role: String, Sendable {
    case input, param, target, const, value, loss
  }

  package struct Value: Sendable {
    package let name: String
    package let role: Role
    /// Its entry in the graph.
    package let entry: Int
    package let nameRange: SourceRange
    /// The formula as it was written; nil for data.
    package let formula: Formula?
  }

  package let name: String
  /// Its place among the networks of the lesson.
  package let index: Int
  package let graph: Graph
  package let values: [Value]
  package let axes: [Axis]
  /// The entry of the loss.
  package let loss: Int?
  /// The values of the entries, as far as they could be computed.
  package let tensors: [Tensor]
  /// What stopped the computation.
  package let failure: Problem?
  /// The gradients; nil without a loss or where the computation stopped.
  package let differentiation: Differentiation?
  /// What stopped the way back.
  package let backwardFailure: Problem?
}

extension Network {
  package var isMain: Bool { name == "main" }

  package func value(named name: String) -> Value? {
    values.first { $0.name == name }
  }

  package func value(at entry: Int) -> Value? {
    values.first { $0.entry == entry }
  }

  /// The named values whose gradients exist, in the order of the statements. The loss is not among
  /// them.
  package var valuesWithGradients: [Value] {
    guard let loss else { return [] }
    let between = graph.entriesBetween(loss)
    return values.filter { value in
      value.entry != loss
        && (value.role == .input || value.role == .param
          || value.role == .value && between.contains(value.entry)
            && graph.entries[value.entry].isDifferentiable)
    }
  }

  /// The gradient of the loss with respect to a value; zeros for an input or param on which the loss
  /// does not depend.
  package func gradient(of value: Value) -> Tensor? {
    guard let differentiation else { return nil }
    if let gradient = differentiation.gradient(of: value.entry) { return gradient.value }
    return valuesWithGradients.contains { $0.entry == value.entry }
      ? .zeros(graph.entries[value.entry].shape) : nil
  }

  /// The value computed for an entry, where the computation came so far.
  package func tensor(_ entry: Int) -> Tensor? {
    entry < tensors.count ? tensors[entry] : nil
  }

  package func shape(_ entry: Int) -> Shape { graph.entries[entry].shape }

  /// The multiplications that one computation of all values takes, as far as products go.
  package var multiplications: Int { graph.multiplications }
}

extension Graph {
  /// The entries that are used as class labels.
  var labels: Set<Int> {
    var labels: Set<Int> = []
    for entry in entries {
      guard case .applied(let application) = entry.source else { continue }
      for (parameter, operand) in zip(application.operation.operands, application.operands) {
        if case .labels = parameter.kind, case .entry(let label, _) = operand {
          labels.insert(label)
        }
      }
    }
    return labels
  }

  package var multiplications: Int {
    var total = 0
    for entry in entries {
      guard case .applied(let application) = entry.source else { continue }
      var cost = entry.shape.count
      if case .product = application.operation.structure, let inner = application.seen[0].axes.last {
        let (product, overflow) = cost.multipliedReportingOverflow(by: inner.size)
        cost = overflow ? .max : product
      }
      let (sum, overflow) = total.addingReportingOverflow(cost)
      total = overflow ? .max : sum
      if let body = application.body {
        let (inside, overflow) = total.addingReportingOverflow(body.graph.multiplications)
        total = overflow ? .max : inside
      }
    }
    return total
  }
}
