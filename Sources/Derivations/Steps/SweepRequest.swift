import Backprop
import Formulas
import MatrixCore

extension StepKind {
  static let sweep = StepKind(word: "sweep", form: "it is written `sweep h of …`") {
    (parser) throws(Problem) in
    guard parser.take(name: "h") else {
      throw parser.unexpected(.words(["h of"], then: "an entry"))
    }
    guard parser.take(name: "of") else {
      throw parser.unexpected(.words(["of"], then: "an entry"))
    }
    let target = try parser.name(.inputOrParamName)
    // The single entry of a scalar needs no index.
    return SweepRequest(target, at: parser.token.is(.openBracket) ? try parser.index() : [])
  }
}

/// The error of finite differences at one entry for many step sizes.
package struct SweepRequest: StepRequest {
  package let name: Name
  package let place: [Formula.Index]

  package init(_ name: Name, at place: [Formula.Index]) {
    self.name = name
    self.place = place
  }

  package var references: [Formula] { [name.formula] }

  package func derive(
    _ network: EvaluatedNetwork, at range: SourceRange, in builder: inout DerivationBuilder
  ) throws(Problem) {
    try network.requireLoss(at: range)
    let leaf = try network.checkable([name], at: range, &builder)[0]
    try builder.check(place, in: network.shape(leaf.node), range)
    let indices = place.numbers
    let loss = try network.requireGradients(at: range)
    guard let gradient = network.gradient(of: leaf) else {
      throw Problem(.notCheckable(name.text), at: name.range)
    }
    guard let offset = gradient.shape.offset(of: indices.map { $0 - 1 }) else {
      throw Problem(.indexCount(indices.count, for: gradient.shape), at: range)
    }
    try builder.spend(evaluations: 48, of: network, moving: leaf, loss: loss, at: range)
    let probe = LossProbe(
      network, leaf: leaf.node, loss: loss, isExact: false, kinks: [])
    var rows: [Sweep.Row] = []
    for power in 1...12 {
      var h = 1.0
      for _ in 0..<power { h /= 10 }
      guard
        let central = probe.difference(offset, .floating(h), isForward: false),
        let forward = probe.difference(offset, .floating(h), isForward: true)
      else { throw Problem(.notCheckable(name.text), at: range) }
      rows.append(
        Sweep.Row(power: power, central: central.double, forward: forward.double))
    }
    let sweep = Sweep(name: name.text, indices: indices, gradient: gradient[offset], rows: rows)
    let entry = ([name.text] + indices.map { "\($0)" }).joined(separator: ".")
    builder.append(
      Step(
        id: builder.id(network, "sweep", entry), network: network.name, kind: Step.Kind("sweep"),
        title: "h for \(name: sweep.entry)", formula: nil, indexFormula: nil,
        content: .sweep(sweep),
        claims: []))
  }
}
