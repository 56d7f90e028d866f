import Backprop
import Formulas
import Lessons
import MatrixCore

/// How vectors are drawn: one along the samples, the first axis of a network's inputs, is a column
/// with one entry per row of the inputs; any other is a row.
package struct VectorLayout: Sendable {
  /// The axes along which vectors are columns.
  let upright: Set<String>

  /// All vectors as rows.
  static let rows = VectorLayout(upright: [])

  init(upright: Set<String>) { self.upright = upright }

  package init(_ network: EvaluatedNetwork) {
    let inputs = network.values.filter { $0.role == .input }.map { network.shape($0.node) }
      .filter { $0.rank > 1 }
    self.init(
      upright: Set(inputs.compactMap(\.axes.first?.name))
        .subtracting(inputs.compactMap(\.axes.last?.name)))
  }

  func orientation(_ tensor: Tensor) -> TensorView.Orientation {
    guard tensor.shape.rank == 1, let axis = tensor.shape.axes.first else { return .row }
    return upright.contains(axis.name) ? .column : .row
  }

  func math(_ tensor: Tensor, name: MathText? = nil, digits: Int = 1) -> MathText {
    .tensor(tensor, name: name, orientation: orientation(tensor), digits: digits)
  }
}
