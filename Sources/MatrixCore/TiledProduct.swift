/// A matrix product in tiles, whose sums stay in registers; the operands are packed into the order
/// in which tiles read them.
struct TiledProduct {
  let a: Factor.Reader
  let b: Factor.Reader
  let result: UnsafeMutableBufferPointer<Double>
  let rows: Int
  let inner: Int
  let columns: Int

  func compute() {
    // Blocks of equal size: packing a narrow remainder costs as much as a full block.
    let depth = inner.part(atMost: CacheBlock.depth)
    let tiles = columns.part(atMost: CacheBlock.width).parts(atMost: ProductTile.columns)
    let width = tiles * ProductTile.columns
    withUnsafeTemporaryAllocation(
      of: ProductTile.Left.self, capacity: depth * ProductTile.rows
    ) { left in
      withUnsafeTemporaryAllocation(
        of: ProductTile.Row.self, capacity: depth * tiles
      ) { right in
        for column in stride(from: 0, to: columns, by: width) {
          for term in stride(from: 0, to: inner, by: depth) {
            let block = CacheBlock(
              terms: term..<min(term + depth, inner),
              columns: column..<min(column + width, columns))
            packRight(block, to: right)
            for row in stride(from: 0, to: rows, by: ProductTile.rows) {
              packLeft(row, block, to: left)
              computeTiles(row, block, left, right)
            }
          }
        }
      }
    }
  }

  /// Packs six rows of `a` from `row`, column by column; 0 below the last row.
  private func packLeft(
    _ row: Int, _ block: CacheBlock, to left: UnsafeMutableBufferPointer<ProductTile.Left>
  ) {
    let count = block.terms.count
    for index in 0..<ProductTile.rows {
      var offset = index
      guard row + index < rows else {
        for _ in 0..<count {
          left[offset] = .zero
          offset &+= ProductTile.rows
        }
        continue
      }
      var from = (row &+ index) &* inner &+ block.terms.lowerBound
      for _ in 0..<count / 2 {
        let two = a.two(at: from)
        left[offset] = ProductTile.Left(repeating: two[0])
        left[offset &+ ProductTile.rows] = ProductTile.Left(repeating: two[1])
        offset &+= 2 &* ProductTile.rows
        from &+= 2
      }
      if count % 2 == 1 { left[offset] = ProductTile.Left(repeating: a[from]) }
    }
  }

  /// Packs the block of `b`, tile by tile, each row by row; 0 right of the last column.
  private func packRight(
    _ block: CacheBlock, to right: UnsafeMutableBufferPointer<ProductTile.Row>
  ) {
    let depth = block.terms.count
    let whole = block.columns.count / ProductTile.columns
    for (index, term) in block.terms.enumerated() {
      var from = term &* columns &+ block.columns.lowerBound
      var offset = index
      for _ in 0..<whole {
        right[offset] = ProductTile.Row(
          lowHalf: b.two(at: from), highHalf: b.two(at: from &+ 2))
        offset &+= depth
        from &+= ProductTile.columns
      }
      let rest = block.columns.count - whole * ProductTile.columns
      guard rest > 0 else { continue }
      var last = ProductTile.Row.zero
      for column in 0..<rest { last[column] = b[from + column] }
      right[offset] = last
    }
  }

  /// Computes all tiles of a block for six rows of `a` from `row`.
  private func computeTiles(
    _ row: Int, _ block: CacheBlock, _ left: UnsafeMutableBufferPointer<ProductTile.Left>,
    _ right: UnsafeMutableBufferPointer<ProductTile.Row>
  ) {
    guard let left = left.baseAddress, var right = right.baseAddress,
      let result = result.baseAddress
    else { return }
    let depth = block.terms.count
    let height = min(ProductTile.rows, rows - row)
    let isNew = block.terms.lowerBound == 0
    for column in stride(
      from: block.columns.lowerBound, to: block.columns.upperBound, by: ProductTile.columns)
    {
      let width = min(ProductTile.columns, block.columns.upperBound - column)
      let sums = result + (row * columns + column)
      if height == ProductTile.rows && width == ProductTile.columns {
        ProductTile.add(left, right, count: depth, to: sums, stride: columns, isNew: isNew)
      } else {
        updatePart(sums, height, width, isNew: isNew) { tile in
          ProductTile.add(
            left, right, count: depth, to: tile, stride: ProductTile.columns, isNew: false)
        }
      }
      right += depth
    }
  }

  /// Updates a tile of which only `height` rows and `width` columns are inside the result.
  private func updatePart(
    _ sums: UnsafeMutablePointer<Double>, _ height: Int, _ width: Int, isNew: Bool,
    _ change: (UnsafeMutablePointer<Double>) -> Void
  ) {
    withUnsafeTemporaryAllocation(
      of: Double.self, capacity: ProductTile.rows * ProductTile.columns
    ) { tile in
      guard let start = tile.baseAddress else { return }
      tile.initialize(repeating: 0)
      if !isNew {
        for row in 0..<height {
          (start + row * ProductTile.columns).update(from: sums + row * columns, count: width)
        }
      }
      change(start)
      for row in 0..<height {
        (sums + row * columns).update(from: start + row * ProductTile.columns, count: width)
      }
    }
  }
}

/// One block of the computation: its depth keeps six rows of `a` and a tile's columns of `b` in the L1
/// cache, its width keeps the packed block of `b` in L2.
private struct CacheBlock {
  static let depth = 200
  static let width = 400

  /// The terms of each sum.
  let terms: Range<Int>
  let columns: Range<Int>
}

extension Int {
  /// The number of parts, none larger than `limit`.
  fileprivate func parts(atMost limit: Int) -> Int { (self + limit - 1) / limit }

  /// The size of these parts if they are equal; the last may be smaller.
  fileprivate func part(atMost limit: Int) -> Int { parts(atMost: parts(atMost: limit)) }
}
