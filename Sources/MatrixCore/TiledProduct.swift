/// A product computed in tiles, whose sums stay in registers, of operands copied into the order in
/// which tiles read them.
struct TiledProduct {
  let a: Factor.Reader
  let b: Factor.Reader
  let result: UnsafeMutableBufferPointer<Double>
  let rows: Int
  let inner: Int
  let columns: Int

  func compute() {
    // Blocks of one size: a narrow rest would cost as much copying as a full block.
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
            copyRight(block, to: right)
            for row in stride(from: 0, to: rows, by: ProductTile.rows) {
              copyLeft(row, block, to: left)
              computeTiles(row, block, left, right)
            }
          }
        }
      }
    }
  }

  /// Six rows of `a` beginning at `row`, column after column; 0 below the last row.
  private func copyLeft(
    _ row: Int, _ block: CacheBlock, to left: UnsafeMutableBufferPointer<ProductTile.Left>
  ) {
    let count = block.terms.count
    for index in 0..<ProductTile.rows {
      var place = index
      guard row + index < rows else {
        for _ in 0..<count {
          left[place] = .zero
          place &+= ProductTile.rows
        }
        continue
      }
      var from = (row &+ index) &* inner &+ block.terms.lowerBound
      for _ in 0..<count / 2 {
        let two = a.two(at: from)
        left[place] = ProductTile.Left(repeating: two[0])
        left[place &+ ProductTile.rows] = ProductTile.Left(repeating: two[1])
        place &+= 2 &* ProductTile.rows
        from &+= 2
      }
      if count % 2 == 1 { left[place] = ProductTile.Left(repeating: a[from]) }
    }
  }

  /// The block of `b`, tile after tile, each row after row; 0 right of the last column.
  private func copyRight(
    _ block: CacheBlock, to right: UnsafeMutableBufferPointer<ProductTile.Row>
  ) {
    let depth = block.terms.count
    let whole = block.columns.count / ProductTile.columns
    for (index, term) in block.terms.enumerated() {
      var from = term &* columns &+ block.columns.lowerBound
      var place = index
      for _ in 0..<whole {
        right[place] = ProductTile.Row(
          lowHalf: b.two(at: from), highHalf: b.two(at: from &+ 2))
        place &+= depth
        from &+= ProductTile.columns
      }
      let rest = block.columns.count - whole * ProductTile.columns
      guard rest > 0 else { continue }
      var last = ProductTile.Row.zero
      for column in 0..<rest { last[column] = b[from + column] }
      right[place] = last
    }
  }

  /// All tiles of a block for the six rows of `a` that begin at `row`.
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
        changePart(sums, height, width, isNew: isNew) { tile in
          ProductTile.add(
            left, right, count: depth, to: tile, stride: ProductTile.columns, isNew: false)
        }
      }
      right += depth
    }
  }

  /// Changes a tile of which only so many rows and columns are inside the result.
  private func changePart(
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

/// What is computed at a time: as many terms as leave six rows of `a` and a tile's columns of `b` in
/// the nearest cache, and as many columns as leave all their terms in the next.
private struct CacheBlock {
  static let depth = 200
  static let width = 400

  /// The terms of each sum.
  let terms: Range<Int>
  let columns: Range<Int>
}

extension Int {
  /// How many parts it takes so that none is larger than `limit`.
  fileprivate func parts(atMost limit: Int) -> Int { (self + limit - 1) / limit }

  /// The size of these parts where they are equal, the last perhaps smaller.
  fileprivate func part(atMost limit: Int) -> Int { parts(atMost: parts(atMost: limit)) }
}
