import Backprop
import Formulas
import MatrixCore

extension Sentence {
  /// A title for expressions of a network: those that are names, and the names in the others, each
  /// once. A title is shorter than a formula, which the page shows.
  init(
    titleOf formulas: [Formula], in network: EvaluatedNetwork, among networks: [EvaluatedNetwork]
  ) {
    func isValue(_ formula: Formula) -> Bool {
      switch formula.kind {
      case .name(let name): !network.axes.contains { $0.name == name }
      case .member(let owner, let name):
        !networks.contains { $0.name == owner && $0.axes.contains { $0.name == name } }
      default: false
      }
    }
    var titles: [MathText] = []
    var known: Set<String> = []
    for formula in formulas {
      let parts = formula.isName ? [formula] : formula.namedValues.filter(isValue)
      for part in parts where known.insert(part.text()).inserted { titles.append(part.math) }
    }
    if titles.isEmpty { titles = formulas.map(\.math) }
    self = titles.map { Sentence($0) }.joined(separator: ", ")
  }

  /// A title for two expressions that are compared: those that are names, else the names in both.
  init(
    titleOf left: Formula, and right: Formula, in network: EvaluatedNetwork,
    among networks: [EvaluatedNetwork]
  ) {
    let names = [left, right].filter(\.isName)
    self.init(
      titleOf: names.isEmpty ? [left, right] : names, in: network, among: networks)
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
