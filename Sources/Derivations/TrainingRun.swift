import MatrixCore

/// The loss and the params after one step.
package struct Update: Sendable {
  package let network: String
  /// From 1.
  package let step: Int
  package let loss: Number?
  package let params: [(name: String, tensor: Tensor)]
}

/// A training run: the loss before it and after each of its steps.
package struct TrainingRun: Sendable {
  package let optimiser: String
  package let options: [(name: String, number: Number)]
  package let lossName: String
  package let losses: [Double]
  /// The params at the end.
  package let params: [(name: String, tensor: Tensor)]
  /// The number of the step before the first of this run.
  package let firstStep: Int
}
