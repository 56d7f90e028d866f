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
    let result =
      switch kind {
      case .add: zipped(a, b, +)
      case .subtract: zipped(a, b, -)
      case .multiply: zipped(a, b, *)
      case .divide: zipped(a, b, /)
      case .maximum: zipped(a, b) { $0.isNaN || $1.isNaN ? .nan : max($0, $1) }
      case .minimum: zipped(a, b) { $0.isNaN || $1.isNaN ? .nan : min($0, $1) }
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

/// The floating-point entries of two tensors of one shape, or of a tensor and a number, combined.
@inline(__always)
private func zipped(
  _ a: Tensor, _ b: Tensor, _ combine: (Double, Double) -> Double
) -> [Double] {
  if b.count == 1 {
    let y = b[0].double
    return changed(a) { combine($0, y) }
  }
  if a.count == 1 {
    let x = a[0].double
    return changed(b) { combine(x, $0) }
  }
  let y = b.doubles
  var result = a.doubles
  result.withUnsafeMutableBufferPointer { result in
    y.withUnsafeBufferPointer { y in
      for index in result.indices { result[index] = combine(result[index], y[index]) }
    }
  }
  return result
}

@inline(__always)
private func changed(_ tensor: Tensor, _ change: (Double) -> Double) -> [Double] {
  var result = tensor.doubles
  result.withUnsafeMutableBufferPointer { result in
    for index in result.indices { result[index] = change(result[index]) }
  }
  return result
}
