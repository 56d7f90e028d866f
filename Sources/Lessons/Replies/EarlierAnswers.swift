import Backprop
import Derivations
import MatrixCore

/// Answers of a student from which later ones may follow.
package struct EarlierAnswers: Sendable {
  private var values: [(name: String, target: AskedExpression.Target, value: Tensor)] = []

  package init() {}

  /// Adds a wrong answer to a question about a whole value or gradient. One that is all zeros, or the
  /// identity, is left out: from it too much would follow.
  mutating func add(_ name: String, _ target: AskedExpression.Target, _ value: Tensor) {
    if !value.isTrivial { values.append((name, target, value)) }
  }

  /// The answers from which a value `fits` what was asked; nil if it doesn't follow from them.
  func leading(to asked: AskedExpression, where fits: (Tensor) -> Bool) -> [String]? {
    let own = asked.single
    let others = values.filter { $0.target != own }
    guard let all = value(of: asked, taking: others), fits(all) else { return nil }
    // Those without which it would be another.
    let needed = others.filter { answer in
      let rest = others.filter { $0.target != answer.target }
      return value(of: asked, taking: rest).map { $0.largestDifference(from: all) != nil } ?? true
    }
    return needed.isEmpty ? nil : needed.map(\.name)
  }

  private func value(
    of asked: AskedExpression,
    taking answers: [(name: String, target: AskedExpression.Target, value: Tensor)]
  ) -> Tensor? {
    var networks = asked.networks
    for index in networks.indices {
      var (values, gradients): ([Int: Tensor], [Int: Tensor]) = ([:], [:])
      for answer in answers where answer.target.network == index {
        if answer.target.isGradient {
          gradients[answer.target.node] = answer.value
        } else {
          values[answer.target.node] = answer.value
        }
      }
      if !values.isEmpty || !gradients.isEmpty {
        networks[index] = networks[index].taking(values: values, gradients: gradients)
      }
    }
    return asked.value(in: networks)
  }
}

extension Tensor {
  /// Whether all entries are 0, or it is the identity matrix.
  fileprivate var isTrivial: Bool {
    let doubles = doubles
    if doubles.allSatisfy({ $0 == 0 }) { return true }
    guard shape.rank == 2, shape.sizes[0] == shape.sizes[1] else { return false }
    let width = shape.sizes[1]
    return doubles.indices.allSatisfy { doubles[$0] == ($0 / width == $0 % width ? 1 : 0) }
  }
}
