import Backprop
import Derivations
import Foundation
import Lessons
import MatrixCore
import Testing

/// Compares every value and gradient of the course with PyTorch's (float64), which
/// `Tests/Fixtures/make_fixtures.py` writes to `pytorch.json`.
struct FixtureTests {
  typealias Networks = [String: [String: Any]]

  static func fixtures(_ name: String = "pytorch.json") throws -> [String: Networks] {
    let file = Course.root.appendingPathComponent("Tests/Fixtures/\(name)")
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    return try #require(json as? [String: Networks])
  }

  @Test("values and gradients are those of PyTorch", arguments: Course.ids)
  func numbersAgree(id: String) throws {
    let fixture = try #require(try FixtureTests.fixtures()[id], "no fixture for \(id)")
    for network in try Course.run(id).networks {
      let expected = try #require(fixture[network.name], "no network \(network.name)")
      for value in network.values where value.formula != nil {
        let values = try #require(expected["values"] as? [String: Any])
        let numbers = try #require(values[value.name], "no value \(value.name)")
        Self.compare(network.tensor(value.node), numbers, "\(network.name).\(value.name)")
      }
      let gradients = expected["gradients"] as? [String: Any] ?? [:]
      #expect(Set(gradients.keys) == Set(network.valuesWithGradients.map(\.name)))
      for value in network.valuesWithGradients {
        guard let numbers = gradients[value.name] else { continue }
        Self.compare(network.gradient(of: value), numbers, "\(network.name).d\(value.name)")
      }
    }
  }

  @Test("params after training are those of PyTorch's optimisers", arguments: Course.ids)
  func updatesAgree(id: String) throws {
    let fixture = try #require(try FixtureTests.fixtures()[id], "no fixture for \(id)")
    let updates = try Course.run(id).updates
    for (network, expected) in fixture {
      for step in expected["updates"] as? [[String: Any]] ?? [] {
        let number = try #require(step["step"] as? Int)
        let ours = try #require(updates.first { $0.network == network && $0.step == number })
        Self.compare(
          ours.loss.map { Tensor($0) }, try #require(step["loss"]), "\(network), \(number)")
        for (name, numbers) in try #require(step["params"] as? [String: Any]) {
          let tensor = ours.params.first { $0.name == name }?.tensor
          Self.compare(tensor, numbers, "\(network).\(name) after step \(number)")
        }
      }
    }
  }

  static func compare(_ tensor: Tensor?, _ expected: Any, _ name: String) {
    let numbers = flattened(expected)
    guard let tensor, tensor.count == numbers.count else {
      Issue.record("\(name) has \(tensor?.count ?? 0) entries, PyTorch's \(numbers.count)")
      return
    }
    let size = max(1e-3, numbers.map(\.magnitude).max() ?? 0)
    for (ours, theirs) in zip(tensor.doubles, numbers)
    where !((ours - theirs).magnitude <= 1e-9 * size) {
      Issue.record("\(name): \(ours) where PyTorch has \(theirs)")
    }
  }

  private static func flattened(_ json: Any) -> [Double] {
    if let list = json as? [Any] { return list.flatMap(flattened) }
    return [(json as? NSNumber)?.doubleValue ?? .nan]
  }
}
