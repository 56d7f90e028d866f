import Backprop
import Formulas
import MatrixCore

extension IndexForm {
  /// The form of a node of `graph`. Nodes that are `isExpanded` are written out; the others, and
  /// leaves, are named by `label`. The node's axes use the letters of `target`'s axes, by name or
  /// else by position.
  package init(
    _ graph: Graph, _ entry: Int, values: [Tensor], names: AxisLetters,
    target: Shape? = nil, expandsRoot: Bool = true, isExpanded: @escaping (Int) -> Bool,
    label: @escaping (Int) -> String
  ) {
    let shape = graph.nodes[entry].shape
    let target = target ?? shape
    let letters =
      shape.isContained(in: target) || shape.rank != target.rank
      ? shape.names.map { names[$0] } : target.names.map { names[$0] }
    let builder = IndexFormBuilder(
      graph: graph, values: values, names: names, outer: letters, isExpanded: isExpanded,
      label: label)
    self = builder.form(entry, letters, expanding: expandsRoot)
  }
}

private struct IndexFormBuilder {
  let graph: Graph
  let values: [Tensor]
  let names: AxisLetters
  /// The letters of the computed entry: no inner sum reuses them.
  let outer: [String]
  let isExpanded: (Int) -> Bool
  let label: (Int) -> String

  /// The form of a node whose axes use `letters` in order.
  func form(_ entry: Int, _ letters: [String], expanding: Bool = false) -> IndexForm {
    let value = graph.nodes[entry]
    guard case .operation(let use) = value.source, expanding || isExpanded(entry) else {
      return .entry(label: label(entry), tensor: values[entry], letters: letters)
    }
    let operation = use.operation
    switch operation.structure {
    case .entrywise:
      return entrywise(use, letters, value.shape)
    case .product:
      return product(use, letters, value.shape)
    case .outer:
      let rank = use.operandShapes[0].rank
      return .binary(
        .multiply, operand(use, 0, Array(letters.prefix(rank))),
        operand(use, 1, Array(letters.dropFirst(rank))))
    case .sum:
      return reduction(use, letters, value.shape)
    case .broadcast, .transpose:
      let own = use.operandShapes[0].axes.map { axis in
        value.shape.index(of: axis.name).map { letters[$0] } ?? names[axis.name]
      }
      return operand(use, 0, own)
    case .rename:
      guard use.operandShapes[0].sizes == value.shape.sizes else {
        return opaque(entry, use, letters)
      }
      return operand(use, 0, letters)
    case .collected(let places):
      guard value.shape.count + use.operandShapes[0].count <= 100_000 else {
        return opaque(entry, use, letters)
      }
      let places = places(use.tensors(values), use.options)
      return collected(use, places, letters, value.shape)
    case .opaque:
      return opaque(entry, use, letters)
    }
  }

  /// An operand whose axes, as the operation sees them, use `letters`.
  func operand(
    _ use: Graph.OperationUse, _ index: Int, _ letters: [String]
  ) -> IndexForm {
    switch use.operands[index] {
    case .constant(let number, let formula):
      return .number(number, formula.math(product: .dot))
    case .entry(let entry, let transposed):
      return form(entry, transposed ? letters.reversed() : letters)
    }
  }

  private func entrywise(
    _ use: Graph.OperationUse, _ letters: [String], _ shape: Shape
  ) -> IndexForm {
    let forms = use.operands.indices.map { index -> IndexForm in
      let operandShapes = use.operandShapes[index]
      return operand(
        use, index,
        operandShapes.axes.map { axis in
          shape.index(of: axis.name).map { letters[$0] } ?? names[axis.name]
        })
    }
    let operation = use.operation
    if let symbol = operation.symbol {
      if symbol == .power {
        let exponent = use.options.number("n")
        return .binary(
          .power, forms[0],
          .number(exponent, operation.optionFormula("n", use.options).math))
      }
      return .binary(symbol, forms[0], forms[1])
    }
    switch operation.name {
    case "negate": return .negated(forms[0])
    case "same": return forms[0]
    default: break
    }
    let evaluate = use.onNumbers
    return .function(operation.name, forms) { numbers in
      evaluate(numbers.map { Tensor($0) }) ?? .floating(.nan)
    }
  }

  private func product(
    _ use: Graph.OperationUse, _ letters: [String], _ shape: Shape
  ) -> IndexForm {
    guard let inner = use.operandShapes[0].axes.last else { return .number(0, .typed("0")) }
    let bound = unused(names[inner.name], letters)
    let sides = use.operandShapes.enumerated().map { index, side in
      operand(
        use, index,
        side.names.map { name in shape.index(of: name).map { letters[$0] } ?? bound })
    }
    return .sum(letter: bound, size: inner.size, .binary(.multiply, sides[0], sides[1]))
  }

  private func reduction(
    _ use: Graph.OperationUse, _ letters: [String], _ shape: Shape
  ) -> IndexForm {
    var used = letters
    // The summed axes, under their letters.
    var bound: [Axis] = []
    var own: [String] = []
    for axis in use.operandShapes[0].axes {
      if let index = shape.index(of: axis.name) {
        own.append(letters[index])
      } else {
        let letter = unused(names[axis.name], used)
        used.append(letter)
        own.append(letter)
        bound.append(Axis(letter, axis.size))
      }
    }
    var result = operand(use, 0, own)
    for axis in bound.reversed() { result = .sum(letter: axis.name, size: axis.size, result) }
    return result
  }

  /// An entry as the sum of the operand's entries that are collected in it.
  private func collected(
    _ use: Graph.OperationUse, _ places: [Int], _ letters: [String], _ shape: Shape
  ) -> IndexForm {
    let operandShapes = use.operandShapes[0]
    var sources = [[Int]](repeating: [], count: shape.count)
    for (source, place) in places.enumerated() where sources.indices.contains(place) {
      sources[place].append(source)
    }
    let own = operandShapes.names.map { name in
      shape.index(of: name).map { letters[$0] } ?? unused(names[name], letters)
    }
    return .collected(
      IndexForm.Collection(
        letters: letters, shape: shape, operandLetters: own, operandShape: operandShapes,
        sources: sources),
      operand(use, 0, own))
  }

  /// `softmax(z)[n,c]`: an entry of a function of the whole tensor.
  private func opaque(
    _ entry: Int, _ use: Graph.OperationUse, _ letters: [String]
  ) -> IndexForm {
    let operation = use.operation
    let labels = use.operands.map { graph.label(of: $0, written).math.text() }
    return .entry(
      label: "\(operation.name)(\(labels.joined(separator: ", ")))", tensor: values[entry],
      letters: letters)
  }

  /// A node as a formula of named values.
  private func written(_ entry: Int) -> Formula {
    isExpanded(entry)
      ? graph.writtenOut(entry, label: label) { !isExpanded($0) } : .name(label(entry))
  }

  /// The letter itself, primed if it is already used for another index.
  private func unused(_ letter: String, _ used: [String]) -> String {
    var letter = letter
    while used.contains(letter) || outer.contains(letter) { letter += "′" }
    return letter
  }
}

extension Graph.OperationUse {
  /// The operation on single numbers.
  fileprivate var onNumbers: @Sendable ([Tensor]) -> Number? {
    switch operation.value {
    case .primitive(let kernel):
      return { [options] operands in (try? kernel(operands, options))?.number }
    case .formula:
      var options = options
      for case (let name, .names) in options.all { options.set(name, to: .names([])) }
      let labels = operation.operands.map(\.name)
      let body = try? operation.body(
        labels: labels, labels.map { _ in .scalar }, options, .nowhere)
      guard let body else { return { _ in nil } }
      return { operands in
        (try? body.values(operands))?[body.result].number
      }
    }
  }
}
