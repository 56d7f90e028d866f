extension Tensor {
  /// The sum over the axes called `names`; every other axis stays, in order. Floating sums run from
  /// the first entry to the last.
  package func sum(over names: [String]) throws(ShapeError) -> Tensor {
    let kept = try remaining(names)
    let places = placesInReduction(to: kept)
    switch entries {
    case .exact(let exact):
      if let sums = exact.summed(into: places, count: kept.count) {
        return Tensor(kept, .exact(sums))
      }
      return Tensor(kept, .floating(summed(doubles, into: places, count: kept.count)))
    case .floating(let doubles):
      return Tensor(kept, .floating(summed(doubles, into: places, count: kept.count)))
    }
  }

  /// The largest entry along the axes called `names`.
  package func maximum(over names: [String]) throws(ShapeError) -> Tensor {
    let kept = try remaining(names)
    return gathered(firstLargest(placesInReduction(to: kept), count: kept.count), kept)
  }

  /// 1 at the first largest entry along the axes called `names`, else 0.
  package func firstMaximum(over names: [String]) throws(ShapeError) -> Tensor {
    let kept = try remaining(names)
    var marks = [Int64](repeating: 0, count: count)
    for place in firstLargest(placesInReduction(to: kept), count: kept.count) { marks[place] = 1 }
    return Tensor(shape, .exact(ExactEntries(numerators: marks, over: 1)))
  }

  private func remaining(_ names: [String]) throws(ShapeError) -> Shape {
    for name in names where !shape.contains(name) { throw .missingAxis(name, in: shape) }
    return shape.removing(names)
  }

  /// For every entry, the entry of the reduced tensor that it goes into.
  private func placesInReduction(to kept: Shape) -> [Int] {
    let strides = kept.strides
    return shape.walk(shape.axes.map { axis in kept.index(of: axis.name).map { strides[$0] } ?? 0 })
  }

  private func firstLargest(_ places: [Int], count: Int) -> [Int] {
    var best = [Int](repeating: -1, count: count)
    switch entries {
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

private func summed(_ doubles: [Double], into places: [Int], count: Int) -> [Double] {
  var totals = [Double](repeating: 0, count: count)
  for index in doubles.indices { totals[places[index]] += doubles[index] }
  return totals
}
