import Backprop
import Derivations
import Documents
import Foundation
import Lessons
import TestSupport
import Testing

/// The graph and the steps have one name for each gradient.
struct GraphNamesTests {
  /// The labels of the backward steps of a network.
  private func labels(_ networks: [EvaluatedNetwork], _ index: Int) throws -> Set<String> {
    var builder = DerivationBuilder(networks)
    let result = builder.run(StepLine(BackwardRequest(), at: 0..<0), on: index)
    if let error = result.error { throw error }
    return Set(
      result.steps.flatMap(\.unfolded).flatMap { step in
        switch step.content {
        case .evaluation(let shown): [shown.label]
        case .seed(let label, _), .zero(let label, _, _, _): [label]
        case .passThrough(let passed): passed.receivers.map { "d" + $0.label }
        default: [String]()
        }
      })
  }

  /// The gradients of the pictures that no step shows.
  private func unknown(_ networks: [EvaluatedNetwork], _ index: Int) throws -> Set<String> {
    let pictures = [GraphPicture(networks[index]), GraphPicture(folded: networks[index])]
    let drawn = pictures.flatMap(\.nodes).compactMap(\.gradient).flatMap {
      [$0.label] + $0.contributions.map(\.label)
    }
    return Set(drawn).subtracting(try labels(networks, index))
  }

  @Test("each gradient in a picture has the name of its step", arguments: Course.ids)
  func course(_ id: String) throws {
    let networks = try Course.run(id).networks
    for index in networks.indices where networks[index].loss != nil {
      #expect(try unknown(networks, index) == [], "\(networks[index].name)")
    }
  }

  @Test(
    "and so in the lessons that the formats are tested with",
    arguments: ["functions", "names", "training"])
  func fixtures(_ name: String) throws {
    let file = Course.root.appendingPathComponent("Tests/TakeAlong/Lessons/\(name).md")
    let bytes = [UInt8](try Data(contentsOf: file))
    let networks = LessonRun(Lesson(SourceText(name: name, bytes: bytes)), .errors).networks
    #expect(!networks.isEmpty)
    for index in networks.indices where networks[index].loss != nil {
      #expect(try unknown(networks, index) == [], "\(networks[index].name)")
    }
  }

  @Test("and so in random networks")
  func random() throws {
    var checked = 0
    for seed in 0..<60 {
      var random = RandomNetwork(seed: seed)
      guard let network = random.finished() else { continue }
      checked += 1
      #expect(try unknown([network], 0) == [], "\(random.statements)")
    }
    #expect(checked > 40)
  }
}
