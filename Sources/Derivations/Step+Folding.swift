import Backprop
import Formulas
import MatrixCore

extension Step {
  /// The most steps that are folded.
  static let mostFolded = 8

  /// This step, with steps that led to it on its page; nil if it shows no formula. One that is a part
  /// of a gradient keeps its formula, as the other parts do.
  func folding(
    _ steps: [Step], of network: EvaluatedNetwork, isPart: Bool, _ builder: DerivationBuilder
  ) -> Step? {
    guard case .evaluation(let last) = content else { return nil }
    var chain: [Link] = []
    var (meanings, conventions) = ([Described](), [String]())
    func explain(_ parts: [Described]) {
      meanings += parts.filter { new in !meanings.contains { $0.label == new.label } }
    }
    func add(_ shown: Evaluation) {
      let isNumber = shown.value.shape.isScalar && !shown.formula.isName
      chain.append(
        Link(
          label: shown.label, formula: shown.formula, number: isNumber ? shown.value[0] : nil,
          why: shown.why))
      explain(shown.meanings)
      conventions += shown.conventions.filter { !conventions.contains($0) }
    }
    for step in steps {
      switch step.content {
      case .seed(let label, let loss):
        chain.append(
          Link(
            label: label, formula: .number(1), number: nil, why: "\(loss) grows as fast as itself.")
        )
      case .passThrough(let passed):
        chain += passed.receivers.map {
          Link(
            label: "d" + $0.label, formula: .name(passed.upstream), number: nil,
            why: "\(passed.operation) passes it on unchanged.")
        }
        explain(passed.receivers)
      case .evaluation(let shown): add(shown)
      default: return nil
      }
    }
    add(last)
    var whole = last
    // Its reason stands with those of the others.
    whole.why = ""
    let described = chain.map { Described(label: $0.label, formula: $0.formula) }
    if !isPart, let found = network.whole(of: described, as: last, meanings, builder) {
      whole = found
    }
    whole.meanings = meanings
    whole.conventions = conventions
    return Step(
      id: id, network: self.network, kind: kind, title: title, formula: formula,
      indexFormula: indexFormula, content: content, claims: claims,
      folded: Folded(steps: steps, whole: whole, chain: chain))
  }
}

extension EvaluatedNetwork {
  /// The last of a chain of steps by one formula of named values; nil if there is no short one, or if
  /// it does not give the same value.
  fileprivate func whole(
    of chain: [Step.Described], as last: Step.Evaluation, _ meanings: [Step.Described],
    _ builder: DerivationBuilder
  ) -> Step.Evaluation? {
    var known: [String: Formula] = [:]
    for meaning in meanings { known[meaning.label] = meaning.formula }
    for step in chain {
      let formula = step.formula.replacing { known[$0] }
      guard formula.size <= 60 else { return nil }
      known[step.label] = formula
    }
    guard let formula = known[last.label]?.cancelled else { return nil }
    // Charged to nobody: the copy is dropped.
    var trial = builder
    guard let evaluated = try? trial.evaluate(formula, current: index),
      case .tensor(let value) = evaluated.value, value.shape == last.value.shape,
      value.largestDifference(from: last.value) == nil
    else { return nil }
    var operands: [Step.Named] = []
    for name in formula.names where !operands.contains(where: { $0.label == name }) {
      guard let value = self.value(named: name), let tensor = tensor(value.node) else { continue }
      operands.append(Step.Named(label: name, tensor: tensor))
    }
    let isNew = formula.text() != last.formula.text()
    return Step.Evaluation(
      label: last.label, value: last.value, formula: formula, operands: operands,
      why: isNew ? "Together, \(last.label) = \(formula.math.text())." : "", axes: last.axes)
  }
}

extension Formula {
  fileprivate var isName: Bool { if case .name = kind { true } else { false } }

  /// The number of its subformulas, itself among them.
  fileprivate var size: Int { parts.reduce(1) { $0 + $1.size } }
}
