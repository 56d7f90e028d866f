/// The axes of a tensor, in order; the entries are stored with the last axis running fastest.
package struct Shape: Hashable, Sendable {
  /// The most axes that a tensor of a lesson may have.
  package static let maximumRank = 4

  package let axes: [Axis]

  package init(_ axes: [Axis]) {
    self.axes = axes
  }

  /// Written out, so that other modules call it without a table.
  package static func == (left: Shape, right: Shape) -> Bool {
    guard left.axes.count == right.axes.count else { return false }
    for index in left.axes.indices where left.axes[index] != right.axes[index] { return false }
    return true
  }

  /// The shape of a single number.
  package static let scalar = Shape([])

  package var rank: Int { axes.count }
  package var isScalar: Bool { axes.isEmpty }
  package var names: [String] { axes.map(\.name) }
  package var sizes: [Int] { axes.map(\.size) }

  /// The number of entries; `Int.max` where it would not fit.
  package var count: Int {
    var product = 1
    for axis in axes {
      let (next, overflow) = product.multipliedReportingOverflow(by: axis.size)
      if overflow { return .max }
      product = next
    }
    return product
  }

  /// How far apart two neighbours along each axis are stored.
  package var strides: [Int] {
    var strides = sizes
    var step = 1
    for index in strides.indices.reversed() {
      let size = strides[index]
      strides[index] = step
      step *= size
    }
    return strides
  }

  /// The same for the axis at one place.
  func stride(of axis: Int) -> Int {
    var step = 1
    for axis in axes[(axis + 1)...] { step *= axis.size }
    return step
  }

  /// The place of the axis called `name`, or nil.
  package func index(of name: String) -> Int? {
    axes.firstIndex { $0.name == name }
  }

  package func contains(_ name: String) -> Bool {
    index(of: name) != nil
  }

  /// The size of the axis called `name`, or nil.
  package func size(of name: String) -> Int? {
    axes.first { $0.name == name }?.size
  }

  /// The axes that are not called one of `names`, in order.
  package func removing(_ names: [String]) -> Shape {
    Shape(axes.filter { !names.contains($0.name) })
  }

  /// Whether every axis of this shape is also one of `other`, in whatever order.
  package func isContained(in other: Shape) -> Bool {
    axes.allSatisfy { other.axes.contains($0) }
  }

  /// The indices, one an axis, of the entry stored at `offset`.
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

  /// Where the entry with these indices (from 0, one an axis) is stored, or nil outside the shape.
  package func offset(of indices: [Int]) -> Int? {
    indices.count == axes.count ? offset { indices[$0] } : nil
  }

  /// The same of the indices that `index` gives, from the first axis to the last.
  package func offset(_ index: (_ axis: Int) -> Int) -> Int? {
    var offset = 0
    for place in axes.indices {
      let (index, size) = (index(place), axes[place].size)
      guard index >= 0, index < size else { return nil }
      offset = offset * size + index
    }
    return offset
  }
}

extension Shape: CustomStringConvertible {
  /// The shape as it is printed everywhere: `(N 2, in 2)`, and `()` for a number.
  package var description: String {
    var text = "("
    for (index, axis) in axes.enumerated() {
      if index > 0 { text += ", " }
      axis.write(to: &text)
    }
    return text + ")"
  }
}
