import Formulas
import MatrixCore

// Nodes that operations add to the graph.

extension Lowering {
  mutating func append(
    _ label: String, _ shape: Shape, _ source: Graph.Source, _ range: SourceRange,
    isDifferentiable: Bool
  ) -> Int {
    graph.nodes.append(
      Graph.Node(
        label: label, shape: shape, source: source, range: range,
        isDifferentiable: isDifferentiable, uses: uses.reversed()))
    return graph.nodes.count - 1
  }

  func operand(_ lowered: Lowered, _ formula: Formula) throws(Problem) -> Graph.Operand {
    switch lowered {
    case .node(let node, let transposed): .node(node, transposed: transposed)
    case .constant(let number, _): .constant(number, formula)
    }
  }

  /// An operand that isn't a transposed view: the transpose becomes a step.
  package mutating func value(
    _ lowered: Lowered, _ range: SourceRange
  ) throws(Problem) -> Graph.Operand {
    switch lowered {
    case .constant(let number, let formula): return .constant(number, formula)
    case .node(let node, false): return .node(node, transposed: false)
    case .node(let node, true):
      return .node(
        try apply(".T", [.node(node, transposed: false)], Options(), range, false),
        transposed: false)
    }
  }

  func shape(of lowered: Lowered) -> Shape {
    switch lowered {
    case .constant: .scalar
    case .node(let node, let transposed):
      shape(of: Graph.Operand.node(node, transposed: transposed))
    }
  }

  func shape(of operand: Graph.Operand) -> Shape {
    switch operand {
    case .constant: return .scalar
    case .node(let node, let transposed):
      let shape = graph.nodes[node].shape
      return transposed ? Shape(shape.axes.reversed()) : shape
    }
  }

  /// Broadcasts operands along the axes that they lack of the one that has all; numbers need no copy.
  mutating func broadcast(
    _ operands: inout [Graph.Operand], _ operation: String, _ ranges: [SourceRange],
    _ range: SourceRange
  ) throws(Problem) {
    guard operands.count > 1 else { return }
    try adoptAxes(&operands, range)
    try checkTransposes(operands)
    let shapes = operands.map { shape(of: $0) }
    let target = try broadcastShape(operands, shapes, operation, range)
    for index in operands.indices {
      guard case .node = operands[index], shapes[index] != target else { continue }
      var options = Options()
      options.set("to", to: .shape(target))
      operands[index] = .node(
        try apply("broadcast", [operands[index]], options, ranges[index], false),
        transposed: false)
    }
  }

  private func broadcastShape(
    _ operands: [Graph.Operand], _ shapes: [Shape], _ operation: String, _ range: SourceRange
  ) throws(Problem) -> Shape {
    guard shapes.count == 2 else {
      if let target = shapes.first(where: { shape in
        shapes.allSatisfy { $0.isContained(in: shape) }
      }) {
        return target
      }
      throw Problem(.noArgumentHasAllAxes(function: operation, shapes), at: range)
    }
    do { return try Tensor.broadcastShape(shapes[0], shapes[1]) } catch {
      throw Problem(
        .shape(
          error, operation: operation, left: graph.label(of: operands[0]).text(),
          right: graph.label(of: operands[1]).text()), at: range)
    }
  }

  /// Entry by entry, axes are matched by name, so that a `.T` of this formula beside the same axes in
  /// their old order changes nothing.
  private func checkTransposes(_ operands: [Graph.Operand]) throws(Problem) {
    guard !scope.allowsInternal else { return }
    for operand in operands {
      guard case .node(let node, _) = operand, node >= first,
        case .operation(let use) = graph.nodes[node].source, use.operation.name == ".T",
        let turned = use.labels(graph).first
      else { continue }
      let own = shape(of: operand)
      let other = operands.map { shape(of: $0) }.first {
        own != $0 && own.rank == $0.rank && own.isContained(in: $0)
      }
      guard let other else { continue }
      throw Problem(
        .transposeWithoutEffect(operand: turned, shape: other), at: graph.nodes[node].range)
    }
  }

  /// A list takes the axes of another operand.
  private mutating func adoptAxes(
    _ operands: inout [Graph.Operand], _ range: SourceRange
  ) throws(Problem) {
    for index in operands.indices {
      guard case .node(let node, _) = operands[index],
        ListLiteral.isAnonymous(graph.nodes[node].shape),
        case .leaf(.tensor(let tensor)) = graph.nodes[node].source
      else { continue }
      let others = operands.indices.filter { $0 != index }.map { shape(of: operands[$0]) }
      guard let other = others.first(where: { !$0.isScalar }), other != tensor.shape
      else { continue }
      guard other.sizes == tensor.shape.sizes else {
        throw Problem(.listShape(found: tensor.shape.sizes, expected: other), at: range)
      }
      operands[index] = .node(
        append(
          "[…]", other, .leaf(.tensor(tensor.under(other))), range, isDifferentiable: false),
        transposed: false)
    }
  }

  func checkRename(_ new: Axis, _ old: Axis, _ range: SourceRange) throws(Problem) {
    if new.size != old.size, new.size > 0 {
      throw Problem(.renameSize(declared: new, found: old), at: range)
    }
  }

  /// The same entries under other axes; a size of 0 means unknown.
  mutating func rename(
    _ node: Int, _ axes: [Axis], _ range: SourceRange
  ) throws(Problem) -> Int {
    let found = graph.nodes[node].shape
    guard found.rank == axes.count else {
      throw Problem(.renameRank(declared: axes.count, found: found), at: range)
    }
    var renamed: [Axis] = []
    for (new, old) in zip(axes, found.axes) {
      try checkRename(new, old, range)
      renamed.append(Axis(new.name, old.size))
    }
    if renamed == found.axes { return node }
    var options = Options()
    options.set("to", to: .shape(Shape(renamed)))
    // The node that was the last operation of the value is now the one before it.
    if graph.nodes[node].label == target {
      unnamed += 1
      graph.nodes[node] = graph.nodes[node].relabelled("\(target).\(unnamed)")
    }
    return try apply("rename", [.node(node, transposed: false)], options, range, true)
  }

  /// Adds one use of an operation.
  mutating func apply(
    _ name: String, _ operands: [Graph.Operand], _ options: Options, _ range: SourceRange,
    _ isRoot: Bool, operandShapes: [Shape]? = nil, written: Formula.Call? = nil
  ) throws(Problem) -> Int {
    let shapes = operandShapes ?? operands.map { self.shape(of: $0) }
    let rows = Operation.rows(named: name)
    guard let row = rows.first(where: { $0.applies(shapes, options) }) ?? rows.last else {
      throw Problem(.unknownFunction(name, suggestion: nil), at: range)
    }
    let operation =
      row.operands.count == operands.count ? row : row.taking?(operands.count) ?? row
    let labels = operands.map { graph.label(of: $0) }
    let result = try resultShape(operation, shapes, options, labels, range, written)
    if result.rank > Shape.maximumRank {
      throw Problem(.tooManyAxes(result.rank, isComputed: true), at: range)
    }
    for (index, axis) in result.axes.enumerated()
    where result.axes[..<index].contains(where: { $0.name == axis.name }) {
      throw Problem(.axisRepeated(axis.name), at: range)
    }
    if result.count > Limits.entriesOfTensor {
      throw Problem(.limit(.entriesOfTensor, found: "\(result)"), at: range)
    }
    var options = options
    options.set("result", to: .shape(result))
    if operation.takesLabels { checkKnownLabels(operation, operands, shapes, options, range) }
    let body =
      operation.isComposed
      ? try operation.body(labels: operation.operands.map(\.name), shapes, options, range) : nil
    let label: String
    if isRoot {
      label = target
    } else {
      unnamed += 1
      label = "\(target).\(unnamed)"
    }
    let differentiable = operands.contains { operand in
      if case .node(let node, _) = operand {
        graph.nodes[node].isDifferentiable
      } else {
        false
      }
    }
    return append(
      label, result,
      .operation(
        Graph.OperationUse(
          operation: operation, operands: operands, options: options,
          formula: operation.use(labels, options, written), operandShapes: shapes, body: body)),
      range, isDifferentiable: differentiable)
  }

  private func resultShape(
    _ operation: Operation, _ shapes: [Shape], _ options: Options, _ labels: [Formula],
    _ range: SourceRange, _ written: Formula.Call?
  ) throws(Problem) -> Shape {
    switch operation.shape {
    case .first:
      return shapes.dropFirst().reduce(shapes[0]) { $0.isScalar ? $1 : $0 }
    case .reduced: return shapes[0].removing(options.names())
    case .computed(let rule):
      do { return try rule(shapes, options) } catch {
        switch error {
        case .shape(let error):
          throw Problem(
            .shape(
              error, operation: operation.name, left: labels[0].text(),
              right: labels.count > 1 ? labels[1].text() : ""), at: range)
        case .operand(let index, let expected, let axes):
          throw Problem(
            .operandShape(
              function: operation.name, operand: labels[index].text(), found: shapes[index],
              expected: expected, axes: axes), at: range)
        case .option(let option, let rule):
          let given = written?.arguments.first { $0.label == option }
          throw Problem(
            .optionOutOfRange(option: option, rule: rule), at: given?.value.range ?? range)
        case .unequal(let first, let other):
          let places = written?.arguments.filter { $0.label == nil }.map(\.value.range) ?? []
          throw Problem(
            .partsDiffer(
              function: operation.name, first: shapes[first], other: shapes[other],
              axes: options.names("axes")),
            at: places.indices.contains(other) ? places[other] : range,
            related: places.indices.contains(first) ? places[first] : nil)
        case .problem(let kind):
          throw Problem(kind, at: range)
        }
      }
    }
  }

  /// Checks labels that are written in the lesson before anything is computed. The axes of the
  /// results are known anyway.
  private mutating func checkKnownLabels(
    _ operation: Operation, _ operands: [Graph.Operand], _ shapes: [Shape], _ options: Options,
    _ range: SourceRange
  ) {
    for (index, parameter) in operation.operands.enumerated() {
      guard case .labels(let option) = parameter.kind,
        case .node(let node, _) = operands[index],
        case .leaf(.tensor(let tensor)) = graph.nodes[node].source,
        let axis = Operation.labelAxis(option, options, shapes[0])
      else { continue }
      if let swapped = labelsFirst(operation, operands, options, shapes[index]) {
        problems.append(Problem(swapped, at: range))
        return
      }
      for bad in tensor.badLabels(axis, upTo: Limits.problems) {
        let place = dataRange(node, bad.offset)
        problems.append(
          Problem(bad.kind, at: place ?? range, related: place == nil ? nil : range))
        // Data that wasn't typed has no range for each entry.
        if place == nil { break }
      }
    }
  }
}

extension Lowering {
  /// The problem that what stands first are the labels, and what should be labels are values.
  private func labelsFirst(
    _ operation: Operation, _ operands: [Graph.Operand], _ options: Options, _ values: Shape
  ) -> NetworkProblem? {
    let tensors = operands.compactMap { operand -> Tensor? in
      guard case .node(let node, _) = operand,
        case .leaf(.tensor(let tensor)) = graph.nodes[node].source
      else { return nil }
      return tensor
    }
    guard operation.name == "rows", tensors.count == 2, let first = values.axes.first,
      let axis = Operation.labelAxis("", options, tensors[0].shape),
      !tensors[1].badLabels(axis, upTo: 1).isEmpty, tensors[0].badLabels(first, upTo: 1).isEmpty
    else { return nil }
    return .labelsFirst(
      function: operation.name, values: graph.label(of: operands[1]).text(),
      labels: graph.label(of: operands[0]).text())
  }
}

extension Graph.Node {
  func relabelled(_ label: String) -> Graph.Node {
    Graph.Node(
      label: label, shape: shape, source: source, range: range, isDifferentiable: isDifferentiable,
      uses: uses)
  }
}
