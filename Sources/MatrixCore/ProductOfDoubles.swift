/// The product of two matrices, each sum from the first term to the last.
///
/// Cost: rows · inner · columns multiplications.
func productOfDoubles(
  _ a: Factor, _ b: Factor, rows: Int, inner: Int, columns: Int
) -> [Double] {
  guard paysForTiling(rows: rows, inner: inner, columns: columns) else {
    return productByRows(a.doubles, b.doubles, rows: rows, inner: inner, columns: columns)
  }
  return [Double](unsafeUninitializedCapacity: rows * columns) { result, initialized in
    a.withReader { a in
      b.withReader { b in
        TiledProduct(a: a, b: b, result: result, rows: rows, inner: inner, columns: columns)
          .compute()
      }
    }
    initialized = rows * columns
  }
}

/// Whether packing the operands into tiles pays off: not for few rows or few terms.
func paysForTiling(rows: Int, inner: Int, columns: Int) -> Bool {
  rows > 2 && rows * inner * columns >= 1000
}

private func productByRows(
  _ a: [Double], _ b: [Double], rows: Int, inner: Int, columns: Int
) -> [Double] {
  var result = [Double](repeating: 0, count: rows * columns)
  result.withUnsafeMutableBufferPointer { result in
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        for row in 0..<rows {
          let start = row &* columns
          for k in 0..<inner {
            let x = a[row &* inner &+ k]
            let from = k &* columns
            for column in 0..<columns { result[start &+ column] += x * b[from &+ column] }
          }
        }
      }
    }
  }
  return result
}
