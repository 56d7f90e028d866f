import Formulas
import MatrixCore

// Uses of definitions.

extension Lowering {
  /// What the names of a definition mean in one use of it: its parameters and its parts so far.
  struct Bindings {
    fileprivate var values: [String: Lowered] = [:]

    subscript(name: String) -> Lowered? { values[name] }

    var isEmpty: Bool { values.isEmpty }
  }

  /// Adds the nodes of a use: those of each part under the part's name, then those of its value under
  /// the label of the use. `axes` rename those of a product that it gives.
  mutating func expand(
    _ definition: Definition, _ call: Formula.Call, _ formula: Formula, isRoot: Bool,
    renaming axes: [Axis]?
  ) throws(Problem) -> Lowered {
    let bindings = try bindings(of: definition, call, formula)
    try enter(formula)
    usedDefinitions.insert(definition.name.text)
    // In a definition's own value the names of its parts are taken.
    let sharesLabel = isRoot && uses.isEmpty
    if !sharesLabel { unnamed += 1 }
    let inner = sharesLabel ? target : "\(target).\(unnamed)"
    let label = isRoot ? target : inner
    let outer = (bindings: self.bindings, target: target, unnamed: unnamed, first: first)
    let (start, known) = (graph.nodes.count, problems.count)
    self.bindings = bindings
    uses.append(formula.range)
    var result: Lowered?
    var failure: Problem?
    do throws(Problem) {
      for part in definition.parts { try define(part, in: inner) }
      (target, unnamed, first) = (label, isRoot ? outer.unnamed : 0, graph.nodes.count)
      result = try lower(definition.value, isRoot: true, renaming: axes)
    } catch {
      failure = error
    }
    uses.removeLast()
    let used = unnamed
    (self.bindings, target, unnamed, first) = outer
    if isRoot { unnamed = used }
    for index in known..<problems.count { problems[index].place(in: definition, usedAt: formula) }
    guard let result else {
      failure?.place(in: definition, usedAt: formula)
      throw failure ?? Problem(.consequence, at: formula.range)
    }
    if uses.isEmpty, case .node(let node, _) = result, graph.nodes.count > start {
      graph.note(
        Graph.DefinitionUse(
          name: definition.name.text, label: label, formula: written(formula),
          nodes: start..<graph.nodes.count, result: node))
    }
    return result
  }

  /// The meanings of the parameters.
  private mutating func bindings(
    of definition: Definition, _ call: Formula.Call, _ formula: Formula
  ) throws(Problem) -> Bindings {
    if let option = call.arguments.first(where: { $0.label != nil }) {
      throw Problem(
        .unknownOption(function: call.function, option: option.label, known: []),
        at: option.labelRange, related: definition.name.range)
    }
    guard call.arguments.count == definition.parameters.count else {
      throw Problem(
        .definitionArguments(
          definition.name.text, parameters: definition.parameters.map(\.text),
          found: call.arguments.count), at: formula.range, related: definition.name.range)
    }
    var bindings = Bindings()
    for (index, (parameter, argument)) in zip(definition.parameters, call.arguments).enumerated() {
      let others = call.arguments[(index + 1)...].map(\.value)
      bindings.values[parameter.text] = try lower(argument.value, beside: others)
    }
    return bindings
  }

  /// Throws past the limits of uses inside uses and of the operations that they make.
  private mutating func enter(_ formula: Formula) throws(Problem) {
    expansions += 1
    if uses.count >= Limits.nestedUses {
      throw Problem(.limit(.nestedUses, found: nil), at: formula.range)
    }
    if expansions + graph.nodes.count - statementStart > operationsLeft {
      throw Problem(.limit(.operations, found: nil), at: formula.range)
    }
  }

  private mutating func define(_ part: Definition.Part, in label: String) throws(Problem) {
    let axes = part.axes?.map { Axis($0.name, $0.size ?? axisSize($0.name) ?? 0) }
    let name = "\(label).\(part.name.text)"
    let node = try define(name, part.formula, axes: axes)
    graph.written[node] = written(part.formula)
    bindings.values[part.name.text] = .node(node, transposed: false)
  }

  /// A formula inside a definition with the labels that its names stand for.
  func written(_ formula: Formula) -> Formula {
    if bindings.isEmpty { return formula }
    return formula.replacing { name in
      switch bindings[name] {
      case .node(let node, let transposed)?:
        let label = Formula.name(graph.nodes[node].label)
        return transposed ? Formula(.transposed(label)) : label
      case .constant(_, let formula)?: return formula
      case nil: return nil
      }
    }
  }
}

extension Lowering {
  /// A call inside a definition with the numbers of its options as they are outside.
  func written(_ call: Formula.Call, _ parameters: [Parameter]) -> Formula.Call {
    if bindings.isEmpty { return call }
    let arguments = call.arguments.map { argument in
      guard let parameter = parameters.first(where: { $0.name == argument.label }),
        case .number = parameter.kind
      else { return argument }
      return Formula.Argument(
        label: argument.label, labelRange: argument.labelRange, value: written(argument.value))
    }
    return Formula.Call(
      function: call.function, functionRange: call.functionRange, arguments: arguments)
  }
}

extension Problem {
  /// Adds where a definition is used whose text holds the problem.
  fileprivate mutating func place(in definition: Definition, usedAt formula: Formula) {
    if definition.range.contains(range.lowerBound) || !uses.isEmpty { uses.append(formula.range) }
  }
}

extension Graph {
  /// One use of a definition that stands in no other.
  package struct DefinitionUse: Sendable {
    package let name: String
    /// `H1`, or `Y.2` where the use is a part of a larger formula.
    package let label: String
    /// `cell(H0, X1)`
    package let formula: Formula
    /// Its nodes, without those of its arguments.
    package let nodes: Range<Int>
    package let result: Int
  }

  mutating func note(_ use: DefinitionUse) {
    definitionUses.append(use)
    if written[use.result] == nil { written[use.result] = use.formula }
  }

  /// Removes the nodes from `count` on.
  mutating func removeNodes(from count: Int) {
    nodes.removeSubrange(count...)
    definitionUses.removeAll { $0.nodes.upperBound > count }
    written = written.filter { $0.key < count }
  }
}
