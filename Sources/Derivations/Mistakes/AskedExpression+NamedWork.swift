import Backprop
import Formulas

extension AskedExpression {
  /// The most steps without a name in a row.
  private static let mostUnnamed = 8

  /// The formula by which it is worked out, in names that the lesson has: the gradients of several uses
  /// are added, what has no name is written out.
  package var namedWork: Formula {
    guard let single, single.network == network else { return work }
    let evaluated = networks[single.network]
    guard single.isGradient else {
      let value = evaluated.value(at: single.node)
      return (value?.formula ?? value?.dataFormula).map(entry) ?? work
    }
    guard let gradients = evaluated.gradients,
      var step = gradients.gradient(of: single.node)?.formula
    else { return work }
    for _ in 0..<Self.mostUnnamed where step.names.contains(where: \.isUnnamed) {
      step = step.replacing { name in
        guard name.isUnnamed else { return nil }
        if let gradient = gradients.all.first(where: { $0.label == name }) {
          return gradient.formula
        }
        return evaluated.graph.nodes.firstIndex { $0.label == name }.map {
          evaluated.graph.writtenOut($0, isNamed: evaluated.network.isNamed)
        }
      }
    }
    return entry(of: step)
  }
}

extension GradientGraph.Gradient {
  /// The sum of its uses; nil if there are none.
  fileprivate var formula: Formula? {
    contributions.isEmpty ? nil : .sum(of: contributions.map(\.formula))
  }
}
