/// A comparison of two numbers, exact where both are.
package enum Comparison: Sendable {
  case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual

  package func holds(_ x: Number, _ y: Number) -> Bool {
    if case .exact(let p) = x, case .exact(let q) = y { return holds(p, q) }
    return holds(x.double, y.double)
  }

  @inline(__always)
  func holds<Value: Comparable>(_ x: Value, _ y: Value) -> Bool {
    switch self {
    case .less: x < y
    case .lessOrEqual: x <= y
    case .greater: x > y
    case .greaterOrEqual: x >= y
    case .equal: x == y
    case .notEqual: x != y
    }
  }
}

extension Tensor {
  /// 1 where the comparison holds, else 0, entry by entry, broadcast by the names of the axes.
  package static func compare(
    _ comparison: Comparison, _ left: Tensor, _ right: Tensor
  ) throws(ShapeError) -> Tensor {
    let shape = try broadcastShape(left.shape, right.shape)
    let x = left.shape.isScalar ? left : try left.broadcast(to: shape)
    let y = right.shape.isScalar ? right : try right.broadcast(to: shape)
    let (stepX, stepY) = (x.count == 1 ? 0 : 1, y.count == 1 ? 0 : 1)
    let marks: [Int64]
    switch (x.entries, y.entries) {
    case (.exact(let p), .exact(let q)) where p.shared != nil && p.shared == q.shared:
      let (p, q) = (p.numerators, q.numerators)
      marks = (0..<shape.count).map { comparison.holds(p[$0 * stepX], q[$0 * stepY]) ? 1 : 0 }
    case (.exact(let p), .exact(let q)):
      marks = (0..<shape.count).map { comparison.holds(p[$0 * stepX], q[$0 * stepY]) ? 1 : 0 }
    default:
      let (p, q) = (x.doubles, y.doubles)
      marks = (0..<shape.count).map { comparison.holds(p[$0 * stepX], q[$0 * stepY]) ? 1 : 0 }
    }
    return Tensor(shape, .exact(ExactEntries(numerators: marks, over: 1)))
  }
}
