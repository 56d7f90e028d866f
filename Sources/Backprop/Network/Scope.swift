import Formulas
import MatrixCore

/// The meaning of names in a formula.
package struct Scope: Sendable {
  package enum Meaning: Sendable {
    /// A node of the graph under construction.
    case node(Int)
    /// A tensor from elsewhere, under a label.
    case leaf(Graph.Reference, label: String, shape: Shape, constant: Number?)
    /// A number without a node: the size of an axis.
    case number(Number)
  }

  package enum Answer: Sendable {
    case meaning(Meaning)
    case failure(any ProblemKind, related: SourceRange?)

    package static func problem(_ kind: NetworkProblem, related: SourceRange? = nil) -> Answer {
      .failure(kind, related: related)
    }
  }

  /// The meaning of a name, with the name of its network if one was written.
  package let lookUp: @Sendable (_ network: String?, _ name: String) -> Answer
  /// Whether a name is a network, so that a following `.T` is the value `T`.
  package let isNetwork: @Sendable (String) -> Bool
  /// The size of an axis.
  package let axisSize: @Sendable (String) -> Int?
  /// Whether operations that lessons can't call are allowed.
  package let allowsInternal: Bool

  package init(
    allowsInternal: Bool, isNetwork: @escaping @Sendable (String) -> Bool = { _ in false },
    axisSize: @escaping @Sendable (String) -> Int?,
    lookUp: @escaping @Sendable (_ network: String?, _ name: String) -> Answer
  ) {
    self.allowsInternal = allowsInternal
    self.isNetwork = isNetwork
    self.axisSize = axisSize
    self.lookUp = lookUp
  }
}

extension Scope {
  /// A scope without names.
  package static let empty = Scope(allowsInternal: false, axisSize: { _ in nil }) { network, name in
    .problem(
      network.map { .unknownNetwork($0, suggestion: nil) } ?? .unknownName(name, suggestion: nil),
      related: nil)
  }
}
