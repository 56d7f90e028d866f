import Backprop
import Formulas
import MatrixCore
import Typography

/// An optimiser with its options, as they were written.
package struct Optimisation: Sendable {
  package let name: Name
  package let arguments: [Formula.Argument]

  package init(name: Name, arguments: [Formula.Argument]) {
    self.name = name
    self.arguments = arguments
  }
}

extension FormulaParser {
  /// `with sgd(rate=1/10)`
  mutating func optimisation() throws(Problem) -> Optimisation {
    guard take(name: "with") else { throw unexpected(.words(["with"], then: "an optimiser")) }
    let formula = try formula()
    switch formula.kind {
    case .call(let call):
      return Optimisation(
        name: Name(call.function, at: call.functionRange), arguments: call.arguments)
    case .name(let name) where !token.is(.equals):
      return Optimisation(name: Name(name, at: formula.range), arguments: [])
    default:
      throw Problem(
        .unexpected(.text(formula.text()), expected: .optimiser), at: formula.range)
    }
  }
}

extension Optimisation {
  /// The optimiser that a command names, with default options filled in.
  func bound(
    _ network: EvaluatedNetwork, _ builder: inout DerivationBuilder
  ) throws(Problem) -> (Optimiser, [String: Number]) {
    let bound = builder.reporting { (_) throws(Problem) in try Optimiser.bound(self) }
    let values = try builder.each(arguments) { (builder, argument) throws(Problem) in
      try builder.evaluate(argument.value, current: network.index).value
    }
    guard let (optimiser, given) = bound else { throw .reported }
    var options: [String: Number] = [:]
    for ((option, formula), value) in zip(given, values) {
      guard case .tensor(let tensor) = value, let number = tensor.number else {
        throw Problem(.optionNotConstant(option: option), at: formula.range)
      }
      if let rule = optimiser.allOptions.first(where: { $0.name == option })?.rule,
        !rule.allows(number)
      {
        throw Problem(.optionOutOfRange(option: option, rule: rule.text), at: formula.range)
      }
      options[option] = number
    }
    for option in optimiser.options where options[option.name] == nil {
      guard let number = option.number else {
        throw Problem(
          .missingOption(function: optimiser.name, option: option.name, value: nil),
          at: name.range)
      }
      options[option.name] = number
    }
    return (optimiser, optimiser.effective(options))
  }
}

extension Optimiser {
  /// The optimiser of that name, and its arguments by option.
  fileprivate static func bound(
    _ written: Optimisation
  ) throws(Problem) -> (Optimiser, [(name: String, value: Formula)]) {
    guard let optimiser = Optimiser.named(written.name.text) else {
      throw Problem(
        .unknownOptimiser(
          written.name.text, suggestion: nearest(written.name.text, Optimiser.all.map(\.name))),
        at: written.name.range)
    }
    let own = optimiser.options.map(\.name)
    let further = optimiser.furtherOptions.map(\.name)
    let arguments = try written.arguments.bound(to: own, further: further) { fault in
      switch fault {
      case .unknown(let option):
        .unknownOption(function: optimiser.name, option: option, known: own + further)
      case .repeated(let option): .repeatedOption(option)
      }
    }
    return (optimiser, arguments)
  }
}
