import Formulas
import MatrixCore
import Typography

// The meaning of names outside a network.

extension [Network] {
  /// The meaning of `network.name` after these networks.
  package func lookUp(_ networkName: String, _ name: String) -> Scope.Answer {
    guard let network = first(where: { $0.name == networkName }) else {
      return .problem(
        .unknownNetwork(networkName, suggestion: nearest(networkName, map(\.name))), related: nil)
    }
    return network.lookUp(name, label: "\(networkName).\(name)")
  }

  /// Whether `name.T` is the value `T` of the network of that name. If a value has that name as
  /// well, `.T` is a transpose unless the network has a value `T`.
  package func isMemberAccess(_ name: String, isValue: Bool) -> Bool {
    guard let network = first(where: { $0.name == name }) else { return false }
    return !isValue || network.value(named: "T") != nil
      || (network.isBroken && network.declared?.hasName("T") ?? true)
  }

  /// The same for data and formulas of a later network: data written in the lesson is known
  /// already, the rest when the networks are evaluated.
  func data(_ networkName: String, _ name: String) -> Scope.Answer {
    let answer = lookUp(networkName, name)
    guard
      case .meaning(.leaf(.value(let network, let node), let label, let shape, let constant)) =
        answer, case .leaf(.tensor(let tensor)) = self[network].graph.nodes[node].source
    else { return answer }
    return .meaning(.leaf(.tensor(tensor), label: label, shape: shape, constant: constant))
  }
}

extension Collection<Network> {
  /// Whether a network has, or may have, an axis of that name.
  package func mayHaveAxis(_ name: String) -> Bool {
    contains { network in
      network.axes.contains { $0.name == name }
        || network.isBroken && network.declared?.axes.contains(name) ?? true
    }
  }
}

extension Network {
  /// The value that a step names, which must be one of `candidates`.
  package func value(_ name: Name, among candidates: [Value]) throws(Problem) -> Value {
    if isLost(name.text) { throw Problem(.consequence, at: name.range) }
    if let value = value(named: name.text) { return value }
    if let target = name.text.gradientTarget, value(named: target) != nil || isLost(target) {
      throw Problem(.valueExpected(name.text, suggestion: target), at: name.range)
    }
    throw unknown(name, among: candidates.map(\.name))
  }

  /// Whether the value of that name is, or may be, missing because of errors.
  package func isLost(_ name: String) -> Bool {
    guard let gaps else { return false }
    return gaps.names.contains(name) || declared == nil && value(named: name) == nil
  }

  /// The problem of an unknown name; `candidates` are the possible names.
  package func unknown(_ name: Name, among candidates: [String]) -> Problem {
    Problem(
      .unknownName(
        name.text, suggestion: nearest(name.text, candidates + (gaps?.names.names ?? []))),
      at: name.range)
  }

  /// Throws if there is no loss; one lost to an error has been reported already.
  package func requireLoss(at range: SourceRange) throws(Problem) {
    if loss == nil, !lacksKnownLoss { throw Problem(.noLoss, at: range) }
  }

  /// Whether the loss is missing because of an error.
  private var lacksKnownLoss: Bool { loss == nil && gaps?.holdsLoss ?? false }

  /// The meaning of a name outside the network: a value, or `d` and a value for its gradient.
  package func lookUp(_ name: String, label: String) -> Scope.Answer {
    // A lost name has been reported already; only a name that was never defined is a mistake here.
    if isLost(name) { return .problem(.consequence, related: nil) }
    if let value = value(named: name) {
      return .meaning(
        .leaf(
          .value(network: index, node: value.node), label: label, shape: shape(value.node),
          constant: constants[value.node]))
    }
    if let target = name.gradientTarget {
      if isLost(target) { return .problem(.consequence, related: nil) }
      if let value = value(named: target) { return gradientMeaning(value, label) }
    }
    if let size = Shape(axes).size(of: name) { return .meaning(.number(Number(size))) }
    if Operation.functionNames.contains(name) {
      return .failure(SyntaxProblem.functionWithoutArguments(name), related: nil)
    }
    if isBroken, declared?.axes.contains(name) ?? true {
      return .problem(.consequence, related: nil)
    }
    let candidates =
      isBroken
      ? declared?.candidates ?? []
      : values.map(\.name) + valuesWithGradients.map { "d" + $0.name } + axes.map(\.name)
    return .problem(.unknownName(name, suggestion: nearest(name, candidates)), related: nil)
  }

  private func gradientMeaning(_ value: Value, _ label: String) -> Scope.Answer {
    let reason: NetworkProblem.NoGradient
    switch value.role {
    case .target, .const: reason = .fixed(role: value.role.rawValue)
    case .loss:
      return .meaning(
        .leaf(.tensor(Tensor(1)), label: label, shape: .scalar, constant: nil))
    case .input, .param, .value:
      let mayHaveGradient = lacksKnownLoss && graph.nodes[value.node].isDifferentiable
      if mayHaveGradient || valuesWithGradients.contains(where: { $0.node == value.node }) {
        return .meaning(
          .leaf(
            .gradient(network: index, node: value.node), label: label,
            shape: shape(value.node), constant: nil))
      }
      if loss == nil {
        reason = .noLoss
      } else if graph.nodes[value.node].isDifferentiable {
        reason = .lossIndependent
      } else {
        reason = .independentOfParameters
      }
    }
    return .problem(.noGradient(of: value.name, reason: reason), related: value.nameRange)
  }
}
