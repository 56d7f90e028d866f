extension Tensor {
  /// The shape of two operands combined: that of the one that contains the other, or the left one if
  /// both have the same axes.
  package static func broadcastShape(
    _ left: Shape, _ right: Shape
  ) throws(ShapeError) -> Shape {
    if left == right || right.isContained(in: left) { return left }
    if left.isContained(in: right) { return right }
    throw .notContained(left: left, right: right)
  }

  /// The tensor copied along the axes of `target` that it lacks, in the order of `target`.
  package func broadcast(to target: Shape) throws(ShapeError) -> Tensor {
    if target == shape { return self }
    guard shape.isContained(in: target) else {
      throw .notContained(left: target, right: shape)
    }
    return gathered(shape.path(over: target), target)
  }

  /// The entries on a path over `target`, under its axes.
  func gathered(_ path: StridedPath, _ target: Shape) -> Tensor {
    switch entries {
    case .exact(let exact): Tensor(target, .exact(exact.gathered(path)))
    case .floating(let doubles): Tensor(target, .floating(path.gather(doubles)))
    }
  }

  /// The entries at `offsets`, in that order, under the axes of `target`.
  func gathered(_ offsets: [Int], _ target: Shape) -> Tensor {
    switch entries {
    case .exact(let exact): Tensor(target, .exact(exact.gathered(offsets)))
    case .floating(let doubles): Tensor(target, .floating(offsets.map { doubles[$0] }))
    }
  }
}
