import Backprop
import MatrixCore

/// The state of a network after its updates so far.
struct TrainingState: Sendable {
  /// The network with its current params.
  var after: EvaluatedNetwork
  /// The number of steps taken.
  var step = 0
  /// The optimisers' memory by optimiser and param's node.
  var memory: [String: [Int: TrainingGraph.Memory]] = [:]
}

extension TrainingState {
  /// The prefix of the names of values changed by earlier steps: empty at first.
  var qualifier: String { step == 0 ? "" : TrainingState.later }

  static let later = "before."

  var loss: Double? {
    after.loss.flatMap { after.tensor($0)?.number?.double }
  }

  /// What an optimiser remembers of each of the params.
  func memory(of optimiser: Optimiser, _ params: [Int]) -> [TrainingGraph.Memory] {
    params.map { memory[optimiser.name]?[$0] ?? TrainingGraph.Memory() }
  }

  mutating func remember(
    _ memory: [TrainingGraph.Memory], of optimiser: Optimiser, _ params: [Int]
  ) {
    for (param, memory) in zip(params, memory) {
      self.memory[optimiser.name, default: [:]][param] = memory
    }
  }

  func params(_ network: EvaluatedNetwork) -> [(name: String, tensor: Tensor)] {
    network.parameters.compactMap { value in
      after.tensor(value.node).map { (value.name, $0) }
    }
  }

  func update(_ network: EvaluatedNetwork) -> Update {
    Update(
      network: network.name, step: step, loss: after.loss.flatMap { after.tensor($0)?.number },
      params: params(network))
  }
}
