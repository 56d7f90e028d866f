import Formulas
import MatrixCore

extension Formula {
  /// The value of a formula of numbers, and of functions of numbers; nil if it is no number.
  package var evaluatedNumber: Number? {
    if let number = plainNumber { return number }
    var lowering = Lowering(scope: .numbers)
    guard let node = try? lowering.define("number", self) else { return nil }
    let values = try? lowering.graph.evaluate { reference in
      if case .tensor(let tensor) = reference { tensor } else { Tensor(Number.floating(.nan)) }
    }
    return values?[node].number
  }
}

extension Scope {
  /// A scope without names, in which all operations are allowed.
  fileprivate static let numbers = Scope(allowsInternal: true, axisSize: { _ in nil }) { _, name in
    .problem(.unknownName(name, suggestion: nil))
  }
}
