extension Tensor {
  /// Two tensors combined entry by entry, broadcast by the names of their axes.
  package static func combine(
    _ kind: Pairing, _ left: Tensor, _ right: Tensor
  ) throws(ShapeError) -> Tensor {
    if left.shape == right.shape { return paired(kind, left.shape, left, right) }
    let shape = try broadcastShape(left.shape, right.shape)
    return paired(
      kind, shape, left.shape.isScalar ? left : try left.broadcast(to: shape),
      right.shape.isScalar ? right : try right.broadcast(to: shape))
  }

  /// The same for operands that have this shape or are numbers.
  private static func paired(
    _ kind: Pairing, _ shape: Shape, _ a: Tensor, _ b: Tensor
  ) -> Tensor {
    if case .exact(let x) = a.entries, case .exact(let y) = b.entries {
      if let exact = ExactEntries.combine(kind, x, y) { return Tensor(shape, .exact(exact)) }
    }
    let (x, y) = (a.doubles, b.doubles)
    let result =
      switch kind {
      case .add: zipped(x, y, +)
      case .subtract: zipped(x, y, -)
      case .multiply: zipped(x, y, *)
      case .divide: zipped(x, y, /)
      case .maximum: zipped(x, y) { $0.isNaN || $1.isNaN ? .nan : max($0, $1) }
      case .minimum: zipped(x, y) { $0.isNaN || $1.isNaN ? .nan : min($0, $1) }
      }
    return Tensor(shape, .floating(result))
  }

  package static prefix func - (x: Tensor) -> Tensor {
    switch x.entries {
    case .exact(let exact): Tensor(x.shape, .exact(exact.negated))
    case .floating(let doubles): Tensor(x.shape, .floating(doubles.map { -$0 }))
    }
  }

  /// Each entry raised to `exponent`; exact for integer exponents.
  package func raised(to exponent: Number) -> Tensor {
    let floating = { doubles.map { Mathematics.power($0, exponent.double) } }
    if case .exact(let exact) = entries, case .exact(let power) = exponent, power.isWhole {
      return Tensor(shape, exact: exact.raised(to: power.numerator), or: floating())
    }
    return Tensor(shape, .floating(floating()))
  }

  /// A function of each entry, in floating point, even for the square root of an exact square.
  package func mapped(_ function: FloatingFunction) -> Tensor {
    Tensor(shape, .floating(doubles.map { function($0) }))
  }

  package enum SignFunction: Sendable {
    /// |x|
    case abs
    /// x where it is positive, else 0
    case positivePart
    /// 1 where x is positive, else 0
    case step
    /// −1, 0 or 1
    case sign
    /// 1 where x is 0, else 0
    case isZero
  }

  /// A function of each entry's sign, which keeps exact entries exact.
  package func mapped(_ function: SignFunction) -> Tensor {
    switch entries {
    case .exact(let exact):
      switch function {
      case .abs: Tensor(shape, .exact(exact.mapNumerators { Swift.abs($0) }))
      case .positivePart: Tensor(shape, .exact(exact.mapNumerators { max($0, 0) }))
      case .step: indicator(exact) { $0 > 0 ? 1 : 0 }
      case .sign: indicator(exact) { $0.signum() }
      case .isZero: indicator(exact) { $0 == 0 ? 1 : 0 }
      }
    case .floating(let doubles):
      switch function {
      case .abs: Tensor(shape, .floating(doubles.map { Swift.abs($0) }))
      case .positivePart: Tensor(shape, .floating(doubles.map { $0 > 0 ? $0 : $0.isNaN ? $0 : 0 }))
      case .step: indicator(doubles) { $0 > 0 ? 1 : 0 }
      case .sign: indicator(doubles) { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
      case .isZero: indicator(doubles) { $0 == 0 ? 1 : 0 }
      }
    }
  }

  private func indicator(_ exact: ExactEntries, _ change: (Int64) -> Int64) -> Tensor {
    Tensor(shape, .exact(ExactEntries(numerators: exact.numerators.map(change), over: 1)))
  }

  private func indicator(_ doubles: [Double], _ change: (Double) -> Int64) -> Tensor {
    Tensor(shape, .exact(ExactEntries(numerators: doubles.map(change), over: 1)))
  }
}

@inline(__always)
private func zipped(
  _ a: [Double], _ b: [Double], _ combine: (Double, Double) -> Double
) -> [Double] {
  let count = max(a.count, b.count)
  return [Double](unsafeUninitializedCapacity: count) { result, initialized in
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        if a.count == count && b.count == count {
          for index in 0..<count { result[index] = combine(a[index], b[index]) }
        } else if b.count == 1 {
          let y = b[0]
          for index in 0..<count { result[index] = combine(a[index], y) }
        } else {
          let x = a[0]
          for index in 0..<count { result[index] = combine(x, b[index]) }
        }
      }
    }
    initialized = count
  }
}
