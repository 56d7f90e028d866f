import MatrixCore

/// The value of an expression in `steps`, `ask`, `expect` or prose.
package enum ExpressionValue: Sendable {
  case tensor(Tensor)
  /// `shape(W)`
  case shape(Shape)
}
