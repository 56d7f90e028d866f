extension Tensor {
  /// The axes that two operands have together: those of the one that contains the other, in its
  /// order; with the same axes in another order, the left's.
  package static func broadcastShape(
    _ left: Shape, _ right: Shape
  ) throws(ShapeError) -> Shape {
    if right.isContained(in: left) { return left }
    if left.isContained(in: right) { return right }
    throw .notContained(left: left, right: right)
  }

  /// The tensor copied along the axes of `target` that it lacks, its own put in that order.
  package func broadcast(to target: Shape) throws(ShapeError) -> Tensor {
    if target == shape { return self }
    guard shape.isContained(in: target) else {
      throw .notContained(left: target, right: shape)
    }
    return gathered(shape.places(for: target), target)
  }

  /// The entries at `places`, in that order, under the axes of `target`.
  func gathered(_ places: [Int], _ target: Shape) -> Tensor {
    switch entries {
    case .exact(let exact): Tensor(target, .exact(exact.gathered(places)))
    case .floating(let doubles): Tensor(target, .floating(places.map { doubles[$0] }))
    }
  }
}

extension Shape {
  /// For every entry of `target`, where the entry with the same indices is stored in this shape.
  /// Axes that this shape lacks don't count.
  func places(for target: Shape) -> [Int] {
    let strides = strides
    let steps = target.axes.map { axis in index(of: axis.name).map { strides[$0] } ?? 0 }
    return target.walk(steps)
  }

  /// For every entry in order, the sum of its indices times `steps`.
  func walk(_ steps: [Int]) -> [Int] {
    var places = [0]
    for (axis, step) in zip(axes, steps) {
      var next: [Int] = []
      next.reserveCapacity(places.count * axis.size)
      for place in places {
        for index in 0..<axis.size { next.append(place + index * step) }
      }
      places = next
    }
    return places
  }
}
