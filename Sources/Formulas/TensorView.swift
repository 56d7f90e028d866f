import MatrixCore

/// A tensor to print, with a caption above it.
package struct TensorView: Sendable {
  package enum Orientation: Sendable { case row, column }

  package let tensor: Tensor
  /// `dW`, followed by the shape: `dW (in 2, out 3)`; nil for no caption.
  package let name: MathText?
  /// How to draw a tensor of one axis.
  package let orientation: Orientation
  /// The minimum number of significant digits that distinguishes a number from one beside it.
  package let digits: Int

  package init(
    _ tensor: Tensor, name: MathText? = nil, orientation: Orientation = .row, digits: Int = 1
  ) {
    self.tensor = tensor
    self.name = name
    self.orientation = orientation
    self.digits = digits
  }
}
