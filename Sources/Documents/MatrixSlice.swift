import Formulas
import MatrixCore
import Typography

/// The entries of one matrix of a tensor, row-major from offset `base`.
package struct MatrixSlice {
  package let tensor: Tensor
  private let base: Int
  package let rows: Int
  package let columns: Int

  /// The place of an entry in the tensor, row-major.
  package func offset(_ row: Int, _ column: Int) -> Int { base + row * columns + column }

  package func entry(_ row: Int, _ column: Int) -> Number { tensor[offset(row, column)] }
}

extension MatrixSlice {
  /// The shown entries, row by row.
  package var shownEntries: [Number] {
    let columns = Abridged(columns, limit: Abridged.limit).compactMap(\.self)
    return Abridged(rows, limit: Abridged.limit).compactMap(\.self).flatMap { row in
      columns.map { entry(row, $0) }
    }
  }

  /// The matrices of a tensor: one for each index of the axes before the last two.
  package static func slices(
    _ tensor: Tensor, _ orientation: TensorView.Orientation
  ) -> [MatrixSlice] {
    let axes = tensor.shape.axes
    let last = axes.last?.size ?? 1
    let isUpright = axes.count == 1 && orientation == .column
    let rows = axes.count > 1 ? axes[axes.count - 2].size : isUpright ? last : 1
    let columns = isUpright ? 1 : last
    let size = rows * columns
    if axes.count <= 2 {
      return [MatrixSlice(tensor: tensor, base: 0, rows: rows, columns: columns)]
    }
    return (0..<(size == 0 ? 0 : tensor.count / size)).map {
      MatrixSlice(
        tensor: tensor, base: $0 * size, rows: rows, columns: columns)
    }
  }
}
