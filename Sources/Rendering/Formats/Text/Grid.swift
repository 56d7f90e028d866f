import MatrixCore

/// The entries of a tensor that stand in one matrix, row by row from `base`.
struct MatrixSlice {
  let tensor: Tensor
  let base: Int
  let rows: Int
  let columns: Int
  /// A floating entry below this is what rounding leaves of 0, and printed as 0.
  let negligible: Double

  func entry(_ row: Int, _ column: Int) -> Number {
    let number = tensor[base + row * columns + column]
    return number.rational == nil && number.double.magnitude < negligible ? .floating(0) : number
  }
}

extension MatrixSlice {
  /// The entries that are shown, row by row.
  var shownEntries: [Number] {
    let columns = Grid.shown(columns, most: Grid.most).compactMap(\.self)
    return Grid.shown(rows, most: Grid.most).compactMap(\.self).flatMap { row in
      columns.map { entry(row, $0) }
    }
  }

  /// The matrices that a tensor is drawn as: one for each index of the axes before the last two.
  static func slices(_ tensor: Tensor, _ orientation: TensorView.Orientation) -> [MatrixSlice] {
    let sizes = tensor.shape.sizes
    let negligible =
      tensor.isExact ? 0 : tensor.doubles.reduce(0) { max($0, $1.magnitude) } * 1e-13
    guard let last = sizes.last else {
      return [MatrixSlice(tensor: tensor, base: 0, rows: 1, columns: 1, negligible: 0)]
    }
    guard sizes.count > 1 else {
      return [
        orientation == .row
          ? MatrixSlice(tensor: tensor, base: 0, rows: 1, columns: last, negligible: negligible)
          : MatrixSlice(tensor: tensor, base: 0, rows: last, columns: 1, negligible: negligible)
      ]
    }
    let rows = sizes[sizes.count - 2]
    let size = rows * last
    return (0..<(size == 0 ? 0 : tensor.count / size)).map {
      MatrixSlice(
        tensor: tensor, base: $0 * size, rows: rows, columns: last, negligible: negligible)
    }
  }
}

/// A matrix as text: columns of cells of one width, numbers aligned at their decimal points.
struct Grid {
  var columns: [Column] = []
  /// Whether a number in it is rounded.
  var isRounded = false

  struct Column {
    /// Counted from 0; nil for the column that stands for those left out.
    let index: Int?
    let cells: ArraySlice<ColumnText.Cell>
    let width: Int

    func cell(_ row: Int) -> ColumnText.Cell { cells[cells.startIndex + row] }
  }

  var height: Int { columns.first?.cells.count ?? 0 }
  var widest: Int { columns.reduce(0) { max($0, $1.width) } }
  /// The columns that the matrix takes with its brackets.
  var width: Int { columns.reduce(2 * columns.count + 2) { $0 + $1.width } }
}

extension Grid {
  /// So many rows, and so many columns where they fit the width, are all shown.
  static let most = 12
  /// So many are all shown where room is scarce.
  static let few = 8

  /// The indices shown of so many: all up to `most`, else the first and last 3 with nil between.
  static func shown(_ count: Int, most: Int) -> [Int?] {
    count <= most ? (0..<count).map { $0 } : [0, 1, 2, nil, count - 3, count - 2, count - 1]
  }

  /// The matrices as text, each column as wide in all of them. They have the same number of columns.
  static func grids(
    of slices: [MatrixSlice], numbers: NumberStyle, glyphs: Glyphs, columns: Int = most
  ) -> [Grid] {
    guard let first = slices.first else { return [] }
    let rows = slices.map { shown($0.rows, most: most) }
    let indices = shown(first.columns, most: columns)
    var entries: [Number?] = []
    for index in indices {
      guard let index else { continue }
      for (slice, rows) in zip(slices, rows) {
        for row in rows { entries.append(row.map { slice.entry($0, index) }) }
      }
    }
    let numbers = numbers.uniform(for: entries)
    let height = rows.reduce(0) { $0 + $1.count }
    var rest = entries[...]
    var grids = [Grid](repeating: Grid(), count: slices.count)
    for index in indices {
      guard let index else {
        for place in grids.indices {
          grids[place].columns.append(gap(rows[place], glyphs))
        }
        continue
      }
      let column = ColumnText(rest.prefix(height), numbers: numbers, glyphs: glyphs)
      rest = rest.dropFirst(height)
      var next = 0
      for (place, rows) in rows.enumerated() {
        let range = next..<(next + rows.count)
        grids[place].columns.append(
          Column(index: index, cells: column.cells[range], width: column.width))
        if column.cells[range].contains(where: \.isRounded) { grids[place].isRounded = true }
        next = range.upperBound
      }
    }
    for (place, slice) in slices.enumerated() where !slice.tensor.isExact {
      grids[place].isRounded = true
    }
    return grids
  }

  private static func gap(_ rows: [Int?], _ glyphs: Glyphs) -> Column {
    let width = DisplayWidth.of(glyphs.rowGap)
    let cells = rows.map {
      let text = $0 == nil ? glyphs.cornerGap : glyphs.rowGap
      return ColumnText.Cell(text: text, width: DisplayWidth.of(text), isRounded: false)
    }
    return Column(index: nil, cells: cells[...], width: width)
  }
}
