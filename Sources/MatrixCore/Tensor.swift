/// A tensor with named axes. Its entries are all exact fractions, or, once one does not fit, all 64-bit
/// floating-point numbers.
package struct Tensor: Sendable {
  package let shape: Shape
  let entries: Entries

  enum Entries: Sendable {
    case exact(ExactEntries)
    case floating([Double])
  }

  init(_ shape: Shape, _ entries: Entries) {
    self.shape = shape
    self.entries = entries
  }

  init(_ shape: Shape, exact: ExactEntries?, or floating: @autoclosure () -> [Double]) {
    self.shape = shape
    entries = exact.map(Entries.exact) ?? .floating(floating())
  }
}

extension Tensor {
  /// A tensor of fractions, in row-major order.
  package init(_ shape: Shape, rationals: [Rational]) throws(ShapeError) {
    guard rationals.count == shape.count else {
      throw .entryCount(rationals.count, for: shape)
    }
    self.init(shape, .exact(ExactEntries(rationals)))
  }

  /// A tensor of fractions with one positive denominator, in row-major order.
  package init(
    _ shape: Shape, numerators: [Int64], over denominator: Int64
  ) throws(ShapeError) {
    guard numerators.count == shape.count else {
      throw .entryCount(numerators.count, for: shape)
    }
    self.init(shape, .exact(ExactEntries(numerators: numerators, over: denominator)))
  }

  /// A tensor of floating-point numbers, in row-major order.
  package init(_ shape: Shape, doubles: [Double]) throws(ShapeError) {
    guard doubles.count == shape.count else { throw .entryCount(doubles.count, for: shape) }
    self.init(shape, .floating(doubles))
  }

  /// A tensor of numbers, exact if all of them are.
  package init(_ shape: Shape, numbers: [Number]) throws(ShapeError) {
    guard numbers.count == shape.count else { throw .entryCount(numbers.count, for: shape) }
    let rationals = numbers.compactMap(\.rational)
    self.init(
      shape, exact: rationals.count == numbers.count ? ExactEntries(rationals) : nil,
      or: numbers.map(\.double))
  }

  /// A scalar.
  package init(_ number: Number) {
    switch number {
    case .exact(let rational): self.init(.scalar, .exact(ExactEntries(rational)))
    case .floating(let double): self.init(.scalar, .floating([double]))
    }
  }

  /// A tensor whose entries are all `number`.
  package init(_ shape: Shape, filledWith number: Number) {
    switch number {
    case .exact(let rational):
      self.init(shape, .exact(ExactEntries(repeating: rational, count: shape.count)))
    case .floating(let double):
      self.init(shape, .floating([Double](repeating: double, count: shape.count)))
    }
  }

  /// A tensor of zeros.
  package static func zeros(_ shape: Shape) -> Tensor {
    Tensor(shape, filledWith: 0)
  }

  /// A tensor of ones.
  package static func ones(_ shape: Shape) -> Tensor { Tensor(shape, filledWith: 1) }
}

extension Tensor {
  package var count: Int { shape.count }

  package var isExact: Bool {
    if case .exact = entries { true } else { false }
  }

  /// The entries in floating point.
  package var doubles: [Double] {
    switch entries {
    case .exact(let exact): exact.doubles
    case .floating(let doubles): doubles
    }
  }

  /// The entry at a storage offset, which is in bounds.
  package subscript(offset: Int) -> Number {
    switch entries {
    case .exact(let exact): .exact(exact[offset])
    case .floating(let doubles): .floating(doubles[offset])
    }
  }

  /// The entry with these indices, from 0; nil out of bounds.
  package func entry(_ indices: [Int]) -> Number? {
    shape.offset(of: indices).map { self[$0] }
  }

  package var numbers: [Number] { (0..<count).map { self[$0] } }

  /// The single entry of a tensor without axes (or with one entry).
  package var number: Number? { count == 1 ? self[0] : nil }

  /// The tensor in floating point.
  package var approximate: Tensor { Tensor(shape, .floating(doubles)) }

  /// The same entries in the same order under other axes.
  package func renamed(_ shape: Shape) throws(ShapeError) -> Tensor {
    guard shape.count == count else { throw .entryCount(count, for: shape) }
    return Tensor(shape, entries)
  }

  /// The offset of the first entry that is NaN or infinite.
  package var firstNonFinite: Int? {
    guard case .floating(let doubles) = entries else { return nil }
    return areFinite(doubles) ? nil : doubles.firstIndex { !$0.isFinite }
  }

  /// The tensor with one entry replaced, at an `offset` in bounds.
  package func replacing(_ offset: Int, with number: Number) -> Tensor {
    if case .exact(let exact) = entries, case .exact(let rational) = number {
      return Tensor(shape, .exact(exact.replacing(offset, with: rational)))
    }
    var doubles = doubles
    doubles[offset] = number.double
    return Tensor(shape, .floating(doubles))
  }
}

/// Whether no entry is NaN or infinite. 0 · x is 0 only if x is finite, and a loop without an early exit is
/// much faster than a search.
private func areFinite(_ entries: [Double]) -> Bool {
  entries.withUnsafeBufferPointer { entries in
    let whole = entries.count & ~3
    var products = SIMD4<Double>.zero
    for index in stride(from: 0, to: whole, by: 4) {
      products +=
        SIMD4(entries[index], entries[index &+ 1], entries[index &+ 2], entries[index &+ 3]) * 0
    }
    return products.sum() == 0 && entries[whole...].allSatisfy(\.isFinite)
  }
}
