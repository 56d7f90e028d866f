import Backprop
import Formulas
import MatrixCore

/// Makes the steps that show how values are computed: those of a network, or those inside one of its
/// operations.
struct EvaluationSteps {
  let network: EvaluatedNetwork
  let kind: Step.Kind
  /// The label of the value whose operation is opened; nil for the network's own steps.
  var opened: String?
  let letters: AxisLetters

  /// The step that shows an operation of a graph, under a label. `statement` is the whole formula that
  /// the lesson wrote.
  func forward(
    _ node: Int, of graph: Graph, _ values: [Tensor], label: String, statement: Formula? = nil,
    isExpanded: @escaping (Int) -> Bool = { _ in false }, _ builder: inout DerivationBuilder
  ) -> Step {
    guard case .operation(let use) = graph.nodes[node].source else {
      preconditionFailure("only computed nodes have forward steps")
    }
    let shape = graph.nodes[node].shape
    let differs = statement.map { $0.text() != use.formula.text() } ?? false
    let textbook = opened == nil ? use.operation.textbook : nil
    return step(
      Step.Evaluation(
        label: label, value: values[node], formula: use.formula,
        statement: differs ? statement : nil, operands: use.named(graph, values),
        indexForm: graph.indexForm(
          node, values: values, names: letters, isExpanded: isExpanded),
        indexLetters: shape.names.map { letters[$0] }, why: use.forwardReason,
        conventions: use.operation.conventions
          + rounding(use, values[node], use.tensors(values), &builder),
        textbook: textbook.map {
          use.operation.substituted(
            Operation.formula($0), operands: use.labels(graph), shapes: use.operandShapes,
            options: use.options)
        }, summedAxes: use.summedAxes(shape), axes: network.axes),
      named: graph.nodes[node].label, &builder)
  }

  /// The step that shows the gradient from one use of a value: the whole gradient, or, under a label
  /// of its own, a part of it.
  func contribution(
    _ rule: AppliedRule, to gradient: String, partLabel: String?, _ builder: inout DerivationBuilder
  ) -> Step {
    let label = partLabel ?? gradient
    var evaluation = Step.Evaluation(
      label: label, value: rule.value, formula: rule.formula, operands: rule.operands,
      why: rule.why(letters), conventions: rule.conventions, axes: network.axes)
    if let last = rule.lastOperation {
      evaluation.conventions += rounding(
        last, rule.values[rule.contribution.result], last.tensors(rule.values), &builder)
    }
    // A step inside an operation is short: its index form is that of a step like it outside.
    if opened == nil {
      let form = rule.indexForm(letters)
      evaluation.indexForm = form.isFunctionOfWhole ? nil : form
      evaluation.indexLetters = rule.value.shape.names.map { letters[$0] }
      evaluation.summedAxes = rule.summedAxes + rule.axesWithinTerms
      evaluation.meanings = rule.meanings(
        gradient, isPart: partLabel != nil, isNamed: network.network.isNamed)
      // Many large terms are neither shown nor summed again.
      if rule.entriesOfTerms <= 4_000_000 { evaluation.terms = rule.sumOfTerms(label, letters) }
    }
    return step(evaluation, named: label, &builder)
  }

  /// Says, once in a lesson, that what is left of terms that cancel is shown as 0.
  private func rounding(
    _ use: Graph.OperationUse, _ value: Tensor, _ operands: [Tensor],
    _ builder: inout DerivationBuilder
  ) -> [String] {
    guard !builder.hasToldRounding, use.isRounding(in: value, operands) else { return [] }
    builder.hasToldRounding = true
    return ["what is left of terms that cancel, if it is no more than their rounding, is 0"]
  }

  /// The step that adds the gradients from several uses of a value.
  func total(
    _ gradient: GradientGraph.Gradient, of gradients: Gradients, _ parts: [String], why: String,
    _ builder: inout DerivationBuilder
  ) -> Step {
    let sum = Formula.sum(of: parts.map(Formula.name))
    return step(
      Step.Evaluation(
        label: gradient.label, value: gradients.value(gradient), formula: sum,
        operands: zip(parts, gradient.contributions).map {
          Step.Named(label: $0, tensor: gradients.value($1))
        }, why: why, axes: network.axes), named: gradient.label, &builder)
  }

  private func step(
    _ evaluation: Step.Evaluation, named name: String, _ builder: inout DerivationBuilder
  ) -> Step {
    var evaluation = evaluation
    let form = evaluation.indexForm
    // Said once in a lesson, where it is first met.
    if !builder.hasToldSecondLetter, let letter = form?.secondLetter {
      builder.hasToldSecondLetter = true
      evaluation.conventions.append(
        "\(letter) runs along the same axis as \(letter.dropLast()), counted on its own")
    }
    let indexFormula = form?.equation(of: evaluation.label, evaluation.indexLetters)
    var claims: [Claim] = []
    if let form, let indexFormula,
      let holds = form.holds(for: evaluation.value, evaluation.indexLetters)
    {
      claims.append(Claim(Sentence(indexFormula), holds: holds, isShown: false))
    }
    if let terms = evaluation.terms { claims += terms.claims }
    let id =
      if let opened { builder.id(network, kind.word, opened, name) } else {
        builder.id(network, kind.word, name)
      }
    return Step(
      id: id, network: network.name, kind: kind,
      title: opened.map { "\(name: $0): \(name: evaluation.label)" }
        ?? Sentence(.name(evaluation.label)),
      formula: evaluation.statement ?? evaluation.formula, indexFormula: indexFormula,
      content: .evaluation(evaluation), claims: claims)
  }
}

extension IndexForm {
  /// `dW[i,o] = Σₙ X[n,i] · dY[n,o]`.
  func equation(of label: String, _ letters: [String]) -> MathText {
    .equation(.entry(.name(label), letters), math)
  }

  /// Whether it gives every entry of `value`, or, if that is too expensive, the first and the last;
  /// nil if even these are too expensive.
  func holds(for value: Tensor, _ letters: [String]) -> Bool? {
    let affordable = 20_000
    let cost = max(1, cost)
    guard cost <= affordable else { return nil }
    let step = value.count <= affordable / cost ? 1 : max(1, value.count - 1)
    var bound = IndexBinding(letters)
    return stride(from: 0, to: value.count, by: step).allSatisfy { offset in
      bound.move(to: offset, of: value.shape)
      return evaluate(&bound).isEqual(to: value[offset])
    }
  }
}

extension Graph.OperationUse {
  /// The axes that the operation sums, if its value has that shape.
  func summedAxes(_ shape: Shape) -> [Axis] {
    switch operation.structure {
    case .product: Array(operandShapes[0].axes.suffix(1))
    case .sum: operandShapes[0].axes.filter { !shape.contains($0.name) }
    default: []
    }
  }

  /// What the sides of a product of many matrices share.
  private var sharedProductReason: String {
    guard let layout = try? ProductLayout(operandShapes[0], operandShapes[1]),
      !layout.shared.isEmpty
    else { return "" }
    let names = layout.shared.map { "\($0.name) (\($0.size))" }.joined(separator: " and ")
    let common = operandShapes.firstIndex { shape in
      !layout.shared.contains { shape.contains($0.name) }
    }
    guard let common else { return "One product for each index of \(names)." }
    let side = common == 0 ? "left" : "right"
    return "One product for each index of \(names); the \(side) side is the same in all."
  }

  /// The operands with their labels, under their own axes, each once.
  package func named(_ graph: Graph, _ values: [Tensor]) -> [Step.Named] {
    var result: [Step.Named] = []
    for node in operandNodes {
      let label = graph.nodes[node].label
      if !result.contains(where: { $0.label == label }) {
        result.append(Step.Named(label: label, tensor: values[node]))
      }
    }
    return result
  }

  /// The reason for a forward step, if its formula alone doesn't show it.
  var forwardReason: String {
    // Operations without a gradient give their reason on the forward pass.
    if operation.gradients.allSatisfy({ $0 == nil }) { return operation.why }
    switch operation.structure {
    case .broadcast:
      let added = options.shape("to").axes.filter { !operandShapes[0].contains($0.name) }
      if added.isEmpty { return "The axes are put in the other operand's order." }
      let names = added.map { "\($0.name) (\($0.size))" }.joined(separator: " and ")
      return "One copy for each entry of \(names), so that the shapes agree."
    case .product: return sharedProductReason
    default: return ""
    }
  }
}
