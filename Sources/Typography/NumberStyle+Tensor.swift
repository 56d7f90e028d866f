import MatrixCore

extension NumberStyle {
  /// A tensor as inline text: `[[1, 2], [3, -1]]`, or a number if it has no axes. Of an axis longer
  /// than 8 only the first and last 3 entries are shown.
  package func text(_ tensor: Tensor) -> String {
    text(tensor, axis: 0, base: 0)
  }

  private func text(_ tensor: Tensor, axis: Int, base: Int) -> String {
    guard axis < tensor.shape.rank else { return text(tensor[base]) }
    let stride = tensor.shape.strides[axis]
    let entries = Abridged(tensor.shape.axes[axis].size, limit: Abridged.compactLimit).map {
      index in
      index.map { text(tensor, axis: axis + 1, base: base + $0 * stride) } ?? "…"
    }
    return "[" + entries.joined(separator: ", ") + "]"
  }
}
