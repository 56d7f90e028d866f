import Formulas
import MatrixCore

extension GradientGraph {
  /// Larger values within rules are dropped after use: those of a network of MNIST's size would take
  /// as much memory as the rest.
  private static let largestKept = 1_000

  /// The values of all nodes; `forward` holds those of the forward nodes. Large values within rules
  /// are dropped after use unless they are to be kept; `values(of:in:)` recomputes them. `fixed`
  /// holds gradients, by forward node, that are taken as they are.
  ///
  /// Throws if a gradient, or a value used to compute one, is NaN or infinite.
  package func evaluate(
    _ forward: [Tensor], seed: Tensor, keepsRules: Bool = false, fixed: [Int: Tensor] = [:]
  ) throws(Problem) -> [Tensor] {
    var values = forward
    var known: [Int: Tensor] = [:]
    for (node, tensor) in fixed {
      if let gradient = gradient(of: node) { known[gradient.value] = tensor }
    }
    func next() throws(Problem) -> Tensor {
      if let tensor = known[values.count] { return tensor }
      return try graph.evaluate(values.count, values) { $0.data }
    }
    values.reserveCapacity(graph.nodes.count)
    values.append(seed)
    for contribution in contributions {
      let label = gradientLabel(contribution)
      let end = max(contribution.nodes.upperBound, contribution.value + 1)
      do throws(Problem) {
        while values.count < end { values.append(try next()) }
      } catch {
        throw error.moved(to: graph.nodes[contribution.consumer].range, .onTheWay(to: label))
          .used(at: graph.nodes[contribution.consumer].uses)
      }
      do throws(Problem) { try check(contribution, values, label) } catch {
        throw error.used(at: graph.nodes[contribution.consumer].uses)
      }
      guard !keepsRules else { continue }
      for node in dropped(contribution) { values[node] = Tensor(Number(0)) }
    }
    while values.count < graph.nodes.count { values.append(try next()) }
    return values
  }

  /// The values, with those of one contribution's rule recomputed.
  package func values(of contribution: Contribution, in values: [Tensor]) -> [Tensor] {
    let dropped = dropped(contribution)
    if dropped.isEmpty { return values }
    var values = values
    for node in dropped {
      guard let value = try? graph.evaluate(node, values, { $0.data }) else { continue }
      values[node] = value
    }
    return values
  }

  /// The nodes of a rule whose values aren't kept.
  private func dropped(_ contribution: Contribution) -> [Int] {
    contribution.nodes.filter { node in
      node != contribution.result && node != contribution.value
        && graph.nodes[node].shape.count > Self.largestKept
    }
  }

  private func gradientLabel(_ contribution: Contribution) -> String {
    guard case .operation(let use) = graph.nodes[contribution.consumer].source,
      case .node(let target, _) = use.operands[contribution.operand]
    else { return "" }
    return "d" + graph.nodes[target].label
  }

  /// Throws if the gradient from a use, or a value of its rule, is not finite.
  private func check(
    _ contribution: Contribution, _ values: [Tensor], _ label: String
  ) throws(Problem) {
    let range = graph.nodes[contribution.consumer].range
    let value = values[contribution.value]
    if let offset = value.firstNonFinite {
      let upstream = values[contribution.upstream]
      let name = graph.nodes[contribution.upstream].label
      throw Problem(
        .notFinite(
          NetworkProblem.NonFinite(
            isNaN: value[offset].double.isNaN, label: label,
            indices: value.shape.indices(at: offset),
            operands: upstream.shape == value.shape ? [(name, upstream[offset])] : [],
            formula: contribution.formula)), at: range)
    }
    for node in contribution.nodes {
      guard let offset = values[node].firstNonFinite else { continue }
      let written = graph.writtenOut(node) { !contribution.nodes.contains($0) }
      let hidden = graph.nonFinite(node, values[node], offset, values, label: written.text())
      throw Problem(.notFinite(hidden.placed(.onTheWay(to: label))), at: range)
    }
  }
}

extension Graph.Reference {
  /// The tensor of a leaf that is stored in the graph itself.
  var data: Tensor {
    if case .tensor(let tensor) = self { tensor } else { Tensor(Number(0)) }
  }
}
