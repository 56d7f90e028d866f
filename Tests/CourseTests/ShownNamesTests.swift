import Backprop
import Derivations
import Formulas
import Lessons
import MatrixCore
import Testing

/// The names on the pages of the course.
struct ShownNamesTests {
  @Test(
    "where a comparison names a value of another network, it names the networks of all",
    arguments: Course.ids)
  func qualified(id: String) throws {
    let run = try Course.run(id)
    for step in run.steps {
      guard case .comparison(let comparison) = step.content else { continue }
      let network = try #require(run.networks.first { $0.name == step.network })
      let sides = [comparison.left, comparison.right]
      let others = Set(run.networks.map(\.name)).subtracting([network.name])
      guard sides.contains(where: { !$0.owners.isDisjoint(with: others) }) else { continue }
      for name in sides.flatMap(\.names) {
        #expect(network.axes.contains { $0.name == name }, "\(step.id): \(name)")
      }
    }
  }
}

extension Formula {
  /// What stands before the point of each `early.dW`.
  fileprivate var owners: Set<String> {
    if case .member(let owner, _) = kind { return [owner] }
    return Set(parts.flatMap(\.owners))
  }
}
