/// Why the shapes of two tensors don't fit together.
package enum ShapeError: Error, Hashable, Sendable {
  /// The axis to sum over differs between the two sides of a product.
  case innerAxesDiffer(left: Shape, right: Shape)
  /// An operand of a product has no axes.
  case productRank(Shape)
  /// The axes before the last two of a product's sides are neither the same in the same order nor one
  /// side's alone.
  case sharedAxesDiffer(left: Shape, right: Shape)
  /// The product would have an axis twice.
  case repeatedAxis(String, left: Shape, right: Shape)
  /// Neither shape contains the other, so neither can be broadcast.
  case notContained(left: Shape, right: Shape)
  /// The tensor has no axis of that name.
  case missingAxis(String, in: Shape)
  /// The operand of a transpose is not a matrix.
  case notMatrix(Shape)
  /// The number of entries differs from the shape's.
  case entryCount(Int, for: Shape)
}
