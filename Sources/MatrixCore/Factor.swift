/// An operand of a floating-point matrix product; fractions are converted when they are packed.
enum Factor {
  case doubles([Double])
  /// Numerators over one denominator.
  case fractions([Int64], over: Int64)

  /// The entries in floating point.
  var doubles: [Double] {
    switch self {
    case .doubles(let doubles): return doubles
    case .fractions(let numerators, let denominator) where isLarge:
      return numerators.map { Rational.quotient($0, denominator) }
    case .fractions(let numerators, let denominator):
      let (count, divisor) = (numerators.count, Double(denominator))
      return [Double](unsafeUninitializedCapacity: count) { result, initialized in
        numerators.withUnsafeBufferPointer { numerators in
          for index in 0..<count { result[index] = Double(numerators[index]) / divisor }
        }
        initialized = count
      }
    }
  }

  /// Whether some parts of fractions are too large to be floating-point numbers.
  private var isLarge: Bool {
    guard case .fractions(let numerators, let denominator) = self else { return false }
    // The bits of all numerators together, for a negative one those of its complement.
    let bits = numerators.withUnsafeBufferPointer { numerators in
      numerators.reduce(denominator) { $0 | ($1 ^ ($1 >> 63)) }
    }
    return bits >= Rational.largestExact
  }

  func withReader<Result>(_ body: (Reader) -> Result) -> Result {
    if isLarge { return doubles.withUnsafeBufferPointer { body(.doubles($0)) } }
    return switch self {
    case .doubles(let doubles): doubles.withUnsafeBufferPointer { body(.doubles($0)) }
    case .fractions(let numerators, 1): numerators.withUnsafeBufferPointer { body(.integers($0)) }
    case .fractions(let numerators, let denominator):
      numerators.withUnsafeBufferPointer { body(.fractions($0, over: Double(denominator))) }
    }
  }

  /// Access to the stored entries.
  enum Reader {
    case doubles(UnsafeBufferPointer<Double>)
    case integers(UnsafeBufferPointer<Int64>)
    case fractions(UnsafeBufferPointer<Int64>, over: Double)

    @inline(__always)
    subscript(offset: Int) -> Double {
      switch self {
      case .doubles(let entries): entries[offset]
      case .integers(let entries): Double(entries[offset])
      case .fractions(let entries, let divisor): Double(entries[offset]) / divisor
      }
    }

    /// The entry at `offset` and the next one, in one SIMD division.
    @inline(__always)
    func two(at offset: Int) -> SIMD2<Double> {
      switch self {
      case .doubles(let entries): SIMD2(entries[offset], entries[offset &+ 1])
      case .integers(let entries): SIMD2(Double(entries[offset]), Double(entries[offset &+ 1]))
      case .fractions(let entries, let divisor):
        SIMD2(Double(entries[offset]), Double(entries[offset &+ 1])) / divisor
      }
    }
  }
}
