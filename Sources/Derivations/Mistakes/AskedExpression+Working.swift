import Backprop
import Formulas
import MatrixCore

// How the answer is worked out.

extension AskedExpression {
  /// The most entries whose arithmetic is shown.
  private static let mostEntries = 6

  /// The arithmetic of each entry that is asked for, if they are entries of one value or gradient;
  /// nil if they are not, or too many.
  package var working: Step.Entries? {
    guard let single, right.count <= Self.mostEntries,
      let label = networks.label(of: single, in: single.network)
    else { return nil }
    var indices: [Formula.Index] = []
    if case .indexed(_, let typed) = formula.kind { indices = typed }
    let isEntry = !indices.isEmpty && indices.allSatisfy { $0.number != nil }
    guard let all = detail(of: label, at: isEntry ? indices : nil) else { return nil }
    let entries = all.entries.filter { entry in
      zip(entry.indices, indices).allSatisfy { $1.number == nil || $0 == $1.number }
    }
    guard entries.count == right.count else { return nil }
    return Step.Entries(
      label: label, shape: all.shape, formula: all.formula, entries: entries.map(followed),
      total: entries.count)
  }

  /// The arithmetic of the entries of a value or gradient; nil if it reads names that the lesson does
  /// not have.
  private func detail(of label: String, at place: [Formula.Index]?) -> Step.Entries? {
    guard let single else { return nil }
    let request = EntryDetailRequest(Name(label, at: .nowhere), at: place)
    var builder = DerivationBuilder(networks)
    guard (try? request.derive(networks[single.network], at: .nowhere, in: &builder)) != nil,
      case .entries(let all)? = builder.takeResult().steps.last?.content,
      !all.formula.names.contains(where: \.isUnnamed)
    else { return nil }
    return all
  }

  /// The entry with the arithmetic of the one that it is a copy of, for to move a number is no work.
  private func followed(_ entry: Step.Entries.Entry) -> Step.Entries.Entry {
    var (found, copied) = (entry, [MathText]())
    for _ in 0..<Self.mostMoves {
      guard found.isCopy, case .entry(.name(let label), let indices) = found.symbols,
        indices.allSatisfy({ Int($0) != nil }),
        let before = detail(
          of: label, at: indices.map { Formula.Index(number: Int($0), range: .nowhere) })?
          .entries.first
      else { break }
      copied.append(found.symbols)
      found = before
    }
    return Step.Entries.Entry(
      indices: entry.indices, symbols: found.symbols, numbers: found.numbers, value: entry.value,
      labels: entry.labels, copied: copied)
  }

  package typealias Operand = (target: Target, label: String, tensor: Tensor)

  /// The most steps that only move numbers.
  private static let mostMoves = 4

  /// The values and gradients that are read to work it out: those of the formula that was asked for,
  /// or of the last step to the one that was. A step that only moves numbers is no work: then those of
  /// the step before.
  package var operands: [Operand] {
    guard var target = single else { return operands(of: formula, in: network) }
    for _ in 0..<Self.mostMoves {
      guard let step = lastStep(to: target), let value = networks.value(of: target) else { break }
      let found = operands(of: step, in: target.network).filter { $0.target != target }
      guard found.count == 1, value.count > 1, value.isMoved(from: found[0].tensor) else {
        return found
      }
      target = found[0].target
    }
    return []
  }

  private func operands(of step: Formula, in index: Int) -> [Operand] {
    networks.targets(of: step, in: index).compactMap { target in
      guard let label = networks.label(of: target, in: network),
        let tensor = networks.value(of: target)
      else { return nil }
      return (target, label, tensor)
    }
  }
}

extension String {
  /// Whether it is the label of a value or gradient without a name, such as `Y.1` or `dL.2`.
  package var isUnnamed: Bool { split(separator: ".").dropFirst().contains { Int($0) != nil } }
}

extension Tensor {
  /// Whether the entries are those of another tensor, in any order.
  fileprivate func isMoved(from other: Tensor) -> Bool {
    count == other.count && doubles.sorted() == other.doubles.sorted()
  }
}

extension [EvaluatedNetwork] {
  fileprivate func value(of target: AskedExpression.Target) -> Tensor? {
    tensor(
      target.isGradient
        ? .gradient(network: target.network, node: target.node)
        : .value(network: target.network, node: target.node))
  }

  /// `dW`, or `late.dW` in another network; nil for a value without a name.
  fileprivate func label(of target: AskedExpression.Target, in network: Int) -> String? {
    self[target.network].value(at: target.node).map { value in
      (target.network == network ? "" : self[target.network].name + ".")
        + (target.isGradient ? "d" : "") + value.name
    }
  }
}
