import Formulas
import MatrixCore

extension Network {
  /// The same network with other data for some leaves, computed anew, forward and back. What would stop
  /// that in a place that was told of is no further problem.
  package func replacing(_ leaves: [Int: Tensor], told: [SourceRange] = []) -> Network {
    var graph = graph
    for (entry, tensor) in leaves {
      let old = graph.nodes[entry]
      graph.nodes[entry] = Graph.Node(
        label: old.label, shape: old.shape, source: .leaf(.tensor(tensor)), range: old.range,
        isDifferentiable: old.isDifferentiable)
    }
    let computed = graph.evaluateFinite()
    let failures = computed.failures.map { found in
      told.contains(found.range) ? Problem(.consequence, at: found.range) : found
    }
    var differentiation: Differentiation?
    var backwardFailure: Problem?
    if let loss, computed.isKnown(loss) {
      do throws(Problem) {
        var isNamed = [Bool](repeating: false, count: graph.nodes.count)
        for value in values { isNamed[value.entry] = true }
        differentiation = try Differentiation(
          graph, values: computed.values, output: loss, seed: Tensor(1),
          seedLabel: "d" + graph.nodes[loss].label, isNamed: { [isNamed] in isNamed[$0] })
      } catch {
        backwardFailure = error
      }
    }
    return Network(
      self, graph: graph, computed: computed, failures: failures, differentiation: differentiation,
      backwardFailure: backwardFailure)
  }
}
