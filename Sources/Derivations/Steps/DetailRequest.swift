import Backprop
import Formulas
import MatrixCore

extension StepKind {
  static let detail = StepKind(
    word: "detail", form: "it is written `detail … by sample`, `detail … by entry` or `detail …[…]`"
  ) { (parser) throws(Problem) in
    let target = try parser.name(.gradientName)
    if parser.token.is(.openBracket) {
      return EntryDetailRequest(target, at: try parser.index())
    }
    guard parser.take(name: "by") else { throw parser.unexpected(.part) }
    if parser.take(name: "sample") { return SampleDetailRequest(target) }
    if parser.take(name: "entry") { return EntryDetailRequest(target) }
    throw parser.unexpected(.words(["sample", "entry"]))
  }
}

/// A gradient as the running sum of its terms: one term for each index that a contribution sums
/// over, or the whole contribution if it sums nothing.
package struct SampleDetailRequest: StepRequest {
  package let name: Name

  package init(_ name: Name) { self.name = name }

  package var references: [Formula] { [name.formula] }

  package func derive(
    _ network: EvaluatedNetwork, at range: SourceRange, in builder: inout DerivationBuilder
  ) throws(Problem) {
    let letters = builder.letters[network.index]
    let (gradient, gradients) = try network.summedGradient(name)
    let rules = gradient.contributions.map { AppliedRule($0, of: gradients) }
    for rule in rules {
      let count = rule.countOfTerms
      guard count <= Limits.terms else {
        throw Problem(.limit(.terms, found: "\(count)"), at: name.range)
      }
      try builder.budget.spend(entries: 2 * min(rule.entriesOfTerms, .max / 2), at: name.range)
    }
    let parts = rules.enumerated().map { index, rule in
      var part = rule.part(
        rules.count == 1 ? name.text : gradient.contributionLabel(index, network.graph), letters)
      part.labelsOfLast = network.labelPlaces(part.axes.map(\.size), Shape(part.axes))
      return part
    }
    guard parts.count > 1 || parts.contains(where: { !$0.axes.isEmpty }) else {
      throw Problem(.nothingSummed(name.text), at: name.range)
    }
    let sum = Step.SumOfTerms(
      label: name.text, parts: parts, value: gradients.value(gradient),
      meanings: rules.meanings(name.text, arePartsShown: rules.count > 1, network))
    builder.append(
      Step(
        id: builder.id(network, "detail", name.text, "sample"), network: network.name,
        kind: Step.Kind("detail"),
        title: "\(name: name.text) term by term", formula: sum.formula, indexFormula: nil,
        content: .sum(sum), claims: sum.claims))
    try builder.checkCount(of: network)
  }
}

/// The arithmetic of every entry of a value or gradient, or of one.
package struct EntryDetailRequest: StepRequest {
  package let name: Name
  /// The one entry; nil for all.
  package let place: [Formula.Index]?

  package init(_ name: Name, at place: [Formula.Index]? = nil) {
    self.name = name
    self.place = place
  }

  package var references: [Formula] { [name.formula] }

  package func derive(
    _ network: EvaluatedNetwork, at range: SourceRange, in builder: inout DerivationBuilder
  ) throws(Problem) {
    let shape = network.shape(try network.node(name))
    if let place { try builder.check(place, in: shape, range) }
    let (label, value, formula, form) = try network.form(of: name, builder.letters[network.index])
    let single = place?.numbers
    var offsets = Array(0..<value.count)
    if let indices = single {
      offsets = shape.offset(of: indices.map { $0 - 1 }).map { [$0] } ?? []
    }
    // A large matrix has too many entries to show: its corners are enough.
    let affordable = Limits.terms
    let cost = max(1, form.cost)
    guard cost <= affordable else {
      throw Problem(.limit(.terms, found: "\(cost)"), at: single == nil ? name.range : range)
    }
    let most = single == nil ? max(1, min(256, affordable / cost)) : 1
    try builder.spend(lines: cost * min(most, offsets.count), at: name.range)
    let chosen = Array(offsets.prefix(most))
    let names = shape.names.map { builder.letters[network.index][$0] }
    var entries: [Step.Entries.Entry] = []
    var holds = true
    for offset in chosen {
      let indices = shape.indices(at: offset)
      var bound = IndexBinding(names, indices)
      let worked = form.worked(bound)
      holds = holds && form.evaluate(&bound).isEqual(to: value[offset])
      entries.append(
        Step.Entries.Entry(
          indices: indices.map { $0 + 1 }, symbols: worked.symbols, numbers: worked.numbers,
          value: value[offset], labels: network.labelPlaces(indices.map { $0 + 1 }, shape)))
    }
    let last = single.map { $0.map { "\($0)" } } ?? ["entry"]
    let entry = single.map { MathText.entry(.name(label), $0.map { "\($0)" }) }
    builder.append(
      Step(
        id: builder.id(network, "detail", label, last.joined(separator: ".")),
        network: network.name,
        kind: Step.Kind("detail"),
        title: entry.map { Sentence($0) } ?? "\(name: label) entry by entry",
        formula: formula, indexFormula: form.equation(of: label, names),
        content: .entries(
          Step.Entries(
            label: label, shape: shape, formula: formula, entries: entries, total: offsets.count,
            meanings: network.value(named: name.text) == nil ? try network.meanings(of: name) : [])),
        claims: [
          Claim(
            entries.count == 1
              ? "the arithmetic gives \(entry ?? .name(label))"
              : "the arithmetic gives every entry of \(name: label)", holds: holds, isShown: false)
        ]))
  }
}

extension [AppliedRule] {
  /// The unnamed values that the contributions to a gradient name.
  fileprivate func meanings(
    _ gradient: String, arePartsShown: Bool, _ network: EvaluatedNetwork
  ) -> [Step.Described] {
    var meanings: [Step.Described] = []
    for rule in self {
      let all = rule.meanings(
        gradient, isPart: arePartsShown, isNamed: network.network.isNamed)
      meanings += all.filter { new in !meanings.contains { $0.label == new.label } }
    }
    return meanings
  }
}

extension EvaluatedNetwork {
  /// The unnamed values that the formula of a gradient names.
  fileprivate func meanings(of name: Name) throws(Problem) -> [Step.Described] {
    let (gradient, gradients) = try summedGradient(name)
    let rules = gradient.contributions.map { AppliedRule($0, of: gradients) }
    return rules.meanings(name.text, arePartsShown: false, self)
  }

  fileprivate func summedGradient(
    _ name: Name
  ) throws(Problem) -> (GradientGraph.Gradient, Gradients) {
    if name.text.gradientTarget != nil { try requireLoss(at: name.range) }
    let node = try gradientNode(name)
    try requireGradients(at: name.range)
    guard let gradients, let gradient = gradients.gradient(of: node),
      !gradient.contributions.isEmpty
    else { throw Problem(.nothingSummed(name.text), at: name.range) }
    return (gradient, gradients)
  }

  /// The node of a value, or of the value whose gradient is named.
  fileprivate func node(_ name: Name) throws(Problem) -> Int {
    if isLost(name.text) { throw Problem(.consequence, at: name.range) }
    if let value = value(named: name.text) { return value.node }
    if name.text.gradientTarget != nil { try requireLoss(at: name.range) }
    return try gradientNode(name)
  }

  /// The index form of a value or gradient.
  fileprivate func form(
    of name: Name, _ letters: AxisLetters
  ) throws(Problem) -> (String, Tensor, Formula, IndexForm) {
    if let value = value(named: name.text) {
      guard let formula = value.formula else {
        throw Problem(.nothingSummed(name.text), at: name.range)
      }
      guard let tensor = tensor(value.node) else {
        throw failure ?? Problem(.consequence, at: name.range)
      }
      return (
        name.text, tensor, formula,
        graph.indexForm(
          value.node, values: tensors, names: letters,
          isExpanded: { !network.isNamed($0) && !graph.isLeaf($0) })
          ?? IndexForm(
            graph, value.node, values: tensors, names: letters,
            isExpanded: { _ in false }, label: { graph.nodes[$0].label })
      )
    }
    let (gradient, gradients) = try summedGradient(name)
    let forms = gradient.contributions.map { AppliedRule($0, of: gradients).indexForm(letters) }
    guard let form = forms.combined({ .binary(.add, $0, $1) }) else {
      throw Problem(.nothingSummed(name.text), at: name.range)
    }
    return (
      name.text, gradients.value(gradient), .sum(of: gradient.contributions.map(\.formula)), form
    )
  }
}
