import MatrixCore

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
  package func meansValueT(_ name: String, isValue: Bool) -> Bool {
    guard let network = first(where: { $0.name == name }) else { return false }
    return !isValue || network.value(named: "T") != nil
      || (network.isBroken && network.declared?.hasName("T") ?? true)
  }

  /// The same as data for a network after these: what it was there stays as it is.
  func data(_ networkName: String, _ name: String) -> Scope.Answer {
    let answer = lookUp(networkName, name)
    guard case .meaning(.leaf(let reference, let label, let shape, let constant)) = answer else {
      return answer
    }
    return .meaning(
      .leaf(.tensor(tensor(reference)), label: label, shape: shape, constant: constant))
  }

  /// The tensor that a leaf refers to.
  package func tensor(_ reference: Graph.Reference) -> Tensor {
    switch reference {
    case .tensor(let tensor): return tensor
    case .value(let network, let entry):
      return self[network].tensor(entry) ?? .zeros(self[network].shape(entry))
    case .gradient(let network, let entry):
      let value = self[network].value(at: entry)
      return value.flatMap { self[network].gradient(of: $0) } ?? .zeros(self[network].shape(entry))
    case .argument, .upstream:
      return Tensor(Number(Int32(0)))
    }
  }
}

extension Network {
  /// The value that a step names; `candidates` are those that it may mean.
  func value(_ name: Command.Name, among candidates: [Value]) throws(Problem) -> Value {
    if let value = value(named: name.text) { return value }
    if let target = name.text.gradientTarget, value(named: target) != nil {
      throw Problem(.valueExpected(name.text, suggestion: target), at: name.range)
    }
    throw Problem(
      .unknownName(name.text, suggestion: nearest(name.text, candidates.map(\.name))),
      at: name.range)
  }

  /// What a name means outside the network: a value, or `d` and a value: its gradient.
  package func lookUp(_ name: String, label: String) -> Scope.Answer {
    if isBroken, value(named: name) == nil {
      // What became of the name is told already; only one that was never given is a mistake here.
      return declared.map { $0.hasName(name) || $0.hasGradient(name) } ?? true
        ? .problem(.consequence, related: nil)
        : .problem(
          .unknownName(name, suggestion: nearest(name, declared?.candidates ?? [])), related: nil)
    }
    if let value = value(named: name) {
      guard failure == nil || value.entry < tensors.count else {
        return .problem(.consequence, related: nil)
      }
      let constant =
        value.role == .const && shape(value.entry).isScalar ? tensor(value.entry)?.number : nil
      return .meaning(
        .leaf(
          .value(network: index, entry: value.entry), label: label, shape: shape(value.entry),
          constant: constant))
    }
    if let target = name.gradientTarget, let value = value(named: target) {
      return gradientMeaning(value, label)
    }
    let candidates = values.map(\.name) + valuesWithGradients.map { "d" + $0.name }
    return .problem(
      Operation.functionNames.contains(name)
        ? .functionWithoutArguments(name)
        : .unknownName(name, suggestion: nearest(name, candidates + axes.map(\.name))),
      related: nil)
  }

  private func gradientMeaning(_ value: Value, _ label: String) -> Scope.Answer {
    let reason: Problem.NoGradient
    switch value.role {
    case .target, .const: reason = .fixed(role: value.role.rawValue)
    case .loss:
      return .meaning(
        .leaf(.tensor(Tensor(Number(Int32(1)))), label: label, shape: .scalar, constant: nil))
    case .input, .param, .value:
      if valuesWithGradients.contains(where: { $0.entry == value.entry }) {
        if failure != nil || backwardFailure != nil { return .problem(.consequence, related: nil) }
        return .meaning(
          .leaf(
            .gradient(network: index, entry: value.entry), label: label,
            shape: shape(value.entry), constant: nil))
      }
      if loss == nil {
        reason = .noLoss
      } else if graph.entries[value.entry].isDifferentiable {
        reason = .lossIndependent
      } else {
        reason = .independentOfParameters
      }
    }
    return .problem(.noGradient(of: value.name, reason: reason), related: value.nameRange)
  }
}
