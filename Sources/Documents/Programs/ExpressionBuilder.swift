import Backprop
import MatrixCore

/// Writes the nodes of graphs as expressions for one library. What an expression needs before it, such
/// as the values inside a composed operation, is appended to `lines`.
struct ExpressionBuilder {
  /// An expression deeper than this is cut in two by a name.
  private static let deepest = 24

  let language: Program.Language
  var lines: [Program.Line] = []
  private(set) var functions: [PythonFunction] = []
  /// The names that have been assigned.
  private(set) var assigned: Set<String> = []
  /// The names of arrays of integers.
  private(set) var integers: Set<String> = []

  init(_ language: Program.Language) { self.language = language }

  /// What stands for a node in other expressions.
  struct Value {
    var expression: Program.Expression
    /// The expression before it is copied along axes, if it is a copy that an operator makes by itself.
    var uncopied: Program.Expression?
    /// Whether a gradient passes through it to an input or param.
    var isDifferentiable = false

    init(
      _ expression: Program.Expression, uncopied: Program.Expression? = nil,
      isDifferentiable: Bool = false
    ) {
      self.expression = expression
      self.uncopied = uncopied
      self.isDifferentiable = isDifferentiable
    }

    func named(_ name: String) -> Value {
      Value(.name(name), isDifferentiable: isDifferentiable)
    }
  }
}

// MARK: - Names

extension ExpressionBuilder {
  mutating func assign(_ name: String, _ expression: Program.Expression, areLabels: Bool = false) {
    lines.append(.assign([name], expression))
    assigned.insert(name)
    if areLabels { integers.insert(name) }
  }

  mutating func assign(_ names: [String], _ expression: Program.Expression) {
    lines.append(.assign(names, expression))
    assigned.formUnion(names)
  }

  /// The name, with something after it if it is taken.
  func free(_ name: String) -> String {
    var free = name
    while assigned.contains(free) { free += "_" }
    return free
  }

  /// The value under a name of its own.
  private mutating func bound(_ value: Value, _ name: String) -> Value {
    let name = free(name)
    assign(name, value.expression)
    return value.named(name)
  }

  /// Notes that a function is called.
  mutating func use(_ function: PythonFunction) {
    if !functions.contains(function) { functions.append(function) }
  }

  /// Takes what has been appended.
  mutating func takeLines() -> [Program.Line] {
    defer { lines = [] }
    return lines
  }
}

// MARK: - Nodes

extension ExpressionBuilder {
  /// The value of a node whose operands have the values `known`; `label` is what names inside it begin
  /// with.
  private mutating func value(
    of node: Int, in graph: Graph, _ known: (Int) -> Value?, label: String
  ) -> Value {
    guard case .operation(let use) = graph.nodes[node].source else {
      guard case .leaf(.tensor(let tensor)) = graph.nodes[node].source else {
        return Value(.number(0))
      }
      return Value(
        tensor.shape.isScalar ? .number(tensor[0]) : language.data(tensor, areLabels: false))
    }
    let operands = use.operands.enumerated().map { index, operand -> Value in
      switch operand {
      case .constant(let number, _): return Value(.number(number))
      case .node(let target, let transposed):
        let value = known(target) ?? Value(.name(graph.nodes[target].label))
        guard transposed else { return value }
        return Value(
          value.expression.followed(by: ".T"), isDifferentiable: value.isDifferentiable)
      }
    }
    return value(of: use, operands, graph.nodes[node].shape, label: label)
  }

  private mutating func value(
    of use: Graph.OperationUse, _ operands: [Value], _ shape: Shape, label: String
  ) -> Value {
    var differentiable: Set<String> = []
    for (index, parameter) in use.operation.operands.enumerated()
    where operands[index].isDifferentiable && use.operation.gradients[index] != nil {
      differentiable.insert(parameter.name)
    }
    var result: Value
    if let spelling = language.spellings(of: use.operation).first(
      for: use.operandShapes, use.options, differentiable: differentiable)
    {
      for function in spelling.functions { self.use(function) }
      result = Value(code(spelling, use, operands, shape))
    } else if let body = use.body {
      result = expanded(body, operands, label: label)
    } else {
      preconditionFailure("\(use.operation.name) has no spelling for \(language)")
    }
    if use.copiedNode != nil {
      result.uncopied = language.arranged(
        operands[0].expression, use.operandShapes[0], under: shape)
    }
    result.isDifferentiable = !differentiable.isEmpty
    return result
  }

  /// The value of a node; those that it needs stand inside it, or get names where they are used twice
  /// or `isNamed`.
  mutating func value(
    of root: Int, in graph: Graph, _ values: inout [Int: Value], uses: [Int],
    name: (Int) -> String, isNamed: (Int) -> Bool = { _ in false }
  ) -> Value {
    for node in graph.needed(for: root, known: { values[$0] != nil }) {
      var value = value(of: node, in: graph, { values[$0] }, label: name(node))
      if node != root {
        let isShared = uses[node] > 1 && !value.expression.isAtomic
        if isShared || isNamed(node) || value.expression.depth > Self.deepest {
          value = bound(value, name(node))
        }
      }
      values[node] = value
    }
    return values[root] ?? Value(.number(0))
  }

  /// The value of a composed operation, made of those inside it.
  private mutating func expanded(_ body: Graph.Body, _ operands: [Value], label: String) -> Value {
    let graph = body.graph
    let uses = graph.useCounts
    var values: [Int: Value] = [:]
    for (node, inner) in graph.nodes.enumerated() {
      switch inner.source {
      case .leaf(.argument(let index)):
        var operand = operands[index]
        if uses[node] > 1, !operand.expression.isAtomic {
          operand = bound(operand, "\(label).\(inner.label)")
        }
        values[node] = operand
      case .leaf, .operation: break
      }
    }
    return value(
      of: body.result, in: graph, &values, uses: uses,
      name: { "\(label).\(graph.nodes[$0].label)" },
      isNamed: { !graph.nodes[$0].label.contains(".") })
  }
}

extension Graph {
  /// How often each node is an operand.
  var useCounts: [Int] {
    var counts = [Int](repeating: 0, count: nodes.count)
    for node in nodes {
      guard case .operation(let use) = node.source else { continue }
      for operand in use.operandNodes { counts[operand] += 1 }
    }
    return counts
  }

  /// The nodes that a node is made of, with itself, in order, without those that are known.
  func needed(for root: Int, known: (Int) -> Bool) -> [Int] {
    var found: Set<Int> = []
    var open = [root]
    while let node = open.popLast() {
      guard !known(node), found.insert(node).inserted,
        case .operation(let use) = nodes[node].source
      else { continue }
      open += use.operandNodes
    }
    return found.sorted()
  }
}

// MARK: - Spellings

extension ExpressionBuilder {
  /// The template with its operands and options filled in.
  private func code(
    _ spelling: Spelling, _ use: Graph.OperationUse, _ operands: [Value], _ shape: Shape
  ) -> Program.Expression {
    let template = SpellingTemplate(spelling.template)
    let operands = written(operands, use)
    let pieces = template.pieces.map { piece -> Program.Piece in
      switch piece {
      case .text(let text): return .text(text)
      case .placeholder(let placeholder) where placeholder.name == "parts":
        return .part(parts(of: use, operands), binding: 0)
      case .placeholder(let placeholder):
        let expression =
          use.operation.operands.firstIndex { $0.name == placeholder.name }.map {
            operand(
              $0, use, operands[$0], placeholder, isInOperator: template.binding < Binding.atom)
          } ?? option(placeholder, use, shape)
        return .part(expression, binding: placeholder.binding)
      }
    }
    // The template of a value that stays as it is.
    if pieces.count == 1, case .part(let only, _) = pieces[0] { return only }
    return .code(pieces, binding: template.binding)
  }

  /// The operands' expressions: an operator copies the smaller one by itself.
  private func written(_ operands: [Value], _ use: Graph.OperationUse) -> [Program.Expression] {
    guard use.operation.symbol != nil, use.operation.broadcasts,
      let whole = operands.indices.first(where: { index in
        if case .node = use.operands[index] { operands[index].uncopied == nil } else { false }
      })
    else { return operands.map(\.expression) }
    return operands.enumerated().map { index, operand in
      index == whole ? operand.expression : operand.uncopied ?? operand.expression
    }
  }

  /// All operands, each with its axes in the order of the first one's.
  private func parts(
    of use: Graph.OperationUse, _ operands: [Program.Expression]
  ) -> Program.Expression {
    let joined = use.options.names("axes")
    let parts = operands.enumerated().map { index, operand in
      let own = use.operandShapes[index]
      let target = Shape(
        use.operandShapes[0].axes.map { axis in
          let name = axis.name == joined.first ? joined[index] : axis.name
          return Axis(name, own.size(of: name) ?? axis.size)
        })
      return Program.Piece.part(language.arranged(operand, own, under: target), binding: 0)
    }
    return .code(Array(parts.map { [$0] }.joined(separator: [.text(", ")])), binding: 0)
  }

  /// A product's axes as letters, `'abc,cd->abd'`.
  private func einsum(_ use: Graph.OperationUse, _ result: Shape) -> String {
    var letters: [String: Character] = [:]
    var free = Array("abcdefghijklmnopqrstuvwxyz")
    func written(_ shape: Shape) -> String {
      String(
        shape.names.map { name in
          let letter = letters[name] ?? free.removeFirst()
          letters[name] = letter
          return letter
        })
    }
    let sides = use.operandShapes.map(written)
    return "'\(sides.joined(separator: ","))->\(written(result))'"
  }

  private func operand(
    _ index: Int, _ use: Graph.OperationUse, _ written: Program.Expression,
    _ placeholder: SpellingTemplate.Placeholder, isInOperator: Bool
  ) -> Program.Expression {
    var expression = written
    if case .constant(let number, _) = use.operands[index], !isInOperator {
      expression = language.array(number)
    }
    if case .labels = use.operation.operands[index].kind {
      if case .name(let name) = written, integers.contains(name) {
      } else {
        expression = language.integers(expression)
      }
    }
    var own = use.operandShapes[index]
    if let target = placeholder.shape.flatMap({ shape(named: $0, use) }) {
      expression = language.arranged(expression, own, under: target)
      if own.rank == target.rank { own = target }
    }
    if let option = placeholder.classAxis, let axis = use.options.names(option).first,
      let position = own.index(of: axis)
    {
      expression = language.withClasses(expression, at: position, rank: own.rank)
    }
    return expression
  }

  /// A shape by the name of its option, or of the operand that has it.
  private func shape(named name: String, _ use: Graph.OperationUse) -> Shape? {
    if let index = use.operation.operands.firstIndex(where: { $0.name == name }) {
      return use.operandShapes[index]
    }
    if case .shape(let shape) = use.options[name] { return shape }
    return nil
  }

  private func option(
    _ placeholder: SpellingTemplate.Placeholder, _ use: Graph.OperationUse, _ result: Shape
  ) -> Program.Expression {
    let name = placeholder.name
    if name == "result" { return .code(Program.tuple(result.sizes)) }
    if name == "einsum" { return .code(einsum(use, result)) }
    switch use.options[name] {
    case .names(let names):
      let shape =
        placeholder.shape.flatMap { self.shape(named: $0, use) } ?? use.operandShapes.first
        ?? .scalar
      let positions = names.compactMap(shape.index)
      if placeholder.form == .first { return .code("\(positions.first ?? 0)") }
      return .code(Program.axes(positions))
    case .number(let number, _): return .number(number)
    case .word(let word): return .code("'\(word)'")
    case .integers(let integers) where placeholder.form == .index:
      return .code(
        integers.map { $0 == Options.wholeAxis ? ":" : "\($0 - 1)" }.joined(separator: ", "))
    case .integers(let integers) where placeholder.form == .number:
      return .number(Number(integers.first ?? 1))
    case .integers(let integers): return .code(Program.tuple(integers))
    case .shape(let shape):
      return .code(
        placeholder.form == .size ? "\(shape.sizes.first ?? 1)" : Program.tuple(shape.sizes))
    case nil: preconditionFailure("\(use.operation.name) has no option \(name) to spell")
    }
  }
}
