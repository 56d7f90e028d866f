import Formulas
import MatrixCore

/// The slopes of a value by another, which a small change of each entry of the other makes.
package struct Jacobian: Sendable {
  /// The axes of the value and of the other.
  package let value: Shape
  package let variable: Shape
  /// A row for each entry of the value, a column for each of the other, both row by row.
  package let slopes: Tensor
}

extension Graph {
  /// The slopes of a node by another, both with their `values`; nil if it isn't computed from it. One
  /// backward pass for each row.
  package func jacobian(
    of output: Int, by input: Int, _ values: [Tensor]
  ) throws(Problem) -> Jacobian? {
    let path = needed(from: input, to: output)
    guard path[output] else { return nil }
    let gradients = try GradientGraph(
      self, output: output, seedLabel: "g", needed: path, isNamed: { _ in true })
    let shape = nodes[output].shape
    var slopes: [Number] = []
    for row in 0..<shape.count {
      let seed = try Tensor.unit(shape, at: row, range: nodes[output].range)
      let results = try gradients.evaluate(values, seed: seed)
      slopes += gradients.gradient(of: input).map { results[$0.value].numbers } ?? []
    }
    let axes = Shape([Axis("row", shape.count), Axis("column", nodes[input].shape.count)])
    guard let table = try? Tensor(axes, numbers: slopes) else { return nil }
    return Jacobian(value: shape, variable: nodes[input].shape, slopes: table)
  }

  /// For each node, whether it lies on a path from `input` to `output`, both included; none does if
  /// there is no path.
  private func needed(from input: Int, to output: Int) -> [Bool] {
    var needed = [Bool](repeating: false, count: nodes.count)
    guard input != output else {
      needed[output] = true
      return needed
    }
    let path = nodes(from: [input], to: [output])
    for node in path { needed[node] = true }
    if !path.isEmpty { needed[input] = true }
    return needed
  }

  /// Whether no gradient passes from `end` back to `start` beside `middle`.
  package func passes(from start: Int, to end: Int, through middle: Int) -> Bool {
    if middle == end { return true }
    var reached: Set<Int> = [start]
    for node in nodes.indices where node > start && node != middle {
      guard case .operation(let use) = nodes[node].source else { continue }
      for (operand, gradient) in zip(use.operands, use.operation.gradients) {
        if case .node(let target, _) = operand, gradient != nil, reached.contains(target) {
          reached.insert(node)
        }
      }
    }
    return !reached.contains(end)
  }
}

extension Tensor {
  /// 1 at one offset and 0 elsewhere.
  fileprivate static func unit(
    _ shape: Shape, at offset: Int, range: SourceRange
  ) throws(Problem) -> Tensor {
    let numbers = (0..<shape.count).map { Number($0 == offset ? 1 : 0) }
    do { return try Tensor(shape, numbers: numbers) } catch {
      throw Problem(.consequence, at: range)
    }
  }
}
