import Backprop
import Derivations
import Formulas
import Lessons
import MatrixCore
import Testing

/// The names on the pages of the course.
struct ShownNamesTests {
  @Test("where a comparison names a value of another network, it names the networks of all")
  func qualified() throws {
    var checked = 0
    for run in try Course.ids.map(Course.run) {
      for step in run.steps {
        guard case .comparison(let comparison) = step.content else { continue }
        let network = try #require(run.networks.first { $0.name == step.network })
        let sides = [comparison.left, comparison.right]
        let others = Set(run.networks.map(\.name)).subtracting([network.name])
        guard sides.contains(where: { !$0.owners.isDisjoint(with: others) }) else { continue }
        checked += 1
        for name in sides.flatMap(\.names) {
          #expect(network.axes.contains { $0.name == name }, "\(step.id): \(name)")
        }
      }
    }
    #expect(checked > 30)
  }
}

extension ShownNamesTests {
  @Test("a title has each side that is a name, and no name in place of a formula")
  func titles() throws {
    let checked = try Course.ids.reduce(0) { try $0 + checkTitles($1) }
    #expect(checked > 150)
  }

  /// How many titles of a lesson were compared with what their steps show.
  private func checkTitles(_ id: String) throws -> Int {
    var checked = 0
    for step in try Course.run(id).steps
    where ["show", "compare", "contrast"].contains(step.kind.word) {
      let sides: [MathText]
      switch step.content {
      case .comparison(let comparison): sides = [comparison.left.math, comparison.right.math]
      case .values(let shown): sides = shown.map(\.math)
      default: continue
      }
      checked += 1
      let title = step.title.plain
      #expect(title.count <= 56)
      let missing = sides.map { $0.text() }.filter { !title.contains($0) }
      if missing.isEmpty { continue }
      let isDescribed = title.contains("formula") || title.hasSuffix("and others")
      #expect(isDescribed, "\(id): \(title) lacks \(missing)")
    }
    return checked
  }
}

extension Formula {
  /// What stands before the point of each `early.dW`.
  fileprivate var owners: Set<String> {
    if case .member(let owner, _) = kind { return [owner] }
    return Set(parts.flatMap(\.owners))
  }
}
