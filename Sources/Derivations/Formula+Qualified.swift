import Backprop
import Formulas
import MatrixCore

extension [Formula] {
  /// The formulas as a page shows them together: where one of them names a value of another network,
  /// all values are named with their networks, as `early.dW` and `late.dW`.
  func qualified(in network: EvaluatedNetwork, among networks: [EvaluatedNetwork]) -> [Formula] {
    func isOther(_ name: String) -> Bool {
      name != network.name && networks.contains { $0.name == name }
    }
    guard contains(where: { $0.members.contains(where: isOther) }) else { return self }
    return map { formula in
      formula.replacing { name in
        guard !network.axes.contains(where: { $0.name == name }),
          case .meaning = network.lookUp(name, label: name)
        else { return nil }
        return Formula(.member(network: network.name, name: name))
      }
    }
  }
}

extension Formula {
  /// What stands before the point of each `early.dW`.
  fileprivate var members: [String] {
    if case .member(let owner, _) = kind { return [owner] }
    return parts.flatMap(\.members)
  }
}
