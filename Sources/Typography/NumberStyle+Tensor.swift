import MatrixCore

extension NumberStyle {
  /// A tensor as inline text: `[[1, 2], [3, -1]]`, or a number if it has no axes. Of an axis longer
  /// than 8 only the first and last 3 entries are shown.
  package func text(_ tensor: Tensor) -> String {
    let numbers = shownOffsets(tensor.shape, axis: 0, base: 0).map { tensor[$0] }
    var texts = aligned(numbers)[...]
    return list(tensor.shape, axis: 0) { texts.popFirst()?.text ?? "" }
  }

  /// The places of the shown entries from `base` on, in order.
  private func shownOffsets(_ shape: Shape, axis: Int, base: Int) -> [Int] {
    guard axis < shape.rank else { return [base] }
    let stride = shape.strides[axis]
    return shownIndices(shape, axis).compactMap(\.self).flatMap {
      shownOffsets(shape, axis: axis + 1, base: base + $0 * stride)
    }
  }

  private func list(_ shape: Shape, axis: Int, _ next: () -> String) -> String {
    guard axis < shape.rank else { return next() }
    let entries = shownIndices(shape, axis).map { index in
      index == nil ? "…" : list(shape, axis: axis + 1, next)
    }
    return "[" + entries.joined(separator: ", ") + "]"
  }

  private func shownIndices(_ shape: Shape, _ axis: Int) -> Abridged {
    Abridged(shape.axes[axis].size, limit: Abridged.compactLimit)
  }
}
