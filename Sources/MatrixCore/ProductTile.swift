/// The kernel of a tiled matrix product: a 6 × 4 tile of sums, to which terms are added in order.
///
/// The sums take twelve of SSE2's sixteen registers, two numbers each; four remain for the terms.
enum ProductTile {
  static let rows = 6
  static let columns = 4

  /// One number of the left matrix, twice: SSE2 has no multiplication by a scalar.
  typealias Left = SIMD2<Double>
  /// A row of the tile: of the right matrix or of the sums.
  typealias Row = SIMD4<Double>

  /// Adds `count` terms, each a column of `left` (six numbers) times a row of `right`, to the sums at
  /// `sums`, whose rows are `stride` numbers apart. A new tile starts at 0.
  static func add(
    _ left: UnsafePointer<Left>, _ right: UnsafePointer<Row>, count: Int,
    to sums: UnsafeMutablePointer<Double>, stride: Int, isNew: Bool
  ) {
    let step = stride &* MemoryLayout<Double>.stride
    let rows = UnsafeMutableRawPointer(sums)
    func row(_ index: Int) -> Row {
      isNew ? .zero : (rows + index &* step).loadUnaligned(as: Row.self)
    }
    var (sum0, sum1, sum2, sum3, sum4, sum5) = (row(0), row(1), row(2), row(3), row(4), row(5))
    var x = left
    for index in 0..<count {
      let y = right[index]
      sum0 += Row(lowHalf: x[0], highHalf: x[0]) * y
      sum1 += Row(lowHalf: x[1], highHalf: x[1]) * y
      sum2 += Row(lowHalf: x[2], highHalf: x[2]) * y
      sum3 += Row(lowHalf: x[3], highHalf: x[3]) * y
      sum4 += Row(lowHalf: x[4], highHalf: x[4]) * y
      sum5 += Row(lowHalf: x[5], highHalf: x[5]) * y
      x += ProductTile.rows
    }
    rows.storeBytes(of: sum0, as: Row.self)
    (rows + step).storeBytes(of: sum1, as: Row.self)
    (rows + 2 &* step).storeBytes(of: sum2, as: Row.self)
    (rows + 3 &* step).storeBytes(of: sum3, as: Row.self)
    (rows + 4 &* step).storeBytes(of: sum4, as: Row.self)
    (rows + 5 &* step).storeBytes(of: sum5, as: Row.self)
  }
}
