import MatrixCore
import Testing

@testable import Backprop
@testable import Derivations
@testable import Formulas

@Suite struct DerivationTests {
  @Test("lesson 1 goes forward and back in these steps")
  func stepIDs() throws {
    var deriver = try deriver(affineBatch)
    let forward = try deriver.steps(.forward(until: nil)).map(\.id)
    #expect(
      forward == [
        "forward.Y.1", "forward.Y.2", "forward.Y", "forward.L.1", "forward.L.2", "forward.L.3",
        "forward.L",
      ])
    let back = try deriver.steps(.backward(until: nil)).map(\.id)
    #expect(back.first == "backward.dL")
    for id in ["backward.dY", "backward.dW", "backward.db", "backward.dX"] {
      #expect(back.contains(id))
    }
    #expect(Set(back).count == back.count)
  }

  @Test(
    "the steps of lesson 1 say what is run",
    arguments: [
      ("forward.Y.1", "X @ W", "Y.1[n,o] = Σᵢ X[n,i] · W[i,o]"),
      ("backward.dW", "X.T @ dY", "dW[i,o] = Σₙ X[n,i] · dY[n,o]"),
      ("backward.dX", "dY @ W.T", "dX[n,i] = Σₒ dY[n,o] · W[i,o]"),
      ("backward.db", "sum(dY, axis=N)", "db[o] = Σₙ dY[n,o]"),
    ])
  func formulas(_ id: String, _ formula: String, _ indexFormula: String) throws {
    var deriver = try deriver(affineBatch)
    let steps = try deriver.steps(.forward(until: nil)) + deriver.steps(.backward(until: nil))
    let step = try #require(steps.first { $0.id == id }, "\(steps.map(\.id))")
    #expect(step.formula == formula)
    #expect(step.indexFormula == indexFormula)
  }

  @Test("every claim of every step holds")
  func claims() throws {
    var deriver = try deriver(affineBatch)
    for command in StepRequest.Kind.lessonOne {
      let steps = try deriver.steps(command)
      #expect(!steps.isEmpty)
      for step in steps {
        for claim in step.claims { #expect(claim.holds, "\(step.id): \(claim.text)") }
      }
    }
  }

  @Test("ids are unique, also when the same is shown again")
  func uniqueIDs() throws {
    var deriver = try deriver(affineBatch)
    var ids: [String] = []
    for command in StepRequest.Kind.lessonOne + StepRequest.Kind.lessonOne {
      ids += try deriver.steps(command).map(\.id)
    }
    #expect(Set(ids).count == ids.count)
  }

  @Test("forward and backward show nothing twice")
  func nothingTwice() throws {
    var deriver = try deriver(affineBatch)
    let first = try deriver.steps(.forward(until: name("Y")))
    #expect(first.last?.id == "forward.Y")
    let again = try deriver.steps(.forward(until: name("Y")))
    #expect(again.isEmpty)
    let second = try deriver.steps(.forward(until: nil))
    #expect(second.first?.id == "forward.L.1")
    let third = try deriver.steps(.forward(until: nil))
    #expect(third.isEmpty)
    let back = try deriver.steps(.backward(until: name("dW")))
    #expect(back.last?.id == "backward.dW")
    let rest = try deriver.steps(.backward(until: nil)).map(\.id)
    #expect(Set(rest).isDisjoint(with: back.map(\.id)))
    #expect(rest.last == "backward.dX")
    let last = try deriver.steps(.backward(until: nil))
    #expect(last.isEmpty)
  }

  @Test("steps of a network that isn't main bear its name")
  func networkNames() throws {
    let network = try NetworkText(affineBatch, name: "early").network
    var deriver = DerivationBuilder([network])
    let first = try deriver.steps(.forward(until: nil)).first
    #expect(first?.id == "early.forward.Y.1")
  }

  @Test("dW by sample is a running sum of outer products")
  func detailBySample() throws {
    var deriver = try deriver(affineBatch)
    let step = try #require(try deriver.steps(.detailBySample(name("dW"))).first)
    guard case .sum(let sum) = step.content else {
      Issue.record("\(step.content)")
      return
    }
    #expect(sum.terms.map(\.label) == ["n = 1", "n = 2"])
    #expect(sum.parts.map(\.axes) == [[Axis("N", 2)]])
    let first = try tensor(Formula(reading: "[[1, -1/2, 1/2], [2, -1, 1]]"), sum.value.shape)
    #expect(sum.terms[0].value.largestDifference(from: first) == nil)
    #expect(sum.terms[0].factors.map(\.shape.names) == [["in"], ["out"]])
  }

  @Test(
    "what is collected is a sum too, one term for each row or window",
    arguments: [
      (
        """
        param x: (v, d) = [[1, 2], [3, 4], [5, 6]]
        const t: (N) = [2, 0, 2]
        loss L = sum(rows(x, t)^2)
        """, ["n = 1", "n = 2", "n = 3"], "[[0, 0], [0, 0], [10, 12]]", [3, 1],
        "dL.1[1,1] + dL.1[3,1]"
      ),
      (
        """
        param x: (h, w) = [[1, 2, 3], [4, 5, 6]]
        const k: (tap) = [1, 2, 3, 4]
        loss L = sum(patches(x, axes=(h, w), size=(2, 2), into=(place, tap)) @ k)
        """, ["p = 1", "p = 2"], "[[1, 2, 0], [3, 4, 0]]", [1, 2], "dL.1[1,2] + dL.1[2,1]"
      ),
    ])
  func collected(
    _ text: String, _ labels: [String], _ first: String, _ entry: [Formula.Index], _ symbols: String
  ) throws {
    var deriver = try deriver(text)
    let step = try #require(try deriver.steps(.detailBySample(name("dx"))).first)
    guard case .sum(let sum) = step.content else {
      Issue.record("\(step.content)")
      return
    }
    #expect(sum.terms.map(\.label) == labels)
    let expected = try tensor(Formula(reading: first), sum.value.shape)
    #expect(sum.terms[0].value.largestDifference(from: expected) == nil)
    #expect(step.claims.allSatisfy { $0.holds })
    let detail = try #require(try deriver.steps(.detailEntry(name("dx"), entry)).first)
    guard case .entries(let entries) = detail.content else {
      Issue.record("\(detail.content)")
      return
    }
    #expect(entries.entries.map(\.symbols) == [symbols])
  }

  @Test("terms too large to hold are a problem, before their memory is taken")
  func collectedTooLarge() throws {
    var deriver = try deriver(
      """
      param E: (v=2000, d=500) = uniform(0, 1)
      const t: (N=1000) = zeros
      loss L = sum(rows(E, t)^2)
      """)
    #expect(try deriver.steps(.backward(until: nil)).count > 1)
    let result = deriver.run(StepRequest(.detailBySample(name("dE")), at: 0..<0), on: 0)
    guard case NetworkProblem.limit(.entriesOfLesson, _)? = result.findings.first?.kind else {
      Issue.record("\(result.findings)")
      return
    }
  }

  @Test("along an axis that labels count on, an entry is told by its label too")
  func labelPlaces() throws {
    var deriver = try deriver(
      """
      input Z: (N, class) = [[1, 2, 1/2], [0, 1, 3]]
      param W: (class, out) = [[1, 2], [0, 1], [1, 1]]
      target t: (N) = [2, 0]
      loss L = sum(softmax_cross_entropy(Z, t)) + sum(Z @ W)
      """)
    let third = LabelPlace(axis: "class", index: 3)
    #expect(third.label == 2)
    let detail = try #require(try deriver.steps(.detailEntry(name("dZ"), [1, 3])).first)
    guard case .entries(let entries) = detail.content else {
      Issue.record("\(detail.content)")
      return
    }
    #expect(entries.entries.map(\.labels) == [[third]])
    let shown = try deriver.steps(.show([try Formula(reading: "2 * dZ[1, 3]")])).first?.content
    guard case .values(let values) = shown else {
      Issue.record("\(String(describing: shown))")
      return
    }
    #expect(values.map(\.labels) == [[third]])
    // dW has the classes as rows, and sums the samples away, which no label counts.
    let byEntry = try #require(try deriver.steps(.detailEntry(name("dW"), [3, 1])).first)
    guard case .entries(let rows) = byEntry.content else {
      Issue.record("\(byEntry.content)")
      return
    }
    #expect(rows.entries.map(\.labels) == [[third]])
    let bySample = try #require(try deriver.steps(.detailBySample(name("dW"))).first)
    guard case .sum(let sum) = bySample.content else {
      Issue.record("\(bySample.content)")
      return
    }
    #expect(sum.parts.map(\.labelsOfLast) == [[]])
  }

  @Test("without labels rows and columns only count from 1")
  func noLabelPlaces() throws {
    var deriver = try deriver(affineBatch)
    let step = try #require(try deriver.steps(.detailEntry(name("dW"), [1, 2])).first)
    guard case .entries(let entries) = step.content else {
      Issue.record("\(step.content)")
      return
    }
    #expect(entries.entries.map(\.labels) == [[]])
  }

  @Test(
    "too many terms are a problem, and no word that nothing is summed",
    arguments: ["loss L = sum(X + b)", "loss L = sum(X @ w) + sum(b)"])
  func tooManyTerms(_ loss: String) throws {
    var deriver = try deriver(
      "input X: (N=10001, in=1) = ones\nparam b: (in) = [1]\nparam w: (in) = [2]\n" + loss)
    let wanted = loss.contains("@") ? "dw" : "db"
    let result = deriver.run(StepRequest(.detailBySample(name(wanted)), at: 0..<0), on: 0)
    guard case NetworkProblem.limit(.terms, "10001"?)? = result.findings.first?.kind else {
      Issue.record("\(result.findings)")
      return
    }
  }

  @Test("one entry is its scalar product")
  func detailEntry() throws {
    var deriver = try deriver(affineBatch)
    let step = try #require(try deriver.steps(.detailEntry(name("dW"), [1, 2])).first)
    guard case .entries(let entries) = step.content else {
      Issue.record("\(step.content)")
      return
    }
    #expect(entries.entries.map(\.symbols) == ["X[1,1] · dY[1,2] + X[2,1] · dY[2,2]"])
    #expect(entries.entries.first?.numbers.typed == "1 · (-0.5) + 3 · (-0.5)")
    #expect(entries.entries.first?.value == Number(Int32(-2)))
    let all = try #require(try deriver.steps(.detailByEntry(name("dW"))).first)
    guard case .entries(let everything) = all.content else {
      Issue.record("\(all.content)")
      return
    }
    #expect(everything.entries.count == 6)
  }

  @Test(
    "opening an operation proves its compact gradient",
    arguments: [
      "softmax(z, axis=class)", "softmax_cross_entropy(z, T, axis=class)",
      "log_softmax(z, axis=class)",
    ])
  func inside(_ use: String) throws {
    var deriver = try deriver(
      """
      input z: (N, class) = [[1, 2, 0], [3, -1, 1/2]]
      target T: (N, class) = [[1, 0, 0], [0, 1/2, 1/2]]
      p = \(use)
      loss L = sum(square(p))
      """)
    let steps = try deriver.steps(.inside(name("p")))
    #expect(Set(steps.map(\.id)).count == steps.count)
    for step in steps {
      for claim in step.claims { #expect(claim.holds, "\(step.id): \(claim.text)") }
    }
    guard case .expansion(let opened) = try #require(steps.last).content else {
      Issue.record("\(steps.map(\.id))")
      return
    }
    #expect(opened.gradients.map(\.operand) == ["z"])
  }

  @Test("the inside asks for no gradient of data, which may have none")
  func insideOfData() throws {
    let network = try NetworkText(
      """
      input  z: (N, class) = [[1000, 0, 0], [1, 2, 3]]
      target t: (N, class) = [[1, 0, 0], [0, 1, 0]]
      p = softmax(z, axis=class)
      Y = cross_entropy(p, t, axis=class)
      loss L = sum(Y)
      """
    ).network
    var deriver = DerivationBuilder([network])
    #expect(try !deriver.steps(.inside(name("Y"))).isEmpty)
  }

  @Test("the inside has no steps back that lead only to what is detached, or to data")
  func insideLeadsSomewhere() throws {
    var deriver = try deriver(
      """
      input z: (N, class) = [[1, 2, 0], [3, -1, 1/2]]
      target T: (N, class) = [[1, 0, 0], [0, 1/2, 1/2]]
      E = softmax_cross_entropy(z, T, axis=class)
      loss L = sum(E)
      """)
    let ids = try deriver.steps(.inside(name("E"))).map(\.id)
    #expect(ids.suffix(3) == ["inside.E.dshifted", "inside.E.dz", "inside.E"])
    #expect(!ids.contains("inside.E.dT"))
    #expect(ids.contains("inside.E.shifted.1"))
    #expect(!ids.contains("inside.E.dshifted.3"))
  }

  @Test(
    "the inside of a value that is several operands agrees with the sum of their gradients",
    arguments: [
      "binary_cross_entropy(x, x)", "softmax_cross_entropy(x, x, axis=k)", "dropout(x, x)",
      "layer_norm(x, b, b, axis=k)", "batch_norm_eval(x, b, b, b, b)",
    ])
  func insideOfOneValueTwice(_ use: String) throws {
    var deriver = try deriver(
      """
      input x: (n, k) = [[1, 2], [3, -1]]
      param b: (k) = [1, 2]
      y = \(use)
      loss L = sum(y * 3)
      """)
    let claims = try deriver.steps(.inside(name("y"))).flatMap(\.claims)
    #expect(claims.contains { $0.text.contains(" + ") })
    #expect(claims.filter { !$0.holds }.map(\.text) == [])
  }

  @Test("the gradients of lesson 1 agree exactly with central differences of a tenth")
  func checkGradients() throws {
    var deriver = try deriver(affineBatch)
    let check = try deriver.check(.check(of: [], h: nil, isForward: false))
    #expect(check.rows.map(\.name) == ["X", "W", "b"])
    for row in check.rows {
      #expect(row.isExact)
      #expect(row.holds)
      #expect(row.gradient.largestDifference(from: row.difference) == nil)
    }
    let tenth = Number(Int32(1)) / Number(Int32(10))
    let central = try deriver.check(.check(of: [name("W")], h: tenth, isForward: false))
    #expect(central.rows[0].difference.largestDifference(from: central.rows[0].gradient) == nil)
    let forward = try deriver.check(.check(of: [name("W")], h: tenth, isForward: true))
    let golden = try tensor(
      Formula(reading: "[[11/4, -7/4, -3/4], [13/8, -3/8, 13/8]]"), forward.rows[0].difference.shape
    )
    #expect(forward.rows[0].difference.isExact)
    #expect(forward.rows[0].difference.largestDifference(from: golden) == nil)
  }

  @Test("at a kink both slopes are shown, and a value between them is right")
  func kink() throws {
    var deriver = try deriver(
      """
      input x: (n) = [0, 1, -1]
      loss L = sum(3 * relu(x))
      """)
    let check = try deriver.check(.check(of: [], h: nil, isForward: false))
    let row = try #require(check.rows.first)
    #expect(row.holds)
    #expect(row.kinks.map(\.indices) == [[1]])
    #expect(row.kinks.first?.left == Number(Int32(0)))
    #expect(row.kinks.first?.right == Number(Int32(3)))
  }

  @Test("a loss that bends beside its kink is right with either slope")
  func bentKink() throws {
    var deriver = try deriver(
      """
      input x: (n) = [3, 3]
      const c = 3/7
      loss L = (sum(square(x)) + sqrt(c))^3 - max(x)
      """)
    let check = try deriver.check(.check(of: [], h: nil, isForward: false))
    let row = try #require(check.rows.first)
    #expect(row.kinks.count == 2)
    #expect(row.holds)
  }

  @Test(
    "gradients agree where the loss turns within a step of the usual size",
    arguments: [
      "input x: (n) = [100000, 100001, 99999]\nloss L = sum(softmax(x, axis=n)^2)",
      "input x: (n) = [1/1000000, 2/1000000]\nloss L = sum(tanh(1000000 * x))",
    ])
  func turnsSoon(_ text: String) throws {
    var deriver = try deriver(text)
    let check = try deriver.check(.check(of: [], h: nil, isForward: false))
    #expect(check.rows.map(\.holds) == [true])
  }

  @Test("a check of gradients that are all 0 claims nothing")
  func idle() throws {
    var deriver = try deriver(
      """
      input z: (N, class) = [[1, 2, 0], [3, -1, 1/2]]
      loss L = sum(softmax(z, axis=class))
      """)
    let result = deriver.run(
      StepRequest(.check(of: [], h: nil, isForward: false), at: 0..<0), on: 0)
    #expect(result.findings.count == 1)
    guard case Finding.idleCheck? = result.findings.first?.kind else {
      Issue.record("\(result.findings)")
      return
    }
    let claims = result.steps.flatMap(\.claims)
    #expect(claims.isEmpty)
  }

  @Test("what is detached is held while differences are taken")
  func detached() throws {
    var deriver = try deriver("input x: (n) = [1, 2]\nloss L = sum(detach(x) * x^2)")
    let check = try deriver.check(.check(of: [], h: nil, isForward: false))
    #expect(check.rows.count { !$0.holds } == 0)
  }

  @Test(
    "a gradient and a difference agree within 1e-8 and a millionth",
    arguments: [
      (1.0, 1.0000005, true), (1, 1.00001, false), (0, 1e-9, true), (0, 2e-8, false),
      (1e6, 1_000_000.5, true), (1e6, 1_000_100, false), (-1, 1, false), (.nan, 1, false),
    ])
  func agreement(_ gradient: Double, _ difference: Double, _ agrees: Bool) {
    #expect(FiniteDifference.agree(gradient, difference) == agrees)
  }

  @Test(
    "a comparison that does not hold is a problem",
    arguments: [
      ("shape(X)", "shape(W)", false), ("shape(W)", "[2, 2]", false), ("shape(W)", "[2, 3]", true),
      ("X.T @ dY", "dW", true), ("dW", "[[5/2, -2, -1], [3/2, -1/2, 3/2]]", true),
      ("dW", "N * dW", false), ("L", "9/4", true), ("shape(W)", "[2, 3]", true),
    ])
  func comparisons(_ left: String, _ right: String, _ holds: Bool) throws {
    var deriver = try deriver(affineBatch)
    let (a, b) = try (Formula(reading: left), Formula(reading: right))
    let compared = deriver.run(StepRequest(.compare(a, b), at: 0..<0), on: 0)
    #expect((compared.error == nil) == holds)
    #expect(compared.steps.first?.claims.first?.holds == holds)
    let contrasted = deriver.run(StepRequest(.contrast(a, b), at: 0..<0), on: 0)
    #expect((contrasted.error == nil) != holds)
  }

  @Test("a backward step says what the values are that have no name")
  func meanings() throws {
    var deriver = try deriver(
      """
      input x: (n) = [1, 2]
      param w: (n) = [3, -1]
      loss L = sum((w * x - 1)^2 * (w * x))
      """)
    let meanings = try deriver.steps(.backward(until: nil)).compactMap { step -> String? in
      guard case .evaluation(let operation) = step.content, !operation.meanings.isEmpty else {
        return nil
      }
      let parts = operation.meanings.map { "\($0.label) = \($0.formula.text())" }
      return "\(step.title): \(parts.joined(separator: "; "))"
    }
    #expect(
      meanings == ["dL.3: L.4 = w * x", "dL.2: L.2 = w * x - 1", "dL.4: L.3 = (w * x - 1)^2"])
  }

  @Test("a second update names what the first one left")
  func secondUpdate() throws {
    var deriver = try deriver(affineBatch)
    let rate = Formula.Argument(
      label: "rate", labelRange: 0..<0, value: try Formula(reading: "1/10"))
    let update = StepRequest.Kind.update(
      [name("W")], StepRequest.Optimisation(name: name("momentum"), arguments: [rate]))
    let first = try deriver.steps(update)
    #expect(first.map(\.formula) == ["0.9 * v_before + dW", "W - 0.1 * v", nil])
    let steps = try deriver.steps(update)
    #expect(
      steps.map(\.formula) == ["0.9 * v_before + before.dW", "before.W - 0.1 * v", nil])
    guard case .values(let losses) = try #require(steps.last).content else {
      Issue.record("\(steps)")
      return
    }
    #expect(losses.map(\.text) == ["before.L", "after.L"])
  }

  @Test("a param named twice in one update takes one step")
  func namedTwice() throws {
    let rate = Formula.Argument(
      label: "rate", labelRange: 0..<0, value: try Formula(reading: "1/10"))
    let runs = try [[name("W")], [name("W"), name("W")]].map { names in
      var deriver = try deriver(affineBatch)
      for _ in 1...2 {
        _ = try deriver.steps(
          .update(names, StepRequest.Optimisation(name: name("momentum"), arguments: [rate])))
      }
      return deriver.updates.compactMap { $0.params.first?.tensor.doubles }
    }
    #expect(runs[0] == runs[1])
  }

  @Test("the error of a central difference falls with h until rounding takes over")
  func sweep() throws {
    var deriver = try deriver("input x: (n) = [1/2]\nloss L = sum(tanh(x))")
    let step = try #require(try deriver.steps(.sweep(name("x"), [1])).first)
    guard case .sweep(let sweep) = step.content else {
      Issue.record("\(step.content)")
      return
    }
    #expect(sweep.rows.count == 12)
    let errors = sweep.rows.map { ($0.central - sweep.gradient.double).magnitude }
    #expect(errors[0] > errors[2])
    #expect(errors[11] > errors[4])
  }

  @Test("a scalar is swept without an index")
  func sweepOfScalar() throws {
    var deriver = try deriver("param w = 2\nloss L = w^3")
    let step = try #require(try deriver.steps(.sweep(name("w"), [])).first)
    #expect(step.id == "sweep.w")
    #expect(step.title == "h for w")
  }
}

extension StepRequest.Kind {
  fileprivate static let lessonOne: [StepRequest.Kind] = [
    .forward(until: nil), .backward(until: nil), .detailBySample(name("dW")),
    .detailBySample(name("db")), .detailByEntry(name("dW")), .detailByEntry(name("dX")),
    .detailEntry(name("Y"), [2, 3]), .check(of: [], h: nil, isForward: false), .shapes,
  ]
}

private func name(_ text: String) -> Name { Name(text, at: 0..<0) }

private func deriver(_ text: String) throws -> DerivationBuilder {
  let built = try NetworkText(text)
  #expect(built.problems.isEmpty)
  return DerivationBuilder([built.network])
}

extension DerivationBuilder {
  /// The steps of a command that has no problem.
  fileprivate mutating func steps(_ kind: StepRequest.Kind) throws -> [Step] {
    let result = run(StepRequest(kind, at: 0..<0), on: 0)
    if let error = result.error { throw error }
    return result.steps
  }

  fileprivate mutating func check(_ kind: StepRequest.Kind) throws -> GradientCheck {
    let step = try #require(try steps(kind).first)
    guard case .check(let check) = step.content else { throw Problem(.nothingToCheck, at: 0..<0) }
    return check
  }
}

extension [ScalarPiece] {
  fileprivate var typed: String {
    map { piece in
      switch piece {
      case .text(let text): text
      case .number(let number): number.typed
      }
    }.joined()
  }
}
