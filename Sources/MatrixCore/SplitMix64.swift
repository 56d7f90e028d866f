/// A generator of pseudorandom numbers that are the same on every machine: SplitMix64, with only
/// operations whose rounding IEEE 754 defines.
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
package struct SplitMix64: Sendable {
  private var state: UInt64

  package init(seed: Int64) {
    state = UInt64(bitPattern: seed)
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The next number in [0, 1): the upper 53 bits over 2⁵³.
  package mutating func unit() -> Double {
    Double(next() >> 11) / 9_007_199_254_740_992
  }

  /// The next sample of the standard normal distribution: the first of each pair of Marsaglia's polar
  /// method.
  package mutating func standardNormal() -> Double {
    while true {
      let u = 2 * unit() - 1
      let v = 2 * unit() - 1
      let s = u * u + v * v
      if s > 0, s < 1 { return u * (-2 * naturalLogarithm(s) / s).squareRoot() }
    }
  }

  /// `x` in thousandths, rounded half away from zero; nil if that does not fit.
  package static func thousandths(_ x: Double) -> Int64? {
    Int64(exactly: (x * 1000).rounded()).flatMap { $0 == .min ? nil : $0 }
  }
}

/// ln x for x > 0 from sums, products and quotients alone, because C libraries differ in the last digit.
/// x = m · 2ᵉ, and ln m = 2 artanh((m − 1)/(m + 1)) by its series.
private func naturalLogarithm(_ x: Double) -> Double {
  let ratio = (x.significand - 1) / (x.significand + 1)
  let square = ratio * ratio
  var (sum, power, odd) = (0.0, ratio, 1.0)
  while power > 1e-18 {
    sum += power / odd
    power *= square
    odd += 2
  }
  return 2 * sum + Double(x.exponent) * 0.693147180559945309417232121458
}
