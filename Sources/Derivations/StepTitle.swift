import Backprop
import Formulas
import MatrixCore

/// Titles of steps that show expressions of a network. A title is shorter than a formula, which the
/// page shows.
struct StepTitle {
  let network: EvaluatedNetwork
  let networks: [EvaluatedNetwork]

  private static let width = 48

  /// What is shown, if that is short; else the names in it, the first that fit.
  func shown(_ formulas: [Formula]) -> Sentence {
    if formulas.allSatisfy(\.isName) || fits(formulas) {
      return Self.whole(formulas)
    }
    let names = distinct(formulas.flatMap { $0.isName ? [$0] : values(in: $0) })
    let most = names.indices.last { fits(Array(names[...$0])) } ?? 0
    return Self.whole(Array(names.prefix(most + 1)))
  }

  /// The two expressions that are compared; where they are long, those that are names, else the first
  /// name in each.
  func compared(_ left: Formula, _ right: Formula) -> Sentence {
    let both = [left, right]
    if Self.whole(both).plain.count <= 40 { return Self.whole(both) }
    let names = distinct(both.filter(\.isName))
    if !names.isEmpty { return Self.whole(names) }
    let first = distinct(both.compactMap { values(in: $0).first })
    return Self.whole(first.isEmpty ? both : first)
  }

  private func fits(_ formulas: [Formula]) -> Bool {
    Self.whole(formulas).plain.count <= Self.width
  }

  private static func whole(_ formulas: [Formula]) -> Sentence {
    formulas.map { Sentence($0.math) }.joined(separator: ", ")
  }

  /// Each once.
  private func distinct(_ formulas: [Formula]) -> [Formula] {
    var known: Set<String> = []
    return formulas.filter { known.insert($0.text()).inserted }
  }

  /// The values that a formula names, in order; not the axes.
  private func values(in formula: Formula) -> [Formula] {
    formula.namedValues.filter { name in
      switch name.kind {
      case .name(let name): !network.axes.contains { $0.name == name }
      case .member(let owner, let name):
        !networks.contains { $0.name == owner && $0.axes.contains { $0.name == name } }
      default: false
      }
    }
  }
}

extension Formula {
  /// Whether it is a name, turned or not, or some of its entries.
  fileprivate var isName: Bool {
    switch kind {
    case .name, .member: true
    case .transposed(let x), .indexed(let x, _): x.isName
    default: false
    }
  }

  /// The values and axes that it names, of any network, in order.
  fileprivate var namedValues: [Formula] {
    switch kind {
    case .name, .member: [self]
    case .call(let call): call.arguments.filter { $0.label == nil }.flatMap(\.value.namedValues)
    default: parts.flatMap(\.namedValues)
    }
  }
}
