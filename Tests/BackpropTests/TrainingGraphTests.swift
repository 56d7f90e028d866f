import Backprop
import Formulas
import MatrixCore
import TestSupport
import Testing

@Suite struct TrainingGraphTests {
  @Test("after some steps all values are those of the network with its new params")
  func freshEvaluation() throws {
    for optimiser in Optimiser.all {
      let (graph, network, start) = try training(optimiser)
      var (values, memory) = (start, graph.rules.map { _ in TrainingGraph.Memory() })
      for _ in 1...3 {
        try graph.step(&values, &memory)
        try graph.advance(&values)
      }
      #expect(memory.allSatisfy { $0.steps == 3 })
      let fresh = network.replacing(
        Dictionary(uniqueKeysWithValues: graph.rules.map { ($0.param, values[$0.param]) }))
      let gradients = try #require(fresh.gradients)
      for gradient in gradients.all {
        for (trained, fresh) in zip(
          values[gradient.value].doubles, gradients.value(gradient).doubles)
        {
          #expect(abs(trained - fresh) < 1e-12, "\(optimiser.name), \(gradient.label)")
        }
      }
      let loss = try #require(network.loss)
      #expect(try #require(values[loss].number).double < #require(start[loss].number).double)
    }
  }

  @Test("Adam's first two steps are its paper's, in fractions as far as its square root allows")
  func adam() throws {
    let adam = try #require(Optimiser.named("adam"))
    let (graph, _, start) = try training(adam)
    var (values, memory) = (start, graph.rules.map { _ in TrainingGraph.Memory() })
    try graph.step(&values, &memory)
    let rule = graph.rules[0]
    let g = start[rule.gradient]
    // m = (1 − β₁)·g, v = (1 − β₂)·g², and both corrections undo the factor: m̂ = g, v̂ = g².
    #expect(values[rule.statements[0].node].numbers == g.numbers.map { $0 * Number(1) / 10 })
    #expect(values[rule.statements[1].node].numbers == g.numbers.map { $0 * $0 * Number(1) / 1000 })
    #expect(values[rule.statements[2].node].numbers == g.numbers)
    #expect(values[rule.statements[3].node].numbers == g.numbers.map { $0 * $0 })
    // So each entry with a gradient moves by the rate, whatever the size of the gradient.
    for (offset, gradient) in g.doubles.enumerated() {
      let step = values[rule.result].doubles[offset] - start[rule.param].doubles[offset]
      #expect(abs(step + 0.1 * (gradient == 0 ? 0 : gradient > 0 ? 1 : -1)) < 1e-8)
    }
    let before = values
    try graph.advance(&values)
    try graph.step(&values, &memory)
    let next = values[rule.gradient].doubles
    for (offset, m) in values[rule.statements[0].node].doubles.enumerated() {
      let expected = 0.9 * before[rule.statements[0].node].doubles[offset] + 0.1 * next[offset]
      #expect(abs(m - expected) < 1e-12)
      let corrected = values[rule.statements[2].node].doubles[offset]
      #expect(abs(corrected - m / (1 - 0.81)) < 1e-12)
    }
    #expect(graph.rules.count == 2)
  }

  @Test("a param that the loss doesn't see stays where it is")
  func unused() throws {
    let sgd = try #require(Optimiser.named("sgd"))
    let (graph, _, start) = try training(sgd, extra: "param c: (out) = [1, 2, 3]\nZ = Y + c")
    var (values, memory) = (start, graph.rules.map { _ in TrainingGraph.Memory() })
    try graph.step(&values, &memory)
    let rule = try #require(graph.rules.last)
    #expect(values[rule.result].numbers == start[rule.param].numbers)
  }

  @Test("a step that leaves the range of numbers is thrown, not hidden")
  func diverging() throws {
    let sgd = try #require(Optimiser.named("sgd"))
    let (graph, _, start) = try training(sgd, rate: .floating(1e200))
    var (values, memory) = (
      start.map(\.approximate), graph.rules.map { _ in TrainingGraph.Memory() }
    )
    #expect(throws: Problem.self) {
      for _ in 1...5 {
        try graph.step(&values, &memory)
        try graph.advance(&values)
      }
    }
  }

  private func training(
    _ optimiser: Optimiser, rate: Number = Number(1) / 10, extra: String = ""
  ) throws -> (TrainingGraph, EvaluatedNetwork, [Tensor]) {
    let network = try NetworkText(affineBatch + "\n" + extra).network
    let gradients = try #require(network.gradients).graph
    var options = ["rate": rate]
    for option in optimiser.options where option.name != "rate" {
      options[option.name] = option.number
    }
    let graph = try TrainingGraph(
      gradients, params: network.values.filter { $0.role == .param }.map(\.node), optimiser,
      options: options)
    let values = try gradients.evaluate(network.tensors, seed: .ones(.scalar), keepsRules: true)
    return (graph, network, values)
  }
}
