import Backprop
import Formulas
import MatrixCore
import Typography

extension DerivationBuilder {
  /// Values with more entries are checked along random directions.
  private static let mostEntries = 1_000

  mutating func check(
    _ network: EvaluatedNetwork, _ names: [Name], _ h: Number?, _ isForward: Bool,
    _ range: SourceRange, _ result: inout Result
  ) throws(Problem) {
    try network.requireLoss(at: range)
    if let h, !(h.double > 0) { throw Problem(.stepNotPositive, at: range) }
    let leaves = try checked(network, names, range)
    let loss = try network.requireGradients(at: range)
    var entries = 0
    for value in network.values where value.role == .input || value.role == .param {
      entries += network.shape(value.entry).count
    }
    let isLarge = entries > DerivationBuilder.mostEntries
    try spend(isLarge ? leaves.count * 24 : 8 * entries, network, range)

    var rows: [GradientCheck.Row] = []
    var directions: [GradientCheck.Direction] = []
    var claims: [Claim] = []
    var failure: Finding?
    var hasKink = false
    let isIdle = leaves.allSatisfy { leaf in
      (network.gradient(of: leaf)?.doubles ?? []).allSatisfy { $0.magnitude <= 1e-12 }
    }
    for leaf in leaves {
      guard let gradient = network.gradient(of: leaf) else { continue }
      if isLarge {
        let probe = LossProbe(network, leaf: leaf.entry, loss: loss, isExact: false)
        directions += DerivationBuilder.directions(leaf.name, probe, gradient)
        continue
      }
      let isExact = network.tensors.allSatisfy(\.isExact) && gradient.isExact
      var probes = LossProbes(network, leaf: leaf.entry, loss: loss, isExact: isExact)
      guard let row = row(leaf.name, &probes, gradient, h, isForward) else {
        throw Problem(.notCheckable(leaf.name), at: range)
      }
      rows.append(row)
      if !hasKink, let kink = row.kinks.first {
        hasKink = true
        findings.append(Problem(.kink(name: kink.name, indices: kink.indices), at: range))
      }
      if !isIdle {
        claims.append(
          Claim(
            agreement(row, usesOwnStep: h != nil), holds: row.holds))
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
          "d\(leaf.name) agrees with the differences along \(own.count) random directions",
          holds: own.allSatisfy(\.holds)))
      if let wrong = own.first(where: { !$0.holds }), failure == nil {
        failure = .checkFailed(
          parameter: leaf.name, indices: nil, gradient: .floating(wrong.gradient),
          difference: .floating(wrong.difference))
      }
    }
    if let failure { findings.append(Problem(failure, at: range)) }
    if isIdle { findings.append(Problem(.idleCheck, at: range)) }
    result.steps.append(
      Step(
        id: id(network, "check", "gradients"), network: network.name, kind: .check,
        title: (names.isEmpty
          ? "gradients" : "gradients of \(names.map(\.text).joined(separator: ", "))")
          + (h.map { ", h = \($0.typed)" } ?? "") + (isForward ? ", forward" : ""),
        formula: nil, indexFormula: nil,
        content: .check(
          GradientCheck(
            rows: rows, directions: directions, h: h, isForward: isForward, isIdle: isIdle,
            loss: network.graph.nodes[loss].label)),
        claims: claims))
  }

  /// The claim about one input or param. If the lesson chose the step size, the claim still uses
  /// small central differences.
  private func agreement(_ row: GradientCheck.Row, usesOwnStep: Bool) -> String {
    let differences = usesOwnStep ? "small central differences" : "the differences"
    let smooth = row.gradient.count - row.kinks.count
    var text = "d\(row.name) agrees with \(differences) in "
    text += row.kinks.isEmpty ? amount(smooth) : "\(smooth) of \(row.gradient.count) entries"
    if row.isExact { text += ", exactly" }
    if row.rounded > 0 {
      text += "; in \(row.rounded) as far as the rounding of values so large lets it be seen"
    }
    if !row.kinks.isEmpty {
      text += "; \(row.kinks.count) at a kink, between the two slopes"
    }
    return text
  }

  /// Charges this many evaluations of the loss.
  private mutating func spend(
    _ evaluations: Int, _ network: EvaluatedNetwork, _ range: SourceRange
  ) throws(Problem) {
    let (cost, overflow) = network.graph.cost.multipliedReportingOverflow(by: evaluations)
    try budget.spend(multiplications: overflow ? .max : cost, at: range)
  }

  private func amount(_ entries: Int) -> String {
    entries == 1 ? "its one entry" : "all \(entries) entries"
  }

  /// The inputs and params to check: the named ones, or all.
  private mutating func checked(
    _ network: EvaluatedNetwork, _ names: [Name], _ range: SourceRange
  ) throws(Problem) -> [Network.Value] {
    // Labels are integers, which can't be perturbed.
    let labels = network.graph.labels
    let all = network.values.filter {
      ($0.role == .input || $0.role == .param) && !labels.contains($0.entry)
    }
    if names.isEmpty {
      guard !all.isEmpty else {
        throw network.isBroken
          ? Problem(.consequence, at: range) : Problem(.nothingToCheck, at: range)
      }
      return all
    }
    return try each(names) { (_, name) throws(Problem) in
      let value = try network.value(name, among: all)
      guard value.role == .input || value.role == .param, !labels.contains(value.entry) else {
        throw Problem(.notCheckable(name.text), at: name.range)
      }
      return value
    }
  }

  private func row(
    _ name: String, _ probes: inout LossProbes, _ gradient: Tensor, _ h: Number?, _ isForward: Bool
  ) -> GradientCheck.Row? {
    var slopes: [Number] = []
    var kinks: [GradientCheck.Kink] = []
    var worst: (offset: Int, size: Double)?
    var isExact = true
    var rounded = 0
    for offset in 0..<gradient.count {
      guard let found = FiniteDifference(&probes, offset, gradient: gradient[offset]) else {
        return nil
      }
      isExact = isExact && found.isExact
      if found.isRounded { rounded += 1 }
      if let kink = found.kink {
        kinks.append(
          GradientCheck.Kink(
            name: name, indices: gradient.shape.indices(at: offset).map { $0 + 1 },
            left: kink.left, right: kink.right, gradient: gradient[offset]))
      }
      if !found.agrees {
        let size = (found.slope.double - gradient[offset].double).magnitude
        if size > worst?.size ?? -1 { worst = (offset, size) }
      }
      let own = h.flatMap { h in
        DerivationBuilder.difference(
          probes.exact ?? probes.floating, offset, h, isForward: isForward)
      }
      slopes.append(own ?? found.slope)
    }
    guard let difference = try? Tensor(gradient.shape, numbers: slopes) else { return nil }
    return GradientCheck.Row(
      name: name, gradient: gradient, difference: difference, holds: worst == nil,
      worst: worst?.offset, isExact: isExact, rounded: rounded, kinks: kinks)
  }

  /// (L(x + h) − L(x − h)) / 2h, or (L(x + h) − L(x)) / h.
  static func difference(
    _ probe: LossProbe, _ offset: Int, _ h: Number, isForward: Bool
  ) -> Number? {
    guard let up = probe.evaluate(probe.moved(offset, by: h)) else { return nil }
    let low = isForward ? probe.tensor : probe.moved(offset, by: -h)
    guard let down = probe.evaluate(low) else { return nil }
    return (up.loss - down.loss) / (isForward ? h : h + h)
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

extension DerivationBuilder {
  mutating func sweep(
    _ network: EvaluatedNetwork, _ name: Name, _ place: [Formula.Index],
    _ range: SourceRange,
    _ result: inout Result
  ) throws(Problem) {
    try network.requireLoss(at: range)
    let leaf = try checked(network, [name], range)[0]
    try check(place, in: network.shape(leaf.entry), range)
    let indices = place.numbers
    let loss = try network.requireGradients(at: range)
    guard let gradient = network.gradient(of: leaf) else {
      throw Problem(.notCheckable(name.text), at: name.range)
    }
    guard let offset = gradient.shape.offset(of: indices.map { $0 - 1 }) else {
      throw Problem(.indexCount(indices.count, for: gradient.shape), at: range)
    }
    try spend(48, network, range)
    let probe = LossProbe(network, leaf: leaf.entry, loss: loss, isExact: false)
    var rows: [Sweep.Row] = []
    for power in 1...12 {
      var h = 1.0
      for _ in 0..<power { h /= 10 }
      guard
        let central = DerivationBuilder.difference(probe, offset, .floating(h), isForward: false),
        let forward = DerivationBuilder.difference(probe, offset, .floating(h), isForward: true)
      else { throw Problem(.notCheckable(name.text), at: range) }
      rows.append(
        Sweep.Row(power: power, central: central.double, forward: forward.double))
    }
    let sweep = Sweep(name: name.text, indices: indices, gradient: gradient[offset], rows: rows)
    let entry = ([name.text] + indices.map { "\($0)" }).joined(separator: ".")
    result.steps.append(
      Step(
        id: id(network, "sweep", entry), network: network.name, kind: .sweep,
        title: "h for \(sweep.entry)", formula: nil, indexFormula: nil, content: .sweep(sweep),
        claims: []))
  }
}
