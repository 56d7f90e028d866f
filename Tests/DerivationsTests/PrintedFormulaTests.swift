import Backprop
import Formulas
import MatrixCore
import TestSupport
import Testing

@testable import Derivations

/// What a step prints is looked up and worked out again, by nothing but the names in its formula.
@Suite struct PrintedFormulaTests {
  @Test(
    "a gradient by sample shows every part of the formula, and says what each part sums away",
    arguments: [
      (
        """
        input X: (N, in) = [[1, 2], [3, -1], [0, 5]]
        param W: (in, out) = [[1, 0], [2, 3]]
        loss L = sum((X @ W)^2) / 2 + sum(W^2) / 2
        """, ["X.T @ dL.1", "2 * W * dL.5"], [["N"], []],
        ["the sum over N equals Xᵀ @ dL.1", "all terms together equal dW"]
      ),
      (
        """
        input X: (N, in) = [[1, 2], [3, -1], [0, 5]]
        input U: (M, in) = [[1, 1], [2, -1], [0, 3], [1, 1]]
        param W: (in, out) = [[1, 0], [2, 3]]
        loss L = sum((X @ W)^2) / 2 + sum(U @ W)
        """, ["U.T @ dL.5", "X.T @ dL.1"], [["M"], ["N"]],
        [
          "the sum over M equals Uᵀ @ dL.5", "the sum over N equals Xᵀ @ dL.1",
          "all terms together equal dW",
        ]
      ),
      (
        """
        input X: (N, in) = [[1, 2], [3, -1], [0, 1]]
        param W: (in) = [1, 2]
        loss L = sum((X + W)^2) / (2 * N) + sum(W^2)
        """, ["2 * W * dL.6", "sum(dL.2, axis=N)"], [[], ["N"]],
        ["the sum over N equals sum(dL.2, axis=N)", "all terms together equal dW"]
      ),
      (
        """
        input X: (N) = [1, 2, 3]
        param W = 2
        loss L = sum((X * W)^2) / (2 * N) + W^2
        """, ["sum(dL.1, axis=N)", "2 * W * dL"], [["N"], []],
        ["the sum over N equals sum(dL.1, axis=N)", "all terms together equal dW"]
      ),
      (
        """
        input X: (N, in) = [[1, 2], [3, -1], [0, 5]]
        param W: (in, out) = [[1, 0], [2, 3]]
        loss L = sum(X @ W)
        """, ["X.T @ dL.1"], [["N"]], ["the sum over N equals Xᵀ @ dL.1"]
      ),
    ])
  func parts(
    _ text: String, _ formulas: [String], _ axes: [[String]], _ claims: [String]
  ) throws {
    let network = try NetworkText(text).network
    let step = try #require(network.steps(SampleDetailRequest(Name("dW", at: 0..<0))).first)
    guard case .sum(let sum) = step.content else {
      Issue.record("\(step.content)")
      return
    }
    #expect(sum.parts.map { $0.formula.text() }.sorted() == formulas.sorted())
    for (formula, axes) in zip(formulas, axes) {
      let part = sum.parts.first { $0.formula.text() == formula }
      #expect(part?.axes.map(\.name) == axes)
    }
    #expect(step.formula?.text() == sum.formula.text())
    #expect(Set(step.claims.map(\.text.plain)) == Set(claims))
    #expect(step.claims.allSatisfy { $0.holds })
  }

  @Test("a claim about terms is false where a term is missing, or the formula gives something else")
  func falseClaims() throws {
    let network = try NetworkText(
      """
      input X: (N, in) = [[1, 2], [3, -1], [0, 5]]
      param W: (in, out) = [[1, 0], [2, 3]]
      loss L = sum((X @ W)^2) / 2 + sum(W^2) / 2
      """
    ).network
    let step = try #require(network.steps(SampleDetailRequest(Name("dW", at: 0..<0))).first)
    guard case .sum(let sum) = step.content,
      let summed = sum.parts.first(where: { !$0.axes.isEmpty })
    else {
      Issue.record("\(step.content)")
      return
    }
    let lacking = Step.SumOfTerms.Part(
      label: summed.label, formula: summed.formula, axes: summed.axes, gathered: [],
      terms: Array(summed.terms.dropLast()), value: summed.value)
    for parts in [[summed], [lacking], [lacking, lacking]] {
      let wrong = Step.SumOfTerms(label: "dW", parts: parts, value: sum.value)
      #expect(wrong.claims.contains { !$0.holds })
    }
  }

  @Test("the formula of every step gives the step's value", arguments: 0..<4)
  func formulas(_ block: Int) throws {
    var (checked, sums) = (0, 0)
    for seed in block * 700..<block * 700 + 40 {
      var random = RandomNetwork(seed: seed)
      guard let network = random.finished(), network.backwardFailure == nil else { continue }
      let text = random.statements.joined(separator: "\n")
      var commands: [any StepRequest] = [ForwardRequest(), BackwardRequest()]
      for value in network.valuesWithGradients {
        commands.append(SampleDetailRequest(Name("d" + value.name, at: 0..<0)))
      }
      for command in commands {
        for step in network.steps(command) {
          #expect(step.claims.allSatisfy { $0.holds }, "seed \(seed), \(step.id)\n\(text)")
          let printed: (formula: Formula, value: Tensor)
          switch step.content {
          case .evaluation(let operation): printed = (operation.formula, operation.value)
          case .sum(let sum):
            printed = (sum.formula, sum.value)
            sums += 1
          default: continue
          }
          // A product whose axes are named again can't be looked up by the names of its operands.
          guard let value = network.evaluate(printed.formula) else { continue }
          checked += 1
          #expect(
            value.inOrder(of: printed.value.shape).largestDifference(from: printed.value) == nil,
            "seed \(seed), \(step.id) = \(printed.formula.text())\n\(text)")
        }
      }
    }
    #expect(checked > 500)
    #expect(sums > 20)
  }
}

extension EvaluatedNetwork {
  /// The steps of a command.
  fileprivate func steps(_ request: any StepRequest) -> [Step] {
    var deriver = DerivationBuilder([self])
    return deriver.run(StepLine(request, at: 0..<0), on: 0).steps.flatMap(\.unfolded)
  }

  /// A formula whose names are labels of steps.
  fileprivate func evaluate(_ formula: Formula) -> Tensor? {
    let labelled = labelled
    var lowering = Lowering(
      scope: Scope(
        allowsInternal: true, axisSize: { [axes] name in Shape(axes).size(of: name) }
      ) { _, name in
        guard let tensor = labelled[name] else {
          return .problem(.unknownName(name, suggestion: nil), related: nil)
        }
        return .meaning(.leaf(.tensor(tensor), label: name, shape: tensor.shape, constant: nil))
      })
    guard let node = try? lowering.define("printed", formula) else { return nil }
    let values = try? lowering.graph.evaluate { reference in
      if case .tensor(let tensor) = reference { tensor } else { Tensor(Number(0)) }
    }
    return values?[node]
  }

  /// The values, gradients and parts of gradients that formulas of steps name.
  private var labelled: [String: Tensor] {
    var result: [String: Tensor] = [:]
    for (node, tensor) in zip(graph.nodes, tensors) { result[node.label] = tensor }
    guard let gradients else { return result }
    for gradient in gradients.all {
      result[gradient.label] = gradients.value(gradient)
      for (index, contribution) in gradient.contributions.enumerated() {
        result[gradient.contributionLabel(index, graph)] = gradients.value(contribution)
        for local in contribution.locals {
          result[gradients.graph.graph.nodes[local].label] = gradients.values[local]
        }
      }
    }
    return result
  }
}
