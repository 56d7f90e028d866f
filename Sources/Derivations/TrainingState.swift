import Backprop
import MatrixCore

/// What updates have made of a network so far.
struct TrainingState: Sendable {
  /// The network with its params as they are now.
  var after: EvaluatedNetwork
  /// The number of steps taken.
  var step = 0
  /// What optimisers remember of each param: optimiser, param's entry, statement.
  var memory: [String: [Int: [String: Tensor]]] = [:]
}

extension TrainingState {
  /// What stands before the names of values that earlier steps have changed: nothing at first.
  var qualifier: String { step == 0 ? "" : TrainingState.later }

  static let later = "before."

  var loss: Double? {
    after.loss.flatMap { after.tensor($0)?.number?.double }
  }

  func params(_ network: EvaluatedNetwork) -> [(name: String, tensor: Tensor)] {
    network.parameters.compactMap { value in
      after.tensor(value.entry).map { (value.name, $0) }
    }
  }

  func update(_ network: EvaluatedNetwork) -> Update {
    Update(
      network: network.name, step: step, loss: after.loss.flatMap { after.tensor($0)?.number },
      params: params(network))
  }
}
