import Formulas
import MatrixCore

extension GradientGraph {
  /// Appends nodes after those of the forward graph.
  struct Builder {
    var lowering: Lowering
    var changes: Changes

    init(_ forward: Graph, _ changes: Changes) {
      lowering = Lowering(forward, scope: .empty)
      self.changes = changes
    }

    /// The contribution of a use to one of its operands; nil if no gradient passes.
    mutating func contribution(
      of consumer: Int, _ use: Graph.OperationUse, _ operand: Int, to target: Int,
      _ gradient: Gradient, _ locals: inout [Int]?
    ) throws(Problem) -> Contribution? {
      let mistake = changes.rules[Changes.Use(consumer: consumer, operand: operand)]
      guard let rule = mistake ?? use.operation.gradients[operand] else { return nil }
      let inner = locals ?? appendLocals(of: consumer, use)
      locals = inner
      let row = Operation.formula(rule)
      let lowered = try lower(
        row, of: consumer, use, operand, to: target, gradient.value, inner,
        isMistake: mistake != nil)
      var shown = use.shown(row, in: lowering.graph, consumer, upstream: gradient.label, inner)
      if use.operands[operand].isTransposed { shown = Formula(.transposed(shown)).simplified }
      return Contribution(
        consumer: consumer, operand: operand, formula: shown, upstream: gradient.value,
        nodes: lowered.nodes, result: lowered.result, value: lowered.value, locals: inner,
        isIdentity: lowered.isIdentity)
    }

    /// A rule as nodes.
    struct LoweredRule {
      let nodes: Range<Int>
      let result: Int
      /// The same value under the operand's own axes.
      let value: Int
      /// Whether it is the unchanged upstream gradient.
      let isIdentity: Bool
    }

    /// Appends the nodes of a rule for one operand of a use. A mistake's factors may fit by their sizes
    /// alone.
    mutating func lower(
      _ row: Formula, of consumer: Int, _ use: Graph.OperationUse, _ operand: Int,
      to target: Int, _ upstream: Int, _ locals: [Int], isMistake: Bool
    ) throws(Problem) -> LoweredRule {
      let range = lowering.graph.nodes[consumer].range
      var run = use.run(row, in: lowering.graph, consumer, locals)
      if use.operands[operand].isTransposed { run = Formula(.transposed(run)).simplified }
      let isIdentity = if case .name("#g") = run.kind { true } else { false }
      let shape = lowering.graph.nodes[target].shape
      let label = "d" + lowering.graph.nodes[target].label
      let start = lowering.graph.nodes.count
      let result: Int
      if isIdentity {
        result = upstream
      } else {
        do { result = try define(run, label, of: use, consumer, upstream, locals) } catch {
          guard isMistake, let bySize = try productBySize(row, of: use, operand, upstream, label)
          else { throw Problem(kind: error.kind, at: range) }
          result = bySize
        }
      }
      let end = lowering.graph.nodes.count
      return LoweredRule(
        nodes: start..<end, result: result, value: inOrder(result, of: shape, label, range),
        isIdentity: isIdentity)
    }

    /// Lowers a rule whose names are placeholders.
    private mutating func define(
      _ formula: Formula, _ label: String, of use: Graph.OperationUse, _ consumer: Int,
      _ upstream: Int, _ locals: [Int]
    ) throws(Problem) -> Int {
      var meanings = [("#y", consumer), ("#g", upstream)]
      for index in use.operands.indices {
        if let node = operandNode(use, index) { meanings.append(("#\(index)", node)) }
      }
      for local in locals {
        let prefix = lowering.graph.nodes[consumer].label.count + 1
        meanings.append(("#" + lowering.graph.nodes[local].label.dropFirst(prefix), local))
      }
      let own = lowering.graph.nodes[consumer].shape
      lowering.scope = Scope(
        allowsInternal: true,
        axisSize: { name in
          own.size(of: name) ?? Operation.size(of: name, use.operandShapes, use.options)
        }
      ) { [meanings] _, name in
        meanings.first { $0.0 == name }.map { .meaning(.node($0.1)) }
          ?? .problem(.unknownName(name, suggestion: nil), related: nil)
      }
      let before = lowering.graph.nodes.count
      do { return try lowering.define(label, formula) } catch {
        lowering.graph.nodes.removeLast(lowering.graph.nodes.count - before)
        throw error
      }
    }

    /// An untransposed operand's node under the axes that the operation uses; nil for a number.
    private mutating func operandNode(_ use: Graph.OperationUse, _ index: Int) -> Int? {
      guard case .node(let node, let transposed) = use.operands[index] else { return nil }
      let shape = use.operandShapes[index]
      return renamed(
        node, to: transposed ? Shape(shape.axes.reversed()) : shape,
        lowering.graph.nodes[node].label,
        lowering.graph.nodes[node].range)
    }

    /// The same entries under other axes, by position; the node itself if it has these axes.
    private mutating func renamed(
      _ node: Int, to shape: Shape, _ label: String, _ range: SourceRange
    ) -> Int {
      lowering.graph.nodes[node].shape == shape
        ? node : arranged(node, "rename", to: shape, label, range)
    }

    /// The node under the axes of `shape`: the same axes permuted, or other names by position.
    private mutating func inOrder(
      _ node: Int, of shape: Shape, _ label: String, _ range: SourceRange
    ) -> Int {
      let own = lowering.graph.nodes[node].shape
      guard own != shape, own.isContained(in: shape), own.rank == shape.rank else {
        return renamed(node, to: shape, label, range)
      }
      return arranged(node, "broadcast", to: shape, label, range)
    }

    private mutating func arranged(
      _ node: Int, _ operation: String, to shape: Shape, _ label: String, _ range: SourceRange
    ) -> Int {
      var options = Options()
      options.set("to", to: .shape(shape))
      options.set("result", to: .shape(shape))
      return append(operation, [node], shape, label, range, options: options)
    }

    private mutating func append(
      _ name: String, _ operands: [Int], _ shape: Shape, _ label: String, _ range: SourceRange,
      options: Options = Options()
    ) -> Int {
      let nodes = operands.map { lowering.graph.nodes[$0] }
      let labels = nodes.map { Formula.name($0.label) }
      guard let operation = Operation.rows(named: name).first else {
        preconditionFailure("the table of operations has no \(name)")
      }
      return lowering.append(
        label, shape,
        .operation(
          Graph.OperationUse(
            operation: operation, operands: operands.map { .node($0, transposed: false) },
            options: options, formula: operation.use(labels, options, nil),
            operandShapes: nodes.map(\.shape), body: nil)), range,
        isDifferentiable: nodes.contains(where: \.isDifferentiable))
    }

    /// The sum of the contributions of a node's uses.
    mutating func total(
      of node: Int, _ all: [Contribution], _ label: String
    ) throws(Problem) -> Gradient {
      let contributions = changes.single[node].map { [all[$0]] } ?? all
      let (shape, range) = (lowering.graph.nodes[node].shape, lowering.graph.nodes[node].range)
      var value: Int
      switch contributions.count {
      case 0:
        value = lowering.append(
          label, shape, .leaf(.tensor(.zeros(shape))), range, isDifferentiable: false)
      case 1:
        value = contributions[0].value
        if lowering.graph.nodes[value].label != label {
          value = append("same", [value], shape, label, range)
        }
      default:
        value = contributions[0].value
        for contribution in contributions.dropFirst() {
          value = append("+", [value, contribution.value], shape, label, range)
        }
      }
      return Gradient(node: node, label: label, contributions: all, value: value)
    }

    /// Appends the named values inside a use that its rules use.
    private mutating func appendLocals(of consumer: Int, _ use: Graph.OperationUse) -> [Int] {
      guard let body = use.body, !use.operation.localsOfGradients.isEmpty else { return [] }
      let node = lowering.graph.nodes[consumer]
      var locals: [Int] = []
      var operands: [Graph.Operand] = []
      let wanted = use.operation.localsOfGradients
      // Nodes after the last wanted one aren't needed.
      let last = body.graph.nodes.lastIndex { wanted.contains($0.label) } ?? -1
      for inner in body.graph.nodes.prefix(last + 1) {
        switch inner.source {
        case .leaf(.argument(let index)):
          if case .constant = use.operands[index] {
            operands.append(use.operands[index])
          } else {
            let leaf = operandNode(use, index) ?? consumer
            operands.append(.node(leaf, transposed: use.operands[index].isTransposed))
          }
        case .leaf:
          operands.append(
            .node(
              lowering.append(
                inner.label, inner.shape, inner.source, node.range, isDifferentiable: false),
              transposed: false))
        case .operation(let innerUse):
          let copy = innerUse.replacing(operands: innerUse.operands.map { $0.mapped(by: operands) })
          let index = lowering.append(
            "\(node.label).\(inner.label)", inner.shape, .operation(copy), node.range,
            isDifferentiable: node.isDifferentiable)
          operands.append(.node(index, transposed: false))
          if wanted.contains(inner.label) { locals.append(index) }
        }
      }
      return locals
    }

    /// A product whose axis names don't match, computed by sizes alone: `X @ dY` instead of `X.T @
    /// dY`, where X is square.
    private mutating func productBySize(
      _ rule: Formula, of use: Graph.OperationUse, _ operand: Int, _ upstream: Int, _ label: String
    ) throws(Problem) -> Int? {
      guard case .binary(.product, let left, let right) = rule.kind,
        let a = factor(left, of: use, upstream, axes: ["#1", "#2"]),
        let b = factor(right, of: use, upstream, axes: ["#2", "#3"]),
        let inner = lowering.graph.nodes[a].shape.axes.last,
        inner == lowering.graph.nodes[b].shape.axes[0]
      else { return nil }
      let sizes = [lowering.graph.nodes[a].shape.sizes[0], lowering.graph.nodes[b].shape.sizes[1]]
      guard sizes == use.operandShapes[operand].sizes else { return nil }
      let range = lowering.graph.nodes[upstream].range
      let product = append(
        "@", [a, b], Shape([Axis("#1", sizes[0]), Axis("#3", sizes[1])]), label, range)
      let gradient = renamed(product, to: use.operandShapes[operand], label, range)
      guard case .node(_, true) = use.operands[operand] else { return gradient }
      let shape = Shape(use.operandShapes[operand].axes.reversed())
      return append(".T", [gradient], shape, label, range)
    }

    /// A factor of such a product, with axes named by their position in the chain.
    private mutating func factor(
      _ formula: Formula, of use: Graph.OperationUse, _ upstream: Int, axes names: [String]
    ) -> Int? {
      let node: Int?
      switch formula.kind {
      case .name("g"): node = upstream
      case .name(let name):
        guard let index = use.operation.operands.firstIndex(where: { $0.name == name }),
          case .node(let target, let transposed) = use.operands[index]
        else { return nil }
        node = transposed ? turned(target) : target
      case .transposed(let inner):
        node = factor(inner, of: use, upstream, axes: names.reversed()).map { turned($0) }
      default: node = nil
      }
      guard let node, lowering.graph.nodes[node].shape.rank == 2 else { return nil }
      let sizes = lowering.graph.nodes[node].shape.sizes
      return renamed(
        node, to: Shape(zip(names, sizes).map { Axis($0, $1) }), lowering.graph.nodes[node].label,
        lowering.graph.nodes[node].range)
    }

    private mutating func turned(_ node: Int) -> Int {
      let shape = Shape(lowering.graph.nodes[node].shape.axes.reversed())
      return append(
        ".T", [node], shape, lowering.graph.nodes[node].label, lowering.graph.nodes[node].range)
    }
  }
}

extension Graph.Operand {
  fileprivate var isTransposed: Bool { if case .node(_, true) = self { true } else { false } }

  /// The operand of a copied node whose operands are now `operands`.
  fileprivate func mapped(by operands: [Graph.Operand]) -> Graph.Operand {
    guard case .node(let index, let transposed) = self else { return self }
    guard case .node(let node, let wasTransposed) = operands[index] else {
      return operands[index]
    }
    return .node(node, transposed: transposed != wasTransposed)
  }
}

extension Graph.OperationUse {
  fileprivate func replacing(operands: [Graph.Operand]) -> Graph.OperationUse {
    Graph.OperationUse(
      operation: operation, operands: operands, options: options, formula: formula,
      operandShapes: operandShapes, body: body)
  }

  /// A rule for display: its names are labels.
  fileprivate func shown(
    _ rule: Formula, in graph: Graph, _ consumer: Int, upstream: String, _ locals: [Int]
  ) -> Formula {
    let label = graph.nodes[consumer].label
    let names = Set(locals.map { graph.nodes[$0].label })
    return operation.substituted(
      rule, operands: labels(graph), shapes: operandShapes, options: options, value: .name(label),
      upstream: .name(upstream),
      local: { names.contains("\(label).\($0)") ? .name("\(label).\($0)") : nil })
  }

  /// A rule for evaluation: its names are placeholders.
  fileprivate func run(
    _ rule: Formula, in graph: Graph, _ consumer: Int, _ locals: [Int]
  ) -> Formula {
    let label = graph.nodes[consumer].label
    let names = Set(locals.map { graph.nodes[$0].label })
    return operation.substituted(
      rule, operands: placeholders, shapes: operandShapes, options: options, value: .name("#y"),
      upstream: .name("#g"), isRun: true,
      local: { names.contains("\(label).\($0)") ? .name("#\($0)") : nil })
  }
}
