import Backprop
import Formulas
import MatrixCore

extension IndexForm {
  /// The form of a node of `graph`. Nodes that are `isExpanded` are written out; the others, and
  /// leaves, are named by `label`. The node's axes use the letters of `target`'s axes, by name or
  /// else by position.
  package init(
    _ graph: Graph, _ node: Int, values: [Tensor], names: AxisLetters,
    target: Shape? = nil, expandsRoot: Bool = true, isExpanded: @escaping (Int) -> Bool,
    label: @escaping (Int) -> String
  ) {
    let shape = graph.nodes[node].shape
    let target = target ?? shape
    let letters =
      shape.isContained(in: target) || shape.rank != target.rank
      ? shape.names.map { names[$0] } : target.names.map { names[$0] }
    let builder = IndexFormBuilder(
      graph: graph, values: values, names: names, isExpanded: isExpanded, label: label)
    self = builder.form(
      node, letters.map { .letter($0) }, letters, expanding: expandsRoot)
  }
}

private struct IndexFormBuilder {
  let graph: Graph
  let values: [Tensor]
  let names: AxisLetters
  let isExpanded: (Int) -> Bool
  let label: (Int) -> String

  /// The form of a node at `indices` along its axes, in order. The letters that are `bound` mean an
  /// index already: no sum inside takes one of them.
  func form(
    _ node: Int, _ indices: [EntryIndex], _ bound: [String], expanding: Bool = false
  ) -> IndexForm {
    let value = graph.nodes[node]
    guard case .operation(let use) = value.source, expanding || isExpanded(node) else {
      return .entry(of: .name(label(node)), tensor: values[node], at: indices)
    }
    let builder = UseFormBuilder(
      nodes: self, use: use, shape: value.shape, indices: indices, bound: bound)
    return builder.form ?? opaque(node, use, indices)
  }

  /// `softmax(z)[n,c]`: an entry of a function of the whole tensor.
  private func opaque(
    _ node: Int, _ use: Graph.OperationUse, _ indices: [EntryIndex]
  ) -> IndexForm {
    let operands = use.operands.map { MathArgument(graph.label(of: $0, written).math) }
    return .entry(of: .call(use.operation.name, operands), tensor: values[node], at: indices)
  }

  /// A node as a formula of named values.
  private func written(_ node: Int) -> Formula {
    isExpanded(node)
      ? graph.writtenOut(node, label: label, copies: false) { !isExpanded($0) }
      : .name(label(node))
  }
}

/// The form of one use of an operation.
private struct UseFormBuilder {
  let nodes: IndexFormBuilder
  let use: Graph.OperationUse
  /// The shape of the value.
  let shape: Shape
  let indices: [EntryIndex]
  let bound: [String]

  /// Nil for a function of the whole operand.
  var form: IndexForm? {
    switch use.operation.structure {
    case .entrywise: entrywise
    case .product: product
    case .outer: outer
    case .sum: sum
    case .broadcast, .transpose: operand(0, byName(use.operandShapes[0]))
    case .rename: rearranged
    case .blocks(let blocks): cases(blocks(use.operandShapes, shape, use.options))
    case .collected(let places): collected(places)
    case .opaque: nil
    }
  }

  /// An operand at indices along its axes, as the operation sees them.
  private func operand(
    _ index: Int, _ indices: [EntryIndex], binding letters: [String] = []
  ) -> IndexForm {
    switch use.operands[index] {
    case .constant(let number, let formula):
      .number(number, formula.math(product: .dot))
    case .node(let node, let transposed):
      nodes.form(node, transposed ? indices.reversed() : indices, bound + letters)
    }
  }

  /// The indices along the value's axes with the names of those of `operand`.
  private func byName(_ operand: Shape) -> [EntryIndex] {
    operand.names.map { name in
      shape.index(of: name).map { indices[$0] } ?? .letter(nodes.names[name])
    }
  }

  /// The letter of an axis, primed if it means another index already.
  private func free(_ axis: String, _ taken: [String] = []) -> String {
    var letter = nodes.names[axis]
    while bound.contains(letter) || taken.contains(letter) { letter += "′" }
    return letter
  }

  private var entrywise: IndexForm {
    let operation = use.operation
    let forms = use.operands.indices.map { operand($0, byName(use.operandShapes[$0])) }
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
    return .function(operation.name, forms, options: use.writtenOptions) { numbers in
      evaluate(numbers.map { Tensor($0) }) ?? .floating(.nan)
    }
  }

  private var product: IndexForm {
    guard let inner = use.operandShapes[0].axes.last else { return .number(0, .typed("0")) }
    let letter = free(inner.name)
    let sides = use.operandShapes.enumerated().map { index, side in
      operand(
        index,
        side.names.map { name in shape.index(of: name).map { indices[$0] } ?? .letter(letter) },
        binding: [letter])
    }
    return .sum(letter: letter, size: inner.size, .binary(.multiply, sides[0], sides[1]))
  }

  private var outer: IndexForm {
    let rank = use.operandShapes[0].rank
    return .binary(
      .multiply, operand(0, Array(indices.prefix(rank))),
      operand(1, Array(indices.dropFirst(rank))))
  }

  private var sum: IndexForm {
    // The summed axes, under their letters.
    var summed: [Axis] = []
    let own = use.operandShapes[0].axes.map { axis -> EntryIndex in
      if let index = shape.index(of: axis.name) { return indices[index] }
      let letter = free(axis.name, summed.map(\.name))
      summed.append(Axis(letter, axis.size))
      return .letter(letter)
    }
    let body = operand(0, own, binding: summed.map(\.name))
    return summed.reversed().reduce(body) {
      .sum(letter: $1.name, size: $1.size, $0)
    }
  }

  /// The same entries in order, under other axes: each is one of the operand's, or several joined, or a
  /// part of one. Nil where it is neither.
  private var rearranged: IndexForm? {
    let operandShape = use.operandShapes[0]
    guard let groups = operandShape.groups(beside: shape) else { return nil }
    var own: [EntryIndex] = []
    var parted: [(letters: [String], sizes: [Int], of: EntryIndex)] = []
    for (before, after) in groups {
      if before.count == 1 {
        own.append(.joining(after.map { (indices[$0], shape.axes[$0].size) }))
      } else if after.count == 1 {
        // An axis with one entry has no part in the index.
        let large = operandShape.axes[before].filter { $0.size > 1 }
        let letters = large.reduce(into: [String]()) { letters, axis in
          letters.append(free(axis.name, parted.flatMap(\.letters) + letters))
        }
        let whole = indices[after.lowerBound]
        var rest = large.count == 1 ? [whole] : letters.map { .letter($0) }
        for axis in operandShape.axes[before] {
          own.append(axis.size > 1 ? rest.removeFirst() : .fixed(0))
        }
        if large.count > 1 { parted.append((letters, large.map(\.size), whole)) }
      } else {
        return nil
      }
    }
    return parted.reversed().reduce(operand(0, own, binding: parted.flatMap(\.letters))) {
      .parted(letters: $1.letters, sizes: $1.sizes, of: $1.of, $0)
    }
  }

  private func cases(_ blocks: [OperandBlock]) -> IndexForm {
    let parts = blocks.enumerated().map { order, block -> IndexForm.Part in
      let own = block.indices.map { index -> EntryIndex in
        switch index {
        case .along(let axis, let shift): indices[axis].moved(by: shift)
        case .fixed(let index): .fixed(index)
        }
      }
      var conditions: [IndexForm.Part.Condition] = []
      for (axis, range) in block.ranges.sorted(by: { $0.key < $1.key }) {
        // What an earlier part has is not asked again.
        let known = blocks[..<order].contains { $0.ranges[axis]?.upperBound == range.lowerBound }
        conditions.append(
          IndexForm.Part.Condition(
            index: indices[axis], range: known && range.count > 1 ? 0..<range.upperBound : range,
            size: shape.axes[axis].size))
      }
      // The last of parts that fill the value holds for the rest.
      let isRest = blocks.count > 1 && order == blocks.count - 1
      return IndexForm.Part(
        conditions: isRest ? [] : conditions, form: operand(block.operand, own))
    }
    if let only = parts.first, only.conditions.isEmpty { return only.form }
    return .cases(parts, otherwise: use.options.number("value"))
  }

  /// An entry as the sum of the operand's entries that are collected in it.
  private func collected(
    _ places: @Sendable ([Tensor], Options) -> [Int]
  ) -> IndexForm? {
    let operandShape = use.operandShapes[0]
    guard shape.count + operandShape.count <= IndexForm.mostEntries else { return nil }
    var sources = [[Int]](repeating: [], count: shape.count)
    for (source, place) in places(use.tensors(nodes.values), use.options).enumerated()
    where sources.indices.contains(place) {
      sources[place].append(source)
    }
    let own = operandShape.names.reduce(into: [String]()) { own, name in
      if let index = shape.index(of: name), case .letter(let letter) = indices[index] {
        own.append(letter)
      } else {
        own.append(free(name, own))
      }
    }
    return .collected(
      IndexForm.Collection(
        indices: indices, shape: shape, operandLetters: own, operandShape: operandShape,
        sources: sources),
      operand(0, own.map { .letter($0) }, binding: own))
  }
}

extension Shape {
  /// The axes of both shapes in groups of equal size, where an axis of one is one or several of the
  /// other, row by row; nil if the shapes have not as many entries.
  fileprivate func groups(beside other: Shape) -> [(Range<Int>, Range<Int>)]? {
    guard count == other.count else { return nil }
    var groups: [(Range<Int>, Range<Int>)] = []
    var (own, others) = (0, 0)
    while own < rank || others < other.rank {
      let starts = (own, others)
      var sizes = (1, 1)
      func takeOwn() {
        if own < rank { (sizes.0, own) = (sizes.0 * axes[own].size, own + 1) }
      }
      func takeOther() {
        guard others < other.rank else { return }
        (sizes.1, others) = (sizes.1 * other.axes[others].size, others + 1)
      }
      takeOwn()
      takeOther()
      while sizes.0 != sizes.1 {
        if sizes.0 < sizes.1 { takeOwn() } else { takeOther() }
      }
      groups.append((starts.0..<own, starts.1..<others))
    }
    return groups
  }
}

extension Graph.OperationUse {
  /// The options of a call, as written.
  fileprivate var writtenOptions: [MathArgument] {
    guard case .call(let call) = formula.kind else { return [] }
    return call.arguments.compactMap { argument in
      argument.label.map { MathArgument(argument.value.math, label: $0) }
    }
  }

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
