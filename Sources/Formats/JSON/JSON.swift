import MatrixCore

/// A JSON value, with its keys in the given order.
package indirect enum JSON: Sendable {
  case object([(key: String, value: JSON)])
  case array([JSON])
  case string(String)
  /// Strings, each on a line of its own.
  case lines([String])
  case number(Double)
  /// The entries nested by shape, in full precision; a number if there are no axes.
  case data(Tensor)
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

  package init(data tensor: Tensor) { self = .data(tensor) }
}
