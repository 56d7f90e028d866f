/// Why two tensors don't fit together. What it says to a reader is decided elsewhere.
package enum ShapeError: Error, Hashable, Sendable {
  /// The axis that should be summed away is not the same on both sides of a product.
  case innerAxesDiffer(left: Shape, right: Shape)
  /// A product takes operands of one or two axes.
  case productRank(Shape)
  /// The product has one axis twice.
  case repeatedAxis(String, left: Shape, right: Shape)
  /// Neither shape contains the other, so nothing can be copied along the missing axes.
  case notContained(left: Shape, right: Shape)
  /// The tensor has no axis of that name.
  case missingAxis(String, in: Shape)
  /// A transpose takes a matrix.
  case notMatrix(Shape)
  /// The number of entries given is not what the shape holds.
  case entryCount(Int, for: Shape)
}
