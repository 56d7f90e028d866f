extension Tensor {
  /// Where two tensors of the same sizes differ most.
  package struct Difference: Sendable {
    package let offset: Int
    package let left: Number
    package let right: Number
    /// |left − right|
    package let size: Double
  }

  /// The entry where the tensors differ most beyond `tolerance`, or nil where they are equal: exactly
  /// where both are exact, else |a − b| ≤ 1e-9 · max(1, |a|, |b|) in each entry. With `within` the
  /// difference itself is bounded. The tensors have the same number of entries.
  package func largestDifference(from other: Tensor, within: Number? = nil) -> Difference? {
    var worst: Difference?
    for offset in 0..<min(count, other.count) {
      let (a, b) = (self[offset], other[offset])
      let (x, y) = (a.double, b.double)
      let size = (a - b).double.magnitude
      let equal: Bool =
        if let within {
          switch ((a - b), within) {
          case (.exact(let difference), .exact(let bound)): difference.magnitude <= bound
          default: size <= within.double
          }
        } else if case .exact(let p) = a, case .exact(let q) = b {
          p == q
        } else {
          x == y || size.isFinite && size <= 1e-9 * max(1, max(x.magnitude, y.magnitude))
        }
      if !equal, !(size <= worst?.size ?? -1) {
        worst = Difference(offset: offset, left: a, right: b, size: size)
      }
    }
    return worst
  }
}
