import MatrixCore

/// A JSON value, with its keys in the given order.
package indirect enum JSON: Sendable {
  case object([(key: String, value: JSON)])
  case array([JSON])
  case string(String)
  case number(Double)
  case integer(Int)
  case bool(Bool)
  case null
}

extension JSON {
  package static func strings(_ strings: [String]) -> JSON {
    .array(strings.map(JSON.string))
  }

  /// One number in full precision.
  package init(_ number: Number) {
    if case .exact(let rational) = number,
      let whole = rational.isWhole ? Int(exactly: rational.numerator) : nil
    {
      self = .integer(whole)
    } else {
      self = .number(number.double)
    }
  }

  /// The entries nested by shape, in full precision; a number if there are no axes.
  package init(data tensor: Tensor) {
    var values = (0..<tensor.count).map { JSON(tensor[$0]) }
    for size in tensor.shape.sizes.dropFirst().reversed() {
      guard size > 0 else { break }
      values = stride(from: 0, to: values.count, by: size).map {
        .array(Array(values[$0..<min($0 + size, values.count)]))
      }
    }
    self = tensor.shape.isScalar ? values[0] : .array(values)
  }
}
