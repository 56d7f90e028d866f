extension Tensor {
  /// A number that no entry's magnitude exceeds: the largest magnitude, or, for fractions, somewhat more.
  package var magnitudeBound: Double {
    switch entries {
    case .exact(let exact): exact.magnitudeBound
    case .floating(let doubles): largestMagnitude(doubles)
    }
  }
}

extension ExactEntries {
  fileprivate var magnitudeBound: Double {
    guard let shared else { return largestMagnitude(doubles) }
    // The bits of all numerators together, for a negative one those of its complement.
    let bits = numerators.withUnsafeBufferPointer { numerators in
      numerators.reduce(0) { $0 | ($1 ^ ($1 >> 63)) }
    }
    return (Double(bits) + 1) / Double(shared)
  }
}

private func largestMagnitude(_ entries: [Double]) -> Double {
  entries.withUnsafeBufferPointer { entries in
    let whole = entries.count & ~3
    var largest = SIMD4<Double>.zero
    for index in stride(from: 0, to: whole, by: 4) {
      let four = SIMD4(
        entries[index], entries[index &+ 1], entries[index &+ 2], entries[index &+ 3])
      largest = pointwiseMax(largest, pointwiseMax(four, -four))
    }
    return entries[whole...].reduce(largest.max()) { max($0, $1.magnitude) }
  }
}
