import Backprop
import Derivations
import Formulas
import MatrixCore

/// The values of a lesson's networks that something refers to.
struct ReferencedNames {
  private struct Name: Hashable {
    let network: Int
    let name: String
  }

  private var names: Set<Name> = []
  private let networks: [Network]

  init(_ lesson: Lesson) {
    networks = lesson.networks
    for network in networks {
      for value in network.values {
        if let formula = value.formula ?? value.dataFormula { add(formula, network.index) }
      }
    }
    for network in networks {
      for definition in network.usedDefinitions {
        let local = definition.localNames
        for formula in definition.formulas {
          add(formula.replacing { local.contains($0) ? .number(0) : nil }, network.index)
        }
      }
    }
    for item in lesson.items {
      guard let network = item.network else { continue }
      for formula in item.formulas { add(formula, network) }
    }
  }

  /// Whether the value, or its gradient, is referred to.
  func contains(_ name: String, of network: Int) -> Bool {
    names.contains(Name(network: network, name: name))
  }
}

extension ReferencedNames {
  private mutating func add(_ formula: Formula, _ network: Int) {
    switch formula.kind {
    case .name(let name): add(name, network)
    case .member(let other, let name):
      if let owner = networks.first(where: { $0.name == other }) {
        add(name, owner.index)
      } else {
        // `H1.z`, inside the definition that makes H1.
        add(other, network)
      }
    case .transposed(let operand):
      // After a network's name, `.T` is its value `T`.
      if case .name(let other) = operand.kind,
        let found = networks.first(where: { $0.name == other })
      {
        add("T", found.index)
      }
      add(operand, network)
    default: for part in formula.parts { add(part, network) }
    }
  }

  /// Adds a name, which is a value's name or `d` and a value's name.
  private mutating func add(_ name: String, _ network: Int) {
    if networks[network].value(named: name) == nil, let target = name.gradientTarget {
      names.insert(Name(network: network, name: target))
    } else {
      names.insert(Name(network: network, name: name))
    }
  }
}
