import Backprop

/// Finds names that nothing gives, in what refers to a network with an error: it has no values, but
/// what its block declares is known.
struct NameCheck {
  private let networks: ArraySlice<Network>
  private let current: Network
  private(set) var problems: [Problem] = []

  /// What stands after the network of that place refers to it and to those before it.
  init(_ networks: [Network], current index: Int) {
    self.networks = networks[...index]
    current = networks[index]
  }
}

extension NameCheck {
  mutating func check(_ command: Command) {
    switch command.kind {
    case .show(let formulas): for formula in formulas { check(formula) }
    case .shapes, .graph, .forward(until: nil), .backward(until: nil): break
    case .forward(until: let name?), .inside(let name): check(name, isValue: true)
    case .backward(until: let name?), .detailBySample(let name):
      check(name, isValue: false, isGradient: true)
    case .detailByEntry(let name), .detailEntry(let name, _):
      check(name, isValue: true, isGradient: true)
    case .compare(let left, let right), .contrast(let left, let right):
      check(left)
      check(right)
    case .check(of: let names, _, _): for name in names { check(name, isValue: true) }
    case .sweep(let name, _): check(name, isValue: true)
    case .update(let names, let optimisation):
      for name in names { check(name, isValue: true) }
      for argument in optimisation.arguments { check(argument.value) }
    case .train(_, let optimisation):
      for argument in optimisation.arguments { check(argument.value) }
    }
  }

  mutating func check(_ expectation: Expectation) {
    check(expectation.left)
    check(expectation.right)
  }

  mutating func check(_ question: Question) {
    for block in question.text { check(block) }
    if let answer = question.answer { check(answer) }
    for wrong in question.wrong { check(wrong.value) }
  }

  mutating func check(_ block: ProseBlock) {
    for expression in block.expressions { check(expression.formula) }
  }
}

extension NameCheck {
  /// Every name of a formula but those in options, which are axes and words.
  private mutating func check(_ formula: Formula) {
    // More are not told.
    guard problems.count <= Limits.problems else { return }
    switch formula.kind {
    case .name(let name): check(name, in: current, at: formula.range)
    case .member(let network, let name):
      if network == "after" {
        check(name, in: current, at: formula.range)
      } else if let found = networks.first(where: { $0.name == network }) {
        check(name, in: found, at: formula.range)
      } else {
        problems.append(
          Problem(
            .unknownNetwork(network, suggestion: nearest(network, networks.map(\.name))),
            at: formula.range))
      }
    case .call(let call):
      if call.function != "shape", Operation.rows(named: call.function).isEmpty {
        problems.append(
          Problem(
            .unknownFunction(
              call.function, suggestion: nearest(call.function, Operation.functionNames)),
            at: call.functionRange))
      }
      for argument in call.arguments where argument.label == nil { check(argument.value) }
    case .transposed(let operand):
      // After a network's name `.T` is its value `T`.
      if case .name(let network) = operand.kind, networks.contains(where: { $0.name == network }) {
        return
      }
      check(operand)
    default:
      for part in formula.parts { check(part) }
    }
  }

  private mutating func check(_ name: String, in network: Network, at range: SourceRange) {
    guard let declared = network.declared, !declared.hasName(name), !declared.hasGradient(name),
      !isAxis(name), !Operation.functionNames.contains(name)
    else { return }
    reject(name, declared.candidates, at: range)
  }

  private mutating func check(
    _ name: Command.Name, isValue: Bool, isGradient: Bool = false
  ) {
    guard let declared = current.declared, !(isValue && declared.hasName(name.text)),
      !(isGradient && declared.hasGradient(name.text))
    else { return }
    if !isGradient, let target = name.text.gradientTarget, declared.hasName(target) {
      problems.append(Problem(.valueExpected(name.text, suggestion: target), at: name.range))
      return
    }
    if !isValue, declared.hasName(name.text) {
      let own = "d" + name.text
      problems.append(
        Problem(
          .gradientExpected(name.text, suggestion: declared.hasGradient(own) ? own : nil),
          at: name.range))
      return
    }
    let candidates = declared.candidates.filter {
      isValue && declared.hasName($0) || isGradient && declared.hasGradient($0)
    }
    reject(name.text, candidates, at: name.range)
  }

  private mutating func reject(_ name: String, _ candidates: [String], at range: SourceRange) {
    problems.append(Problem(.unknownName(name, suggestion: nearest(name, candidates)), at: range))
  }

  /// Data taken from another network brings its axes with it.
  private func isAxis(_ name: String) -> Bool {
    networks.contains { network in
      network.declared?.axes.contains(name) ?? true || network.axes.contains { $0.name == name }
    }
  }
}
