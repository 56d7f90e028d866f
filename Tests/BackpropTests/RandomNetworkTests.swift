import MatrixCore
import Testing
import Typography

@testable import Backprop
@testable import Formulas

@Suite struct RandomNetworkTests {
  /// 5 times 100 networks.
  @Test("random networks have the gradients that differences give", arguments: 0..<5)
  func gradients(_ block: Int) throws {
    var used: [String: Int] = [:]
    var broadcasts = 0
    var made = 0
    var kinks = 0
    for seed in block * 1000..<block * 1000 + 200 where made < 100 {
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
      broadcasts += network.graph.nodes.count { entry in
        if case .operation(let use) = entry.source {
          use.operation.name == "broadcast"
        } else {
          false
        }
      }
      for (entry, value) in zip(network.graph.nodes, network.tensors) {
        #expect(entry.shape == value.shape, "seed \(seed), \(entry.label)\n\(text)")
      }
      switch network.slope(seed: seed) {
      case .agrees: break
      case .kink: kinks += 1
      case .differs(let gradient, let difference):
        Issue.record(
          "seed \(seed): the gradient is \(gradient), the difference \(difference)\n\(text)")
      }
    }
    #expect(made == 100)
    #expect(kinks < 10)
    #expect(broadcasts > 20)
    let names = Operation.functionNames + ["+", "-", "*", "/", "@", "^", ".T", "negate"]
    let never = names.filter { used[$0] == nil }
    #expect(never.isEmpty, "never used: \(never)")
  }
}

private enum Slope {
  case agrees
  case kink
  case differs(gradient: Double, difference: Double)
}

extension EvaluatedNetwork {
  /// The gradient beside differences of the loss along random directions through all data at once.
  fileprivate func slope(seed: Int) -> Slope {
    var chance = Chance(seed)
    var result = Slope.agrees
    for _ in 0..<3 {
      result = slope(&chance)
      if case .kink = result { continue }
      return result
    }
    return result
  }

  private func slope(_ chance: inout Chance) -> Slope {
    guard let loss, let middle = tensors[loss].number?.double else { return .kink }
    var directions: [Int: [Double]] = [:]
    var gradient = 0.0
    for value in values where value.role == .input || value.role == .param {
      let slopes = self.gradient(of: value)?.doubles ?? []
      let direction = slopes.map { _ in chance.unit() }
      gradient += zip(slopes, direction).reduce(0) { $0 + $1.0 * $1.1 }
      directions[value.entry] = direction
    }
    func moved(_ h: Double) -> Double? {
      let result = try? graph.evaluate(
        { reference in if case .tensor(let tensor) = reference { tensor } else { .zeros(.scalar) }
        },
        fixed: { entry in
          if let direction = directions[entry] {
            let entries = zip(tensors[entry].doubles, direction).map { $0 + h * $1 }
            return try? Tensor(tensors[entry].shape, doubles: entries)
          }
          // What is detached is held.
          if case .operation(let use) = graph.nodes[entry].source,
            use.operation.name == "detach"
          {
            return tensors[entry]
          }
          return nil
        })
      return result.flatMap { $0[loss].number?.double }
    }
    var nearest = Double.infinity
    for h in [1e-5, 1e-6, 1e-4, 1e-7] {
      guard let up = moved(h), let down = moved(-h) else { return .kink }
      let slope = (up - down) / (2 * h)
      let slack = 1e-6 + 1e-5 * max(slope.magnitude, gradient.magnitude)
      if (slope - gradient).magnitude <= slack { return .agrees }
      if (slope - gradient).magnitude < (nearest - gradient).magnitude { nearest = slope }
    }
    // On both sides of a kink the slopes differ, and by as much for a smaller step.
    let gaps = [1e-6, 1e-5].map { h -> Double in
      guard let up = moved(h), let down = moved(-h) else { return .infinity }
      return ((up - middle) / h - (middle - down) / h).magnitude
    }
    if gaps[0] > gaps[1] / 2, (nearest - gradient).magnitude <= gaps[0] { return .kink }
    return .differs(gradient: gradient, difference: nearest)
  }
}
