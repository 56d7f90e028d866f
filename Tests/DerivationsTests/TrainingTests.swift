import Backprop
import Derivations
import Formulas
import MatrixCore
import TestSupport
import Testing

@Suite struct TrainingTests {
  @Test("a second update names what the first one left")
  func secondUpdate() throws {
    var deriver = try derivation(affineBatch)
    let rate = Formula.Argument(
      label: "rate", labelRange: 0..<0, value: try Formula(reading: "1/10"))
    let update = UpdateRequest(
      [name("W")], Optimisation(name: name("momentum"), arguments: [rate]))
    let first = try deriver.steps(update)
    #expect(first.map { $0.formula?.text() } == ["0.9 * v_before + dW", "W - 0.1 * v", nil])
    let steps = try deriver.steps(update)
    #expect(
      steps.map { $0.formula?.text() } == ["0.9 * v_before + before.dW", "before.W - 0.1 * v", nil])
    guard case .values(let losses) = try #require(steps.last).content else {
      Issue.record("\(steps)")
      return
    }
    #expect(losses.map { $0.math.text() } == ["before.L", "after.L"])
  }

  @Test("an update without names changes all params, each from the gradients before it")
  func allParams() throws {
    let rate = Formula.Argument(
      label: "rate", labelRange: 0..<0, value: try Formula(reading: "1/10"))
    let sgd = Optimisation(name: name("sgd"), arguments: [rate])
    let runs = try [[name("W"), name("b")], []].map { names in
      var deriver = try derivation(affineBatch)
      let steps = try deriver.steps(UpdateRequest(names, sgd))
      #expect(steps.compactMap { $0.formula?.text() } == ["W - 0.1 * dW", "b - 0.1 * db"])
      return deriver.updates.flatMap(\.params).map(\.tensor.numbers)
    }
    #expect(runs[0] == runs[1])
    #expect(runs[0].count == 2)
  }

  @Test("a param named twice in one update takes one step")
  func namedTwice() throws {
    let rate = Formula.Argument(
      label: "rate", labelRange: 0..<0, value: try Formula(reading: "1/10"))
    let runs = try [[name("W")], [name("W"), name("W")]].map { names in
      var deriver = try derivation(affineBatch)
      for _ in 1...2 {
        _ = try deriver.steps(
          UpdateRequest(names, Optimisation(name: name("momentum"), arguments: [rate])))
      }
      return deriver.updates.compactMap { $0.params.first?.tensor.doubles }
    }
    #expect(runs[0] == runs[1])
  }
}

extension TrainingTests {
  @Test("training goes on where a value that the loss doesn't see leaves the range of numbers")
  func sideValue() throws {
    var deriver = try derivation("param w = 1/2\nside = sqrt(w)\nloss L = 3 * w")
    let rate = Formula.Argument(
      label: "rate", labelRange: 0..<0, value: try Formula(reading: "1/10"))
    let result = deriver.run(
      StepLine(
        TrainRequest(steps: 2, Optimisation(name: name("sgd"), arguments: [rate])), at: 0..<0),
      on: 0)
    guard case .training(let run) = try #require(result.steps.first).content else {
      Issue.record("\(result.steps)")
      return
    }
    // What became of the value is told, with its name, at the step.
    guard case NetworkProblem.notFinite(let value)? = result.error?.kind else {
      Issue.record("\(String(describing: result.error))")
      return
    }
    #expect(value.label == "side" && value.isNaN)
    // Each step takes 3/10 from w, and the loss is 3·w.
    for (loss, expected) in zip(run.losses, [1.5, 0.6, -0.3]) {
      #expect(abs(loss - expected) < 1e-12)
    }
    #expect(run.losses.count == 3)
  }
}
