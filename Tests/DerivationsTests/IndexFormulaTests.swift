import Backprop
import Derivations
import Formulas
import MatrixCore
import TestSupport
import Testing

/// What steps say entry by entry is read again, by nothing that made it.
@Suite struct IndexFormulaTests {
  @Test(
    "where an entry of a part or a whole comes from is said by its indices, not by a sum",
    arguments: [
      ("pick(X, axis=N, at=2)", "y[i] = X[2,i]", "dX[n,i] = dy[i] for n = 2, else 0"),
      (
        "slice(X, axis=in, from=2, to=3, into=k)", "y[n,k] = X[n,k + 1]",
        "dX[n,i] = dy[n,i - 1] for i > 1, else 0"
      ),
      (
        "pad(X, axes=in, into=p, before=1, after=2, value=5)",
        "y[n,p] = X[n,p - 1] for 2 ≤ p ≤ 4, else 5", "dX[n,i] = dy[n,i + 1]"
      ),
      (
        "flatten(X, axes=(N, in), into=f)", "y[f] = X[n,i] where f = 3·(n - 1) + i",
        "dX[n,i] = dy[3·(n - 1) + i]"
      ),
      (
        "unflatten(Z, axis=six, into=(a=3, b=2))", "y[a,b] = Z[2·(a - 1) + b]",
        "dZ[s] = dy[a,b] where s = 2·(a - 1) + b"
      ),
      (
        "concat(X, V, axes=(in, k), into=j)", "y[n,j] = X[n,j] for j ≤ 3, else V[n,j - 3]",
        "dV[n,k] = dy[n,k + 3]"
      ),
      (
        "stack(Z, U, into=t)", "y[t,s] = Z[s] for t = 1, else U[s]", "dU[s] = dy[2,s]"
      ),
      (
        "leaky_relu(X, slope=1/5)", "y[n,i] = leaky_relu(X[n,i], slope=1/5)", nil
      ),
    ] as [(String, String, String?)])
  func parts(_ use: String, _ forward: String, _ backward: String?) throws {
    var builder = try derivation(
      """
      input X: (N, in) = [[1, 2, 3], [4, -5, 6]]
      input V: (N, k) = [[7, 8], [9, 1]]
      input Z: (six) = [1, 2, 3, 4, -5, 6]
      input U: (six) = [3, 1, 4, 1, 5, 9]
      y = \(use)
      loss L = sum(y^3)
      """)
    let steps = try builder.steps(ForwardRequest()) + builder.steps(BackwardRequest())
    let texts = steps.compactMap { $0.indexFormula?.text() }
    #expect(texts.contains(forward), "\(texts)")
    if let backward { #expect(texts.contains(backward), "\(texts)") }
    for step in steps {
      guard case .evaluation(let evaluation) = step.content else { continue }
      #expect(evaluation.terms == nil || evaluation.label.hasPrefix("dL"))
    }
  }

  @Test("a part that is taken out is no sum")
  func noSum() throws {
    var builder = try derivation(
      """
      input a: (N, in) = [[1, 2], [3, 4]]
      input b: (N, in) = [[5, 6], [7, 9]]
      S = stack(a, b, into=time)
      loss L = sum(pick(S, axis=time, at=2) * a)
      """)
    for target in ["db", "dS"] {
      let result = builder.run(StepLine(SampleDetailRequest(name(target)), at: 0..<0), on: 0)
      #expect(result.error?.kind is Finding, "\(target)")
    }
  }

  @Test("each sum inside another has a letter of its own")
  func nestedSums() throws {
    var builder = try derivation(
      """
      input h: (N, a) = [[1, 2], [3, 4], [0, 1]]
      param W: (a, b) = [[0, 1, 2], [1, 5, -1]]
      param U: (b, a) = [[0, 1], [1, 5], [2, 1]]
      loss L = sum((h @ W @ U) * h)
      """)
    #expect(
      try builder.steps(ForwardRequest()).last?.indexFormula?.text()
        == "L = Σₙ Σₐ (Σ_b (Σₐ′ h[n,a′] · W[a′,b]) · U[b,a]) · h[n,a]")
  }

  @Test("a divisor of several factors keeps its brackets")
  func divisor() throws {
    var builder = try derivation(
      "input x: (N) = [1, 2, 4]\nloss L = sum((x - 3)^2) / (2 * N)")
    let texts = try builder.steps(BackwardRequest()).compactMap { $0.indexFormula?.text() }
    #expect(texts.contains("dL.3 = dL / (2 · N)"), "\(texts)")
  }

  @Test("what a step of any network says entry by entry gives its value", arguments: 0..<4)
  func random(_ block: Int) throws {
    var checked = 0
    for seed in block * 900..<block * 900 + 40 {
      var random = RandomNetwork(seed: seed)
      guard let network = random.finished(), network.backwardFailure == nil else { continue }
      let text = random.statements.joined(separator: "\n")
      var builder = DerivationBuilder([network])
      var known = network.labelled
      let requests: [any StepRequest] = [ForwardRequest(), BackwardRequest()]
      for step in requests.flatMap({ builder.run(StepLine($0, at: 0..<0), on: 0).steps }) {
        guard case .evaluation(let evaluation) = step.content else { continue }
        for operand in evaluation.operands { known[operand.label] = operand.tensor }
        known[evaluation.label] = evaluation.value
        guard let formula = step.indexFormula?.text(), (evaluation.indexForm?.cost ?? 0) <= 200
        else {
          continue
        }
        let (tensors, axes) = (known, evaluation.axes)
        var reader = IndexFormula(
          formula, tensor: { tensors[$0] },
          axisSize: { name in axes.first { $0.name == name }?.size })
        do {
          let read = try reader.entries(evaluation.value.shape)
          checked += 1
          for (read, right) in zip(read, evaluation.value.doubles) {
            #expect(
              abs(read - right) <= 1e-9 * max(1, abs(right)),
              "seed \(seed), \(step.id): \(formula)\n\(text)")
          }
        } catch IndexFormula.Failure.inWords {
        } catch {
          Issue.record("seed \(seed), \(step.id): \(formula): \(error)\n\(text)")
        }
      }
    }
    #expect(checked > 300)
  }
}
