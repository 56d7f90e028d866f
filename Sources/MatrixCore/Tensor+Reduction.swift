extension Tensor {
  /// The sum over the axes called `names`; every other axis stays, in order. Floating sums run from
  /// the first entry to the last.
  package func sum(over names: [String]) throws(ShapeError) -> Tensor {
    let kept = try remaining(names)
    let walk = kept.walk(over: shape)
    if case .exact(let exact) = entries, let sums = exact.summed(along: walk, count: kept.count) {
      return Tensor(kept, .exact(sums))
    }
    return Tensor(kept, .floating(walk.sums(of: doubles, count: kept.count, +)))
  }

  /// The largest entry along the axes called `names`.
  package func maximum(over names: [String]) throws(ShapeError) -> Tensor {
    let kept = try remaining(names)
    return gathered(firstLargest(kept.walk(over: shape).places, count: kept.count), kept)
  }

  /// 1 at the first largest entry along the axes called `names`, else 0.
  package func firstMaximum(over names: [String]) throws(ShapeError) -> Tensor {
    let kept = try remaining(names)
    var marks = [Int64](repeating: 0, count: count)
    for place in firstLargest(kept.walk(over: shape).places, count: kept.count) { marks[place] = 1 }
    return Tensor(shape, .exact(ExactEntries(numerators: marks, over: 1)))
  }

  private func remaining(_ names: [String]) throws(ShapeError) -> Shape {
    for name in names where !shape.contains(name) { throw .missingAxis(name, in: shape) }
    return shape.removing(names)
  }

  private func firstLargest(_ places: [Int], count: Int) -> [Int] {
    var best = [Int](repeating: -1, count: count)
    switch entries {
    case .exact(let exact) where exact.shared != nil:
      let numerators = exact.numerators
      for (offset, place) in places.enumerated()
      where best[place] < 0 || numerators[offset] > numerators[best[place]] { best[place] = offset }
    case .exact(let exact):
      for (offset, place) in places.enumerated()
      where best[place] < 0 || exact[offset] > exact[best[place]] { best[place] = offset }
    case .floating(let doubles):
      for (offset, place) in places.enumerated()
      where best[place] < 0 || doubles[offset] > doubles[best[place]]
        || (doubles[offset].isNaN && !doubles[best[place]].isNaN)
      { best[place] = offset }
    }
    return best
  }
}
