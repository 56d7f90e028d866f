extension Tensor {
  /// A pair of entries that differ.
  package struct Difference: Sendable {
    package let offset: Int
    package let left: Number
    package let right: Number
    /// |left − right|
    package let size: Double
  }

  /// The pair of entries that differ most; nil if all are equal, or no further apart than `within`.
  /// The tensors have the same number of entries.
  package func largestDifference(from other: Tensor, within: Number? = nil) -> Difference? {
    var worst: Difference?
    if within == nil, case .floating(let left) = entries, case .floating(let right) = other.entries,
      zip(left, right).allSatisfy({ $0 == $1 })
    {
      return nil
    }
    for offset in 0..<min(count, other.count) {
      let (a, b) = (self[offset], other[offset])
      if within.map({ a.isEqual(to: b, within: $0) }) ?? a.isEqual(to: b) { continue }
      let size = (a - b).double.magnitude
      if !(size <= worst?.size ?? -1) {
        worst = Difference(offset: offset, left: a, right: b, size: size)
      }
    }
    return worst
  }

  /// The offsets of the entries that are as far apart as this, up to rounding.
  package func offsets(from other: Tensor, differingBy size: Double) -> [Int] {
    (0..<min(count, other.count)).filter {
      ((self[$0] - other[$0]).double.magnitude - size).magnitude <= 1e-9 * size
    }
  }
}

extension Number {
  /// Whether two exact numbers are equal, or others up to rounding: |a − b| ≤ 1e-9 · max(1, |a|, |b|).
  package func isEqual(to other: Number) -> Bool {
    if case .exact(let p) = self, case .exact(let q) = other { return p == q }
    let (x, y) = (double, other.double)
    let size = (x - y).magnitude
    return x == y || size.isFinite && size <= 1e-9 * max(1, max(x.magnitude, y.magnitude))
  }

  fileprivate func isEqual(to other: Number, within bound: Number) -> Bool {
    switch (self - other, bound) {
    case (.exact(let difference), .exact(let bound)): difference.magnitude <= bound
    case (let difference, _): difference.double.magnitude <= bound.double
    }
  }
}
