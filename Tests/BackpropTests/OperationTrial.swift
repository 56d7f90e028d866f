import Formulas
import MatrixCore
import Testing

@testable import Backprop

/// One use of a row of the table of operations, with operands and options that fit it.
///
/// Trials are found by trying: whatever row is added gets its own without a word here.
struct OperationTrial: Sendable {
  let row: Operation
  let operands: [Tensor]
  /// The use as it would be typed.
  let text: String
  let graph: Graph
  /// The node of the row's own use.
  let result: Int
}

extension OperationTrial {
  /// Up to `limit` trials of a row, different in shapes and options.
  static func trials(of row: Operation, limit: Int = 24) -> [OperationTrial] {
    guard !row.isOnlyInGradients else { return [] }
    var found: [OperationTrial] = []
    var combinations: [[Shape]] = []
    for first in firstShapes { combinations += shapes(first, row.operands.count) }
    for shapes in combinations {
      var alike = 0
      for options in options(row, shapes) where alike < 4 && found.count < limit {
        guard let trial = OperationTrial(row, shapes, options) else { continue }
        found.append(trial)
        alike += 1
      }
    }
    return found
  }

  /// The values of all nodes with these operands; nil where one is NaN or infinite.
  func values(_ operands: [Tensor]) -> [Tensor]? {
    let values = try? graph.evaluate { reference in
      if case .argument(let index) = reference { operands[index] } else { operands[0] }
    }
    guard let values, values.allSatisfy({ $0.firstNonFinite == nil }) else { return nil }
    return values
  }

  /// The node of an operand; nil where the use does not look at it.
  func leaf(_ operand: Int) -> Int? {
    graph.nodes.firstIndex { node in
      if case .leaf(.argument(operand)) = node.source { true } else { false }
    }
  }

  /// The upstream gradient: uneven, so that no wrong rule looks right.
  var upstream: Tensor {
    let shape = graph.nodes[result].shape
    let quarters = (0..<shape.count).map { (index: Int) -> Number in
      let size = Number(1 + (index * 7) % 11) / Number(4)
      return index % 3 == 1 ? -size : size
    }
    return (try? Tensor(shape, numbers: quarters)) ?? .ones(shape)
  }

  var use: Graph.OperationUse? {
    if case .operation(let use) = graph.nodes[result].source { use } else { nil }
  }

  /// The gradients of the operands; zeros where nothing arrives.
  func gradients(_ operands: [Tensor]) throws -> [Tensor] {
    let values = try #require(self.values(operands))
    let gradients = try Gradients(
      of: result, in: graph, values, seed: upstream, "g", isNamed: { _ in true })
    return operands.indices.map { index in
      leaf(index).flatMap(gradients.value(of:)) ?? .zeros(operands[index].shape)
    }
  }

  /// The same use of another row, that differs in one gradient's formula.
  func replacingGradient(_ operand: Int, with formula: String) -> OperationTrial {
    guard let use else { return self }
    var gradients = row.gradients
    gradients[operand] = formula
    let other = Operation(
      row.name, row.parameters, shape: row.shape, value: row.value, gradients: gradients,
      structure: row.structure, domain: row.domain)
    var graph = graph
    graph.nodes[result] = Graph.Node(
      label: graph.nodes[result].label, shape: graph.nodes[result].shape,
      source: .operation(
        Graph.OperationUse(
          operation: other, operands: use.operands, options: use.options,
          formula: use.formula, operandShapes: use.operandShapes, body: use.body)),
      range: 0..<0, isDifferentiable: true)
    return OperationTrial(row: other, operands: operands, text: text, graph: graph, result: result)
  }

  /// Whether an operand is labels, which don't change by a little.
  func isLabels(_ index: Int) -> Bool { row.isLabels(index) }
}

extension Operation {
  /// Whether only gradient formulas and steps use it, which know what it takes. It is tested where
  /// those are.
  var isOnlyInGradients: Bool {
    isInternal && gradients.allSatisfy { $0 == nil } && !isEntrywise
  }

  private var isEntrywise: Bool {
    if case .entrywise = structure { true } else { false }
  }

  fileprivate func isLabels(_ index: Int) -> Bool {
    if case .labels = operands[index].kind { return true }
    return domain == .labels && operands[index].name == "t"
  }

  /// What tells rows of one name apart.
  fileprivate var signature: String {
    "\(name) \(gradients.map { $0 ?? "-" }) \(domain) \(why)"
  }
}

// MARK: - Finding operands

extension OperationTrial {
  private static let sizes = ["N": 3, "class": 4, "out": 2, "h": 3, "w": 2, "taps": 4, "beside": 1]

  private static func shape(_ names: String...) -> Shape {
    Shape(names.map { Axis($0, sizes[$0] ?? 2) })
  }

  private static let firstShapes = [
    shape("N", "class"), shape("N"), shape("out", "h", "w"), shape("class", "N"), .scalar,
    shape("out", "windows", "taps"), shape("out", "above", "beside"),
  ]

  private static let targets = [
    shape("N", "class"), shape("out", "N", "class"), shape("class", "out"), shape("class", "N"),
    Shape([Axis("pixel", 12)]), shape("N"), shape("out", "h", "w"),
  ]

  /// Shapes for all operands, the first given: the same, fewer axes, other orders, factors of a product.
  private static func shapes(_ first: Shape, _ count: Int) -> [[Shape]] {
    var others = [first]
    for axis in first.names { others.append(first.removing([axis])) }
    others.append(.scalar)
    if count == 2 {
      others.append(Shape(first.axes.reversed()))
      if let last = first.axes.last {
        others.append(Shape([last]))
        others.append(Shape([last, Axis("out", 2)]))
        // Products of many matrices.
        others.append(Shape([last, Axis("columns", 2)]))
        others.append(Shape(first.axes.dropLast(2) + [last, Axis("columns", 2)]))
        others.append(Shape([Axis("above", 2), last, Axis("columns", 3)]))
      }
      others += [shape("N"), shape("out"), shape("out", "h", "w")]
    }
    var different: [Shape] = []
    for other in others where !different.contains(other) { different.append(other) }
    var result = [[first]]
    for _ in 0..<max(0, count - 1) {
      result = result.flatMap { shapes in different.map { shapes + [$0] } }
    }
    return count == 0 ? [] : result
  }

  private static func options(_ row: Operation, _ shapes: [Shape]) -> [Options] {
    var result = [Options()]
    for parameter in row.parameters where !parameter.isOperand {
      result = result.flatMap { options in
        values(parameter, shapes[0], options).map { value in
          var next = options
          next.set(parameter.name, to: value)
          return next
        }
      }
    }
    return result
  }

  private static func values(
    _ parameter: Parameter, _ first: Shape, _ options: Options
  ) -> [Options.Value] {
    let number = { (number: Number) in Options.Value.number(number, .number(number)) }
    let half = Number(1) / Number(2)
    switch parameter.kind {
    case .operand, .labels:
      return []
    case .axes:
      var names = first.names.map { [$0] }
      if first.rank > 1 {
        names += [first.names, first.names.reversed(), Array(first.names.suffix(2))]
      }
      if first.rank == 0 { names.append([]) }
      return names.map(Options.Value.names)
    case .number(let given, let rule):
      guard let given else {
        return [2, 3, -1, 0].map { number(Number($0)) } + [number(half)]
      }
      return rule == .any || rule == .notNegative || rule == .belowOne
        ? [number(given), number(half)] : [number(given)]
    case .word(let words, _):
      return words.map(Options.Value.word)
    case .newAxes(let count):
      let names = parameter.name == "axis" ? [["N"]] : [["one", "two", "three"], ["h", "w"]]
      return names.map { .names(Array($0.prefix(count ?? options.names("axes").count))) }
    case .axisOfEach:
      return [["class", "class"], ["N", "N"], ["class", "out"]].map(Options.Value.names)
    case .sizedAxes:
      return [
        Shape([Axis("one", 2), Axis("two", 2)]), Shape([Axis("one", 3), Axis("two", 2)]),
      ].map(Options.Value.shape)
    case .index:
      return (1...3).map { .integers([$0]) }
    case .knownAxis:
      return [.shape(shape("class"))]
    case .integers(_, let least):
      return [[2, 2], [1, 1], [2], [1, 2, 3], [0, 0]].filter { $0.allSatisfy { $0 >= least } }
        .map(Options.Value.integers)
    case .target:
      return targets.map(Options.Value.shape)
    }
  }

  private init?(_ row: Operation, _ shapes: [Shape], _ options: Options) {
    // The one row whose shape rule trusts whoever calls it.
    if row.name == "scatter_rows",
      shapes[0] != Shape(shapes[1].axes + options.shape("to").removing(options.names()).axes)
        || !options.shape("to").contains(options.names().first ?? "")
    {
      return nil
    }
    let names = row.operands.map(\.name)
    let formula = row.use(names.map(Formula.name), options, nil)
    var sizes = OperationTrial.sizes.merging(["pixel": 12]) { $1 }
    for case (_, .shape(let shape)) in options.all {
      for axis in shape.axes where sizes[axis.name] == nil { sizes[axis.name] = axis.size }
    }
    var lowering = Lowering(
      scope: Scope(allowsInternal: true, axisSize: { [sizes] in sizes[$0] }) { _, name in
        guard let index = names.firstIndex(of: name) else {
          return .problem(.unknownName(name, suggestion: nil), related: nil)
        }
        return .meaning(
          .leaf(.argument(index), label: name, shape: shapes[index], constant: nil))
      })
    guard (try? lowering.define("y", formula)) != nil else { return nil }
    let graph = lowering.graph
    let own = graph.nodes.lastIndex { node in
      if case .operation(let use) = node.source {
        use.operation.signature == row.signature
      } else {
        false
      }
    }
    guard let result = own else { return nil }
    for isPositive in [false, true] {
      let operands = shapes.indices.map { row.example(shapes[$0], $0, isPositive: isPositive) }
      let trial = OperationTrial(
        row: row, operands: operands,
        text: "\(formula.text()) of \(shapes.map(\.description).joined(separator: ", "))",
        graph: graph, result: result)
      if trial.values(operands) != nil {
        self = trial
        return
      }
    }
    return nil
  }
}

extension Operation {
  /// Exact entries of the row's domain, all different, none nearer than 1/16 to a kink.
  fileprivate func example(_ shape: Shape, _ index: Int, isPositive: Bool) -> Tensor {
    let numbers = (0..<shape.count).map { offset -> Number in
      if isLabels(index) { return Number((offset + 1) % 2) }
      if name == "where", index == 0 { return Number(offset % 3) / Number(2) }
      let residue = (offset * 7 + index * 5 + 3) % 29
      // Two operands never tie.
      let apart = Number(index % 2) / Number(16)
      switch domain {
      case .labels, .probability: return Number(residue + 1) / Number(32)
      case .oneHot where index == 1: return Number((offset * 3 + 1) % 5) / Number(8)
      case .any, .nonZero, .oneHot, .positive:
        return isPositive || domain == .positive
          ? Number(residue + 1) / Number(8) + apart : Number(2 * residue - 27) / Number(8) + apart
      }
    }
    return (try? Tensor(shape, numbers: numbers)) ?? .ones(shape)
  }
}
