import Backprop
import Formulas
import MatrixCore
import TestSupport
import Testing

/// A row of the table, with a name for the test's output.
struct Row: Sendable, CustomTestStringConvertible {
  let operation: Operation
  let trials: [OperationTrial]

  init(_ operation: Operation) {
    self.operation = operation
    trials = OperationTrial.trials(of: operation)
  }

  static let all = Operation.all.map(Row.init)

  var testDescription: String {
    let names = operation.parameters.map(\.name).joined(separator: ", ")
    return "\(operation.name)(\(names)) \(operation.gradients.map { $0 ?? "-" })"
  }
}

@Suite struct OperationTests {
  @Test("every row has operands that fit it", arguments: Row.all)
  func operandsCanBeBuilt(_ row: Row) {
    #expect(row.trials.isEmpty == row.operation.isOnlyInGradients)
  }

  @Test("every row has a gradient for each operand", arguments: Row.all)
  func gradientForEachOperand(_ row: Row) {
    #expect(row.operation.gradients.count == row.operation.operands.count)
  }

  @Test("every operation of a gradient rule has a gradient, unless it is flat", arguments: Row.all)
  func gradientsOfGradients(_ row: Row) {
    let flat = ["step", "sign", "order", "first_max", "one_hot"]
    for rule in row.operation.gradients.compactMap(\.self) {
      for function in Operation.formula(rule).functions where !flat.contains(function) {
        let rows = Operation.rows(named: function)
        #expect(rows.allSatisfy { $0.gradients.contains { $0 != nil } }, "\(function)")
      }
    }
  }

  @Test("every value has the axes that were worked out before", arguments: Row.all)
  func shapes(_ row: Row) throws {
    for trial in row.trials {
      let values = try #require(trial.values(trial.operands))
      for (node, value) in zip(trial.graph.nodes, values) {
        #expect(value.shape == node.shape, "\(trial.text): \(node.label)")
      }
    }
  }

  @Test("every gradient agrees with finite differences", arguments: Row.all)
  func finiteDifferences(_ row: Row) throws {
    for trial in row.trials {
      let complaints = try trial.disagreements()
      #expect(complaints.isEmpty, "\(trial.text)")
    }
  }

  @Test("every gradient of an exact value is exactly right", arguments: Row.all)
  func exactSlopes(_ row: Row) throws {
    var exact = 0
    for trial in row.trials.prefix(12) {
      guard let values = trial.values(trial.operands), values[trial.result].isExact else {
        continue
      }
      exact += 1
      let gradients = try trial.gradients(trial.operands)
      for (index, gradient) in gradients.enumerated() where trial.hasSlope(index) {
        #expect(gradient.isExact, "\(trial.text), operand \(index)")
        for offset in 0..<gradient.count {
          let slope = trial.exactSlope(index, offset)
          #expect(slope != nil, "\(trial.text), operand \(index)")
          #expect(gradient[offset].rational == slope, "\(trial.text), operand \(index)[\(offset)]")
        }
      }
    }
    let isRounded = Self.roundedRows.contains(row.operation.name) || row.trials.isEmpty
    #expect(
      (exact == 0) == isRounded,
      """
      \(exact) of \(row.trials.count) are exact: a row whose values never are stands in `roundedRows`, \
      no other
      """)
  }

  /// The rows whose values are exact for no operands; all others have to be, for some.
  private static let roundedRows: Set = [
    "exp", "log", "sqrt", "sin", "cos", "expm1", "elu", "logsumexp", "sigmoid", "tanh", "softplus",
    "silu", "gelu", "erf", "log1p", "softmax",
    "log_softmax", "batch_norm", "batch_norm_eval", "layer_norm", "rms_norm",
    "softmax_cross_entropy", "cross_entropy", "binary_cross_entropy", "log_t",
  ]

  @Test(
    "a compact gradient is what opening the operation gives",
    arguments: Row.all.filter(\.operation.isComposed))
  func opened(_ row: Row) throws {
    for trial in row.trials {
      let compact = try trial.gradients(trial.operands)
      let opened = try #require(try trial.openedGradients())
      for (index, pair) in zip(compact, opened).enumerated() {
        #expect(
          pair.0.largestDifference(from: pair.1) == nil, "\(trial.text), operand \(index)")
        #expect(pair.0.shape == pair.1.shape)
      }
    }
  }

  @Test(
    "however large or small the operands, nothing infinite hides in a finite result",
    arguments: Row.all)
  func extremes(_ row: Row) throws {
    var finite = 0
    for trial in row.trials.prefix(6) {
      for scale in [1e-300, 1e-160, 1e154, 1e200, 1e306] {
        let operands = trial.operands.enumerated().map { index, operand in
          trial.isLabels(index) ? operand : operand.scaled(by: scale)
        }
        guard let values = trial.values(operands), let use = trial.use else {
          continue
        }
        if let body = use.body {
          let inside = try body.values(use.tensors(values))
          #expect(inside.allSatisfy { $0.firstNonFinite == nil }, "\(trial.text), \(scale)")
        }
        guard
          let gradients = try? Gradients(
            of: trial.result, in: trial.graph, values, seed: trial.upstream, "g",
            isNamed: { _ in true })
        else { continue }
        for contribution in gradients.all.flatMap(\.contributions) {
          let inside = gradients.values(within: contribution)[contribution.nodes]
          #expect(inside.allSatisfy { $0.firstNonFinite == nil }, "\(trial.text), \(scale)")
          finite += 1
        }
      }
    }
    #expect(finite > 0 || row.trials.isEmpty || row.operation.gradients.allSatisfy { $0 == nil })
  }

  @Test(
    "a value written for safety is the textbook's on ordinary numbers",
    arguments: Row.all.filter { $0.operation.textbook != nil })
  func textbook(_ row: Row) throws {
    let formula = try Formula(reading: #require(row.operation.textbook))
    for trial in row.trials {
      let value = try #require(trial.values(trial.operands))[trial.result]
      let book = try trial.evaluate(formula)
      let ordered = book.inOrder(of: value.shape)
      #expect(ordered.largestDifference(from: value) == nil, "\(trial.text)")
    }
  }

  @Test(
    "every listed mistake gives another number than the truth",
    arguments: Row.all.filter { !$0.operation.mistakes.isEmpty })
  func mistakes(_ row: Row) throws {
    for mistake in row.operation.mistakes {
      let isVisible = try row.trials.contains { trial in
        let mistaken = try trial.gradient(making: mistake.formula, mistake.operand)
        return try trial.isChanged(mistaken, mistake.operand)
      }
      #expect(isVisible, "\(mistake.formula)")
    }
  }

  @Test(
    "a mistake that is misspelt is a problem, not a shape that doesn't fit",
    arguments: ["g * z", "g *", "g * sgm(x)", "g * sum(x, axes=n)"])
  func misspeltMistake(_ formula: String) throws {
    let row = try #require(Operation.rows(named: "square").first)
    let trial = try #require(OperationTrial.trials(of: row, limit: 1).first)
    #expect(throws: Problem.self) { try trial.gradient(making: formula, 0) }
  }

  @Test("rows of one name say what tells them apart")
  func variants() {
    for name in Set(Operation.all.map(\.name)) {
      let variants = Operation.rows(named: name).map(\.variant)
      #expect(variants.count == 1 || !variants.contains(nil), "\(name)")
      #expect(Set(variants).count == variants.count, "\(name)")
    }
  }

  @Test("a name gives all its rows, and only those")
  func rowsOfName() {
    for row in Operation.all {
      let named = Operation.all.filter { $0.name == row.name }
      #expect(
        Operation.rows(named: row.name).map(ObjectIdentifier.init)
          == named.map(ObjectIdentifier.init))
    }
    #expect(Operation.rows(named: "nothing").isEmpty)
  }

  @Test(
    "the comparison with finite differences catches a wrong row",
    arguments: [
      ("sigmoid", 0, "g * x * (1 - x)"), ("tanh", 0, "g * (1 - x^2)"), ("*", 1, "g * B"),
      ("softmax", 0, "g * y * (1 - y)"), ("/", 1, "-g / B^2"), ("variance", 0, "2 * x * g / count"),
      ("batch_norm", 0, "gamma * g / sqrt(variance(x, axis=axis) + eps)"),
    ])
  func wrongRow(_ name: String, _ operand: Int, _ formula: String) throws {
    let row = try #require(Operation.rows(named: name).first)
    let trial = try #require(OperationTrial.trials(of: row, limit: 1).first)
    #expect(try trial.disagreements().isEmpty)
    #expect(try !trial.replacingGradient(operand, with: formula).disagreements().isEmpty)
  }
}

// MARK: - Measuring

extension OperationTrial {
  /// What a mistake makes of an operand's gradient; nil where its shapes don't fit.
  func gradient(making formula: String, _ operand: Int) throws -> Tensor? {
    _ = try Formula(reading: formula)
    do {
      return try replacingGradient(operand, with: formula).gradients(operands)[operand]
    } catch let problem as Problem {
      if case NetworkProblem.shape = problem.kind { return nil }
      throw problem
    }
  }

  /// Whether a mistaken gradient is another than the right one, or has shapes that don't fit.
  func isChanged(_ mistaken: Tensor?, _ operand: Int) throws -> Bool {
    guard let mistaken else { return true }
    let right = try gradients(operands)[operand]
    return mistaken.shape != right.shape || mistaken.largestDifference(from: right) != nil
  }

  /// Whether a slope can be measured that its row has to know.
  func hasSlope(_ operand: Int) -> Bool {
    // A detached value is held by definition; a mask jumps.
    !isLabels(operand) && row.name != "detach" && !(row.name == "where" && operand == 0)
  }

  /// Where the gradients differ from central differences.
  func disagreements() throws -> [String] {
    let operands = operands.map(\.approximate)
    let gradients = try gradients(operands)
    var result: [String] = []
    for (index, gradient) in gradients.enumerated() where hasSlope(index) {
      for offset in 0..<gradient.count {
        let slope = measuredSlope(operands, index, offset)
        let known = gradient[offset].double
        guard let slope,
          (slope - known).magnitude <= 1e-7 + 1e-6 * max(slope.magnitude, known.magnitude)
        else {
          result.append(
            "d\(row.operands[index].name)[\(offset)] is \(known), measured: \(slope ?? .nan)")
          continue
        }
      }
    }
    return result
  }

  private func measuredSlope(_ operands: [Tensor], _ index: Int, _ offset: Int) -> Double? {
    let x = operands[index][offset].double
    let h = 1e-5 * max(1, x.magnitude)
    let weights = upstream.doubles
    func weighted(_ entry: Double) -> Double? {
      var moved = operands
      if !isLabels(index) {
        for other in operands.indices where other == index {
          moved[other] = operands[other].replacing(offset, with: .floating(entry))
        }
      }
      return values(moved).map { zip($0[result].doubles, weights).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    guard let up = weighted(x + h), let down = weighted(x - h) else { return nil }
    return (up - down) / ((x + h) - (x - h))
  }

  /// The slope along one entry in exact fractions.
  func exactSlope(_ index: Int, _ offset: Int) -> Rational? {
    let step = Number(1) / Number(256)
    var samples: [Tensor] = []
    for point in ExactSlope.points {
      var moved = operands
      let entry = operands[index][offset] + Number(Int(point)) * step
      moved[index] = operands[index].replacing(offset, with: entry)
      guard let values = values(moved) else { return nil }
      samples.append(values[result])
    }
    var total = Rational.zero
    for place in 0..<upstream.count {
      let values = samples.compactMap { $0[place].rational }
      guard values.count == samples.count, let slope = ExactSlope.slope(values),
        let weight = upstream[place].rational,
        let term = slope.multiplied(by: weight), let next = total.adding(term)
      else { return nil }
      total = next
    }
    return Rational(256).multiplied(by: total)
  }

  /// The gradients that the smaller operations give.
  func openedGradients() throws -> [Tensor]? {
    guard let use, let body = use.body, let outer = values(operands) else {
      return nil
    }
    let operandShapes = use.tensors(outer)
    let inner = try body.graph.evaluate { reference in
      if case .argument(let index) = reference { operandShapes[index] } else { operandShapes[0] }
    }
    let inside = try Gradients(
      of: body.result, in: body.graph, inner, seed: upstream, "g", isNamed: { _ in true })
    // Where an operand was copied to fit, the copies are added again.
    return try operands.indices.map { index in
      let leaf = body.graph.nodes.firstIndex { node in
        if case .leaf(.argument(index)) = node.source { true } else { false }
      }
      let gradient =
        leaf.flatMap(inside.value(of:)) ?? .zeros(operandShapes[index].shape)
      let extra = gradient.shape.names.filter { !operands[index].shape.contains($0) }
      return try (row.gradients[index] == nil ? .zeros(gradient.shape) : gradient)
        .sum(over: extra).inOrder(of: operands[index].shape)
    }
  }

  /// A formula of the row's own names on the operands.
  func evaluate(_ formula: Formula) throws -> Tensor {
    guard let use else { throw TrialError.noApplication }
    let operandShapes = try use.tensors(#require(values(operands)))
    let names = row.operands.map(\.name)
    let shapes = operandShapes.map(\.shape)
    var lowering = Lowering(
      scope: Scope(
        allowsInternal: true, axisSize: { Operation.size(of: $0, shapes, use.options) }
      ) { _, name in
        guard let index = names.firstIndex(of: name) else {
          return .problem(.unknownName(name, suggestion: nil), related: nil)
        }
        return .meaning(
          .leaf(.argument(index), label: name, shape: operandShapes[index].shape, constant: nil))
      })
    let node = try lowering.define(
      "book",
      row.substituted(
        formula, operands: names.map(Formula.name), shapes: use.operandShapes,
        options: use.options))
    return try lowering.graph.evaluate { reference in
      if case .argument(let index) = reference { operandShapes[index] } else { operandShapes[0] }
    }[node]
  }
}

private enum TrialError: Error { case noApplication }

extension Tensor {
  fileprivate func scaled(by factor: Double) -> Tensor {
    (try? Tensor(shape, doubles: doubles.map { $0 * factor })) ?? self
  }
}

extension Formula {
  /// The functions that the formula calls.
  fileprivate var functions: [String] {
    let own = if case .call(let call) = kind { [call.function] } else { [String]() }
    return own + parts.flatMap(\.functions)
  }
}
