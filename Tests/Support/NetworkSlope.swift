import Backprop
import MatrixCore

/// A gradient beside a difference of the loss.
package enum Slope {
  case agrees
  case kink
  case differs(gradient: Double, difference: Double)
}

extension EvaluatedNetwork {
  /// The gradient beside differences of the loss along random directions through all data at once.
  package func slope(seed: Int) -> Slope {
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
      directions[value.node] = direction
    }
    func moved(_ h: Double) -> Double? {
      let result = try? graph.evaluate(
        { _ in .zeros(.scalar) },
        fixed: { node in
          if let direction = directions[node] {
            let entries = zip(tensors[node].doubles, direction).map { $0 + h * $1 }
            return try? Tensor(tensors[node].shape, doubles: entries)
          }
          switch graph.nodes[node].source {
          case .leaf: return tensors[node]
          // What is detached is held.
          case .operation(let use): return use.operation.name == "detach" ? tensors[node] : nil
          }
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
