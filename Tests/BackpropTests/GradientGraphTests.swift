import Formulas
import MatrixCore
import TestSupport
import Testing

@testable import Backprop

@Suite("Gradient graph")
struct GradientGraphTests {
  @Test("gives what the differentiation gives", arguments: 0..<250)
  func equality(_ block: Int) throws {
    for seed in block * 4..<block * 4 + 4 {
      var random = RandomNetwork(seed: seed)
      guard let network = random.finished() else { continue }
      try expectEqual(network, "\(seed): \(random.statements)")
    }
  }

  private func expectEqual(_ network: EvaluatedNetwork, _ text: String) throws {
    guard let loss = network.loss, network.gradients != nil else { return }
    let old = try Differentiation(
      network.graph, values: network.tensors, output: loss, seed: .ones(.scalar),
      seedLabel: "d" + network.graph.nodes[loss].label, isNamed: network.network.isNamed)
    let graph = network.graph
    let new = try GradientGraph(
      graph, output: loss, seedLabel: "d" + graph.nodes[loss].label,
      needed: graph.entriesBetween(loss), isNamed: { network.value(at: $0) != nil })
    let values = try new.evaluate(network.tensors, seed: Tensor(Number(1)))
    #expect(old.gradients.map(\.label) == new.gradients.map(\.label), "\(text)")
    for (a, b) in zip(old.gradients, new.gradients) {
      #expect(a.entry == b.node)
      #expect(a.value.isExact == values[b.value].isExact, "\(text) \(a.label)")
      #expect(a.value.shape == values[b.value].shape, "\(text) \(a.label)")
      #expect(a.value.numbers == values[b.value].numbers, "\(text) \(a.label)")
      #expect(a.contributions.count == b.contributions.count)
      for (c, d) in zip(a.contributions, b.contributions) {
        #expect(c.formula.text() == d.formula.text())
        #expect(c.consumer == d.consumer && c.operand == d.operand && c.isIdentity == d.isIdentity)
        #expect(c.value.numbers == values[d.value].numbers, "\(text) \(c.formula.text())")
      }
    }
  }
}
