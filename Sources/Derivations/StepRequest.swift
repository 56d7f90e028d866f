import Formulas
import MatrixCore

/// What a `steps` block asks for.
package struct StepRequest: Sendable {
  package let kind: Kind
  package let range: SourceRange

  package init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  /// An optimiser with its options, as they were written.
  package struct Optimisation: Sendable {
    package let name: Name
    package let arguments: [Formula.Argument]

    package init(name: Name, arguments: [Formula.Argument]) {
      self.name = name
      self.arguments = arguments
    }
  }

  package enum Kind: Sendable {
    case show([Formula])
    case shapes
    case forward(until: Name?)
    case backward(until: Name?)
    case detailBySample(Name)
    case detailByEntry(Name)
    case detailEntry(Name, [Formula.Index])
    case inside(Name)
    case compare(Formula, Formula)
    case contrast(Formula, Formula)
    case check(of: [Name], h: Number?, isForward: Bool)
    case sweep(Name, [Formula.Index])
    case graph
    case update([Name], Optimisation)
    case train(steps: Int, Optimisation)
  }
}
