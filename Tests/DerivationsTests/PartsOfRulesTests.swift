import Backprop
import Derivations
import Formulas
import MatrixCore
import TestSupport
import Testing

@Suite("A backward step has the values of what its formula takes as a whole")
struct PartsOfRulesTests {
  @Test(
    "the averages that softmax and norms subtract, and the probabilities in p − t",
    arguments: [
      ("p = softmax(z, axis=class)\nloss L = sum(t * p)", ["sum(dp * p, axis=class)"]),
      (
        "E = softmax_cross_entropy(z, t, axis=class)\nloss L = mean(E)",
        ["softmax(z, axis=class)", "sum(t, axis=class)"]
      ),
      ("p = sigmoid(z)\nloss L = sum(t * p)", []),
      // The copies of gamma in the rule's graph are not written.
      (
        "y = layer_norm(z, gamma, beta, axis=class)\nloss L = sum(t * y)",
        ["mean(dy * gamma, axis=class)", "mean(dy * gamma * y.normalised, axis=class)"]
      ),
      (
        "y = rms_norm(z, gamma, axis=class)\nloss L = sum(t * y)",
        ["mean(dy * gamma * y.normalised, axis=class)"]
      ),
      (
        "y = batch_norm(z, gamma, beta, axis=N)\nloss L = sum(t * y)",
        ["mean(dy, axis=N)", "mean(dy * y.normalised, axis=N)"]
      ),
    ])
  func parts(_ statements: String, _ parts: [String]) throws {
    let data = """
      input z: (N, class) = [[1, 2, 0], [3, 1, 1]]
      const gamma: (class) = [1, 2, -1]
      const beta: (class) = [0, 1, 2]
      target t: (N, class) = [[0, 1, 0], [1, 0, 0]]

      """
    let network = try NetworkText(data + statements).network
    var builder = DerivationBuilder([network])
    let step = try #require(try builder.steps(BackwardRequest()).last)
    guard case .evaluation(let shown) = step.content else {
      Issue.record("\(step.content)")
      return
    }
    #expect(shown.operands.map(\.label).filter { $0.contains("(") } == parts)
    // The values inside an operation have no name in a formula.
    for operand in shown.operands
    where parts.contains(operand.label) && !operand.label.contains(".") {
      let value = try builder.evaluate(Formula(reading: operand.label), current: 0).value
      guard case .tensor(let tensor) = value else {
        Issue.record("\(operand.label) is a shape")
        continue
      }
      #expect(tensor.largestDifference(from: operand.tensor) == nil)
    }
  }
}
