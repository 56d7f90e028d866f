/// The product of two matrices, each sum running from the first term to the last.
///
/// Cost: rows · inner · columns multiplications. Four rows and four columns are computed at a time:
/// their sums stay in registers, so that one load serves four multiplications.
func productOfDoubles(
  _ a: [Double], _ b: [Double], rows: Int, inner: Int, columns: Int
) -> [Double] {
  [Double](unsafeUninitializedCapacity: rows * columns) { result, initialized in
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        let product = Product(
          a: a, b: b, result: result, rows: rows, inner: inner, columns: columns)
        product.compute()
      }
    }
    initialized = rows * columns
  }
}

private struct Product {
  let a: UnsafeBufferPointer<Double>
  let b: UnsafeBufferPointer<Double>
  let result: UnsafeMutableBufferPointer<Double>
  let rows: Int
  let inner: Int
  let columns: Int

  func compute() {
    let (tiledRows, tiledColumns) = (rows & ~3, columns & ~3)
    // A few columns at a time, so that what is read of `b` stays in the nearest cache.
    for column in stride(from: 0, to: tiledColumns, by: 4) {
      for row in stride(from: 0, to: tiledRows, by: 4) { computeTile(row, column) }
    }
    for column in tiledColumns..<columns {
      for row in stride(from: 0, to: tiledRows, by: 4) { computeColumn(row, column) }
    }
    for row in tiledRows..<rows { computeRow(row) }
  }

  private func computeTile(_ row: Int, _ column: Int) {
    typealias Four = SIMD4<Double>
    var (sum0, sum1, sum2, sum3) = (Four.zero, Four.zero, Four.zero, Four.zero)
    var (left, right) = (row &* inner, column)
    for _ in 0..<inner {
      let y = Four(b[right], b[right &+ 1], b[right &+ 2], b[right &+ 3])
      sum0 += a[left] * y
      sum1 += a[left &+ inner] * y
      sum2 += a[left &+ 2 &* inner] * y
      sum3 += a[left &+ 3 &* inner] * y
      left &+= 1
      right &+= columns
    }
    for (index, sum) in [sum0, sum1, sum2, sum3].enumerated() {
      let start = (row &+ index) &* columns &+ column
      for place in 0..<4 { result[start &+ place] = sum[place] }
    }
  }

  /// Four rows of one column.
  private func computeColumn(_ row: Int, _ column: Int) {
    var (sum0, sum1, sum2, sum3) = (0.0, 0.0, 0.0, 0.0)
    var (left, right) = (row &* inner, column)
    for _ in 0..<inner {
      let y = b[right]
      sum0 += a[left] * y
      sum1 += a[left &+ inner] * y
      sum2 += a[left &+ 2 &* inner] * y
      sum3 += a[left &+ 3 &* inner] * y
      left &+= 1
      right &+= columns
    }
    var place = row &* columns &+ column
    for sum in [sum0, sum1, sum2, sum3] {
      result[place] = sum
      place &+= columns
    }
  }

  private func computeRow(_ row: Int) {
    let start = row &* columns
    for column in 0..<columns { result[start &+ column] = 0 }
    for k in 0..<inner {
      let x = a[row &* inner &+ k]
      let from = k &* columns
      for column in 0..<columns { result[start &+ column] += x * b[from &+ column] }
    }
  }
}
