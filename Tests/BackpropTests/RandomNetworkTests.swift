import Backprop
import Formulas
import MatrixCore
import TestSupport
import Testing

@Suite struct RandomNetworkTests {
  /// 5 times 200 networks.
  @Test("random networks have the gradients that differences give", arguments: 0..<5)
  func gradients(_ block: Int) throws {
    var used: [String: Int] = [:]
    var broadcasts = 0
    var made = 0
    var kinks = 0
    for seed in block * 1000..<block * 1000 + 400 where made < 200 {
      var random = RandomNetwork(seed: seed)
      guard let network = random.finished() else { continue }
      let text = random.statements.joined(separator: "\n")
      // Ties of exact zeros and gradients beyond ordinary size tell nothing.
      guard network.backwardFailure == nil else {
        Issue.record("seed \(seed): \(network.backwardFailure!.kind)\n\(text)")
        continue
      }
      made += 1
      for (name, count) in random.used { used[name, default: 0] += count }
      broadcasts += network.graph.nodes.count { node in
        if case .operation(let use) = node.source {
          use.operation.name == "broadcast"
        } else {
          false
        }
      }
      for (node, value) in zip(network.graph.nodes, network.tensors) {
        #expect(node.shape == value.shape, "seed \(seed), \(node.label)\n\(text)")
      }
      switch network.slope(seed: seed) {
      case .agrees: break
      case .kink: kinks += 1
      case .differs(let gradient, let difference):
        Issue.record(
          "seed \(seed): the gradient is \(gradient), the difference \(difference)\n\(text)")
      }
    }
    #expect(made == 200)
    #expect(kinks < 20)
    #expect(broadcasts > 20)
    let names = Operation.functionNames + ["+", "-", "*", "/", "@", "^", ".T", "negate"]
    let never = names.filter { used[$0] == nil }
    #expect(never.isEmpty, "never used: \(never)")
  }
}
