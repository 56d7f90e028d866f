/// Windows that slide over two axes of a tensor: convolution and pooling.
package struct Windows: Sendable {
  /// The indices of the two axes, in the order in which they were named.
  package let rows: Int
  package let columns: Int
  private let shape: Shape
  private let size: [Int]
  private let stride: [Int]
  private let padding: [Int]
  /// The distance between neighbours in a window.
  private let dilation: [Int]
  /// The number of windows that fit along each of the two axes.
  package let counts: [Int]

  /// Nil if these are not two axes of the shape, or if no window fits.
  package init?(
    _ shape: Shape, axes: [String], size: [Int], stride: [Int], padding: [Int], dilation: [Int]
  ) {
    guard axes.count == 2, size.count == 2, stride.count == 2, padding.count == 2,
      dilation.count == 2,
      let rows = shape.index(of: axes[0]), let columns = shape.index(of: axes[1])
    else { return nil }
    var counts: [Int] = []
    for (index, axis) in [rows, columns].enumerated() {
      guard size[index] >= 1, stride[index] >= 1, padding[index] >= 0, dilation[index] >= 1
      else { return nil }
      let reach = (size[index] - 1).multipliedSaturating(by: dilation[index])
      let room = shape.axes[axis].size + 2 * padding[index] - 1 - reach
      guard room >= 0 else { return nil }
      counts.append(room / stride[index] + 1)
    }
    self.shape = shape
    self.rows = rows
    self.columns = columns
    self.size = size
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.counts = counts
  }

  /// The other axes, in order.
  package var others: [Axis] {
    shape.axes.enumerated().filter { $0.offset != rows && $0.offset != columns }.map(\.element)
  }

  /// The number of windows; `Int.max` on overflow.
  package var windowCount: Int { counts[0].multipliedSaturating(by: counts[1]) }
  /// The number of entries in a window; `Int.max` on overflow.
  package var tapCount: Int { size[0].multipliedSaturating(by: size[1]) }

  /// The storage offset of each entry of (others, window, tap); −1 in the padding.
  package func offsets() -> [Int] {
    let strides = shape.strides
    let bases = shape.path(over: Shape(others)).offsets
    var local: [Int] = []
    local.reserveCapacity(windowCount * tapCount)
    for row in 0..<counts[0] {
      for column in 0..<counts[1] {
        for y in 0..<size[0] {
          for x in 0..<size[1] {
            let r = row * stride[0] + y * dilation[0] - padding[0]
            let c = column * stride[1] + x * dilation[1] - padding[1]
            let isInside =
              r >= 0 && r < shape.axes[rows].size && c >= 0 && c < shape.axes[columns].size
            local.append(isInside ? r * strides[rows] + c * strides[columns] : -1)
          }
        }
      }
    }
    return bases.flatMap { base in local.map { $0 < 0 ? -1 : base + $0 } }
  }

  /// The same offsets for the entries of a tensor that has the axes in another order: the others, the
  /// windows, their taps.
  package func offsets(of shape: Shape, places: String, taps: String) -> [Int] {
    let ordered = Shape(others + [Axis(places, windowCount), Axis(taps, tapCount)])
    let offsets = offsets()
    return ordered == shape ? offsets : ordered.path(over: shape).offsets.map { offsets[$0] }
  }
}

extension Tensor {
  /// The entries of every window: the other axes, the windows row by row, their entries row by row.
  package func patches(_ windows: Windows, as target: Shape) -> Tensor {
    gather(windows.offsets(), as: target)
  }

  /// The reverse of `patches`: every entry goes back to its offset, and overlapping ones are added.
  package func overlapAdd(_ offsets: [Int], into target: Shape) -> Tensor {
    scatter(offsets, as: target)
  }

  /// The gradient of max pooling: each window's gradient goes to its first largest entry in `source`.
  package func maxUnpooled(_ windows: Windows, source: Tensor) -> Tensor {
    let offsets = windows.offsets()
    let entries = source.doubles
    let taps = windows.tapCount
    let best = stride(from: 0, to: offsets.count, by: taps).map { start in
      var best = offsets[start]
      for offset in offsets[start..<start + taps].dropFirst()
      where offset >= 0 && (best < 0 || entries[offset] > entries[best]) {
        best = offset
      }
      return best
    }
    return scatter(best, as: source.shape)
  }
}
