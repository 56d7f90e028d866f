import Formulas

/// Why an argument can't be bound to a parameter.
package enum BindingFault {
  /// No parameter has this name; nil for one argument too many.
  case unknown(String?)
  case repeated(String)
}

extension [Formula.Argument] {
  /// The values by parameter: an argument without a name is that of the next parameter in order.
  /// Those in `further` need their names.
  package func bound(
    to parameters: [String], further: [String] = [], _ problem: (BindingFault) -> NetworkProblem
  ) throws(Problem) -> [(name: String, value: Formula)] {
    var bound: [(name: String, value: Formula)] = []
    var position = 0
    for argument in self {
      let given: String?
      if let label = argument.label {
        given = label
      } else {
        given = position < parameters.count ? parameters[position] : nil
        position += 1
      }
      guard let name = given, parameters.contains(name) || further.contains(name) else {
        throw Problem(problem(.unknown(given)), at: argument.labelRange)
      }
      if bound.contains(where: { $0.name == name }) {
        throw Problem(problem(.repeated(name)), at: argument.labelRange)
      }
      bound.append((name, argument.value))
    }
    return bound
  }
}
