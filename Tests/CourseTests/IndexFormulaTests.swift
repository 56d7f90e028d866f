import Backprop
import Derivations
import Formulas
import Lessons
import MatrixCore
import TestSupport
import Testing

@Suite struct IndexFormulaTests {
  @Test("what a step says entry by entry, read again, gives its value", arguments: Course.ids)
  func course(_ id: String) throws {
    let run = try Course.run(id)
    var known: [String: [String: Tensor]] = [:]
    for network in run.networks { known[network.name] = network.labelled }
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
        for (read, right) in zip(read, evaluation.value.doubles) {
          #expect(
            abs(read - right) <= 1e-9 * max(1, abs(right)), "\(id), \(step.id): \(text)")
        }
      } catch IndexFormula.Failure.inWords {
      } catch {
        Issue.record("\(id), \(step.id): \(text): \(error)")
      }
    }
  }
}
