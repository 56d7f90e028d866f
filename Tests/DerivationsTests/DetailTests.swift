import Backprop
import Formulas
import MatrixCore
import TestSupport
import Testing
import Typography

@testable import Derivations

@Suite struct DetailTests {
  @Test("dW by sample is a running sum of outer products")
  func detailBySample() throws {
    var deriver = try derivation(affineBatch)
    let step = try #require(try deriver.steps(SampleDetailRequest(name("dW"))).first)
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
    var deriver = try derivation(text)
    let step = try #require(try deriver.steps(SampleDetailRequest(name("dx"))).first)
    guard case .sum(let sum) = step.content else {
      Issue.record("\(step.content)")
      return
    }
    #expect(sum.terms.map(\.label) == labels)
    let expected = try tensor(Formula(reading: first), sum.value.shape)
    #expect(sum.terms[0].value.largestDifference(from: expected) == nil)
    #expect(step.claims.allSatisfy { $0.holds })
    let detail = try #require(try deriver.steps(EntryDetailRequest(name("dx"), at: entry)).first)
    guard case .entries(let entries) = detail.content else {
      Issue.record("\(detail.content)")
      return
    }
    #expect(entries.entries.map { $0.symbols.text() } == [symbols])
  }

  @Test("terms too large to hold are a problem, before their memory is taken")
  func collectedTooLarge() throws {
    var deriver = try derivation(
      """
      param E: (v=2000, d=500) = uniform(0, 1)
      const t: (N=1000) = zeros
      loss L = sum(rows(E, t)^2)
      """)
    #expect(try deriver.steps(BackwardRequest()).count > 1)
    let result = deriver.run(StepLine(SampleDetailRequest(name("dE")), at: 0..<0), on: 0)
    guard case NetworkProblem.limit(.entriesOfLesson, _)? = result.error?.kind else {
      Issue.record("\(String(describing: result.error))")
      return
    }
  }

  @Test("along an axis that labels count on, an entry is told by its label too")
  func labelPlaces() throws {
    var deriver = try derivation(
      """
      input Z: (N, class) = [[1, 2, 1/2], [0, 1, 3]]
      param W: (class, out) = [[1, 2], [0, 1], [1, 1]]
      target t: (N) = [2, 0]
      loss L = sum(softmax_cross_entropy(Z, t)) + sum(Z @ W)
      """)
    let third = LabelPlace(axis: "class", index: 3)
    #expect(third.label == 2)
    let detail = try #require(try deriver.steps(EntryDetailRequest(name("dZ"), at: [1, 3])).first)
    guard case .entries(let entries) = detail.content else {
      Issue.record("\(detail.content)")
      return
    }
    #expect(entries.entries.map(\.labels) == [[third]])
    let shown = try deriver.steps(ShowRequest([try Formula(reading: "2 * dZ[1, 3]")])).first?
      .content
    guard case .values(let values) = shown else {
      Issue.record("\(String(describing: shown))")
      return
    }
    #expect(values.map(\.labels) == [[third]])
    // dW has the classes as rows, and sums the samples away, which no label counts.
    let byEntry = try #require(try deriver.steps(EntryDetailRequest(name("dW"), at: [3, 1])).first)
    guard case .entries(let rows) = byEntry.content else {
      Issue.record("\(byEntry.content)")
      return
    }
    #expect(rows.entries.map(\.labels) == [[third]])
    let bySample = try #require(try deriver.steps(SampleDetailRequest(name("dW"))).first)
    guard case .sum(let sum) = bySample.content else {
      Issue.record("\(bySample.content)")
      return
    }
    #expect(sum.parts.map(\.labelsOfLast) == [[]])
  }

  @Test("without labels rows and columns only count from 1")
  func noLabelPlaces() throws {
    var deriver = try derivation(affineBatch)
    let step = try #require(try deriver.steps(EntryDetailRequest(name("dW"), at: [1, 2])).first)
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
    var deriver = try derivation(
      "input X: (N=10001, in=1) = ones\nparam b: (in) = [1]\nparam w: (in) = [2]\n" + loss)
    let wanted = loss.contains("@") ? "dw" : "db"
    let result = deriver.run(StepLine(SampleDetailRequest(name(wanted)), at: 0..<0), on: 0)
    guard case NetworkProblem.limit(.terms, "10001")? = result.error?.kind else {
      Issue.record("\(String(describing: result.error))")
      return
    }
  }

  @Test("one entry is its scalar product")
  func detailEntry() throws {
    var deriver = try derivation(affineBatch)
    let step = try #require(try deriver.steps(EntryDetailRequest(name("dW"), at: [1, 2])).first)
    guard case .entries(let entries) = step.content else {
      Issue.record("\(step.content)")
      return
    }
    #expect(entries.entries.map { $0.symbols.text() } == ["X[1,1] · dY[1,2] + X[2,1] · dY[2,2]"])
    #expect(entries.entries.first?.numbers.text() == "1 · (-0.5) + 3 · (-0.5)")
    #expect(entries.entries.first?.value == Number(-2))
    let all = try #require(try deriver.steps(EntryDetailRequest(name("dW"))).first)
    guard case .entries(let everything) = all.content else {
      Issue.record("\(all.content)")
      return
    }
    #expect(everything.entries.count == 6)
  }
}
