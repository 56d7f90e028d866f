import Backprop
import Derivations
import Formulas
import Foundation
import MatrixCore
import Testing
import Typography

@testable import Documents

@Suite("The arithmetic of one entry")
struct ScalarWorkTests {
  private func sum(_ terms: [(Number, Number)]) -> MathText {
    .terms(terms.map { .binary(.dot, .number($0.0), .number($0.1)) })
  }

  private func texts(_ relations: [MathRelation]) -> [String] {
    relations.map { MathText.relations(nil, [$0]).text() }
  }

  @Test("has equals signs where nothing is rounded")
  func exact() {
    let work = ScalarWork(sum([(1, 2), (3, -1)]), value: -1, NumberStyle())
    #expect(texts(work.right()) == ["= 1 · 2 + 3 · (-1)", "= -1"])
    #expect(texts(work.right(after: "a")).first == "= a")
  }

  @Test("has one sign that says so, before the result, where something is")
  func rounded() {
    let third = Number.floating(1.0 / 3)
    let work = ScalarWork(sum([(third, 2)]), value: .floating(2.0 / 3), NumberStyle())
    #expect(texts(work.right()) == ["= 0.33333 · 2", "≈ 0.6667"])
  }

  @Test("shows digits enough that what is read comes to the result, where terms cancel")
  func cancelling() {
    let (a, b) = (1.302529, 1.303884)
    let work = ScalarWork(
      sum([(.floating(-a), 1), (.floating(b), 1)]), value: .floating(b - a), NumberStyle())
    #expect(texts(work.right()) == ["= (-1.302529) · 1 + 1.303884 · 1", "≈ 0.001355"])
  }

  @Test(
    "shows digits enough for a function too",
    arguments: [
      ("exp", 23.615485245255734, "= exp(23.6155)", "≈ 1.803e+10"),
      ("exp", 1.0 / 3, "= exp(0.3333)", "≈ 1.396"),
      ("tanh", 9.15484548537, "= tanh(9.155)", "≈ 1.000"),
    ])
  func function(_ name: String, _ x: Double, _ arithmetic: String, _ result: String) {
    let value = name == "exp" ? Foundation.exp(x) : Foundation.tanh(x)
    let work = ScalarWork(
      .call(name, [MathArgument(.number(.floating(x)))]), value: .floating(value), NumberStyle())
    #expect(texts(work.right()) == [arithmetic, result])
  }

  @Test("keeps the usual digits where it can't be read")
  func unreadable() {
    let work = ScalarWork(
      .call("softmax", [MathArgument(.number(.floating(1.0 / 3)))]), value: .floating(1.3956),
      NumberStyle())
    #expect(texts(work.right()) == ["= softmax(0.3333)", "≈ 1.396"])
  }

  @Test("says a number once that is its own result")
  func single() {
    #expect(
      texts(ScalarWork(.number(5), value: 5, NumberStyle()).right(after: "a"))
        == ["= a", "= 5"])
  }
}
