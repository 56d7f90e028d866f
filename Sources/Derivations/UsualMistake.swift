import Backprop
import Formulas
import MatrixCore

/// The value that a common mistake gives, and a sentence that explains the mistake.
package struct UsualMistake: Sendable {
  package let value: Tensor
  package let remark: String
}

extension DerivationBuilder {
  /// The most likely backward mistake that gives `formula` a value that `fits`; mistakes whose
  /// result equals the right one are skipped. Each is evaluated only if the previous ones don't
  /// fit.
  ///
  /// The formula is evaluated with the gradients of one network at a time as the mistake gives
  /// them.
  package func usualMistake(
    in formula: Formula, current: Int, where fits: (Tensor) -> Bool
  ) -> UsualMistake? {
    guard let right = value(of: formula, current, networks) else { return nil }
    // A student is waiting: anything that would take more than a few seconds is skipped.
    var left = Limits.multiplicationsForMistakes
    for index in networksOfGradients(in: formula, current) {
      let network = networks[index]
      for mistake in network.backwardMistakes {
        left -= network.graph.cost
        if left < 0 { return nil }
        guard let gradients = network.gradients(making: mistake.change) else { continue }
        var networks = self.networks
        networks[index] = network.replacing(gradients: gradients)
        guard let value = value(of: formula, current, networks), value.shape == right.shape,
          value.largestDifference(from: right) != nil, fits(value)
        else { continue }
        return UsualMistake(value: value, remark: mistake.remark)
      }
    }
    return nil
  }

  private func value(of formula: Formula, _ current: Int, _ networks: [EvaluatedNetwork]) -> Tensor?
  {
    var deriver = DerivationBuilder(networks)
    guard case .tensor(let tensor)? = try? deriver.evaluate(formula, current: current).value else {
      return nil
    }
    return tensor
  }

  /// The networks whose gradients a formula names.
  private func networksOfGradients(in formula: Formula, _ current: Int) -> [Int] {
    var found: [Int] = []
    func visit(_ formula: Formula) {
      let answer: Scope.Answer? =
        switch formula.kind {
        case .name(let name): networks[current].lookUp(name, label: name)
        case .member(let network, let name):
          networks[...current].map(\.network).lookUp(network, name)
        default: nil
        }
      if case .meaning(.leaf(.gradient(let network, _), _, _, _))? = answer,
        !found.contains(network)
      {
        found.append(network)
      }
      formula.parts.forEach(visit)
    }
    visit(formula)
    return found
  }
}
