extension Tensor {
  /// The slice at one index of an axis, without that axis. `index` is in bounds.
  package func slice(_ name: String, at index: Int) -> Tensor {
    guard let axis = shape.index(of: name) else { return self }
    let kept = shape.removing([name])
    let path = StridedPath(kept, from: index * shape.stride(of: axis)) { axis in
      shape.index(of: axis.name).map { shape.stride(of: $0) } ?? 0
    }
    return gathered(path, kept)
  }

  /// The entries at `offsets` under the axes of `target`; 0 at a negative offset.
  package func gather(_ offsets: [Int], as target: Shape) -> Tensor {
    if !offsets.contains(where: { $0 < 0 }) { return gathered(offsets, target) }
    switch entries {
    case .exact(let exact):
      return Tensor(
        target, .exact(ExactEntries(offsets.map { $0 < 0 ? Rational.zero : exact[$0] })))
    case .floating(let doubles):
      return Tensor(target, .floating(offsets.map { $0 < 0 ? 0 : doubles[$0] }))
    }
  }

  /// A tensor of shape `target` to which each entry is added at its offset, or dropped if that is
  /// negative: the reverse of `gather`.
  package func scatter(_ offsets: [Int], as target: Shape) -> Tensor {
    let kept = offsets.indices.filter { offsets[$0] >= 0 }
    let into = kept.map { offsets[$0] }
    switch entries {
    case .exact(let exact):
      let chosen = kept.count == offsets.count ? exact : exact.gathered(kept)
      let sums =
        kept.isEmpty
        ? ExactEntries(repeating: .zero, count: target.count)
        : chosen.summed(into: into, count: target.count)
      if let sums { return Tensor(target, .exact(sums)) }
    case .floating: break
    }
    let doubles = doubles
    var totals = [Double](repeating: 0, count: target.count)
    for (source, offset) in zip(kept, into) { totals[offset] += doubles[source] }
    return Tensor(target, .floating(totals))
  }
}

extension Tensor {
  /// The tensor with 0 wherever `other`, of the same axes, is 0.
  package func zeroed(where other: Tensor) -> Tensor {
    let zero = other.doubles.map { $0 == 0 }
    guard zero.contains(true) else { return self }
    return gather(zero.indices.map { zero[$0] ? -1 : $0 }, as: shape)
  }

  /// 1 at each label, counted from 0, along a new last axis.
  package func oneHot(_ axis: Axis) -> Tensor {
    let labels = doubles
    var marks = [Int64](repeating: 0, count: labels.count * axis.size)
    for (index, label) in labels.enumerated() {
      if let label = Int(exactly: label), 0..<axis.size ~= label {
        marks[index * axis.size + label] = 1
      }
    }
    return Tensor(
      Shape(shape.axes + [axis]), .exact(ExactEntries(numerators: marks, over: 1)))
  }

  /// The rows of this tensor at `labels`: the labels' axes, then this tensor's less `axis`.
  package func rows(at labels: Tensor, along axis: String) -> Tensor {
    gathered(
      shape.rowOffsets(labels, along: axis),
      Shape(labels.shape.axes + shape.removing([axis]).axes))
  }

  /// A tensor of shape `target` to whose rows at `labels` the rows of this one are added.
  package func scatteredRows(
    at labels: Tensor, into target: Shape, along axis: String
  ) -> Tensor {
    scatter(target.rowOffsets(labels, along: axis), as: target)
  }
}

extension Shape {
  /// The storage offsets of the rows at `labels` of an axis, which are clamped to the rows that exist.
  package func rowOffsets(_ labels: Tensor, along axis: String) -> [Int] {
    guard let index = index(of: axis) else { return [] }
    let (stride, size) = (stride(of: index), axes[index].size)
    let others = removing([axis])
    let row = StridedPath(others) { other in
      self.index(of: other.name).map { self.stride(of: $0) } ?? 0
    }.offsets
    return labels.doubles.flatMap { label in
      let start = min(max(Int(exactly: label) ?? 0, 0), size - 1) * stride
      return row.map { start + $0 }
    }
  }
}
