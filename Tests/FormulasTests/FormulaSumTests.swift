import Formulas
import Testing

struct FormulaSumTests {
  private func depth(_ formula: Formula) -> Int { 1 + (formula.parts.map(depth).max() ?? 0) }

  @Test("a sum of many terms is not deep, and keeps their order", arguments: [1, 2, 32, 33, 4000])
  func sum(_ count: Int) {
    let names = (0..<count).map { "a\($0)" }
    let sum = Formula.sum(of: names.map(Formula.name))
    #expect(sum.names == names)
    #expect(depth(sum) <= 48)
  }
}
