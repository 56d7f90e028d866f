import Formulas
import MatrixCore

/// A list of numbers in a formula; its axes are unnamed until it is combined with a value that has
/// names.
package struct ListLiteral {
  package let shape: Shape
  package let tensor: Tensor

  /// Parses nested lists; `number` gives the number of an entry.
  package init(
    _ formula: Formula, _ number: (Formula) throws(Problem) -> Number?
  ) throws(Problem) {
    var sizes: [Int] = []
    var numbers: [Number] = []
    try ListLiteral.read(formula, depth: 0, &sizes, &numbers, number)
    guard sizes.count <= Shape.maximumRank else {
      throw Problem(.tooManyAxes(sizes.count, isComputed: true), at: formula.range)
    }
    shape = Shape(sizes.enumerated().map { Axis("#\($0.offset + 1)", $0.element) })
    do { tensor = try Tensor(shape, numbers: numbers) } catch {
      throw Problem(.raggedList(expected: shape.count, found: numbers.count), at: formula.range)
    }
  }

  package static func isAnonymous(_ shape: Shape) -> Bool {
    shape.axes.first.map { !$0.isNamed } ?? false
  }

  private static func read(
    _ formula: Formula, depth: Int, _ sizes: inout [Int], _ numbers: inout [Number],
    _ number: (Formula) throws(Problem) -> Number?
  ) throws(Problem) {
    guard case .list(let items) = formula.kind else {
      guard depth == sizes.count else { throw Problem(.mixedList, at: formula.range) }
      guard let value = try number(formula) else {
        throw Problem(
          .unexpected(.text(formula.text()), expected: .number), at: formula.range)
      }
      numbers.append(value)
      return
    }
    if depth == sizes.count {
      guard numbers.isEmpty else { throw Problem(.mixedList, at: formula.range) }
      sizes.append(items.count)
    }
    guard depth < sizes.count, sizes[depth] == items.count else {
      throw Problem(
        .raggedList(expected: depth < sizes.count ? sizes[depth] : 0, found: items.count),
        at: formula.range)
    }
    for item in items { try read(item, depth: depth + 1, &sizes, &numbers, number) }
  }
}
