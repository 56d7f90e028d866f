import Backprop
import Derivations
import Lessons
import MatrixCore
import TestSupport
import Testing

/// Checks every gradient of the course, even if its lesson does not.
struct GradientTests {
  @Test("the gradient check that authors see agrees", arguments: Course.ids)
  func checkAgrees(id: String) throws {
    let networks = try Course.run(id).networks
    var builder = DerivationBuilder(networks)
    for network in networks where network.loss != nil {
      let result = builder.run(
        StepLine(CheckRequest(), at: 0..<0), on: network.index)
      #expect(result.error == nil, "\(id), \(network.name)")
      #expect(result.steps.count == 1)
    }
  }

  @Test(
    "gradients agree with differences of the loss along random directions", arguments: Course.ids)
  func gradientsAgree(id: String) throws {
    for network in try Course.run(id).networks where network.loss != nil {
      switch network.slope(seed: 1) {
      case .agrees: break
      // At exactly 0 a ReLU has two slopes, and so has the largest of two equal entries.
      case .kink where id == "relu-gate" || network.name == "tie": break
      case let slope: Issue.record("\(network.name): \(slope)")
      }
    }
  }
}
