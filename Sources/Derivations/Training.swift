import Backprop
import Formulas
import MatrixCore

/// What one `update` or `train` did, with the graph that it evaluated.
package struct Training: Sendable {
  /// The index of the network.
  package let network: Int
  /// The id of the last of the steps that show it.
  package let step: String
  package let optimiser: Optimiser
  package let options: [String: Number]
  /// One step; its rules belong to the params that changed.
  package let graph: TrainingGraph
  /// How often it was evaluated.
  package let steps: Int
  /// The number of steps that each rule's param had taken with this optimiser.
  package let stepsBefore: [Int]
  /// The statements of each rule with their values, for a step that is shown line by line.
  package let statements: [[Statement]]
  /// The network with its new params.
  package let after: EvaluatedNetwork

  /// A statement of an optimiser with its value.
  package struct Statement: Sendable {
    /// With the labels that a student sees: `W - 1/10 * dW`.
    package let formula: Formula
    package let value: Tensor
  }
}
