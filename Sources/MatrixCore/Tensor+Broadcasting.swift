extension Tensor {
  /// The axes that two operands have together: those of the one that contains the other, in its
  /// order; with the same axes in another order, the left's.
  package static func broadcastShape(
    _ left: Shape, _ right: Shape
  ) throws(ShapeError) -> Shape {
    if left == right || right.isContained(in: left) { return left }
    if left.isContained(in: right) { return right }
    throw .notContained(left: left, right: right)
  }

  /// The tensor copied along the axes of `target` that it lacks, its own put in that order.
  package func broadcast(to target: Shape) throws(ShapeError) -> Tensor {
    if target == shape { return self }
    guard shape.isContained(in: target) else {
      throw .notContained(left: target, right: shape)
    }
    return gathered(shape.walk(over: target), target)
  }

  /// The entries on a walk over `target`, under its axes.
  func gathered(_ walk: StridedPath, _ target: Shape) -> Tensor {
    switch entries {
    case .exact(let exact): Tensor(target, .exact(exact.gathered(walk)))
    case .floating(let doubles): Tensor(target, .floating(walk.gather(doubles)))
    }
  }

  /// The entries at `places`, in that order, under the axes of `target`.
  func gathered(_ places: [Int], _ target: Shape) -> Tensor {
    switch entries {
    case .exact(let exact): Tensor(target, .exact(exact.gathered(places)))
    case .floating(let doubles): Tensor(target, .floating(places.map { doubles[$0] }))
    }
  }
}
