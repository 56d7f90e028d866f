import Backprop
import Derivations
import Formulas
import Lessons
import MatrixCore
import TestSupport
import Testing

@Suite struct IndexFormulaTests {
  @Test("what a step says entry by entry, read again, gives its value")
  func course() throws {
    let checked = try Course.ids.reduce(0) { try $0 + check($1) }
    #expect(checked > 60)
  }

  /// How many formulas of a lesson were read and compared.
  private func check(_ id: String) throws -> Int {
    let run = try Course.run(id)
    var known: [String: [String: Tensor]] = [:]
    for network in run.networks { known[network.name] = network.labelled }
    var checked = 0
    for page in run.pages {
      guard case .step(let step) = page.content,
        case .evaluation(let evaluation) = step.content
      else { continue }
      let network = step.network
      for name in evaluation.summedNames where step.indexFormula != nil {
        #expect(!evaluation.value.shape.names.contains(name), "\(id), \(step.id): \(name)")
      }
      for operand in evaluation.operands {
        known[network, default: [:]][operand.label] = operand.tensor
      }
      known[network, default: [:]][evaluation.label] = evaluation.value
      guard let text = step.indexFormula?.text(), evaluation.value.count <= 400,
        (evaluation.indexForm?.cost ?? 0) <= 400
      else { continue }
      let tensors = known[network] ?? [:]
      let axes = evaluation.axes
      var formula = IndexFormula(
        text, tensor: { tensors[$0] }, axisSize: { name in axes.first { $0.name == name }?.size })
      do {
        let read = try formula.entries(evaluation.value.shape)
        checked += 1
        for (read, right) in zip(read, evaluation.value.doubles) {
          #expect(
            abs(read - right) <= 1e-9 * max(1, abs(right)), "\(id), \(step.id): \(text)")
        }
      } catch IndexFormula.Failure.inWords {
      } catch {
        Issue.record("\(id), \(step.id): \(text): \(error)")
      }
    }
    return checked
  }
}
