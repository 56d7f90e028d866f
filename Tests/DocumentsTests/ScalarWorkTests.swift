import Backprop
import Derivations
import MatrixCore
import Testing
import Typography

@testable import Documents

@Suite("The arithmetic of one entry")
struct ScalarWorkTests {
  private func sum(_ terms: [(Number, Number)]) -> [ScalarPiece] {
    var pieces: [ScalarPiece] = []
    for (index, term) in terms.enumerated() {
      if index > 0 { pieces.append(.text(" + ")) }
      pieces += [.number(term.0), .text(" · "), .number(term.1)]
    }
    return pieces
  }

  @Test("has equals signs where nothing is rounded")
  func exact() {
    let work = ScalarWork(
      sum([(Number(1), Number(2)), (Number(3), Number(-1))]), value: Number(-1), NumberStyle())
    #expect(work.right() == ["= 1 · 2 + 3 · -1", "= -1"])
    #expect(work.right(after: "a · b + c · d").first == "= a · b + c · d")
  }

  @Test("has signs that say so where something is")
  func rounded() {
    let third = Number.floating(1.0 / 3)
    let work = ScalarWork(
      [.number(third), .text(" · "), .number(Number(2))], value: .floating(2.0 / 3), NumberStyle())
    #expect(work.right() == ["≈ 0.33333 · 2", "≈ 0.6667"])
  }

  @Test("shows digits enough that what is read comes to the result, where terms cancel")
  func cancelling() {
    let (a, b) = (1.302529, 1.303884)
    let pieces = sum([(.floating(-a), Number(1)), (.floating(b), Number(1))])
    let work = ScalarWork(pieces, value: .floating(b - a), NumberStyle())
    #expect(work.right() == ["≈ -1.302529 · 1 + 1.303884 · 1", "≈ 0.001355"])
  }

  @Test("keeps the usual digits where it is no sum of products")
  func function() {
    let work = ScalarWork(
      [.text("exp("), .number(.floating(1.0 / 3)), .text(")")], value: .floating(1.3956),
      NumberStyle())
    #expect(work.right() == ["≈ exp(0.3333)", "≈ 1.396"])
  }

  @Test("says a number once that is its own result")
  func single() {
    #expect(
      ScalarWork([.number(Number(5))], value: Number(5), NumberStyle()).right(after: "a")
        == ["= a", "= 5"])
  }
}
