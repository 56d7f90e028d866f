import MatrixCore
import Typography

extension NumberStyle {
  /// A tensor in a line of text: `[[1, 2], [3, -1]]`, a number where it has no axes. Of an axis longer
  /// than 8 the first and last 3 entries stand.
  package func text(_ tensor: Tensor) -> String {
    text(tensor, axis: 0, base: 0)
  }

  private func text(_ tensor: Tensor, axis: Int, base: Int) -> String {
    guard axis < tensor.shape.rank else { return text(tensor[base]) }
    let stride = tensor.shape.strides[axis]
    let entries = Grid.shown(tensor.shape.axes[axis].size, most: Grid.few).map { index in
      index.map { text(tensor, axis: axis + 1, base: base + $0 * stride) } ?? "…"
    }
    return "[" + entries.joined(separator: ", ") + "]"
  }
}
