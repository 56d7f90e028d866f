import Backprop
import Formulas
import MatrixCore

/// Titles of steps that show expressions of a network: names as they are, other formulas where they
/// fit the line. What doesn't fit is said to be a formula of its names, which the page shows.
struct StepTitle {
  let network: EvaluatedNetwork
  let networks: [EvaluatedNetwork]

  /// What the header's line has room for at 80 columns, beside the progress, the kind and the network.
  private var width: Int { network.name == "main" ? 56 : 53 - network.name.count }

  func of(_ formulas: [Formula]) -> Sentence {
    let formulas = distinct(formulas)
    // The longest is the first that is only described.
    var hidden: Set<Int> = []
    let candidates = formulas.indices.filter { !formulas[$0].isName }
      .sorted { formulas[$0].math.text().count > formulas[$1].math.text().count }
    var title = joined(formulas)
    for index in candidates {
      if title.plain.count <= width { return title }
      hidden.insert(index)
      title = described(formulas, hidden)
    }
    return title.plain.count <= width ? title : cut(formulas, width)
  }

  /// The shown sides, and that the others are formulas of these names, as many as fit.
  private func described(_ formulas: [Formula], _ hidden: Set<Int>) -> Sentence {
    let shown = formulas.indices.filter { !hidden.contains($0) }.map { formulas[$0] }
    let names = distinct(hidden.sorted().flatMap { values(in: formulas[$0]) })
    let count =
      switch hidden.count {
      case 1: "a formula"
      case 2: "two formulas"
      default: "\(hidden.count) formulas"
      }
    let lead: Sentence = shown.isEmpty ? "\(count)" : "\(joined(shown)) and \(count)"
    if names.isEmpty { return lead }
    return "\(lead) of \(cut(names, width - lead.plain.count - 4))"
  }

  /// The first of the names that fit, at least one.
  private func cut(_ names: [Formula], _ width: Int) -> Sentence {
    if joined(names).plain.count <= width { return joined(names) }
    let most = names.indices.dropFirst().last {
      joined(Array(names[..<$0])).plain.count + 11 <= width
    }
    return "\(joined(Array(names.prefix(most ?? 1)))) and others"
  }

  private func joined(_ formulas: [Formula]) -> Sentence {
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
