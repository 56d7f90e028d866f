import MatrixCore

/// What an expression in `steps`, `ask`, `expect` or prose comes to.
package enum ExpressionValue: Sendable {
  case tensor(Tensor)
  /// `shape(W)`
  case shape(Shape)
}
