extension Tensor {
  /// The sum over the axes called `names`. Floating-point sums run from the first entry to the last.
  package func sum(over names: [String]) throws(ShapeError) -> Tensor {
    let kept = try remaining(names)
    let path = kept.path(over: shape)
    if case .exact(let exact) = entries, let sums = exact.summed(along: path, count: kept.count) {
      return Tensor(kept, .exact(sums))
    }
    return Tensor(kept, .floating(path.sums(of: doubles, count: kept.count, +)))
  }

  /// The largest entry along the axes called `names`.
  package func maximum(over names: [String]) throws(ShapeError) -> Tensor {
    let kept = try remaining(names)
    return gathered(firstLargest(kept.path(over: shape).offsets, count: kept.count), kept)
  }

  /// 1 at the first largest entry along the axes called `names`, else 0.
  package func firstMaximum(over names: [String]) throws(ShapeError) -> Tensor {
    let kept = try remaining(names)
    var marks = [Int64](repeating: 0, count: count)
    for offset in firstLargest(kept.path(over: shape).offsets, count: kept.count) {
      marks[offset] = 1
    }
    return Tensor(shape, .exact(ExactEntries(numerators: marks, over: 1)))
  }

  /// The index, from 0, of the first largest entry along an axis.
  package func indexOfMaximum(along name: String) throws(ShapeError) -> Tensor {
    let kept = try remaining([name])
    let axis = shape.index(of: name) ?? 0
    let (stride, size) = (shape.stride(of: axis), shape.axes[axis].size)
    let indices = firstLargest(kept.path(over: shape).offsets, count: kept.count).map {
      Int64($0 / stride % size)
    }
    return Tensor(kept, .exact(ExactEntries(numerators: indices, over: 1)))
  }

  private func remaining(_ names: [String]) throws(ShapeError) -> Shape {
    for name in names where !shape.contains(name) { throw .missingAxis(name, in: shape) }
    return shape.removing(names)
  }

  /// For each of `count` groups, the offset of its first largest entry; entry i is in `groups[i]`.
  private func firstLargest(_ groups: [Int], count: Int) -> [Int] {
    var best = [Int](repeating: -1, count: count)
    switch entries {
    case .exact(let exact) where exact.shared != nil:
      let numerators = exact.numerators
      for (offset, group) in groups.enumerated()
      where best[group] < 0 || numerators[offset] > numerators[best[group]] { best[group] = offset }
    case .exact(let exact):
      for (offset, group) in groups.enumerated()
      where best[group] < 0 || exact[offset] > exact[best[group]] { best[group] = offset }
    case .floating(let doubles):
      for (offset, group) in groups.enumerated()
      where best[group] < 0 || doubles[offset] > doubles[best[group]]
        || (doubles[offset].isNaN && !doubles[best[group]].isNaN)
      { best[group] = offset }
    }
    return best
  }
}
