/// The axes of a tensor, in order; entries are stored in row-major order, the last axis fastest.
package struct Shape: Hashable, Sendable {
  /// The largest rank that a tensor of a lesson may have.
  package static let maximumRank = 6

  package let axes: [Axis]

  package init(_ axes: [Axis]) {
    self.axes = axes
  }

  /// The shape of a single number.
  package static let scalar = Shape([])

  package var rank: Int { axes.count }
  package var isScalar: Bool { axes.isEmpty }
  package var names: [String] { axes.map(\.name) }
  package var sizes: [Int] { axes.map(\.size) }

  /// The number of entries; `Int.max` on overflow.
  package var count: Int {
    var product = 1
    for axis in axes { product = product.multipliedSaturating(by: axis.size) }
    return product
  }

  /// The stride of each axis: the distance in storage between neighbours along it.
  package var strides: [Int] {
    var strides = sizes
    var stride = 1
    for index in strides.indices.reversed() {
      let size = strides[index]
      strides[index] = stride
      stride *= size
    }
    return strides
  }

  /// The stride of the axis at an index.
  func stride(of axis: Int) -> Int { axes[(axis + 1)...].reduce(1) { $0 * $1.size } }

  /// The index of the axis called `name`.
  package func index(of name: String) -> Int? {
    axes.firstIndex { $0.name == name }
  }

  package func contains(_ name: String) -> Bool {
    index(of: name) != nil
  }

  /// The size of the axis called `name`.
  package func size(of name: String) -> Int? {
    axes.first { $0.name == name }?.size
  }

  /// The shape without the axes called one of `names`.
  package func removing(_ names: [String]) -> Shape {
    Shape(axes.filter { !names.contains($0.name) })
  }

  /// Whether every axis of this shape is also an axis of `other`, in any order.
  package func isContained(in other: Shape) -> Bool {
    axes.allSatisfy { other.axes.contains($0) }
  }

  /// The indices, one per axis, of the entry stored at `offset`.
  package func indices(at offset: Int) -> [Int] {
    var rest = offset
    var indices = sizes
    for axis in indices.indices.reversed() {
      let size = indices[axis]
      indices[axis] = rest % size
      rest /= size
    }
    return indices
  }

  /// The storage offset of the entry with these indices (from 0, one per axis); nil outside.
  package func offset(of indices: [Int]) -> Int? {
    guard indices.count == axes.count else { return nil }
    var offset = 0
    for (index, axis) in zip(indices, axes) {
      guard index >= 0, index < axis.size else { return nil }
      offset = offset * axis.size + index
    }
    return offset
  }
}

extension Shape: CustomStringConvertible {
  /// The shape as it is printed: `(N 2, in 2)`, and `()` for a number.
  package var description: String {
    "(" + axes.map(\.description).joined(separator: ", ") + ")"
  }
}
