import Formulas
import MatrixCore
import Typography

// What names mean to whoever comes after a network.

extension [Network] {
  /// What `network.name` means for whoever comes after these networks.
  package func lookUp(_ networkName: String, _ name: String) -> Scope.Answer {
    guard let network = first(where: { $0.name == networkName }) else {
      return .problem(
        .unknownNetwork(networkName, suggestion: nearest(networkName, map(\.name))), related: nil)
    }
    return network.lookUp(name, label: "\(networkName).\(name)")
  }

  /// Whether `name.T` is the value `T` of the network of that name. Where a value is called so too, it
  /// is only if the network has a `T`: else the value is transposed.
  package func isMemberAccess(_ name: String, isValue: Bool) -> Bool {
    guard let network = first(where: { $0.name == name }) else { return false }
    return !isValue || network.value(named: "T") != nil
      || (network.isBroken && network.declared?.hasName("T") ?? true)
  }

  /// The same for data and formulas of a network after these: what is written in the lesson is known
  /// already, the rest when the networks are evaluated.
  func data(_ networkName: String, _ name: String) -> Scope.Answer {
    let answer = lookUp(networkName, name)
    guard
      case .meaning(.leaf(.value(let network, let entry), let label, let shape, let constant)) =
        answer, case .leaf(.tensor(let tensor)) = self[network].graph.nodes[entry].source
    else { return answer }
    return .meaning(.leaf(.tensor(tensor), label: label, shape: shape, constant: constant))
  }
}

extension Collection<Network> {
  /// Whether one of them has an axis of that name, or may have it.
  package func mayHaveAxis(_ name: String) -> Bool {
    contains { network in
      network.axes.contains { $0.name == name }
        || network.isBroken && network.declared?.axes.contains(name) ?? true
    }
  }
}

extension Network {
  /// The value that a step names; `candidates` are those that it may mean.
  package func value(_ name: Name, among candidates: [Value]) throws(Problem) -> Value {
    if isLost(name.text) { throw Problem(.consequence, at: name.range) }
    if let value = value(named: name.text) { return value }
    if let target = name.text.gradientTarget, value(named: target) != nil || isLost(target) {
      throw Problem(.valueExpected(name.text, suggestion: target), at: name.range)
    }
    throw unknown(name, among: candidates.map(\.name))
  }

  /// Whether errors took the value of that name, or may have.
  package func isLost(_ name: String) -> Bool {
    guard let gaps else { return false }
    return gaps.names.contains(name) || declared == nil && value(named: name) == nil
  }

  /// The problem that nothing bears a name; `candidates` are those that it may mean.
  package func unknown(_ name: Name, among candidates: [String]) -> Problem {
    Problem(
      .unknownName(
        name.text, suggestion: nearest(name.text, candidates + (gaps?.names.names ?? []))),
      at: name.range)
  }

  /// Fails where there is no loss; one that an error took was told of.
  package func requireLoss(at range: SourceRange) throws(Problem) {
    if loss == nil, !lacksKnownLoss { throw Problem(.noLoss, at: range) }
  }

  /// Whether there is a loss of which nothing is known.
  private var lacksKnownLoss: Bool { loss == nil && gaps?.holdsLoss ?? false }

  /// What a name means outside the network: a value, or `d` and a value: its gradient.
  package func lookUp(_ name: String, label: String) -> Scope.Answer {
    // What became of the name is told already; only one that was never given is a mistake here.
    if isLost(name) { return .problem(.consequence, related: nil) }
    if let value = value(named: name) {
      return .meaning(
        .leaf(
          .value(network: index, entry: value.entry), label: label, shape: shape(value.entry),
          constant: constants[value.entry]))
    }
    if let target = name.gradientTarget {
      if isLost(target) { return .problem(.consequence, related: nil) }
      if let value = value(named: target) { return gradientMeaning(value, label) }
    }
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
      let mayHaveGradient = lacksKnownLoss && graph.nodes[value.entry].isDifferentiable
      if mayHaveGradient || valuesWithGradients.contains(where: { $0.entry == value.entry }) {
        return .meaning(
          .leaf(
            .gradient(network: index, entry: value.entry), label: label,
            shape: shape(value.entry), constant: nil))
      }
      if loss == nil {
        reason = .noLoss
      } else if graph.nodes[value.entry].isDifferentiable {
        reason = .lossIndependent
      } else {
        reason = .independentOfParameters
      }
    }
    return .problem(.noGradient(of: value.name, reason: reason), related: value.nameRange)
  }
}
