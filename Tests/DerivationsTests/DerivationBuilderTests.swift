import Backprop
import Derivations
import Formulas
import MatrixCore
import TestSupport
import Testing

@Suite struct DerivationBuilderTests {
  @Test("lesson 1 goes forward and back in these steps")
  func stepIDs() throws {
    var deriver = try derivation(affineBatch)
    let forward = try deriver.steps(ForwardRequest()).map(\.id)
    #expect(
      forward == [
        "forward.Y.1", "forward.Y.2", "forward.Y", "forward.L.1", "forward.L.2", "forward.L.3",
        "forward.L",
      ])
    let back = try deriver.steps(BackwardRequest()).map(\.id)
    #expect(back.first == "backward.dL")
    for id in ["backward.dY", "backward.dW", "backward.db", "backward.dX"] {
      #expect(back.contains(id))
    }
    #expect(Set(back).count == back.count)
  }

  /// Lesson 1 once more, with loops over numbers in place of tensors.
  @Test("the steps of lesson 1 have the values that plain loops give")
  func values() throws {
    let (x, w, b) = ([[1.0, 2], [3, -1]], [[1.0, 0, -1], [2, 1, 1]], [1.0, -1, 0])
    let target = [[4.0, 2, 0], [1, -1, -3]]
    var (product, y, dY) = (target, target, target)
    var (dW, dX, db) = (w, x, b)
    var loss = 0.0
    for n in 0..<2 {
      for o in 0..<3 {
        product[n][o] = x[n][0] * w[0][o] + x[n][1] * w[1][o]
        y[n][o] = product[n][o] + b[o]
        dY[n][o] = (y[n][o] - target[n][o]) / 2
        loss += (y[n][o] - target[n][o]) * (y[n][o] - target[n][o]) / 4
      }
    }
    for o in 0..<3 {
      db[o] = dY[0][o] + dY[1][o]
      for i in 0..<2 { dW[i][o] = x[0][i] * dY[0][o] + x[1][i] * dY[1][o] }
    }
    for n in 0..<2 {
      for i in 0..<2 { dX[n][i] = (0..<3).reduce(0) { $0 + dY[n][$1] * w[i][$1] } }
    }
    let expected = [
      "forward.Y.1": product.flatMap { $0 }, "forward.Y": y.flatMap { $0 }, "forward.L": [loss],
      "backward.dY": dY.flatMap { $0 }, "backward.dW": dW.flatMap { $0 }, "backward.db": db,
      "backward.dX": dX.flatMap { $0 },
    ]
    var deriver = try derivation(affineBatch)
    let steps = try deriver.steps(ForwardRequest()) + deriver.steps(BackwardRequest())
    for (id, numbers) in expected {
      let step = try #require(steps.first { $0.id == id })
      guard case .evaluation(let operation) = step.content else {
        Issue.record("\(id): \(step.content)")
        continue
      }
      #expect(operation.value.doubles == numbers, "\(id)")
    }
  }

  @Test("no claim of lesson 1 fails")
  func claims() throws {
    var deriver = try derivation(affineBatch)
    let claims = try lessonOne.flatMap { try deriver.steps($0) }.flatMap(\.claims)
    #expect(claims.filter { !$0.holds }.map(\.text.plain) == [])
  }

  @Test("a step reads the value T of a network by the network's name and .T, as formulas do")
  func valueT() throws {
    let earlier = try NetworkText("const T: (a, b) = [[1, 2]]", name: "M").network
    let later = try NetworkText(
      "input M: (n, k) = [[1, 2], [3, 4], [5, 6]]\nZ = M.T", name: "late", after: [earlier])
    var deriver = DerivationBuilder([earlier, later.network])
    let shown = deriver.run(
      StepLine(
        CompareRequest(try Formula(reading: "M.T"), try Formula(reading: "Z"), expectsEqual: true),
        at: 0..<0),
      on: 1)
    #expect(shown.error == nil)
  }

  @Test("a network that uses an earlier one's values and gradients has steps of its own")
  func earlierValues() throws {
    let early = try NetworkText(affineBatch, name: "early").network
    let late = try NetworkText(
      "param k = 2\nV = early.X * early.L\nloss L = k * sum(V) + sum(early.dW)", after: [early])
    #expect(late.problems.isEmpty)
    var deriver = DerivationBuilder([early, late.network])
    for request in [ForwardRequest(), BackwardRequest()] as [any StepRequest] {
      let result = deriver.run(StepLine(request, at: 0..<0), on: 1)
      #expect(result.error == nil)
      #expect(!result.steps.isEmpty)
    }
  }

  @Test("ids are unique, also when the same is shown again")
  func uniqueIDs() throws {
    var deriver = try derivation(affineBatch)
    var ids: [String] = []
    for command in lessonOne + lessonOne {
      ids += try deriver.steps(command).map(\.id)
    }
    #expect(Set(ids).count == ids.count)
  }

  @Test("forward and backward show nothing twice")
  func nothingTwice() throws {
    var deriver = try derivation(affineBatch)
    let first = try deriver.steps(ForwardRequest(until: name("Y")))
    #expect(first.last?.id == "forward.Y")
    let again = try deriver.steps(ForwardRequest(until: name("Y")))
    #expect(again.isEmpty)
    let second = try deriver.steps(ForwardRequest())
    #expect(second.first?.id == "forward.L.1")
    let third = try deriver.steps(ForwardRequest())
    #expect(third.isEmpty)
    let back = try deriver.steps(BackwardRequest(until: name("dW")))
    #expect(back.last?.id == "backward.dW")
    let rest = try deriver.steps(BackwardRequest()).map(\.id)
    #expect(Set(rest).isDisjoint(with: back.map(\.id)))
    #expect(rest.last == "backward.dX")
    let last = try deriver.steps(BackwardRequest())
    #expect(last.isEmpty)
  }

  @Test("steps of a network that isn't main bear its name")
  func networkNames() throws {
    let network = try NetworkText(affineBatch, name: "early").network
    var deriver = DerivationBuilder([network])
    let first = try deriver.steps(ForwardRequest()).first
    #expect(first?.id == "early.forward.Y.1")
  }

  @Test(
    "a comparison that does not hold is a problem",
    arguments: [
      ("shape(X)", "shape(W)", false), ("shape(W)", "[2, 2]", false), ("shape(W)", "[2, 3]", true),
      ("X.T @ dY", "dW", true), ("dW", "[[5/2, -2, -1], [3/2, -1/2, 3/2]]", true),
      ("dW", "N * dW", false), ("L", "9/4", true), ("shape(W)", "[2, 3]", true),
    ])
  func comparisons(_ left: String, _ right: String, _ holds: Bool) throws {
    var deriver = try derivation(affineBatch)
    let (a, b) = try (Formula(reading: left), Formula(reading: right))
    let compared = deriver.run(StepLine(CompareRequest(a, b, expectsEqual: true), at: 0..<0), on: 0)
    #expect((compared.error == nil) == holds)
    #expect(compared.steps.first?.claims.first?.holds == holds)
    let contrasted = deriver.run(
      StepLine(CompareRequest(a, b, expectsEqual: false), at: 0..<0), on: 0)
    #expect((contrasted.error == nil) != holds)
  }
}

/// The requests of the first lesson.
private let lessonOne: [any StepRequest] = [
  ForwardRequest(), BackwardRequest(), SampleDetailRequest(name("dW")),
  SampleDetailRequest(name("db")), EntryDetailRequest(name("dW")), EntryDetailRequest(name("dX")),
  EntryDetailRequest(name("Y"), at: [2, 3]), CheckRequest(), ShapesRequest(),
]
