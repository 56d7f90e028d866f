import Backprop
import Derivations
import Lessons
import MatrixCore
import Testing

/// Every gradient of the course against finite differences, whether or not the lesson checks it.
struct GradientTests {
  @Test("gradients agree with finite differences", arguments: Course.ids)
  func gradientsAgree(id: String) throws {
    let lesson = try Course.lesson(id)
    var deriver = DerivationBuilder(lesson.networks)
    for network in lesson.networks where network.loss != nil {
      let result = deriver.run(
        StepRequest(.check(of: [], h: nil, isForward: false), at: 0..<0), on: network.index)
      #expect(result.error == nil, "\(id), \(network.name)")
      #expect(result.steps.count == 1)
    }
  }
}
