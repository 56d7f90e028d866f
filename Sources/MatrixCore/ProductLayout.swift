/// How the axes of the two sides of a matrix product meet: the last of the left and the last but one of
/// the right (the only one of a vector) are one axis, which is summed away.
package struct ProductLayout: Sendable {
  /// The axes before the last two. Where only one side has them, the other is used for each of their
  /// indices.
  package let shared: [Axis]
  /// The left's last axis but one; nil for a vector.
  package let row: Axis?
  package let inner: Axis
  /// The right's last axis; nil for a vector.
  package let column: Axis?

  package init(_ left: Shape, _ right: Shape) throws(ShapeError) {
    guard let inner = left.axes.last else { throw .productRank(left) }
    guard right.rank > 0 else { throw .productRank(right) }
    guard inner == right.axes[max(0, right.rank - 2)] else {
      throw .innerAxesDiffer(left: left, right: right)
    }
    let (a, b) = (left.axes.dropLast(2), right.axes.dropLast(2))
    if a.isEmpty || b.isEmpty {
      shared = Array(a + b)
    } else {
      guard a.filter(b.contains) == b.filter(a.contains),
        a.allSatisfy(b.contains) || b.allSatisfy(a.contains)
      else { throw .sharedAxesDiffer(left: left, right: right) }
      shared = Array(a.count >= b.count ? a : b)
    }
    row = left.rank > 1 ? left.axes[left.rank - 2] : nil
    self.inner = inner
    column = right.rank > 1 ? right.axes[right.rank - 1] : nil
  }

  /// The result's axes, which may repeat a name: the shared ones, the left's, the right's.
  package var axes: [Axis] {
    var axes = shared
    if let row { axes.append(row) }
    if let column { axes.append(column) }
    return axes
  }
}

extension ProductLayout {
  /// The shapes of the sides such that the result's axes are called `names`. An inner axis of one of
  /// these names is primed.
  package func operands(named names: [String], _ operands: [Shape]) -> [Shape] {
    guard names.count == axes.count, operands.count == 2 else { return operands }
    let inner = Axis(
      names.contains(self.inner.name) ? self.inner.name + "′" : self.inner.name, self.inner.size)
    let outer = zip(names, axes).map { Axis($0, $1.size) }
    func shared(_ shape: Shape) -> [Axis] {
      shape.axes.dropLast(2).compactMap { axis in self.shared.firstIndex(of: axis).map { outer[$0] }
      }
    }
    let row = row == nil ? [] : [outer[self.shared.count]]
    let column = column == nil ? [] : Array(outer.suffix(1))
    return [
      Shape(shared(operands[0]) + row + [inner]), Shape(shared(operands[1]) + [inner] + column),
    ]
  }
}
