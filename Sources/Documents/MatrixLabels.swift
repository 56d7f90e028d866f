import Derivations
import MatrixCore

/// The labels of the matrices that a tensor of more than two axes consists of.
package struct MatrixLabels: Sendable {
  /// The axis letters of the network; nil without a network.
  private let letters: AxisLetters?

  init(_ letters: AxisLetters?) {
    self.letters = letters
  }

  /// Labels without a network.
  package init() {
    self.init(nil)
  }

  /// The label of the matrix at `index` along the leading axes: `n = 1, c = 2`.
  package func label(_ leading: Shape, at index: Int) -> String {
    (letters ?? AxisLetters(leading.names)).label(leading, at: index)
  }
}
