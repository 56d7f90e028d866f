import Formulas
import MatrixCore

/// What names mean where a formula stands.
package struct Scope: Sendable {
  package enum Meaning: Sendable {
    /// An entry of the graph that is being built.
    case entry(Int)
    /// A tensor from elsewhere, under a label.
    case leaf(Graph.Reference, label: String, shape: Shape, constant: Number?)
    /// A number that no step computes: an axis's size.
    case number(Number)
  }

  package enum Answer: Sendable {
    case meaning(Meaning)
    case failure(any ProblemKind, related: SourceRange?)

    package static func problem(_ kind: NetworkProblem, related: SourceRange? = nil) -> Answer {
      .failure(kind, related: related)
    }
  }

  /// The meaning of a name, with the network's name before it where one was written.
  package let lookUp: @Sendable (_ network: String?, _ name: String) -> Answer
  /// Whether a name is a network's, so that `.T` after it is a value's name.
  package let isNetwork: @Sendable (String) -> Bool
  /// The size of an axis.
  package let axisSize: @Sendable (String) -> Int?
  /// Whether the operations may be used that lessons can't call.
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
  /// A scope in which nothing has a name.
  package static let empty = Scope(allowsInternal: false, axisSize: { _ in nil }) { network, name in
    .problem(
      network.map { .unknownNetwork($0, suggestion: nil) } ?? .unknownName(name, suggestion: nil),
      related: nil)
  }
}
