extension Shape {
  /// The storage offsets of the entries of a block: along each axis `sizes` of them, from `starts`. The
  /// block lies within the shape.
  package func blockOffsets(from starts: [Int], sizes: [Int]) -> [Int] {
    var offsets = [0]
    for (axis, stride) in strides.enumerated() {
      let steps = (0..<sizes[axis]).map { (starts[axis] + $0) * stride }
      offsets = offsets.flatMap { base in steps.map { base + $0 } }
    }
    return offsets
  }

  /// For each entry of the shape, its offset in a block of it; −1 outside the block.
  package func offsets(inBlockFrom starts: [Int], sizes: [Int]) -> [Int] {
    var result = [Int](repeating: -1, count: count)
    for (index, offset) in blockOffsets(from: starts, sizes: sizes).enumerated() {
      result[offset] = index
    }
    return result
  }
}

extension Tensor {
  /// The block from `starts` with the sizes of `target`, whose axes are in this tensor's order.
  package func block(from starts: [Int], as target: Shape) -> Tensor {
    gathered(shape.blockOffsets(from: starts, sizes: target.sizes), target)
  }

  /// A tensor of shape `target` that has this one as its block from `starts`, and `number` elsewhere.
  package func padded(from starts: [Int], as target: Shape, with number: Number = 0) -> Tensor {
    let offsets = target.offsets(inBlockFrom: starts, sizes: shape.sizes)
    return Tensor.gathered(
      from: [self, Tensor(number)], at: offsets.map { $0 < 0 ? count : $0 }, as: target)
  }

  /// The parts one after the other along an axis, which is the axis `index` of each; their other axes
  /// are those of `target`, in its order.
  package static func concatenated(_ parts: [Tensor], along index: Int, as target: Shape) -> Tensor
  {
    let outer = Shape(Array(target.axes[..<index])).count
    let inner = Shape(Array(target.axes[(index + 1)...])).count
    var offsets: [Int] = []
    offsets.reserveCapacity(target.count)
    for place in 0..<outer {
      var start = 0
      for part in parts {
        let size = part.shape.axes[index].size * inner
        offsets += start + place * size..<start + (place + 1) * size
        start += part.count
      }
    }
    return gathered(from: parts, at: offsets, as: target)
  }
}
