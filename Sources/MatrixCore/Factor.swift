/// A matrix as a product reads it: fractions become floating-point numbers where they are copied
/// anyway.
enum Factor {
  case doubles([Double])
  /// Whole numbers, each over the same denominator.
  case fractions([Int64], over: Int64)

  /// The entries in floating point.
  var doubles: [Double] {
    switch self {
    case .doubles(let doubles): return doubles
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

  func withReader<Result>(_ body: (Reader) -> Result) -> Result {
    switch self {
    case .doubles(let doubles): doubles.withUnsafeBufferPointer { body(.doubles($0)) }
    case .fractions(let numerators, 1): numerators.withUnsafeBufferPointer { body(.whole($0)) }
    case .fractions(let numerators, let denominator):
      numerators.withUnsafeBufferPointer { body(.fractions($0, over: Double(denominator))) }
    }
  }

  /// The entries where they are stored.
  enum Reader {
    case doubles(UnsafeBufferPointer<Double>)
    case whole(UnsafeBufferPointer<Int64>)
    case fractions(UnsafeBufferPointer<Int64>, over: Double)

    @inline(__always)
    subscript(place: Int) -> Double {
      switch self {
      case .doubles(let entries): entries[place]
      case .whole(let entries): Double(entries[place])
      case .fractions(let entries, let divisor): Double(entries[place]) / divisor
      }
    }

    /// The entry at `place` and the next one: two divisions in the time of one.
    @inline(__always)
    func two(at place: Int) -> SIMD2<Double> {
      switch self {
      case .doubles(let entries): SIMD2(entries[place], entries[place &+ 1])
      case .whole(let entries): SIMD2(Double(entries[place]), Double(entries[place &+ 1]))
      case .fractions(let entries, let divisor):
        SIMD2(Double(entries[place]), Double(entries[place &+ 1])) / divisor
      }
    }
  }
}
