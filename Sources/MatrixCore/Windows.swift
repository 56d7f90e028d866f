/// Windows that slide over two axes of a tensor: convolution and pooling.
package struct Windows: Sendable {
  /// The two axes, in the order in which they were named.
  package let rows: Int
  package let columns: Int
  private let shape: Shape
  private let size: [Int]
  private let stride: [Int]
  private let padding: [Int]
  /// How many windows fit along each of the two axes; those that don't fit are left out.
  package let counts: [Int]

  /// Nil where the axes are not two of the shape's, or no window fits.
  package init?(_ shape: Shape, axes: [String], size: [Int], stride: [Int], padding: [Int]) {
    guard axes.count == 2, size.count == 2, stride.count == 2, padding.count == 2,
      let rows = shape.index(of: axes[0]), let columns = shape.index(of: axes[1])
    else { return nil }
    var counts: [Int] = []
    for (index, axis) in [rows, columns].enumerated() {
      let room = shape.axes[axis].size + 2 * padding[index] - size[index]
      guard size[index] >= 1, stride[index] >= 1, padding[index] >= 0, room >= 0 else { return nil }
      counts.append(room / stride[index] + 1)
    }
    self.shape = shape
    self.rows = rows
    self.columns = columns
    self.size = size
    self.stride = stride
    self.padding = padding
    self.counts = counts
  }

  /// The axes that are not slid over, in order.
  package var others: [Axis] {
    shape.axes.enumerated().filter { $0.offset != rows && $0.offset != columns }.map(\.element)
  }

  /// `Int.max` where it would not fit, as is `tapCount`.
  package var windowCount: Int { Windows.product(counts) }
  package var tapCount: Int { Windows.product(size) }

  private static func product(_ factors: [Int]) -> Int {
    let (product, overflow) = factors[0].multipliedReportingOverflow(by: factors[1])
    return overflow ? .max : product
  }

  /// For each entry of (others, window, tap): where it is stored in the tensor, −1 in the padding.
  package func places() -> [Int] {
    let strides = shape.strides
    let bases = shape.walk(over: Shape(others)).places
    var local: [Int] = []
    local.reserveCapacity(windowCount * tapCount)
    for row in 0..<counts[0] {
      for column in 0..<counts[1] {
        for y in 0..<size[0] {
          for x in 0..<size[1] {
            let r = row * stride[0] + y - padding[0]
            let c = column * stride[1] + x - padding[1]
            let isInside =
              r >= 0 && r < shape.axes[rows].size && c >= 0 && c < shape.axes[columns].size
            local.append(isInside ? r * strides[rows] + c * strides[columns] : -1)
          }
        }
      }
    }
    var places: [Int] = []
    places.reserveCapacity(bases.count * local.count)
    for base in bases { for place in local { places.append(place < 0 ? -1 : base + place) } }
    return places
  }
}

extension Tensor {
  /// Every window's entries: the other axes, the windows row by row, their taps row by row.
  package func patches(_ windows: Windows, as target: Shape) -> Tensor {
    gather(windows.places(), as: target)
  }

  /// The reverse of `patches`: every entry goes back to its place, where overlapping ones add.
  package func overlapAdd(_ windows: Windows, into target: Shape) -> Tensor {
    scatter(windows.places(), as: target)
  }

  /// The gradient of a maximum over windows: each window's goes to the first largest of its entries in
  /// `source`.
  package func maxUnpooled(_ windows: Windows, source: Tensor) -> Tensor {
    let places = windows.places()
    let entries = source.doubles
    let taps = windows.tapCount
    var best: [Int] = []
    best.reserveCapacity(places.count / max(1, taps))
    for start in stride(from: 0, to: places.count, by: taps) {
      var place = places[start]
      for index in start + 1..<max(start + 1, start + taps)
      where places[index] >= 0 && (place < 0 || entries[places[index]] > entries[place]) {
        place = places[index]
      }
      best.append(place)
    }
    return scatter(best, as: source.shape)
  }
}
