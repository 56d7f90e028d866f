import Backprop
import Formulas
import MatrixCore

extension StepKind {
  static let jacobian = StepKind(
    word: "jacobian", form: "it is written `jacobian … of …`, with two names"
  ) { (parser) throws(Problem) in
    let value = try parser.name(.valueOrGradientName)
    guard parser.take(name: "of") else { throw parser.unexpected(.words(["of"])) }
    return JacobianRequest(value, of: try parser.name(.valueOrGradientName))
  }
}

/// The table of the slopes of a value or gradient by another.
package struct JacobianRequest: StepRequest {
  package let value: Name
  package let variable: Name

  package init(_ value: Name, of variable: Name) {
    self.value = value
    self.variable = variable
  }

  package var references: [Formula] { [value.formula, variable.formula] }

  /// The largest number of rows and of columns.
  package static let mostEntries = 24

  package func derive(
    _ network: EvaluatedNetwork, at range: SourceRange, in builder: inout DerivationBuilder
  ) throws(Problem) {
    let quantities = try builder.each([value, variable]) { (_, name) throws(Problem) in
      try Quantity(name, network)
    }
    let (output, input) = (quantities[0], quantities[1])
    let (rows, columns) = (output.shape(network).count, input.shape(network).count)
    guard rows <= Self.mostEntries, columns <= Self.mostEntries else {
      throw Problem(
        .jacobianTooLarge(value.text, of: variable.text, rows: rows, columns: columns), at: range)
    }
    let slopes = try slopes(of: output, by: input, network, range, &builder)
    var claims: [Claim] = []
    if let holds = network.chains(output, slopes, to: input) {
      claims.append(
        Claim(
          "d\(value.text) times these slopes, row by row, adds up to d\(variable.text)",
          holds: holds))
    }
    builder.append(
      Step(
        id: builder.id(network, "jacobian", value.text, variable.text), network: network.name,
        kind: Step.Kind("jacobian"), title: "\(value.text) by \(variable.text)", formula: nil,
        indexFormula: nil,
        content: .jacobian(
          Step.Slopes(value: value.text, variable: variable.text, jacobian: slopes)),
        claims: claims))
  }

  private func slopes(
    of output: Quantity, by input: Quantity, _ network: EvaluatedNetwork, _ range: SourceRange,
    _ builder: inout DerivationBuilder
  ) throws(Problem) -> Jacobian {
    var (graph, values) = (network.graph, network.tensors)
    var nodes = [output.node, input.node]
    if output.isGradient || input.isGradient {
      try network.requireLoss(at: range)
      try network.requireGradients(at: range)
      guard let gradients = network.gradients else { throw Problem(.consequence, at: range) }
      try builder.budget.spend(gradientsOf: gradients.graph.graph, times: 1, at: range)
      graph = gradients.graph.graph
      // Values within rules are needed too, which the network doesn't keep.
      values = try gradients.graph.evaluate(
        network.tensors, seed: .ones(.scalar), keepsRules: true)
      nodes = [output, input].compactMap { quantity in
        quantity.isGradient
          ? gradients.gradient(of: quantity.node)?.value : quantity.node
      }
    } else if nodes.contains(where: { network.tensor($0) == nil }) {
      throw network.failure ?? Problem(.consequence, at: range)
    }
    try builder.budget.spend(
      gradientsOf: graph, times: 1 + output.shape(network).count, at: range)
    do throws(Problem) {
      if nodes.count == 2, let found = try graph.jacobian(of: nodes[0], by: nodes[1], values) {
        return found
      }
    } catch {
      throw Problem(kind: error.kind, at: range)
    }
    throw Problem(.independent(value.text, of: variable.text), at: range)
  }
}

/// A value of a network, or its gradient.
private struct Quantity {
  /// The node of the value.
  let node: Int
  let isGradient: Bool

  init(_ name: Name, _ network: EvaluatedNetwork) throws(Problem) {
    if network.value(named: name.text) == nil, name.text.gradientTarget != nil {
      try network.requireLoss(at: name.range)
      (node, isGradient) = (try network.gradientNode(name), true)
    } else {
      (node, isGradient) = (try network.value(name, among: network.values).node, false)
    }
  }

  func shape(_ network: EvaluatedNetwork) -> Shape { network.shape(node) }
}

extension EvaluatedNetwork {
  /// Whether the upstream gradient of a value times its slopes is the gradient of the other; nil where
  /// a gradient passes beside the value too, or none passes.
  fileprivate func chains(_ output: Quantity, _ jacobian: Jacobian, to input: Quantity) -> Bool? {
    guard let loss, let gradients, !output.isGradient, !input.isGradient,
      output.node != input.node,
      let upstream = gradients.value(of: output.node), let own = gradients.value(of: input.node),
      graph.passes(from: input.node, to: loss, through: output.node),
      let row = try? upstream.renamed(Shape([jacobian.slopes.shape.axes[0]])),
      let product = try? Tensor.product(row, jacobian.slopes),
      let expected = try? own.renamed(product.shape)
    else { return nil }
    return product.largestDifference(from: expected) == nil
  }
}

extension Budget {
  /// Charges this many backward passes through a graph.
  fileprivate mutating func spend(
    gradientsOf graph: Graph, times count: Int, at range: SourceRange
  ) throws(Problem) {
    try spend(multiplications: graph.cost.multipliedSaturating(by: 3 * count), at: range)
    try spend(entries: graph.nodes.reduce(0) { $0 + 6 * $1.shape.count }, at: range)
  }
}
