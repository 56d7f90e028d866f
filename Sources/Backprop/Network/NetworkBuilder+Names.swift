import Formulas
import MatrixCore
import Typography

// The names that a network allows, and their meanings.

extension NetworkBuilder {
  mutating func checkName(_ statement: Statement) {
    let name = statement.name
    if let known = byName[name] {
      add(
        Problem(
          .duplicateName(name), at: statement.nameRange, related: values[known].nameRange))
    } else if let known = definitions[name] {
      add(Problem(.duplicateName(name), at: statement.nameRange, related: known.name.range))
    } else if let word = ReservedWord(name) {
      add(Problem(.reservedName(name, word, isAxis: false), at: statement.nameRange))
    } else if let axis = axisSizes[name] {
      add(Problem(.valueBearsAxisName(name), at: statement.nameRange, related: axis.range))
    }
  }

  /// Whether the axes are all different and none has a value's name.
  mutating func checkAxes(_ axes: [AxisDeclaration], _ statement: Statement) -> Bool {
    var isFine = true
    if axes.count > Shape.maximumRank, let first = axes.first, let last = axes.last {
      add(
        Problem(
          .tooManyAxes(axes.count, isComputed: false),
          at: first.range.lowerBound..<last.range.upperBound))
      isFine = false
    }
    for (index, axis) in axes.enumerated() {
      if let size = axis.size, size < 1 {
        add(Problem(.axisSizeInvalid("\(size)"), at: axis.range))
        isFine = false
      }
      if let first = axes[..<index].first(where: { $0.name == axis.name }) {
        add(Problem(.axisRepeated(axis.name), at: axis.range, related: first.range))
        isFine = false
      }
      if let known = byName[axis.name] {
        add(
          Problem(.axisBearsValueName(axis.name), at: axis.range, related: values[known].nameRange))
        isFine = false
      } else if axis.name == statement.name {
        add(Problem(.axisBearsValueName(axis.name), at: axis.range, related: statement.nameRange))
        isFine = false
      } else if let word = ReservedWord(axis.name) {
        add(Problem(.reservedName(axis.name, word, isAxis: true), at: axis.range))
        isFine = false
      } else if let size = axis.size, let known = axisSizes[axis.name], known.size != size {
        add(
          Problem(
            .axisSizeConflict(axis: axis.name, first: known.size, second: size), at: axis.range,
            related: known.range))
        isFine = false
      }
    }
    return isFine
  }

  /// Sets the size of an axis, or reports a conflict with its known size.
  mutating func setSize(
    _ axis: AxisDeclaration, _ size: Int, found: SourceRange
  ) throws(Problem) {
    if let declared = axis.size, declared != size {
      throw Problem(
        .sizeMismatch(axis: axis.name, declared: declared, found: size), at: found,
        related: axis.range)
    }
    if let known = axisSizes[axis.name] {
      guard known.size == size else {
        throw Problem(
          .axisSizeConflict(axis: axis.name, first: known.size, second: size), at: axis.range,
          related: known.range)
      }
      return
    }
    axisSizes.set(axis.name, to: KnownAxis(size: size, range: axis.range))
  }

  mutating func knownShape(_ axes: [AxisDeclaration]) throws(Problem) -> Shape {
    var result: [Axis] = []
    for axis in axes {
      guard let size = axis.size ?? axisSizes[axis.name]?.size else {
        throw Problem(
          .axisSizeUnknown(axis.name, suggestion: nearest(axis.name, axisSizes.names)),
          at: axis.range)
      }
      try setSize(axis, size, found: axis.range)
      result.append(Axis(axis.name, size))
    }
    return Shape(result)
  }

  /// The axes of a square matrix; the size of one may be known from the other.
  func squared(_ axes: [AxisDeclaration]) -> [AxisDeclaration] {
    let sizes = axes.compactMap { $0.size ?? axisSizes[$0.name]?.size }
    guard axes.count == 2, sizes.count == 1 else { return axes }
    return axes.map { axis in
      axisSizes[axis.name] == nil
        ? AxisDeclaration(name: axis.name, size: sizes[0], range: axis.range) : axis
    }
  }

  func checkSize(_ shape: Shape, _ range: SourceRange) throws(Problem) {
    if shape.count > Limits.entriesOfTensor {
      throw Problem(.limit(.entriesOfTensor, found: "\(shape)"), at: range)
    }
  }

  /// `dQ` can't be a name if Q depends on an input or param.
  mutating func checkGradientNames() {
    for value in values {
      if let target = value.name.gradientTarget, let known = byName[target],
        graph.nodes[values[known].node].isDifferentiable
      {
        add(
          Problem(
            .gradientName(value.name, of: target), at: value.nameRange,
            related: values[known].nameRange))
      }
    }
  }
}

// MARK: - The meaning of names

extension NetworkBuilder {
  /// Names in a formula of this network.
  func scope() -> Scope {
    let (byName, values, broken, brokenAxes, allNames, earlier) = (
      byName, values, broken, brokenAxes, allNames, earlier
    )
    let (axisSizes, definitions) = (axisSizes, definitions)
    let madeByDefinitions = Set(graph.definitionUses.map(\.label))
    // A search takes time in every name, so that only the first unknown names get a suggestion.
    let suggests = problems.count < 100
    return Scope(
      allowsInternal: false,
      isNetwork: { earlier.isMemberAccess($0, isValue: byName[$0] != nil) },
      axisSize: { axisSizes[$0]?.size }
    ) { network, name in
      if let network {
        return madeByDefinitions.contains(network)
          ? .problem(.innerName(name, of: network)) : earlier.data(network, name)
      }
      if let known = byName[name] { return .meaning(.node(values[known].node)) }
      if definitions[name] != nil {
        return .failure(SyntaxProblem.functionWithoutArguments(name), related: nil)
      }
      if broken.contains(name) || brokenAxes.contains(name) {
        return .problem(.consequence, related: nil)
      }
      if let later = allNames[name] {
        return .problem(.usedBeforeStatement(name), related: later)
      }
      if let target = name.gradientTarget, byName[target] != nil {
        return .problem(.gradientInNetwork(name), related: nil)
      }
      if Operation.functionNames.contains(name) {
        return .failure(SyntaxProblem.functionWithoutArguments(name), related: nil)
      }
      if DataGenerator.names.contains(name) {
        return .problem(.generatorInFormula(name), related: nil)
      }
      return .problem(
        .unknownName(
          name, suggestion: suggests ? nearest(name, values.map(\.name) + axisSizes.names) : nil),
        related: nil)
    }
  }

  /// Names in data: values and gradients of earlier networks, data of this one.
  func dataScope() -> Scope {
    let inner = scope()
    let (graph, constants, index, earlier) = (graph, constants, earlier.count, earlier)
    return Scope(
      allowsInternal: false, isNetwork: inner.isNetwork, axisSize: inner.axisSize
    ) { network, name in
      let answer = inner.lookUp(network, name)
      if network == nil, case .failure(let kind as NetworkProblem, _) = answer,
        let owner = earlier.last(where: { $0.defines(name) })
      {
        switch kind {
        case .unknownName, .usedBeforeStatement, .gradientInNetwork:
          return .problem(.unknownName(name, suggestion: "\(owner.name).\(name)"))
        default: break
        }
      }
      if case .failure(NetworkProblem.unknownName(_, suggestion: nil), let related) = answer,
        let meant = nearest(name, DataGenerator.names)
      {
        return .problem(.unknownName(name, suggestion: meant), related: related)
      }
      guard case .meaning(.node(let node)) = answer else { return answer }
      guard case .leaf(var reference) = graph.nodes[node].source else {
        return .problem(.dataFromComputed(name), related: nil)
      }
      // Computed only once.
      if case .data = reference { reference = .value(network: index, node: node) }
      return .meaning(
        .leaf(
          reference, label: name, shape: graph.nodes[node].shape, constant: constants[node]))
    }
  }
}

extension NetworkBuilder {
  /// Several names of earlier networks without the networks' names are one mistake.
  func checkNetworkNames(in formula: Formula, _ scope: Scope) throws(Problem) {
    var owned = NameTable<String>()
    for name in formula.names {
      guard case .failure(NetworkProblem.unknownName(_, let meant?), _) = scope.lookUp(nil, name),
        meant.hasSuffix("." + name)
      else { continue }
      owned.set(name, to: meant)
    }
    guard owned.names.count > 1 else { return }
    let whole = formula.replacing { name in
      owned[name].map { meant in
        Formula(.member(network: String(meant.dropLast(name.count + 1)), name: name))
      }
    }
    throw Problem(
      .namesOfEarlierNetwork(owned.names, meant: whole.text()), at: formula.range)
  }
}
