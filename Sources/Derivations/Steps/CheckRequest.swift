import Backprop
import Formulas
import MatrixCore
import Typography

extension StepKind {
  static let check = StepKind(
    word: "check",
    form: "it is written `check gradients` or `check gradients of …`, and `with h=…` may follow"
  ) { (parser) throws(Problem) in
    guard parser.take(name: "gradients") else { throw parser.unexpected(.words(["gradients"])) }
    let names = parser.take(name: "of") ? try parser.names(.inputOrParamName) : []
    guard parser.take(name: "with") else { return CheckRequest(of: names) }
    guard parser.take(name: "h") else { throw parser.unexpected(.words(["h="], then: "a step")) }
    try parser.expect(.equals, .words(["="]))
    let range = parser.token.range
    let formula = try parser.formula()
    guard let h = formula.plainNumber else {
      throw Problem(.optionNotConstant(option: "h"), at: formula.range)
    }
    guard h.double > 0 else { throw Problem(.stepNotPositive, at: range) }
    return CheckRequest(of: names, h: h, isForward: parser.take(name: "forward"))
  }
}

/// The gradients of inputs and params beside finite differences.
package struct CheckRequest: StepRequest {
  /// The inputs and params to check; all if empty.
  package let names: [Name]
  /// The step size that the lesson chose.
  package let h: Number?
  /// Whether it takes forward differences.
  package let isForward: Bool

  package init(of names: [Name] = [], h: Number? = nil, isForward: Bool = false) {
    self.names = names
    self.h = h
    self.isForward = isForward
  }

  package var references: [Formula] { names.map(\.formula) }

  package var end: SyntaxProblem.Expected {
    guard h == nil else { return .end(isStep: true) }
    return .end(isStep: true, or: names.isEmpty ? ["of", "with"] : ["with"])
  }

  /// Values with more entries are checked along random directions.
  private static let mostEntries = 1_000

  package func derive(
    _ network: EvaluatedNetwork, at range: SourceRange, in builder: inout DerivationBuilder
  ) throws(Problem) {
    try network.requireLoss(at: range)
    if let h, !(h.double > 0) { throw Problem(.stepNotPositive, at: range) }
    let leaves = try network.checkable(names, at: range, &builder)
    let loss = try network.requireGradients(at: range)
    var entries = 0
    for value in network.values where value.role == .input || value.role == .param {
      entries += network.shape(value.node).count
    }
    let isLarge = entries > Self.mostEntries
    for leaf in leaves {
      try builder.spend(
        evaluations: isLarge ? 24 : 8 * network.shape(leaf.node).count, of: network, moving: leaf,
        loss: loss, at: range)
    }

    var rows: [GradientCheck.Row] = []
    var directions: [GradientCheck.Direction] = []
    var claims: [Claim] = []
    var failure: Finding?
    var corners: Set<String> = []
    let kinks = network.graph.kinks
    let isIdle = leaves.allSatisfy { leaf in
      (network.gradient(of: leaf)?.doubles ?? []).allSatisfy { $0.magnitude <= 1e-12 }
    }
    for leaf in leaves {
      guard let gradient = network.gradient(of: leaf) else { continue }
      if isLarge {
        let probe = LossProbe(
          network, leaf: leaf.node, loss: loss, isExact: false, kinks: kinks)
        directions += Self.directions(leaf.name, probe, gradient)
        continue
      }
      let isExact = network.tensors.allSatisfy(\.isExact) && gradient.isExact
      var probes = LossProbes(
        network, leaf: leaf.node, loss: loss, isExact: isExact, kinks: kinks)
      guard let row = row(leaf.name, &probes, gradient) else {
        throw Problem(.notCheckable(leaf.name), at: range)
      }
      rows.append(row)
      // One of each kind is enough to say.
      if let kink = row.kinks.first, corners.insert("kink").inserted {
        builder.findings.append(Problem(.kink(name: leaf.name, indices: kink.indices), at: range))
      }
      if let jump = row.jumps.first, corners.insert("jump").inserted {
        builder.findings.append(Problem(.jump(name: leaf.name, indices: jump.indices), at: range))
      }
      if !isIdle {
        claims.append(
          Claim(
            agreement(row), holds: row.holds))
      }
      if let worst = row.worst, !row.holds, failure == nil {
        failure = .checkFailed(
          parameter: leaf.name, indices: gradient.shape.indices(at: worst).map { $0 + 1 },
          gradient: gradient[worst], difference: row.difference[worst])
      }
    }
    for leaf in leaves where !isIdle {
      let own = directions.filter { $0.name == leaf.name }
      guard !own.isEmpty else { continue }
      claims.append(
        Claim(
          "\(name: "d" + leaf.name) agrees with the differences along \(own.count) random directions",
          holds: own.allSatisfy(\.holds)))
      if let wrong = own.first(where: { !$0.holds }), failure == nil {
        failure = .checkFailed(
          parameter: leaf.name, indices: nil, gradient: .floating(wrong.gradient),
          difference: .floating(wrong.difference))
      }
    }
    if let failure { builder.findings.append(Problem(failure, at: range)) }
    if isIdle { builder.findings.append(Problem(.idleCheck, at: range)) }
    builder.append(
      Step(
        id: builder.id(network, "check", "gradients"), network: network.name,
        kind: Step.Kind("check"),
        title: title,
        formula: nil, indexFormula: nil,
        content: .check(
          GradientCheck(
            rows: rows, directions: directions, h: h, isForward: isForward, isIdle: isIdle,
            loss: network.graph.nodes[loss].label)),
        claims: claims))
  }

  /// The claim about one input or param. If the lesson chose the step size, the claim still uses
  /// small central differences.
  private var title: Sentence {
    let leaves: Sentence =
      names.isEmpty
      ? ""
      : " of \(names.map { Sentence(.name($0.text)) }.joined(separator: ", "))"
    let size: Sentence = h.map { ", \(MathText.equation("h", .typed($0.typed)))" } ?? ""
    return "gradients\(leaves)\(size)\(isForward ? ", forward" : "")"
  }

  private func agreement(_ row: GradientCheck.Row) -> Sentence {
    let differences = h != nil ? "small central differences" : "the differences"
    let smooth = row.gradient.count - row.kinks.count - row.jumps.count
    var text: String =
      smooth == row.gradient.count ? amount(smooth) : "\(smooth) of \(row.gradient.count) entries"
    if row.isExact { text += ", exactly" }
    if row.rounded > 0 {
      text += "; in \(row.rounded) as far as the rounding of values so large lets it be seen"
    }
    if !row.kinks.isEmpty {
      text += "; \(row.kinks.count) at a kink, on or between the two slopes"
    }
    if !row.jumps.isEmpty {
      text += "; \(row.jumps.count) at a jump, which no gradient passes"
    }
    return "\(name: "d" + row.name) agrees with \(differences) in \(text)"
  }

  private func amount(_ entries: Int) -> String {
    entries == 1 ? "its one entry" : "all \(entries) entries"
  }

  private func row(
    _ name: String, _ probes: inout LossProbes, _ gradient: Tensor
  ) -> GradientCheck.Row? {
    var slopes: [Number] = []
    var kinks: [GradientCheck.Kink] = []
    var jumps: [GradientCheck.Jump] = []
    var worst: (offset: Int, size: Double)?
    var isExact = true
    var rounded = 0
    for offset in 0..<gradient.count {
      guard let found = FiniteDifference(&probes, offset, gradient: gradient[offset]) else {
        return nil
      }
      isExact = isExact && found.isExact
      if found.isRounded { rounded += 1 }
      let indices = gradient.shape.indices(at: offset).map { $0 + 1 }
      switch found.corner {
      case .kink(let left, let right):
        kinks.append(
          GradientCheck.Kink(
            name: name, indices: indices, left: left, right: right, gradient: gradient[offset]))
      case .jump:
        jumps.append(GradientCheck.Jump(name: name, indices: indices, gradient: gradient[offset]))
      case nil: break
      }
      if !found.agrees {
        let size = (found.slope.double - gradient[offset].double).magnitude
        if size > worst?.size ?? -1 { worst = (offset, size) }
      }
      let own = h.flatMap { h in
        (probes.exact ?? probes.floating).difference(offset, h, isForward: isForward)
      }
      slopes.append(own ?? found.slope)
    }
    guard let difference = try? Tensor(gradient.shape, numbers: slopes) else { return nil }
    return GradientCheck.Row(
      name: name, gradient: gradient, difference: difference, holds: worst == nil,
      worst: worst?.offset, isExact: isExact, rounded: rounded, kinks: kinks,
      jumps: jumps)
  }

  /// Slopes along seeded random directions, used if there are too many entries.
  private static func directions(
    _ name: String, _ probe: LossProbe, _ gradient: Tensor
  ) -> [GradientCheck.Direction] {
    var generator = SplitMix64(seed: 1)
    var result: [GradientCheck.Direction] = []
    let slopes = gradient.doubles
    for _ in 0..<4 {
      let direction = slopes.map { _ in 2 * generator.unit() - 1 }
      let expected = zip(slopes, direction).reduce(0) { $0 + $1.0 * $1.1 }
      let measure = { (h: Double) -> Double? in
        let at = { (scale: Double) -> Number? in
          let moved = zip(probe.tensor.doubles, direction).map { $0 + scale * $1 }
          guard let tensor = try? Tensor(gradient.shape, doubles: moved) else { return nil }
          return probe.evaluate(tensor)?.loss
        }
        guard let up = at(h), let down = at(-h) else { return nil }
        return (up.double - down.double) / (2 * h)
      }
      var measured: [(slope: Double, h: Double)] = []
      var agreeing: Double?
      // Another step size is tried only if the previous one disagrees.
      for h in [1e-5, 1e-6, 1e-4] where agreeing == nil {
        guard let slope = measure(h) else { continue }
        measured.append((slope, h))
        if FiniteDifference.agree(expected, slope) { agreeing = slope }
      }
      guard let first = measured.first?.slope else { continue }
      agreeing =
        agreeing
        ?? measured.last { found in
          FiniteDifference.agree(expected, found.slope, slack: probe.rounding / found.h)
        }?.slope
      result.append(
        GradientCheck.Direction(
          name: name, gradient: expected, difference: agreeing ?? first, holds: agreeing != nil))
    }
    return result
  }
}

extension EvaluatedNetwork {
  /// The inputs and params to check: the named ones, or all.
  func checkable(
    _ names: [Name], at range: SourceRange, _ builder: inout DerivationBuilder
  ) throws(Problem) -> [Network.Value] {
    // Labels are integers, which can't be perturbed.
    let labels = graph.labels
    let all = values.filter {
      ($0.role == .input || $0.role == .param) && !labels.contains($0.node)
    }
    if names.isEmpty {
      guard !all.isEmpty else {
        throw isBroken
          ? Problem(.consequence, at: range) : Problem(.nothingToCheck, at: range)
      }
      return all
    }
    return try builder.each(names) { (_, name) throws(Problem) in
      let value = try value(name, among: all)
      guard value.role == .input || value.role == .param, !labels.contains(value.node) else {
        throw Problem(.notCheckable(name.text), at: name.range)
      }
      return value
    }
  }
}

extension LossProbe {
  /// (L(x + h) − L(x − h)) / 2h, or (L(x + h) − L(x)) / h.
  func difference(
    _ offset: Int, _ h: Number, isForward: Bool
  ) -> Number? {
    guard let up = evaluate(moved(offset, by: h)) else { return nil }
    let low = isForward ? tensor : moved(offset, by: -h)
    guard let down = evaluate(low) else { return nil }
    return (up.loss - down.loss) / (isForward ? h : h + h)
  }
}
