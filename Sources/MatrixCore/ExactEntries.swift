/// The exact entries of a tensor: integer numerators over one shared denominator if one fits 64 bits,
/// else over a denominator each.
///
/// The shared form makes exact arithmetic cheap: a product of two such tensors is a product of
/// integers. Every operation returns nil if an entry does not fit 64 bits.
struct ExactEntries: Sendable {
  /// The denominators, all positive.
  enum Denominators {
    case shared(Int64)
    /// One per numerator.
    case own([Int64])
  }

  var numerators: [Int64]
  var denominators: Denominators

  var count: Int { numerators.count }
  var shared: Int64? {
    if case .shared(let denominator) = denominators { denominator } else { nil }
  }

  init(numerators: [Int64], over denominator: Int64) {
    self.numerators = numerators
    denominators = .shared(denominator)
    reduce()
  }

  init(repeating value: Rational, count: Int) {
    numerators = [Int64](repeating: value.numerator, count: count)
    denominators = .shared(value.denominator)
  }

  init(_ rational: Rational) {
    numerators = [rational.numerator]
    denominators = .shared(rational.denominator)
  }

  init(_ rationals: [Rational]) {
    var common: Int64 = 1
    var fits = true
    for rational in rationals where common % rational.denominator != 0 {
      guard let next = leastCommonMultiple(common, rational.denominator) else {
        fits = false
        break
      }
      common = next
    }
    if fits {
      var scaled: [Int64] = []
      scaled.reserveCapacity(rationals.count)
      for rational in rationals {
        let (product, overflow) = rational.numerator.multipliedReportingOverflow(
          by: common / rational.denominator)
        if overflow || product == .min {
          fits = false
          break
        }
        scaled.append(product)
      }
      if fits {
        numerators = scaled
        denominators = .shared(common)
        return
      }
    }
    numerators = rationals.map(\.numerator)
    denominators = .own(rationals.map(\.denominator))
  }

  subscript(index: Int) -> Rational {
    let denominator: Int64 =
      switch denominators {
      case .shared(let denominator): denominator
      case .own(let denominators): denominators[index]
      }
    let divisor = Int64(
      greatestCommonDivisor(numerators[index].magnitude, denominator.magnitude))
    return Rational(
      reducedNumerator: numerators[index] / divisor, denominator: denominator / divisor)
  }

  var rationals: [Rational] { numerators.indices.map { self[$0] } }

  var doubles: [Double] {
    switch denominators {
    case .shared(let denominator):
      Factor.fractions(numerators, over: denominator).doubles
    case .own(let denominators):
      zip(numerators, denominators).map(Rational.quotient)
    }
  }

  /// The entries with one of them replaced.
  func replacing(_ index: Int, with rational: Rational) -> ExactEntries {
    if let shared, let common = leastCommonMultiple(shared, rational.denominator),
      var numerators = scaled(by: common / shared)
    {
      let (numerator, overflow) = rational.numerator.multipliedReportingOverflow(
        by: common / rational.denominator)
      if !overflow, numerator != .min {
        numerators[index] = numerator
        return ExactEntries(numerators: numerators, over: common)
      }
    }
    var rationals = rationals
    rationals[index] = rational
    return ExactEntries(rationals)
  }

  /// The entries at `offsets`, in that order.
  func gathered(_ offsets: [Int]) -> ExactEntries {
    var result = self
    result.numerators = offsets.map { numerators[$0] }
    if case .own(let denominators) = denominators {
      result.denominators = .own(offsets.map { denominators[$0] })
      if offsets.count == 1 { return ExactEntries(result[0]) }
    }
    return result
  }

  /// The entries on a path, in its order.
  func gathered(_ path: StridedPath) -> ExactEntries {
    guard shared != nil else { return gathered(path.offsets) }
    var result = self
    result.numerators = path.gather(numerators)
    return result
  }

  /// Divides the shared denominator and all numerators by their greatest common divisor.
  private mutating func reduce() {
    guard let shared, shared != 1 else { return }
    var divisor = shared.magnitude
    for numerator in numerators {
      if divisor == 1 { return }
      divisor = greatestCommonDivisor(divisor, numerator.magnitude)
    }
    guard divisor > 1 else { return }
    let by = Int64(divisor)
    for index in numerators.indices { numerators[index] /= by }
    denominators = .shared(shared / by)
  }
}

// MARK: - Arithmetic

extension ExactEntries {
  /// Two tensors, or a tensor and a single number, combined entry by entry.
  static func combine(_ kind: Pairing, _ a: ExactEntries, _ b: ExactEntries) -> ExactEntries? {
    if let result = combineShared(kind, a, b) { return result }
    let count = max(a.count, b.count)
    var result: [Rational] = []
    result.reserveCapacity(count)
    for index in 0..<count {
      let x = a[a.count == 1 ? 0 : index]
      let y = b[b.count == 1 ? 0 : index]
      let entry: Rational? =
        switch kind {
        case .add: x.adding(y)
        case .subtract: x.subtracting(y)
        case .multiply: x.multiplied(by: y)
        case .divide: x.divided(by: y)
        case .maximum: max(x, y)
        case .minimum: min(x, y)
        }
      guard let entry else { return nil }
      result.append(entry)
    }
    return ExactEntries(result)
  }

  /// The same in integers over shared denominators; nil on overflow.
  private static func combineShared(
    _ kind: Pairing, _ a: ExactEntries, _ b: ExactEntries
  ) -> ExactEntries? {
    guard let p = a.shared, let q = b.shared else { return nil }
    switch kind {
    case .multiply:
      let (denominator, overflow) = p.multipliedReportingOverflow(by: q)
      guard !overflow,
        let numerators = zipped(
          a.numerators, b.numerators, { $0.multipliedReportingOverflow(by: $1) })
      else { return nil }
      return ExactEntries(numerators: numerators, over: denominator)
    case .divide:
      guard b.count == 1, b.numerators[0] != 0,
        let reciprocal = Rational.one.divided(by: b[0]),
        let numerators = a.scaled(by: reciprocal.numerator)
      else { return nil }
      let (denominator, overflow) = p.multipliedReportingOverflow(by: reciprocal.denominator)
      return overflow ? nil : ExactEntries(numerators: numerators, over: denominator)
    case .add, .subtract, .maximum, .minimum:
      guard let common = leastCommonMultiple(p, q), let x = a.scaled(by: common / p),
        let y = b.scaled(by: common / q)
      else { return nil }
      let numerators: [Int64]? =
        switch kind {
        case .add: zipped(x, y) { $0.addingReportingOverflow($1) }
        case .subtract: zipped(x, y) { $0.subtractingReportingOverflow($1) }
        case .maximum: zipped(x, y) { (max($0, $1), false) }
        default: zipped(x, y) { (min($0, $1), false) }
        }
      return numerators.map { ExactEntries(numerators: $0, over: common) }
    }
  }

  /// The numerators times a factor, nil on overflow.
  private func scaled(by factor: Int64) -> [Int64]? {
    if factor == 1 { return numerators }
    var result = numerators
    for index in result.indices {
      let (product, overflow) = result[index].multipliedReportingOverflow(by: factor)
      if overflow || product == .min { return nil }
      result[index] = product
    }
    return result
  }

  @inline(__always)
  private static func zipped(
    _ a: [Int64], _ b: [Int64], _ combine: (Int64, Int64) -> (Int64, Bool)
  ) -> [Int64]? {
    let (stepA, stepB) = (a.count == 1 ? 0 : 1, b.count == 1 ? 0 : 1)
    var failed = false
    var result = a.count < b.count ? b : a
    result.withUnsafeMutableBufferPointer { result in
      for index in result.indices {
        let (value, overflow) = combine(a[index &* stepA], b[index &* stepB])
        failed = failed || overflow || value == .min
        result[index] = value
      }
    }
    return failed ? nil : result
  }

  var negated: ExactEntries {
    var result = self
    for index in result.numerators.indices { result.numerators[index].negate() }
    return result
  }

  /// The entries with `change` applied to each numerator, which has the entry's sign.
  func mapNumerators(_ change: (Int64) -> Int64) -> ExactEntries {
    var result = self
    for index in result.numerators.indices {
      result.numerators[index] = change(result.numerators[index])
    }
    return result
  }

  /// Each entry raised to an integer power; nil on overflow or division by zero.
  func raised(to exponent: Int64) -> ExactEntries? {
    // Most powers are squares, which need no fractions if the denominator is shared.
    if exponent == 2, let square = ExactEntries.combineShared(.multiply, self, self) {
      return square
    }
    var result: [Rational] = []
    result.reserveCapacity(count)
    for index in 0..<count {
      guard let entry = self[index].raised(to: exponent) else { return nil }
      result.append(entry)
    }
    return ExactEntries(result)
  }

  /// The sums of the entries that have the same offset on a path.
  func summed(along path: StridedPath, count sums: Int) -> ExactEntries? {
    if let shared {
      var failed = false
      let totals = path.sums(of: numerators, count: sums) { total, numerator in
        let (sum, overflow) = total.addingReportingOverflow(numerator)
        failed = failed || overflow || sum == .min
        return sum
      }
      if !failed { return ExactEntries(numerators: totals, over: shared) }
    }
    return summed(into: path.offsets, count: sums)
  }

  /// The sums of the entries: entry i is added to the sum at `offsets[i]`.
  func summed(into offsets: [Int], count sums: Int) -> ExactEntries? {
    if let shared {
      var totals = [Int64](repeating: 0, count: sums)
      var failed = false
      for (index, offset) in offsets.enumerated() {
        let (sum, overflow) = totals[offset].addingReportingOverflow(numerators[index])
        failed = failed || overflow || sum == .min
        totals[offset] = sum
      }
      if !failed { return ExactEntries(numerators: totals, over: shared) }
    }
    var totals = [Rational](repeating: .zero, count: sums)
    for (index, offset) in offsets.enumerated() {
      guard let sum = totals[offset].adding(self[index]) else { return nil }
      totals[offset] = sum
    }
    return ExactEntries(totals)
  }
}

// MARK: - Products

extension ExactEntries {
  /// The matrix product of `self` (rows × inner) and `other` (inner × columns).
  func product(_ other: ExactEntries, rows: Int, inner: Int, columns: Int) -> ExactEntries? {
    if let p = shared, let q = other.shared {
      let (denominator, overflow) = p.multipliedReportingOverflow(by: q)
      if !overflow,
        let numerators = integerProduct(
          numerators, other.numerators, rows: rows, inner: inner, columns: columns)
      {
        return ExactEntries(numerators: numerators, over: denominator)
      }
    }
    var result: [Rational] = []
    result.reserveCapacity(rows * columns)
    for row in 0..<rows {
      for column in 0..<columns {
        var sum = Rational.zero
        for k in 0..<inner {
          guard let term = self[row * inner + k].multiplied(by: other[k * columns + column]),
            let next = sum.adding(term)
          else { return nil }
          sum = next
        }
        result.append(sum)
      }
    }
    return ExactEntries(result)
  }
}

/// A product of integer matrices; nil if a sum may overflow. A large product is computed in floating
/// point, which is exact while all sums stay below 2⁵³ and much faster; where they don't, by the two
/// halves of the digits of one factor.
private func integerProduct(
  _ a: [Int64], _ b: [Int64], rows: Int, inner: Int, columns: Int
) -> [Int64]? {
  let (product, overflow) = largestMagnitude(a).multipliedReportingOverflow(
    by: largestMagnitude(b))
  if overflow { return nil }
  let (bound, tooLarge) = product.multipliedReportingOverflow(by: UInt64(inner))
  if tooLarge || bound > UInt64(Int64.max) { return nil }
  if paysForTiling(rows: rows, inner: inner, columns: columns) {
    let tiled = { (a: [Int64], b: [Int64]) in
      productOfDoubles(
        .fractions(a, over: 1), .fractions(b, over: 1), rows: rows, inner: inner, columns: columns
      ).map { Int64($0) }
    }
    if bound < 1 << 53 { return tiled(a, b) }
    if let (high, low, shift) = halves(a, each: largestMagnitude(b) * UInt64(inner)) {
      return zip(tiled(high, b), tiled(low, b)).map { ($0 << shift) &+ $1 }
    }
    if let (high, low, shift) = halves(b, each: largestMagnitude(a) * UInt64(inner)) {
      return zip(tiled(a, high), tiled(a, low)).map { ($0 << shift) &+ $1 }
    }
  }
  var result = [Int64](repeating: 0, count: rows * columns)
  for row in 0..<rows {
    for k in 0..<inner {
      let x = a[row * inner + k]
      for column in 0..<columns {
        result[row * columns + column] &+= x &* b[k * columns + column]
      }
    }
  }
  return result
}

/// Integers as `high · 2^shift + low`, so that sums whose terms are a half times factors that add up to
/// `each` stay below 2⁵³; nil if there are no such halves.
private func halves(
  _ integers: [Int64], each: UInt64
) -> (high: [Int64], low: [Int64], shift: Int)? {
  let shift = 52 - (UInt64.bitWidth - each.leadingZeroBitCount)
  guard shift > 0, largestMagnitude(integers) >> shift + 1 < 1 << (shift + 1) else { return nil }
  return (integers.map { $0 >> shift }, integers.map { $0 & (1 << shift - 1) }, shift)
}

/// The largest magnitude of the entries, at least 1.
private func largestMagnitude(_ entries: [Int64]) -> UInt64 {
  var (least, largest) = (Int64(-1), Int64(1))
  for entry in entries {
    least = min(least, entry)
    largest = max(largest, entry)
  }
  return max(least.magnitude, largest.magnitude)
}

/// Nil on overflow. Both positive.
private func leastCommonMultiple(_ a: Int64, _ b: Int64) -> Int64? {
  if a == b { return a }
  let divisor = Int64(greatestCommonDivisor(a.magnitude, b.magnitude))
  let (product, overflow) = (a / divisor).multipliedReportingOverflow(by: b)
  return overflow ? nil : product
}
